// The leader's page: what the projector shows, with a bar of buttons that hides itself, and a panel
// for whoever has only this one window.

import { makeForms } from "./forms.js";
import { base, connected, drawButtons, follow, makeButtons } from "./leading.js";
import { scale } from "./stage.js";
import { fit, makeWall } from "./wall.js";

const MOVED_MS = 2500; // how long the bar stays after the pointer has moved
const body = document.body;
const bar = document.getElementById("bar");
const panel = document.getElementById("panel");
const help = document.getElementById("help");
const wall = makeWall(document.getElementById("stage"));
let idle = 0;

const room = connected({ view: "", hear, say: (sentence) => { wall.said.textContent = sentence; } });
makeButtons(bar, ["main", "more"], [["panel", "提问、讨论"], ["speaker", "演讲者视图"], ["full", "全屏"], ["help", "按键"]]);
const forms = makeForms(document.getElementById("forms"), room);
follow(room, {
  next: () => wall.page(1) || room.send({ do: "next" }),
  back: () => wall.page(-1) || room.send({ do: "back" }),
  full: fullScreen,
  speaker: openSpeaker,
  panel: () => show(panel, panel.hidden),
  help: () => show(help, help.hidden),
  escape() {
    const open = !panel.hidden || !help.hidden;
    panel.hidden = help.hidden = true;
    return open;
  },
});
measure();
addEventListener("resize", measure);
for (const moved of ["pointermove", "pointerdown", "keydown"]) addEventListener(moved, wake);
setInterval(() => { if (room.state) wall.tick(room.state, room.ahead); }, 500);
document.fonts.ready.then(() => fit(wall.slide));
wake({ type: "pointermove" });

function hear(told) {
  if (told.state) {
    wall.draw(room.state, room);
    room.tell(!body.dataset.version && !room.state.slide ? "动一动鼠标，左下角有按钮；按 ? 看按键" : "");
    body.dataset.version = room.state.version;
    drawButtons(body, room.state);
    if (forms.drawn(room.state)) panel.hidden = true;
  } else if (told.refused) {
    if (!forms.drawn(room.state, told.refused)) room.tell(told.refused);
  }
  else if (told.counts && room.state) wall.count(room.state, room.counts, room.phones);
}

/** Fill the screen; Esc then still reaches the page, where the browser lets it. */
function fullScreen() {
  if (document.fullscreenElement) return document.exitFullscreen();
  if (navigator.keyboard && navigator.keyboard.lock) navigator.keyboard.lock(["Escape"]).catch(() => {});
  return document.documentElement.requestFullscreen().catch(() => room.tell("请在投屏的窗口里按 F。"));
}

function measure() {
  scale(body, innerWidth, innerHeight);
  body.style.setProperty("--kit-bar", `${bar.offsetHeight}px`);
}

function show(box, shown) {
  panel.hidden = help.hidden = true;
  box.hidden = !shown;
  if (shown) box.focus();
}

function openSpeaker() {
  const opened = open(`${base}/speaker`, "kit-speaker", "width=1280,height=800");
  if (!opened) room.tell("浏览器拦住了演讲者视图。请允许这个网页弹出窗口，再按 S。");
}

/** Show the pointer and the bar for as long as the pointer moves, or Tab leads through the bar. */
function wake(event) {
  if (event.type === "keydown" && event.key !== "Tab") return;
  body.classList.add("kit-moving");
  clearTimeout(idle);
  idle = setTimeout(() => body.classList.remove("kit-moving"), MOVED_MS);
}
