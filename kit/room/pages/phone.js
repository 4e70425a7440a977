// The phone's page: what the room is at, one thing on the screen, and what was answered, kept until
// the room says that it has it.

import { make } from "./elements.js";
import { LIMITS } from "./limits.js";
import { ASKED_FOR, answerFields, atOnce, choices, lacking, written } from "./phone_answer.js";
import { fill, html } from "./phone_elements.js";
import { connect } from "./phone_link.js";
import { memory, onOtherTab, remember } from "./phone_memory.js";
import { closedPoll, closedQuestion, earlier, ended } from "./phone_result.js";
import { groups } from "./phone_teams.js";
import { speechText } from "./phone_text.js";

const [title, teamButton, teams, room, text, said, sendButton] = ["title", "team", "teams", "room", "text", "said", "send"]
  .map((id) => document.getElementById(id));
let state = null;
let mine = {};
let draft = null; // what is chosen or written, and not sent
let note = ""; // why something was not taken
let shown = "";
let screen = {};

if (!remember()) {
  const frail = "这个浏览器不让网页保存数据：请不要关掉或刷新这个页面，否则会当作另一部手机。";
  room.before(make("p", { class: "notice" }, frail));
}
const drawText = speechText(text, room);
const drawTeams = groups(teams, teamButton, (team) => {
  link.say({ team });
  drawHead();
});
const link = connect({ greeting, hear, changed: drawBar });
onOtherTab(() => link.say(greeting()));
sendButton.addEventListener("click", press);
room.addEventListener("kit-send", press);
if (window.visualViewport) {
  for (const kind of ["resize", "scroll"]) window.visualViewport.addEventListener(kind, clearKeyboard);
}

function greeting() {
  return { hello: memory.you, version: state ? state.version : 0, team: memory.team };
}

function hear(told) {
  if (told.you && told.you !== memory.you) {
    if (state && state.phase === "ended" && mine.of) {
      // Another meeting has begun: one's own result stays until one leaves it.
      link.end();
      fill(room, ...ended(mine, memory.you, () => location.replace("/")));
      return;
    }
    // Another room, or the first time: what waits was for the other one.
    const before = told.before ? { you: memory.you, wrong: told.before } : null;
    Object.assign(memory, { you: told.you, before, team: 0, waiting: [], draft: null, late: null });
    state = null;
    shown = "";
    remember();
  }
  if (told.state && (!state || told.state.version >= state.version)) {
    state = told.state;
    mine = told.mine || {};
    draw();
    if (told.you) memory.waiting.forEach(send);
  }
  if ("kept" in told) settle(told.kept, "");
  if ("refused" in told) settle(told.refused, told.why);
}

/** Something that waited has been kept, or was not taken; then `why` says so. */
function settle(number, why) {
  const done = memory.waiting.find((each) => each.n === number);
  if (!done) return;
  memory.waiting = memory.waiting.filter((each) => each !== done);
  const here = Boolean(state.round && state.round.id === done.round);
  const late = why && !done.rates && !(here && state.round.phase === "open");
  if (late) memory.late = done;
  remember();
  note = why && !here ? missed(done) : late ? "" : why;
  if (!why && here) {
    if (done.kind === "say") addSaid(done.answer.trim());
    else if (done.rates) mine.rating = done.answer;
    else mine.response = done.answer;
  }
  if (why && here && done.kind === "answer") screen.redraw = true; // the last one that was kept counts
  draw();
}

/** What is said of something that was too late for a round that is no longer on the screen. */
function missed({ kind, rates }) {
  if (kind === "say") return "先前的发言没有赶在停止以前送到。";
  return `先前的${rates ? "自评" : "作答"}没有赶在停止以前送到，没有计入。`;
}

function addSaid(words) {
  const before = mine.said || [];
  if (!before.some((one) => one.text === words)) mine.said = [...before, { text: words, shown: false }];
}

/** Send an answer as soon as may be; of two to the same question only the later one is sent. */
function give(answer, kind = "answer") {
  const round = state.round.id;
  const last = memory.waiting[memory.waiting.length - 1];
  const n = Math.max(Date.now(), last ? last.n + 1 : 0);
  const others = memory.waiting.filter((each) => kind === "say" || each.kind === "say" || each.round !== round);
  const one = { kind, answer, round, rates: state.round.phase === "revealed", n };
  memory.waiting = [...others, one];
  memory.draft = null;
  memory.late = null;
  draft = null;
  note = "";
  if (kind === "answer") screen.given = JSON.stringify(answer);
  remember();
  send(one);
  draw();
}

function send({ kind, answer, round, n }) {
  link.say({ [kind]: answer, round, n });
}

/** Take down what has been chosen or written so far. */
function change(response, atOnce = false) {
  note = "";
  if (atOnce) return give(response);
  draft = { response };
  if (state.round.phase === "open") memory.draft = { round: state.round.id, response };
  remember();
  drawBar();
}

function waitsFor(kind) {
  return memory.waiting.filter((each) => each.kind === kind && state.round && each.round === state.round.id);
}

/** The last answer that was given to what is asked now, whether or not it is kept already. */
function given() {
  const waiting = waitsFor("answer")[0];
  return waiting ? waiting.answer : mine.response;
}

/** What one gave or chose in a round that is over and that does not count: {response, why}, or null. */
function uncounted() {
  const waiting = waitsFor("answer").find((each) => !each.rates);
  const [draft, late] = [memory.draft, memory.late].map((one) => (one && one.round === state.round.id ? one : null));
  const found = draft && draft.response !== null ? { response: draft.response, why: "unsent" }
    : waiting ? { response: waiting.answer, why: "waits" }
      : late ? { response: late.answer, why: "late" } : null;
  return found && alike(found.response) !== alike(mine.response) ? found : null;
}

const alike = (response) => JSON.stringify(typeof response === "string" ? response.trim() : response);

// What is on the screen

function draw() {
  const { round, phase } = state;
  document.title = state.title;
  title.textContent = state.title;
  const facts = round ? [round.id, round.phase, round.take] : [state.html];
  const done = round && round.phase !== "open" ? [mine.response, mine.outcome] : [];
  const key = JSON.stringify([phase, ...facts, ...done, phase === "ended" ? mine : ""]);
  const another = round && round.phase === "open" && !draft && JSON.stringify(given()) !== screen.given;
  if (key !== shown || screen.redraw || another) {
    const fresh = key !== shown;
    const first = shown === "";
    if (fresh) [note, draft] = ["", null];
    shown = key;
    screen = build(round);
    fill(room, ...screen.parts);
    title.hidden = Boolean(room.querySelector("h1")); // which is the title
    if (fresh) scrollTo(0, 0);
    if (fresh && !first) room.focus({ preventScroll: true }); // read out to whoever listens
  }
  if (screen.update) screen.update();
  drawText(phase === "reading" || phase === "discussion" || (phase === "question" && round.phase === "revealed"));
  drawTeams(state, mine);
  drawHead();
  drawBar();
}

function drawHead() {
  title.parentNode.hidden = title.hidden && teamButton.hidden;
}

function build(round) {
  switch (state.phase) {
    case "question": return round.phase === "open" ? openQuestion(round) : closed(round);
    case "poll": return round.phase === "open" ? openPoll(round) : { parts: closedPoll(round, mine, uncounted()) };
    case "discussion": return discussion(round);
    case "ended": return { parts: [...ended(mine, memory.you), ...earlier(memory.before)] };
    default: return { parts: reading() };
  }
}

function reading() {
  const slide = html(state.html, "article", { class: "slide" });
  if (!slide.querySelector("h1")) return [slide];
  return [slide, make("p", { class: "notice" }, "已经进来了。题目出现时，这个页面会自己换，不用刷新。"), ...earlier(memory.before)];
}

const take = (round) => (round.take > 1 ? make("p", { class: "notice" }, "第二次作答") : "");

function openQuestion(round) {
  draft = null;
  if (memory.draft && memory.draft.round === round.id) draft = { response: memory.draft.response };
  const answer = given();
  const start = draft ? draft.response : answer === undefined ? null : answer;
  return {
    given: JSON.stringify(answer),
    parts: [take(round), answerFields(round.ask, start, change)],
    button: () => (["single", "judge"].includes(round.ask.kind) ? "" : given() === undefined ? "提交" : draft ? "提交改动" : "已提交"),
    press() {
      const untouched = round.ask.kind === "order" ? round.ask.items.map((_, at) => at) : null;
      const response = draft ? draft.response : given() === undefined ? untouched : undefined;
      if (response === null) note = ASKED_FOR[round.ask.kind] || "请先作答。";
      else if (response !== undefined) {
        const gaps = lacking(round.ask, response);
        const asked = note === gaps; // and nothing has been changed since
        if (asked || !gaps) give(response);
        else note = gaps;
      }
    },
  };
}

function openPoll(round) {
  const answer = given();
  return {
    given: JSON.stringify(answer),
    parts: [make("fieldset", { class: "fields" },
      make("legend", { class: "stem" }, round.title, " ", make("small", {}, "（投票）")),
      make("p", { class: "quiet" }, `没有对错。${atOnce("投票")}`),
      ...choices("radio", round.options, (at) => at === answer, (at) => change(at, true)))],
  };
}

function closed(round) {
  const parts = closedQuestion(round, mine, uncounted(), change);
  if (round.phase !== "revealed" || round.ask.kind !== "recall" || mine.response === undefined) return { parts };
  const byPoints = round.points.length > 0;
  return { parts, button: () => (byPoints && (draft || !isRated()) ? "提交自评" : ""), press: () => give(draft ? draft.response : []) };
}

const isRated = () => mine.rating !== undefined && mine.rating !== null;

function discussion(round) {
  const wall = make("ul", { class: "said", "aria-label": "大家的发言" });
  const own = make("ul", { class: "said mine", "aria-label": "我的发言" });
  const parts = [make("p", { class: "stem" }, round.title)];
  let words = memory.draft && memory.draft.round === round.id ? memory.draft.response || "" : "";
  let field = null;
  if (round.phase === "open") {
    parts.push(make("p", { class: "quiet" }, "写一两句。带学人看过，才会放到屏幕上；不显示是谁写的。"));
    field = written(words, LIMITS.said, "发言", (now) => {
      words = now;
      memory.draft = { round: round.id, response: now };
      note = "";
      remember();
      drawBar();
    });
    parts.push(field);
  } else {
    parts.push(make("p", { class: "notice" }, "讨论已经停止。"));
  }
  parts.push(own, wall);
  return {
    parts,
    update() {
      const waiting = waitsFor("say").map((each) => ({ text: each.answer, waits: true }));
      if (memory.late && memory.late.round === round.id) waiting.push({ text: memory.late.answer, late: true });
      fill(own, ...[...(mine.said || []), ...waiting].map(({ text: one, ...how }) => make("li", {}, one, " ", make("small", {}, saidHow(how)))));
      const ownShown = (mine.said || []).filter((one) => one.shown).map((one) => one.text);
      fill(wall, ...state.wall.filter((one) => !ownShown.includes(one)).map((one) => make("li", {}, one)));
      own.hidden = !own.children.length;
      wall.hidden = !wall.children.length;
    },
    button: () => (field ? "送出" : ""),
    press() {
      if (!words.trim()) {
        note = "请先写一两句。";
        return;
      }
      const one = words;
      words = "";
      field.querySelector("textarea").value = "";
      give(one, "say");
    },
  };
}

function saidHow({ waits, late, shown: onWall }) {
  if (late) return "没有赶在停止以前送到";
  if (waits) return link.on() ? "正在送出……" : "已记下，恢复后自动送出";
  return onWall ? "已放到屏幕上" : "已送出，待带学人查看";
}

function press() {
  if (screen.press) screen.press();
  else if (draft) give(draft.response);
  drawBar();
}

// The line at the bottom: whether it is sent, and the button

function drawBar() {
  if (!state) {
    said.textContent = "";
    return;
  }
  if (screen.update) screen.update();
  const label = screen.button ? screen.button() : "";
  sendButton.hidden = !label;
  sendButton.textContent = label;
  sendButton.setAttribute("aria-disabled", String(label === "已提交"));
  const line = status();
  if (said.textContent !== line) said.textContent = line;
  said.parentNode.classList.toggle("empty", !label && !line);
  said.dataset.how = !link.on() ? "off" : note ? "note" : "";
}

function status() {
  const { round } = state;
  if (memory.waiting.length && link.on()) return "正在送出……";
  if (memory.waiting.length) {
    const until = memory.waiting.every((each) => each.rates) ? "" : "；停止以前送到才计入";
    return `网络断开，已记下，恢复后自动送出${until}。`;
  }
  if (!link.on()) return "网络断开，正在重新连接……";
  if (note) return note;
  if (!round || state.phase === "ended" || state.phase === "discussion") return "";
  if (round.phase === "open" && mine.response !== undefined) {
    if (draft) return "改动还没有提交，现在算数的是上一次的。";
    return `✓ 已送达。停止${state.phase === "poll" ? "投票" : "作答"}以前可以改。`;
  }
  if (round.phase === "open" && draft && draft.response !== null) return "还没有提交，停止以前按“提交”才计入。";
  if (round.phase === "revealed" && isRated() && !draft) return "✓ 自评已送达。";
  return "";
}

/** Keep the line above the keyboard of browsers that lay it over the page. */
function clearKeyboard() {
  const { height, offsetTop, scale } = window.visualViewport;
  const hidden = scale > 1.01 ? 0 : Math.max(0, window.innerHeight - height - offsetTop);
  document.getElementById("bar").style.transform = hidden ? `translateY(-${Math.round(hidden)}px)` : "";
}
