// The questions of a page, made live. Without a script the markup (templates/test.html.j2) is
// whole: each question can be read, answered, and checked by opening its answer. enhance() adds
// what only a script can do.

import { Card, all, button, chosen, make, one } from "./card.js";
import { Clock } from "./clock.js";
import { grade } from "./grading.js";
import { interleaved } from "./shuffling.js";
import { linksTo, outcome, unfinished } from "./summary.js";

const copy = (value) => JSON.parse(JSON.stringify(value));
const fresh = (turn = 0) => ({
  response: null, draft: "", confidence: null, hinted: false, revealed: false, checked: false, flagged: false, turn,
});

/**
 * Turn the questions in `root` into a live self-test; with `data-minutes` it is a mock test, which
 * begins when the learner says so, tells nothing before it is handed in, and is handed in once.
 *
 * `state` is what `onState` was last given: {view: "one"|"all", at: id, round: [ids], turn, ended,
 * deadline, handed, answers: {id: {response, draft, confidence, hinted, revealed, checked, flagged,
 * turn}}}. An empty round means all questions; `turn` counts the times that questions were asked
 * again; `deadline` and `handed` are milliseconds since 1970, 0 before there are such moments.
 * `onAttempt` is told of each checked answer: {id, kind, response, outcome, score, confidence,
 * hinted, seconds}; of those of a mock test when it is handed in, with `seconds` null.
 * Returns {restore(state), blank(), stop()}: `blank` empties the fields, for a printer, until the
 * next `restore()`; `stop` is for a page that shows the test no more.
 */
export function enhance(root, { state = {}, onState = () => {}, onAttempt = () => {} } = {}) {
  const cards = all(root, ".kit-question").map((section) => new Card(section, { press, back, skip, flag, touch }));
  if (!cards.length) return { restore() {}, blank() {}, stop() {} };
  const named = new Map(cards.map((card) => [card.id, card]));
  const minutes = Number(root.dataset.minutes ?? 0);
  const parts = JSON.parse(root.dataset.parts ?? "[]");
  const clock = new Clock(minutes, cards.map((card) => card.clock), handIn);
  let now = {};
  let since = performance.now();
  let saving = 0;

  const count = make("p");
  const bar = make("progress");
  bar.setAttribute("aria-label", "作答进度");
  const view = button("", () => change({ view: now.view === "one" ? "all" : "one" }));
  const finish = button("", end);
  const tools = make("div", { class: "kit-bar" }, count, bar, clock.face, view, finish);
  const summary = make("section", { class: "kit-summary" });
  const heading = make("h3", { tabindex: "-1" });
  cards[0].section.before(tools, clock.said, summary);
  root.classList.add("kit-live");
  restore(state);
  return { restore, blank, stop };

  function restore(given = now) {
    now = { view: "one", at: "", round: [], turn: 0, ended: false, deadline: 0, handed: 0, answers: {}, ...copy(given) };
    draw();
  }

  function blank() {
    lineUp(cards);
    for (const card of cards) card.clear();
  }

  function stop() {
    clock.stop();
    if (saving) save();
  }

  function save() {
    clearTimeout(saving);
    saving = 0;
    onState(copy(now));
  }

  function change(what) {
    Object.assign(now, what);
    draw();
    save();
  }

  /** Whether this is a mock test that has not been handed in. */
  function testing() {
    return Boolean(minutes && !now.handed);
  }

  function answer(card) {
    return (now.answers[card.id] ??= fresh());
  }

  function result(card) {
    return answer(card).checked ? grade(card.question, answer(card).response) : null;
  }

  function round() {
    const kept = now.round.map((id) => named.get(id)).filter(Boolean);
    return kept.length ? kept : cards;
  }

  function current() {
    return round().find((card) => card.id === now.at) ?? round()[0];
  }

  /** The question that comes after this one; in practice, the next that has no answer, or none. */
  function next(card) {
    const at = round().indexOf(card) + 1;
    if (minutes) return round()[at];
    return [...round().slice(at), ...round().slice(0, at)].find((each) => !answer(each).checked);
  }

  function touch(card) {
    const given = answer(card);
    given.response = card.read();
    given.draft = one(card.fields, "textarea")?.value ?? "";
    given.confidence = chosen(card.sure);
    given.hinted ||= Boolean(card.hint?.open);
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
      return card.rating.querySelector("input").focus();
    }
    given.response = card.read();
    if (grade(card.question, given.response).outcome === "unanswered") return card.ask();
    given.checked = true;
    const seconds = Math.round(performance.now() - since) / 1000;
    since = performance.now();
    change({});
    card.main.focus({ preventScroll: true });
    tell(card, seconds);
  }

  function tell(card, seconds) {
    const { response, confidence, hinted } = answer(card);
    const { outcome, score } = result(card);
    if (outcome === "unanswered") return;
    onAttempt(copy({ id: card.id, kind: card.kind, response, outcome, score, confidence, hinted, seconds }));
  }

  function go(card) {
    since = performance.now();
    change({ at: card.id, ended: Boolean(now.handed) && now.view === "all" });
    card.focus();
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
    change({ ended: true });
    heading.focus();
  }

  function again(chosen) {
    const turn = now.turn + 1;
    for (const card of chosen) now.answers[card.id] = fresh(turn);
    const several = new Set(chosen.map((card) => card.part)).size > 1;
    const order = interleaved(chosen, (card) => (several ? card.part : card.place), `${turn}`);
    now.round = order.map((card) => card.id);
    now.turn = turn;
    go(order[0]);
  }

  function begin() {
    change({ deadline: Date.now() + minutes * 60_000 });
    go(cards[0]);
  }

  function handIn() {
    if (now.handed) return;
    const here = root.contains(root.getRootNode().activeElement);
    for (const card of cards) answer(card).checked = true;
    change({ handed: Date.now(), ended: true, view: "all" });
    if (here) heading.focus();
    for (const card of cards) tell(card, null);
  }

  /** Put the questions on the page in this order, and those that are not asked behind them. */
  function lineUp(asked) {
    const order = [...asked, ...cards.filter((card) => !asked.includes(card))].map((card) => card.section);
    const shown = all(root, ".kit-question");
    if (order.some((section, at) => section !== shown[at])) summary.after(...order);
  }

  function draw() {
    const waiting = testing() && !now.deadline;
    const asked = round();
    const shown = now.view === "all" ? (now.ended && testing() ? [] : asked) : now.ended ? [] : [current()];
    lineUp(asked);
    for (const card of cards) {
      const at = asked.indexOf(card);
      card.draw(answer(card), result(card), testing());
      card.section.hidden = waiting || !shown.includes(card);
      card.back.hidden = now.view === "all" || at < 1;
      card.skip.hidden = now.view === "all" || testing() || answer(card).checked || at === asked.length - 1;
      card.clock.hidden = now.view === "one" || !testing();
      card.main.hidden = Boolean(minutes) && now.view === "all";
      card.main.textContent = label(card);
    }
    tools.hidden = waiting;
    view.textContent = now.view === "one" ? "全部显示" : "逐题显示";
    view.hidden = asked.length < 2 || (now.ended && testing());
    finish.textContent = testing() ? "交卷" : "看结果";
    drawBar();
    summary.hidden = !now.ended && !waiting;
    if (!summary.hidden) summary.replaceChildren(heading, ...(waiting ? welcome() : testing() ? check() : results()));
    summary.setAttribute("aria-label", heading.textContent);
    clock.run(testing() ? now.deadline : 0);
  }

  function drawBar() {
    const asked = round();
    const done = asked.filter((card) => (testing() || now.handed ? answer(card).response !== null : answer(card).checked));
    const right = done.filter((card) => result(card)?.outcome === "right").length;
    const told = testing() ? "" : `，答对 ${right} 题`;
    count.textContent = `${asked.length < cards.length ? "重做：" : ""}已答 ${done.length} / ${asked.length} 题${told}`;
    bar.max = asked.length;
    bar.value = done.length;
    finish.hidden = now.ended || (!testing() && !done.length);
  }

  function label(card) {
    if (testing() || answer(card).checked) return next(card) ? "下一题" : testing() ? "交卷" : "看结果";
    if (card.kind !== "recall") return "检查";
    return answer(card).revealed ? "记下自评" : "看参考答案";
  }

  function links(cards) {
    return linksTo(cards, go, !testing());
  }

  /** What is said before a mock test begins. */
  function welcome() {
    heading.textContent = "开始前";
    return [
      make("p", {}, `共 ${cards.length} 题，限时 ${minutes} 分钟，只能交一次。`),
      make("p", {}, "开始后计时不停，时间到了自动交卷。作答时不提示对错，交卷后给出得分、解析和依据。"),
      make("div", { class: "kit-actions" }, button("开始计时", begin, "kit-main")),
    ];
  }

  /** What is said before a mock test is handed in. */
  function check() {
    heading.textContent = "交卷前";
    return [
      ...unfinished(cards, answer, links),
      make("div", { class: "kit-actions" }, button("继续作答", () => go(current()), "kit-main"), button("确认交卷", handIn)),
    ];
  }

  function results() {
    heading.textContent = "结果";
    const asked = round();
    const spent = Math.ceil((minutes * 60_000 - now.deadline + now.handed) / 60_000);
    const used = now.handed < now.deadline ? `已交卷，用时约 ${spent} 分钟。` : "时间到，已自动交卷。";
    const toMend = asked.filter((card) => ["partly", "wrong"].includes(result(card)?.outcome));
    const missing = asked.find((card) => !answer(card).checked);
    const buttons = [
      missing && button("接着作答", () => go(missing), "kit-main"),
      toMend.length && button("只重做错题", () => again(toMend), missing ? "" : "kit-main"),
      button("全部重做", () => again(cards)),
    ];
    return [
      ...outcome(asked, { answer, result, links, parts, used: minutes ? used : undefined }),
      ...(minutes ? [] : [make("div", { class: "kit-actions" }, ...buttons.filter(Boolean))]),
    ];
  }
}
