// The speaker's view, in a second window or on the leader's phone: what the room does not see.

import { make } from "./elements.js";
import { makeForms } from "./forms.js";
import { base, connected, drawButtons, follow, makeButtons, nextStep } from "./leading.js";
import { spreadTable } from "./spreads.js";
import { besidePlan, clockOf, scale } from "./stage.js";
import { drawNext, makeWall } from "./wall.js";

const one = (css) => document.querySelector(css);
const said = one(".kit-said");
const wall = makeWall(one("#now"));
const DISCUSS = [0.3, 0.7]; // the share of right answers at which a discussion helps most (Mazur)
const voices = new Map(); // what stands for each short answer, by its number
const HANDS = /手势|举手|手指/;
let shown = ""; // the notes

const room = connected({ view: "speaker", hear, say: (sentence) => { said.textContent = sentence; } });
makeButtons(one("#bar"), ["main"]);
makeButtons(one("#more"), ["more"]);
const forms = makeForms(one("#forms"), room);
follow(room);
one("#report").href = `${base}/report.html`;
one("#csv").href = `${base}/report.csv`;
one("#phone").addEventListener("toggle", () => {
  if (one("#phone img")) one("#phone img").remove(); // the address may be another now
  one("#phone").append(make("img", { alt: "演讲者视图的二维码", src: `${base}/qr.svg?of=speaker` }));
});
addEventListener("resize", drawScale);
setInterval(tick, 500);

function hear(told) {
  if (!room.state) return;
  const state = room.state;
  if (told.state) {
    drawScale();
    wall.draw(state, room);
    drawNext(one("#after"), (!state.ended && state.next) || "<h2>没有下一屏了</h2>");
    drawButtons(document.body, state);
    if (forms.drawn(state)) scrollTo(0, one(".kit-heard").scrollTop = 0); // what was sent is to be seen
    one("#now-title").textContent = state.ended ? "现在" : `现在：第 ${state.number} 屏（共 ${state.numbers} 屏）`;
    one("#forms").hidden = state.ended;
    document.body.dataset.version = state.version;
    drawVoices(state);
  } else if (told.refused) {
    if (!forms.drawn(state, told.refused)) room.tell(told.refused);
  } else if (told.counts) wall.count(state, room.counts, room.phones);
  drawAsked(state, room.counts);
  drawNotes(state, room.counts);
  drawStep(nextStep(state, room.counts));
  tick();
}

function drawScale() {
  for (const frame of document.querySelectorAll(".kit-preview")) scale(frame, frame.clientWidth, Infinity);
}

/** The large button says what it does; no other one does the same, or stands there for nothing. */
function drawStep(step) {
  one('#bar [data-do="next"]').textContent = step;
  for (const button of document.querySelectorAll('nav [data-do]:not([data-do="next"]):not([data-do="end"])')) {
    const idle = button.disabled && ["close", "reveal"].includes(button.dataset.do);
    button.hidden = idle || button.textContent === step;
  }
}

/** The notes; those of a slide that something else covers are folded up. */
function drawNotes(state, counts) {
  const notes = one("#notes");
  notes.hidden = state.ended;
  const covered = state.round && state.round.apart;
  const instead = counts.phones && HANDS.test(state.notes) ? "<p>（大家用手机作答，备注里说的举手、举手指都可以免去。）</p>" : "";
  const own = instead + (state.notes || "<p>这一屏没有备注。</p>");
  const html = `<h2>备注</h2>${covered ? `${state.asked_notes || ""}<details><summary>第 ${state.number} 屏的备注</summary>${own}</details>` : own}`;
  const now = `${state.key} ${html}`;
  if (shown === now) return;
  shown = now;
  notes.innerHTML = html;
  for (const line of state.key ? notes.querySelectorAll("p") : []) { // the key stands above already
    const [, said] = /^(?:正解|正确答案|参考答案)：(.+?)。?$/.exec(line.textContent.trim()) || [];
    line.hidden = Boolean(said) && state.key.includes(said);
  }
  notes.scrollTop = 0;
}

/** How many answered, the key, the spread: before the room sees it. */
function drawAsked(state, counts) {
  const box = one("#asked");
  const round = state.ended ? null : state.round;
  const report = make("a", { href: `${base}/report.html`, target: "_blank" }, "看这一次的报告");
  const parts = state.ended ? [make("p", {}, report)] : [];
  if (state.teams && !state.ended && counts.chosen < counts.phones) parts.push(make("p", {}, `已选组 ${counts.chosen} / ${counts.phones} 人`));
  if (round && round.kind !== "discussion") {
    if (counts.alone) parts.unshift(make("p", {}, "没有手机在线。"));
    else parts.unshift(make("p", { class: "kit-in" }, make("b", {}, String(counts.in)), ` / ${counts.of} 人已${round.kind === "poll" ? "投票" : "作答"}${round.take > 1 ? "（再答）" : ""}`));
    if (state.key) parts.push(make("p", {}, make("b", {}, round.ask.kind === "recall" ? "参考答案：" : "正确答案："), state.key));
    if (state.spread && round.ask.kind !== "recall") { // which nobody can rate yet
      parts.push(make("p", {}, "还没有揭晓，只有这里看得见："), make("div", { class: "kit-session" }, spreadTable(round, state.spread)));
      const share = state.right && state.right.of ? state.right.count / state.right.of : NaN;
      if (round.take === 1 && share >= DISCUSS[0] && share <= DISCUSS[1]) parts.push(make("p", {}, `对的占 ${Math.round(100 * share)}%：不妨先让大家讨论，再按“再答一次”。`));
    }
  } else parts.unshift(make("p", { class: "kit-in" }, make("b", {}, String(counts.phones)), " 部手机在线"));
  box.replaceChildren(...parts);
}

/** What phones have said, each with the button that lets it onto the wall. */
function drawVoices(state) {
  const box = one("#voices");
  box.hidden = !state.said;
  if (!state.said) return;
  const waiting = state.said.filter((each) => !each.shown);
  const list = box.lastElementChild;
  const items = [...waiting, ...state.said.filter((each) => each.shown)].map(voice);
  for (const old of [...list.children]) if (!items.includes(old)) old.remove();
  // What stays where it is is not touched: a thumb may be on it.
  items.forEach((item, at) => { if (list.children[at] !== item) list.insertBefore(item, list.children[at] || null); });
  box.firstElementChild.textContent = `发言：${waiting.length} 条待审`;
}

function voice({ n, text, shown: up }) {
  if (!voices.has(n)) {
    const button = make("button", { type: "button" });
    button.addEventListener("click", () => room.send({ do: button.value, message: n }));
    voices.set(n, make("li", {}, make("span", {}, text), button));
  }
  const item = voices.get(n);
  item.className = up ? "kit-up" : "";
  item.lastChild.value = up ? "hide" : "approve";
  item.lastChild.textContent = up ? "撤下" : "放到屏幕上";
  return item;
}

function tick() {
  const state = room.state;
  if (!state || !state.clock) return;
  wall.tick(state, room.ahead);
  const clock = state.clock;
  const now = Date.now() + room.ahead;
  const since = clock.since ? now / 1000 - clock.since : 0;
  const part = clock.part + since;
  const left = 60 * clock.minutes - part;
  const late = clock.late + Math.max(0, -left);
  const times = {
    now: new Date().toTimeString().slice(0, 5),
    all: `${clockOf(1000 * (clock.all + since))}${clock.planned ? ` / ${clock.planned} 分钟` : ""}`,
    part: clock.minutes ? `${clockOf(1000 * part)} / ${clock.minutes} 分钟` : clockOf(1000 * part),
    left: clock.minutes && clock.since ? `${left < 0 ? "已超" : "还剩"} ${clockOf(1000 * Math.abs(left))}` : "",
    slide: clockOf(1000 * (clock.slide + since)),
    plan: clock.since ? besidePlan(1000 * late) : "按 T 或者翻屏，开始计时",
  };
  for (const [name, text] of Object.entries(times)) one(`[data-time="${name}"]`).textContent = text;
  one('[data-time="left"]').classList.toggle("kit-over", left < 0);
  one('[data-time="plan"]').classList.toggle("kit-over", times.plan.includes("晚"));
}
