// A calm clock: whole minutes, tens of seconds in the last of them. It goes by the time of day, so
// that neither a page loaded again nor a computer that slept gains a minute.

const MINUTE = 60 * 1000; // milliseconds

/** How long is left, in words. */
function timeLeft(milliseconds) {
  if (milliseconds > MINUTE) return `剩余 ${Math.ceil(milliseconds / MINUTE)} 分钟`;
  return `剩余 ${Math.max(0, Math.ceil(milliseconds / 10000) * 10)} 秒`;
}

class Clock {
  /** A clock over `minutes`; `copies` show what it shows, `onEnd` is called when they are over. */
  constructor(minutes, copies, onEnd) {
    this.half = (minutes * MINUTE) / 2;
    this.onEnd = onEnd;
    this.face = make("p", { class: "kit-clock", role: "timer" });
    this.faces = [this.face, ...copies];
    this.spoken = make("p", { class: "kit-unseen", role: "status" });
  }

  /** Run until `deadline`, in milliseconds since 1970; with 0, stand still and out of sight. */
  run(deadline) {
    if (deadline === this.deadline) return;
    this.stop();
    this.deadline = deadline;
    this.face.hidden = !deadline;
    if (!deadline) return;
    this.before = deadline - Date.now();
    this.beat = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  stop() {
    clearInterval(this.beat);
    this.deadline = undefined;
  }

  tick() {
    const left = this.deadline - Date.now();
    // Spoken once each, when it is passed: half of the time, five minutes, one minute.
    const passed = [this.half, 5 * MINUTE, MINUTE].filter(
      (mark) => mark <= this.half && mark < this.before && left <= mark
    );
    if (passed.length) {
      const mark = Math.min(...passed);
      this.spoken.textContent = `${mark === this.half ? "时间过半，" : ""}剩余 ${Math.ceil(mark / MINUTE)} 分钟。`;
    }
    this.before = left;
    const text = timeLeft(left);
    if (this.face.textContent !== text) this.faces.forEach((face) => (face.textContent = text));
    if (left > 0) return;
    clearInterval(this.beat);
    this.onEnd();
  }
}
