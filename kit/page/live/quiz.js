// The questions of a page, made live. Without a script the markup (templates/form.html.j2) is
// whole: each question can be read, answered, and checked by opening its answer. enhance() adds
// what only a script can do.

const copy = (value) => JSON.parse(JSON.stringify(value));
const noAnswer = (turn = 0) => ({
  response: null, draft: "", confidence: null, hinted: false, revealed: false, checked: false, flagged: false, turn,
});
const BEGINNING = {
  view: "one", at: "", sitting: 0, round: [], reading: [], turn: 0, ended: false, deadline: 0, handed: 0, answers: {},
};

/**
 * Turn the questions in `root` into a live self-test; with `data-minutes` it is a mock test, which
 * begins when the learner says so, tells nothing before it is handed in, and is handed in once.
 *
 * `state` is what `onState` was last given: {view: "one"|"all", at: id, sitting, round: [ids],
 * reading: [ids], turn, ended, deadline, handed, answers: {id: {response, draft, confidence, hinted, revealed, checked,
 * flagged, turn}}}. `data-sittings` says how many questions each sitting asks; those behind them are
 * for a close reading and make one more, which is asked only by choice; `sitting` counts from 0. An
 * empty round means all questions of the sitting; `reading` are those gone through again to be read;
 * `turn` counts the times that questions were asked again; `deadline` and `handed` are milliseconds since 1970, 0 before there are such moments.
 * `onAttempt` is told of each checked answer: {id, kind, response, outcome, score, confidence,
 * hinted, seconds}; of those of a mock test when it is handed in, with `seconds` null.
 * `restart` has a button that begins anew, also a mock test that was handed in.
 * Returns {restore(state), blank(), flush(), stop(), merge(act)}: `blank` empties the fields, for a printer, until
 * the next `restore()`; `flush` tells `onState` at once what it was to be told soon; `stop` is for a
 * page that shows the test no more. What `onState` returns, if anything, takes the place of what it
 * was given, as what `merge(act)` is given by `act(state)`: another tab has the same test.
 */
function enhance(root, { state: saved = {}, onState = () => {}, onAttempt = () => {}, restart = false } = {}) {
  const cards = all(root, ".kit-question").map((section) => new Card(section, { press, back, skip, flag, touch }));
  if (!cards.length) return { restore() {}, blank() {}, flush() {}, stop() {}, merge() {} };
  const cardOf = new Map(cards.map((card) => [card.id, card]));
  const minutes = Number(root.dataset.minutes ?? 0);
  const parts = JSON.parse(root.dataset.parts ?? "[]");
  const sittings = new Sittings(cards, JSON.parse(root.dataset.sittings ?? "[]"));
  const clock = new Clock(minutes, cards.map((card) => card.clock), handIn);
  let state = {};
  let since = performance.now(); // when the question in sight came up
  let saving = 0;

  const count = make("p");
  const bar = make("progress", { "aria-label": "作答进度" });
  const view = button("", () => change({ view: state.view === "one" ? "all" : "one" }));
  const finish = button("", end);
  const { opener: anew, row: askedBack } = askingBack("重新开始", "清空本测验的作答，从头开始", beginAnew);
  const tools = make("div", { class: "kit-bar" }, count, clock.face, view, finish, anew, bar);
  const summary = make("section", { class: "kit-summary" });
  const heading = make("h3", { tabindex: "-1" });
  cards[0].section.before(tools, askedBack, clock.spoken, summary);
  root.classList.add("kit-live");
  restore(saved);
  return { restore, blank, flush, stop, merge };

  function restore(given = state) {
    state = copy({ ...BEGINNING, ...given });
    if (!sittings.groups[state.sitting]) state.sitting = 0; // there were more of them
    // A question that came to a mock test after it was handed in was not answered.
    if (state.handed) for (const card of cards) answer(card).checked = true;
    draw();
  }

  function blank() {
    lineUp(cards);
    for (const card of cards) card.clear();
  }

  function flush() {
    if (saving) save();
  }

  function stop() {
    clock.stop();
    flush();
  }

  function save() {
    clearTimeout(saving);
    saving = 0;
    merge(onState);
  }

  function merge(act) {
    const others = act(copy(state));
    if (others) restore({ ...state, ...others });
  }

  function change(changes) {
    Object.assign(state, changes);
    draw();
    save();
  }

  /** Whether this is a mock test that has not been handed in. */
  function testing() {
    return Boolean(minutes && !state.handed);
  }

  function answer(card) {
    if (!state.answers[card.id]) state.answers[card.id] = noAnswer();
    return state.answers[card.id];
  }

  function result(card) {
    return answer(card).checked ? grade(card.question, answer(card).response) : null;
  }

  /** The cards that are asked, in their order. */
  function round() {
    const list = state.reading.length ? state.reading : state.round;
    const asked = list.map((id) => cardOf.get(id)).filter(Boolean);
    return asked.length ? asked : sittings.cards(state.sitting);
  }

  function current() {
    return round().find((card) => card.id === state.at) ?? round()[0];
  }

  /** The question that comes after this one; in practice, the next that has no answer, or none. */
  function next(card) {
    const at = round().indexOf(card) + 1;
    if (minutes || state.reading.length) return round()[at];
    return [...round().slice(at), ...round().slice(0, at)].find((other) => !answer(other).checked);
  }

  function touch(card) {
    const given = answer(card);
    given.response = card.read();
    given.draft = one(card.fields, "textarea")?.value ?? "";
    given.confidence = chosen(card.sure);
    given.hinted = given.hinted || Boolean(card.hint?.open);
    card.sureOfGaps = false;
    if (!given.checked) card.say("");
    if (testing()) drawBar();
    clearTimeout(saving);
    saving = setTimeout(save, 300);
  }

  function press(card, twice) {
    const given = answer(card);
    if (twice && !minutes) return; // a double click checks, and leaves the feedback in sight
    if (testing() || given.checked) return next(card) ? go(next(card)) : end();
    if (card.kind === "recall" && !given.revealed) {
      given.revealed = true;
      change({});
      return one(card.rating, "input").focus();
    }
    given.response = card.read();
    const worth = grade(card.question, given.response);
    if (worth.outcome === "unanswered") return card.ask();
    if (card.asksOfGaps(worth)) return;
    given.checked = true;
    const seconds = Math.round(performance.now() - since) / 1000;
    since = performance.now();
    change({});
    card.main.focus({ preventScroll: true });
    card.verdict.scrollIntoView({ block: "nearest" });
    report(card, seconds);
  }

  function report(card, seconds) {
    const { response, confidence, hinted } = answer(card);
    const { outcome, score } = result(card);
    if (outcome === "unanswered") return;
    onAttempt(copy({ id: card.id, kind: card.kind, response, outcome, score, confidence, hinted, seconds }));
  }

  function go(card) {
    since = performance.now();
    change({ at: card.id, ended: Boolean(state.handed) && state.view === "all" });
    card.focus();
    if (state.view === "one") tools.scrollIntoView(); // so its buttons are where the last one's were
  }

  function back(card) {
    go(round()[round().indexOf(card) - 1]);
  }

  function skip(card) {
    go(round()[round().indexOf(card) + 1]);
  }

  function flag(card) {
    answer(card).flagged = !answer(card).flagged;
    change({});
  }

  function end() {
    change({ ended: true, reading: [] });
    heading.focus();
  }

  /** Go through questions that have been answered, one after the other. */
  function readAgain(chosenCards) {
    Object.assign(state, { reading: chosenCards.map((card) => card.id), view: "one", ended: false });
    go(chosenCards[0]);
  }

  function again(chosenCards) {
    const turn = state.turn + 1;
    for (const card of chosenCards) state.answers[card.id] = noAnswer(turn);
    const severalParts = new Set(chosenCards.map((card) => card.part)).size > 1;
    const asked = interleaved(chosenCards, (card) => (severalParts ? card.part : card.place), `${turn}`);
    state.round = asked.map((card) => card.id);
    state.reading = [];
    state.turn = turn;
    go(asked[0]);
  }

  function beginAnew() {
    state = copy(BEGINNING);
    change({});
    if (testing()) heading.focus();
    else current().focus();
  }

  function sit(number) {
    Object.assign(state, { sitting: number, round: [], reading: [] });
    go(round().find((card) => !answer(card).checked) ?? round()[0]);
  }

  function begin() {
    change({ deadline: Date.now() + minutes * MINUTE });
    go(cards[0]);
  }

  function handIn() {
    if (state.handed) return;
    const here = root.contains(root.getRootNode().activeElement);
    for (const card of cards) answer(card).checked = true;
    change({ handed: Date.now(), ended: true, view: "all" });
    if (here) heading.focus();
    for (const card of cards) report(card, null);
  }

  /** Put the questions on the page in this order, and those that are not asked behind them. */
  function lineUp(asked) {
    const sections = [...asked, ...cards.filter((card) => !asked.includes(card))].map((card) => card.section);
    const standing = all(root, ".kit-question");
    if (sections.some((section, at) => section !== standing[at])) summary.after(...sections);
  }

  /** The cards in sight: before a mock test begins, and before it is handed in, none. */
  function inSight(waiting) {
    if (waiting || (state.ended && (testing() || state.view === "one"))) return [];
    return state.view === "all" ? round() : [current()];
  }

  function draw() {
    const waiting = testing() && !state.deadline;
    const allAtOnce = state.view === "all";
    const asked = round();
    const shown = inSight(waiting);
    lineUp(asked);
    root.dataset.view = state.view;
    for (const card of cards) {
      const at = asked.indexOf(card);
      card.draw(answer(card), result(card), testing());
      card.section.hidden = !shown.includes(card);
      card.back.hidden = allAtOnce || at < 1;
      card.skip.hidden = allAtOnce || testing() || answer(card).checked || at === asked.length - 1;
      card.clock.hidden = !allAtOnce || !testing();
      card.main.hidden = Boolean(minutes) && allAtOnce;
      card.main.textContent = label(card);
    }
    tools.hidden = waiting;
    view.textContent = allAtOnce ? "逐题显示" : "全部显示";
    view.hidden = asked.length < 2 || (state.ended && testing());
    finish.textContent = testing() ? "交卷" : "看结果";
    drawBar();
    drawSummary(waiting);
    clock.run(testing() ? state.deadline : 0);
  }

  function drawBar() {
    const asked = round();
    const isDone = (card) => (minutes ? answer(card).response !== null : answer(card).checked);
    const done = asked.filter(isDone);
    const right = done.filter((card) => result(card)?.outcome === "right").length;
    const place = `第 ${asked.indexOf(current()) + 1} / ${asked.length} 题`;
    if (state.reading.length) count.textContent = `看错题：${place}`;
    else count.textContent = `${onlyAgain() ? "重做：" : sittings.name(state.sitting)}已答 ${done.length} / ${asked.length} 题${testing() ? "" : `，答对 ${right} 题`}`;
    bar.max = asked.length;
    bar.value = done.length;
    finish.hidden = state.ended;
    anew.hidden = !restart || testing();
    // What comes with the first answer has its place before it: nothing moves when it comes.
    finish.classList.toggle("kit-later", !testing() && !done.length);
    anew.classList.toggle("kit-later", !Object.values(state.answers).some((given) => given.checked));
    if (anew.hidden || anew.matches(".kit-later")) askedBack.hidden = true;
  }

  /** Whether some questions of a sitting are asked again, not all of them. */
  function onlyAgain() {
    return state.round.length > 0 && state.round.length < sittings.cards(state.sitting).length;
  }

  function drawSummary(waiting) {
    summary.hidden = !state.ended && !waiting;
    if (summary.hidden) return;
    const [title, contents] = waiting
      ? ["开始前", beforeIt()]
      : testing()
        ? ["交卷前", beforeHandingIn()]
        : ["结果", results()];
    heading.textContent = title;
    summary.setAttribute("aria-label", title);
    summary.replaceChildren(heading, ...contents);
  }

  function label(card) {
    if (testing() || answer(card).checked) return next(card) ? "下一题" : testing() ? "交卷" : "看结果";
    if (card.kind !== "recall") return "检查";
    return answer(card).revealed ? "记下自评" : "看参考答案";
  }

  function links(linked) {
    return linksTo(linked, go, !testing());
  }

  function beforeIt() {
    return [...welcome(cards.length, minutes), actions(button("开始计时", begin, "kit-main"))];
  }

  function beforeHandingIn() {
    const goOn = button("继续作答", () => go(current()), "kit-main");
    return [...unfinished(cards, answer, links), actions(goOn, button("确认交卷", handIn))];
  }

  function results() {
    const asked = round();
    const mistaken = asked.filter((card) => {
      const how = result(card)?.outcome;
      return ["partly", "wrong"].includes(how) || (minutes && how === "unanswered");
    });
    const about = { answer, result, links, stems: (linked) => linksWithStems(linked, go), parts };
    const withMistakes = mistaken.length
      ? [
        button("逐题看错题", () => readAgain(mistaken)),
        button("导出错题（可打印）", () => saveMistakes(root, mistaken)),
      ]
      : [];
    if (minutes) return [...outcome(asked, { ...about, used: timeUsed(state, minutes) }), actions(...withMistakes)];
    const missing = asked.find((card) => !answer(card).checked);
    const main = missing ? "" : "kit-main";
    const further = sittings.further(state.sitting);
    return [
      ...outcome(asked, about),
      actions(
        missing ? button("接着作答", () => go(missing), "kit-main") : null,
        mistaken.length ? button("只重做错题", () => again(mistaken), main) : null,
        ...withMistakes,
        ...further.map(([name, number]) => button(name, () => sit(number), mistaken.length ? "" : main)),
        button(sittings.several ? "重做这一组" : "全部重做", () => again(sittings.cards(state.sitting))),
      ),
    ];
  }
}
