// The leader's page and the speaker's view: what the room is at, and the commands that lead on.
(() => {
"use strict";

const speaker = location.pathname.endsWith("/speaker");
const base = location.pathname.replace(/\/speaker$/, "");
const slide = document.getElementById("slide");
const answered = document.getElementById("answered");
const said = document.getElementById("said");
const code = document.getElementById("code") || {};
const where = document.getElementById("where") || {};
let socket = null;
let state = null;
let counts = { in: 0, phones: 0 };
let wait = 300;

function connect() {
  socket = new WebSocket(`ws://${location.host}${base}/ws${speaker ? "?view=speaker" : ""}`);
  socket.onopen = () => {
    wait = 300;
    said.textContent = "";
  };
  socket.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.counts) counts = told.counts;
    if (told.state) {
      state = told.state;
      draw();
    }
    if (told.phones && !code.src) {
      code.src = `${base}/qr.svg`;
      where.textContent = told.phones;
    }
    if (told.refused) tell(told.refused);
    count();
  };
  socket.onclose = () => {
    tell("和服务断开了，正在重新连接。");
    setTimeout(connect, wait);
    wait = Math.min(5000, wait * 1.5);
  };
}

function tell(text) {
  said.textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { said.textContent = ""; }, 6000);
}

function send(command) {
  if (socket && socket.readyState === 1) socket.send(JSON.stringify(command));
}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function count() {
  const round = state && state.round;
  if (!round) answered.textContent = `${counts.phones} 人在线`;
  else if (round.kind === "discussion") answered.textContent = "";
  else answered.textContent = `${counts.in} 人已作答，${counts.phones} 人在线`;
}

function draw() {
  document.body.classList.toggle("black", state.black && !speaker);
  slide.classList.toggle("kit-cover", state.cover);
  const round = state.round;
  slide.classList.toggle("kit-revealed", Boolean(round && round.phase === "revealed"));
  slide.innerHTML = state.ended ? "<h1>学习会结束</h1>" : state.html;
  if (round && round.kind !== "question") {
    slide.append(make("h2", {}, round.title));
    for (const text of round.kind === "poll" && !round.spread ? round.options : []) slide.append(make("p", {}, text));
  }
  for (const text of state.wall || []) slide.append(make("p", {}, text));
  for (const fragment of slide.querySelectorAll(".kit-fragment")) fragment.classList.add("kit-shown");
  if (round && round.phase === "open") slide.append(make("p", { class: "kit-asked" }, "正在作答……"));
  if (round && round.spread && state.step === 0) {
    if (round.earlier) slide.append(bars(round.earlier, "第一次"));
    slide.append(bars(round.spread, round.earlier ? "讨论以后" : ""));
  }
  if (speaker) told();
  fit();
  if (code.parentElement) code.parentElement.hidden = !state.cover;
  count();
}

function bars(spread, title) {
  const box = make("div", { class: "spread" });
  if (title) box.append(make("b", {}, title), make("span"), make("span"));
  for (const bar of spread.bars) {
    const share = spread.of ? Math.round((100 * bar.count) / spread.of) : 0;
    const drawn = make("span", { class: bar.right ? "bar right" : "bar" });
    drawn.style.width = `${share}%`;
    box.append(make("span", {}, bar.label || bar.text), make("span", {}, drawn), make("span", {}, `${bar.count}（${share}%）`));
  }
  return box;
}

function told() {
  document.getElementById("notes").innerHTML = state.notes;
  document.getElementById("after").innerHTML = state.next;
  const box = document.getElementById("more");
  box.replaceChildren();
  if (state.spread) box.append(bars(state.spread, "大家的作答（未揭晓）"));
  for (const one of state.said || []) {
    const button = make("button", { type: "button" }, one.shown ? "撤下" : "上墙");
    button.addEventListener("click", () => send({ do: one.shown ? "hide" : "approve", message: one.n }));
    box.append(make("p", {}, one.text, " ", button));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const command = { do: button.dataset.do };
  if (command.do === "end" && !confirm("结束这次学习会？手机上会显示各自的结果。")) return;
  send(command);
});

const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", b: "black", B: "black", ".": "black",
};
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && event.target.matches("button, a")) return;
  const command = KEYS[event.key];
  if (!command) return;
  event.preventDefault();
  send({ do: command });
});

function fit() {
  if (speaker) return;
  document.body.style.setProperty("--kit-scale", `${Math.min(innerWidth / 1920, innerHeight / 1080)}`);
  for (const size of [64, 60, 56, 52, 48, 44, 40, 38, 36]) {
    slide.style.setProperty("--kit-type", `${size}px`);
    if (slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth) return;
  }
}

addEventListener("resize", fit);

const link = document.getElementById("speaker");
if (link) link.href = `${base}/speaker`;
connect();
})();
