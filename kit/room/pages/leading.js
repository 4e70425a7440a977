// What the leader's page and the speaker's view share: the connection to the room, the commands
// with their buttons and keys, the sentences that are said to the leader.

import { make } from "./elements.js";
import { SHOW_KEYS, keepAwake } from "./stage.js";

export const base = location.pathname.replace(/\/speaker$/, "");

const BUTTONS = {
  main: [["back", "上一屏"], ["next", "下一屏"], ["close", "停止作答"], ["reveal", "揭晓"]],
  more: [["open", "接着作答"], ["again", "再答一次"], ["code", "二维码"], ["black", "黑屏"], ["end", "结束"]],
};
const SAYS = { poll: ["停止投票", "公布结果"], discussion: ["停止讨论", "揭晓"] }; // to stop it, to show it
const KEYS = { ...SHOW_KEYS, code: ["q"], clock: ["t"], panel: ["m"] };
const FOLLOWED_ONCE = ["next", "back", "close", "reveal", "open", "again", "black", "code"]; // each means what is shown
const UNANSWERED_MS = 1000; // how long a command keeps the same one waiting
const SAID_MS = 6000;
const PATIENCE_MS = 4000; // how long the room may take to answer before one connects anew
const BROKEN = "连接断了，正在重新连接。已有的作答都在。";
const ANOTHER = "这是先前一次学习会的页面，口令已换。请打开终端里新的“带学”地址。";
const AGAIN_MS = [300, 5000]; // from the first to the last wait before connecting again

/**
 * Hold the connection to the room.
 *
 * `view`: what the room is told of this window. `hear(told)`: called with all that it sends, a refusal too.
 * `say(sentence)`: shows a sentence, "" to take it away.
 */
export function connected({ view, hear, say }) {
  const room = { state: null, counts: { in: 0, of: 0, phones: 0, chosen: 0, alone: true }, phones: "", ahead: 0, send, tell };
  let socket = null;
  let wait = AGAIN_MS[0];
  let sent = { text: "", at: 0 };
  let saying = 0;
  let doubt = 0;
  let lost = BROKEN;
  open();
  keepAwake();
  return room;

  function open() {
    const mine = new WebSocket(`ws://${location.host}${base}/ws?view=${view}`);
    socket = mine;
    mine.onopen = () => {
      wait = AGAIN_MS[0];
      tell("");
    };
    mine.onmessage = (event) => {
      clearTimeout(doubt);
      const told = JSON.parse(event.data);
      if (told.counts) room.counts = told.counts;
      if (told.phones) room.phones = told.phones;
      if (told.now) room.ahead = told.now * 1000 - Date.now();
      if (told.state) room.state = told.state;
      if (told.state || told.refused || told.followed) sent = { text: "", at: 0 };
      if (!told.followed) hear(told);
    };
    mine.onclose = () => {
      if (socket !== mine) return;
      socket = null;
      clearTimeout(doubt);
      tell(lost, true);
      fetch(`${base}/state`).then((answered) => {
        lost = answered.status === 404 ? ANOTHER : BROKEN;
        if (lost === ANOTHER) tell(lost, true);
      }, () => {});
      setTimeout(open, wait);
      wait = Math.min(AGAIN_MS[1], wait * 1.5);
    };
  }

  /** Give a command, the same one again only after the room has answered; whether it was sent. */
  function send(command) {
    const at = FOLLOWED_ONCE.includes(command.do) && room.state ? { version: room.state.version } : {};
    const text = JSON.stringify({ ...command, ...at });
    const now = Date.now();
    if (!socket || socket.readyState !== WebSocket.OPEN) return false; // which is said already
    if (sent.text === text && now - sent.at < UNANSWERED_MS) return false;
    sent = { text, at: now };
    socket.send(text);
    clearTimeout(doubt);
    doubt = setTimeout(giveUp, PATIENCE_MS, socket); // a phone that slept may not be told that it is cut off
    return true;
  }

  function giveUp(old) {
    old.onclose();
    old.close();
  }

  function tell(sentence, stays = false) {
    clearTimeout(saying);
    say(sentence);
    if (sentence && !stays) saying = setTimeout(say, SAID_MS, "");
  }
}

/** Make buttons for commands; `own` are further ones of a page: name, text. */
export function makeButtons(bar, kinds, own = []) {
  for (const [name, text] of [...kinds.flatMap((kind) => BUTTONS[kind]), ...own]) {
    bar.append(make("button", { type: "button", "data-do": name }, text));
  }
}

/** Let only those buttons be pressed that make sense now. */
export function drawButtons(root, state) {
  const round = state.round || {};
  const phase = round.phase || state.current;
  const sense = {
    back: state.slide > 0 || state.step > 0 || round.apart || state.black || state.code,
    next: state.slide + 1 < state.of || state.step < state.steps || (state.round && phase !== "revealed") || round.apart || state.black || state.code,
    close: state.current === "open",
    reveal: (phase === "open" || phase === "closed") && round.kind !== "discussion",
    open: phase === "closed" && state.round ? true : state.asks && !state.round,
    again: round.kind === "question" && phase !== "open" && round.take === 1,
  };
  for (const button of root.querySelectorAll("[data-do]")) {
    const name = button.dataset.do;
    button.disabled = state.ended ? !["speaker", "full", "help"].includes(name) : name in sense && !sense[name];
    if (name === "close") button.textContent = says(state.round)[0];
    if (name === "reveal") button.textContent = says(state.round)[1];
    if (name === "open") button.textContent = state.round ? "接着作答" : "开始作答";
    if (name === "black" || name === "code") button.setAttribute("aria-pressed", String(state[name]));
  }
}

const says = (round) => (round && SAYS[round.kind]) || ["停止作答", "揭晓"];

/** What the next key does, in words. */
export function nextStep(state, counts) {
  const round = state.round;
  const [close, reveal] = says(round);
  if (state.ended) return "下一屏";
  if (state.black || state.code) return "回到这一屏";
  if (round && round.phase === "open") return counts.alone && round.kind === "question" ? reveal : close;
  if (round && round.phase === "closed" && round.kind !== "discussion") return state.talked ? "再答一次" : reveal;
  if (state.step < state.steps) {
    if (!round) return "接着显示";
    return state.screen === "answer" && round.by_team && state.step + 1 === state.steps ? "各组比较" : "原文和解析";
  }
  if (round && round.apart) return `回到第 ${state.number} 屏`;
  return "下一屏";
}

/**
 * Follow buttons and keys. `own`: what this page alone does, by name.
 *
 * No key counts while something is typed, nor one that presses the button in focus.
 */
export function follow(room, own = {}) {
  let typed = "";
  let typing = 0; // how long the digits wait for a further key
  let asked = 0; // when it was asked whether to begin to count anew

  const act = (name) => {
    if (name === "clock" && room.state && room.state.clock.since && Date.now() - asked > SAID_MS) {
      asked = Date.now();
      room.tell("再按一次，全程从头计时。");
    } else if (own[name]) own[name]();
    else if (name === "first") room.send({ do: "goto", screen: 1 });
    else if (name === "last" && room.state) room.send({ do: "goto", screen: room.state.numbers });
    else if (name === "clock" || FOLLOWED_ONCE.includes(name)) room.send({ do: name });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do === "end") askToEnd(button, room);
    else act(button.dataset.do);
    if (event.detail && !button.closest("form")) button.blur(); // pressed by pointer: keys lead on
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (event.target.closest("input, textarea, select") && key !== "escape") return;
    if ((key === "enter" || key === " ") && event.target.closest("button, a, summary")) return;
    const name = Object.keys(KEYS).find((each) => KEYS[each].includes(key));
    if (/^\d$/.test(key)) type(typed + key);
    else if (key === "enter" && typed) room.send({ do: "goto", screen: Number(typed) });
    else if (key === "enter") act("next");
    else if (key === "escape") escape();
    else if (name) { if (!event.repeat) act(name); }
    else return;
    if (typed && !/^\d$/.test(key)) type("");
    event.preventDefault();
  });

  /** Take down the number of a slide, and show it. */
  function type(number) {
    typed = number;
    room.tell(typed && `第 ${typed} 屏：按回车就到`);
    clearTimeout(typing);
    if (typed) typing = setTimeout(type, SAID_MS, "");
  }

  /** Put away what lies over the slide, the uppermost first; whoever sees the slide leaves full screen. */
  function escape() {
    const { state } = room;
    if (own.escape && own.escape()) return;
    if (state && (state.code || state.black)) room.send({ do: state.code ? "code" : "black" });
    else if (document.fullscreenElement) document.exitFullscreen();
  }
}

/** Ask beside the button whether to end; nothing covers the screen for it. */
function askToEnd(button, room) {
  const sure = make("button", { type: "button" }, "确定结束");
  const not = make("button", { type: "button" }, "不结束");
  const left = room.state ? room.state.unrevealed : 0;
  const open = left ? `还有${left === 1 ? "一" : ` ${left} `}题没有揭晓，结果和报告也算上${left === 1 ? "它" : "它们"}。` : "";
  const box = make("span", { class: "kit-sure", role: "group", "aria-label": "结束这次学习会？" }, `${open}结束后不能再作答，手机上显示各自的结果。`, sure, not);
  const away = () => {
    box.remove();
    button.hidden = false;
  };
  sure.addEventListener("click", () => {
    room.send({ do: "end" });
    away();
  });
  not.addEventListener("click", away);
  button.hidden = true;
  button.after(box);
  not.focus();
}
