// A calm clock: whole minutes, tens of seconds in the last of them. It goes by the time of day, so
// that neither a page loaded again nor a computer that slept gains a minute.

import { make } from "./card.js";

const MINUTE = 60_000;

/** How long is left, in words. */
export function left(milliseconds) {
  if (milliseconds > MINUTE) return `剩余 ${Math.ceil(milliseconds / MINUTE)} 分钟`;
  return `剩余 ${Math.max(0, Math.ceil(milliseconds / 10_000) * 10)} 秒`;
}

export class Clock {
  /** A clock over `minutes`; `copies` show what it shows, `onEnd` is called when they are over. */
  constructor(minutes, copies, onEnd) {
    this.minutes = minutes;
    this.copies = copies;
    this.onEnd = onEnd;
    this.face = make("p", { class: "kit-clock", role: "timer" });
    this.said = make("p", { class: "kit-unseen", role: "status" });
  }

  /** Run until `deadline`, in milliseconds since 1970; with 0, stand still and out of sight. */
  run(deadline) {
    if (deadline === this.deadline) return;
    this.stop();
    this.deadline = deadline;
    this.face.hidden = !deadline;
    if (!deadline) return;
    this.before = deadline - Date.now();
    this.beat = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  stop() {
    clearInterval(this.beat);
    this.deadline = undefined;
  }

  #tick() {
    const now = this.deadline - Date.now();
    const half = (this.minutes * MINUTE) / 2;
    // Said once each, when it is passed: half of the time, five minutes, one minute.
    const passed = [half, 5 * MINUTE, MINUTE].filter((mark) => mark <= half && mark < this.before && now <= mark);
    if (passed.length) {
      const mark = Math.min(...passed);
      this.said.textContent = `${mark === half ? "时间过半，" : ""}剩余 ${Math.ceil(mark / MINUTE)} 分钟。`;
    }
    this.before = now;
    if (this.face.textContent !== left(now)) [this.face, ...this.copies].forEach((face) => (face.textContent = left(now)));
    if (now > 0) return;
    clearInterval(this.beat);
    this.onEnd();
  }
}
