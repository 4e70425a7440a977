// What the room reads: a stage of 1920 × 1080 that follows from the state, drawn on the leader's
// page and, smaller, in the speaker's view.

import { make } from "./elements.js";
import { base } from "./leading.js";
import { spreadTable, teamTable } from "./spreads.js";
import { clockOf, fits, setType } from "./stage.js";

const LAYOUTS = ["", "kit-brief", "kit-brief kit-letters"]; // each with less beside the bars

/** Make a stage in an element, and return how to draw on it. */
export function makeWall(stage) {
  const slide = make("section", { class: "kit-slide kit-now", "aria-label": "投屏" });
  const said = make("span", { class: "kit-said", role: "status" });
  const enter = make("span", { class: "kit-enter" });
  const coming = make("span", { class: "kit-coming" });
  const number = make("span", { class: "kit-number" });
  const line = make("i", { class: "kit-line" });
  const join = joining();
  const black = make("div", { class: "kit-black", hidden: "" });
  stage.append(slide, make("p", { class: "kit-corner" }, said, enter, coming, number), line, join, black);
  return { draw, count, tick, page, said, slide };

  function draw(state, room) {
    slide.className = `kit-slide kit-now${state.cover && state.screen === "slide" ? " kit-cover" : ""}${state.round && state.round.phase === "revealed" ? " kit-revealed" : ""}`;
    slide.dataset.screen = state.code ? "code" : state.screen;
    fill(slide, state, room.counts);
    drawJoin(join, state, room);
    black.hidden = !state.black;
    slide.hidden = state.code;
    number.textContent = state.ended || state.code ? "" : `${state.number} / ${state.numbers}`;
    count(state, room.counts, room.phones);
    tick(state, room.ahead);
    fit(slide);
  }

  /** How many have answered; nothing of what. Where there is no phone, of phones nothing. */
  function count(state, counts, address) {
    const round = state.round;
    const phase = round && round.kind !== "discussion" ? round.phase : "";
    const open = phase === "open";
    coming.textContent = state.ended || state.code ? "" : choosing(state, counts) || inWords(round, counts);
    coming.classList.toggle("kit-open", open || !round);
    coming.classList.toggle("kit-closed", phase === "closed");
    const told = state.ended || state.code || (state.cover && state.screen === "slide") || isLocal(address); // or told at large
    enter.textContent = told ? "" : `手机进入：${address.replace(/\/$/, "")}`;
    line.hidden = !open || state.code;
    line.style.width = `${counts.of ? (100 * counts.in) / counts.of : 0}%`;
    const there = join.querySelector(".kit-there");
    there.textContent = counts.phones ? `已有 ${counts.phones} 部手机进来` : "";
  }

  /** Turn over what is too long even in the smallest type; tell whether there was something. */
  function page(way) {
    const before = slide.scrollTop;
    slide.scrollTop += way * 0.8 * slide.clientHeight;
    return slide.scrollTop !== before;
  }

  function tick(state, ahead) {
    const clock = slide.querySelector(".kit-countdown");
    if (!clock) return;
    const left = state.round.deadline * 1000 - Date.now() - ahead;
    clock.textContent = left > 0 ? clockOf(left) : "时间到";
  }
}

function inWords(round, counts) {
  if (!round || round.kind === "discussion") return "";
  const does = round.kind === "poll" ? "投票" : "作答";
  const none = counts.alone;
  if (round.phase === "closed") return `已停止${does}${none ? "" : `　${counts.in} 份`}`;
  if (none) return round.phase === "open" ? `正在${does}` : "";
  if (round.phase === "revealed") return `${counts.in} ${does === "投票" ? "人投票" : "份作答"}`;
  return `${round.take > 1 ? "再次" : "正在"}${does}　${counts.in} / ${counts.of} 人`;
}

function choosing(state, counts) {
  const asks = state.round && state.round.phase !== "revealed";
  if (asks || !state.teams || (counts.phones && counts.chosen >= counts.phones)) return "";
  return counts.phones ? `请在手机上选组：已选 ${counts.chosen} / ${counts.phones}` : "请在手机上选组";
}

/** Show the slide that follows, all of it. */
export function drawNext(stage, html) {
  const slide = make("section", { class: "kit-slide" });
  slide.innerHTML = html;
  slide.classList.toggle("kit-cover", Boolean(slide.querySelector("h1")));
  for (const fragment of slide.querySelectorAll(".kit-fragment")) fragment.classList.add("kit-shown");
  stage.replaceChildren(slide);
  fit(slide);
}

function fill(slide, state, counts) {
  slide.innerHTML = state.html;
  for (const fragment of slide.querySelectorAll(".kit-fragment")) fragment.classList.add("kit-shown");
  const draws = { spread: fillSpread, teams: fillTeams, poll: fillPoll, discussion: fillDiscussion, ended: fillEnd };
  if (draws[state.screen]) draws[state.screen](slide, state, counts);
}

function fillSpread(slide, { round }, counts) {
  if (counts.alone) return; // the key stands at its option
  const table = spreadTable(round, round.spread, round.earlier);
  const choices = slide.querySelector(".kit-options, .kit-both");
  if (["single", "multiple", "judge", "match"].includes(round.ask.kind)) {
    for (const key of slide.querySelectorAll(".kit-key")) key.remove(); // the rows say it
    choices.replaceWith(table);
  } else {
    const unrated = round.ask.kind === "recall" && !round.spread.of && !round.earlier;
    slide.append(unrated ? make("p", { class: "kit-asked" }, table.caption ? table.caption.textContent : "") : table);
  }
}

function fillTeams(slide, { round }) {
  slide.append(make("h2", {}, "这道题，各组答对的人数"), teamTable(round.by_team));
}

function fillPoll(slide, { round }) {
  slide.append(make("h2", { class: "kit-stem" }, round.title, " ", make("small", {}, "（投票）")));
  if (round.spread) {
    slide.append(spreadTable(round, round.spread, round.earlier));
    return;
  }
  const options = round.options.map(({ letter, text }) => make("li", {}, make("b", {}, `${letter}.`), " ", text));
  slide.append(make("ul", { class: "kit-options" }, ...options));
}

function fillDiscussion(slide, { round, wall }) {
  const head = make("h2", { class: "kit-stem" }, round.title);
  if (round.deadline && round.phase === "open") head.prepend(make("b", { class: "kit-countdown", role: "timer" }));
  const open = round.phase === "open" ? "在手机上写一句话，带学人看过以后显示在这里。" : "讨论已停止。";
  const notes = wall.map((text) => make("li", {}, text)).reverse(); // the newest first
  slide.append(head, notes.length ? make("ul", { class: "kit-voices" }, ...notes) : make("p", { class: "kit-asked" }, open));
}

function fillEnd(slide, { by_team: teams, grouped_late: late, answered }) {
  slide.replaceChildren(make("h1", {}, "学习会到此结束"), answered ? make("p", {}, "手机上可以看自己的结果，没有全对的题可以带走再做。") : "");
  if (teams) slide.append(make("h2", {}, `各组答对的次数${late ? "（分组以后的题）" : ""}`), teamTable(teams));
}

/** What tells phones how to come in: large when called, small on the title. */
function joining() {
  const code = make("img", { alt: "手机扫码进入" });
  const words = [make("h2", {}, "手机扫码，进来作答"), make("p", { class: "kit-or" }, "也可以在手机浏览器里输入"), make("p", { class: "kit-address" })];
  const help = make("p", { class: "kit-or" }, "手机和这台电脑要连同一个网络。不用账号，不问姓名。");
  return make("div", { class: "kit-join", hidden: "" }, code, make("div", {}, ...words, help, make("p", { class: "kit-there" })));
}

const isLocal = (address) => !address || address.includes("//127.0.0.1");

function drawJoin(join, state, room) {
  const small = state.cover && state.screen === "slide";
  join.hidden = !state.code && !small;
  join.classList.toggle("kit-small", !state.code);
  const image = join.querySelector("img");
  const code = `${base}/qr.svg?at=${encodeURIComponent(room.phones)}`; // another one, where that is another
  if (image.getAttribute("src") !== code) image.src = code;
  const alone = isLocal(room.phones);
  join.querySelector(".kit-address").textContent = alone ? "电脑还没有连上网络，手机进不来。" : room.phones.replace(/\/$/, "");
  image.hidden = alone;
}

/** Set a slide in the largest type with which nothing is cut; leave out first what was read already. */
export function fit(slide) {
  const classes = slide.className.replace(/ kit-(?:brief|letters)\b/g, "");
  for (const layout of LAYOUTS) {
    if (layout && !slide.querySelector(".kit-spread")) break;
    slide.className = `${classes} ${layout}`.trim();
    if (setType(slide)) return;
  }
  const voices = slide.querySelector(".kit-voices");
  const older = make("p", { class: "kit-asked" });
  for (let left = 0; voices && !fits(slide) && voices.children.length > 1; ) {
    voices.lastChild.remove();
    left += 1;
    older.textContent = `还有较早的 ${left} 条`;
    voices.after(older);
    slide.dataset.size = 36;
  }
}
