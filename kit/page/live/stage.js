// What is shown to a room: a stage of 1920 × 1080, the type on it, the keys of a clicker, the clock.
// A page of slides has it, and the pages of a room that is led.

const STAGE = { width: 1920, height: 1080 };
const SIZES = [64, 60, 56, 53, 50, 47, 44, 42, 40, 38, 36]; // of type, the largest that fits; none: one scrolls
const SHOW_KEYS = {
  next: ["arrowright", "arrowdown", " ", "pagedown"],
  back: ["arrowleft", "arrowup", "pageup", "backspace"],
  black: ["b", ".", "。"],
  full: ["f", "f5"], // F5 starts a show in other programs, and clickers send it
  speaker: ["s"],
  help: ["?", "？", "/"],
  first: ["home"],
  last: ["end"],
};
const MINUTE_MS = 60000;

/** Set how much smaller than the stage an element is. */
function scale(element, width, height) {
  element.style.setProperty("--kit-scale", `${Math.min(width / STAGE.width, height / STAGE.height)}`);
}

function fits(slide) {
  return slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth;
}

/** Set a slide in the largest type with which nothing of it is cut; whether there is one. */
function setType(slide) {
  const size = SIZES.find((each) => {
    slide.style.setProperty("--kit-type", `${each}px`);
    return fits(slide);
  });
  slide.dataset.size = size || 0;
  return Boolean(size);
}

/** Keep the screen from going dark while nobody presses a key, where a browser can. */
function keepAwake() {
  const ask = () => {
    if (navigator.wakeLock && !document.hidden) navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** Milliseconds as minutes and seconds. */
function clockOf(duration) {
  const seconds = Math.max(0, Math.floor(duration / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How many milliseconds one is behind the plan, in words. */
function besidePlan(late) {
  const minutes = Math.round(Math.abs(late) / MINUTE_MS);
  if (!minutes) return "与计划相符";
  return `比计划${late > 0 ? "晚" : "早"} ${minutes} 分钟`;
}
