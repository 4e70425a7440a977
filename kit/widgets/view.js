// The self-test as an anywidget: what is in `html`, made live, its state kept in `state`. `heard`
// counts the answers that the kernel has dealt with; `notice` says why they are not kept, if so.
// The scripts of kit/page/live and keys.js stand before this one.

const PATIENCE = 15 * 1000; // milliseconds without a word from the kernel
const UNHEARD =
  "作答还没有保存：后台程序没有回应。自测可以继续；想保存以后的作答，请再点本课开头的“重新运行本课”。";

const GONE = "作答还没有保存：学习程序停了。请再运行 kit study，打开这一课，然后重新作答。";

/** Let what sticks to the edge of the notebook do so: the frames between cut off what they hold. */
function letStick(element) {
  for (let frame = element; frame && !frame.matches(".jp-WindowedPanel-outer"); frame = frame.parentElement) {
    if (getComputedStyle(frame).overflowY !== "visible") frame.style.overflow = "visible";
  }
}

export default {
  render({ model, el }) {
    el.innerHTML = model.get("html"); // made by the kit, escaped there
    const notice = document.createElement("div");
    notice.setAttribute("role", "status");
    let waiting = 0;
    /** Say something below the question that has the focus, else above all; "" says nothing. */
    const say = (text) => {
      if (notice.textContent === text) return;
      const question = el.querySelector(".kit-question:focus-within");
      if (question) question.append(notice);
      else el.querySelector(".kit-bar")?.before(notice);
      notice.className = text ? "kit-notice" : "";
      notice.textContent = text;
    };
    let last = JSON.stringify(model.get("state"));
    const test = enhance(el.querySelector(".kit-test"), {
      state: model.get("state"),
      onState(state) {
        last = JSON.stringify(state);
        model.set("state", state);
        model.save_changes();
      },
      onAttempt(attempt) {
        clearTimeout(waiting);
        waiting = setTimeout(() => say(document.body.dataset.kitServer ? GONE : UNHEARD), PATIENCE); // kit/lab: gone.js
        try {
          model.send({ attempt });
        } catch {
          // the kernel is gone: the test goes on, nobody listens
        }
      },
    });
    const onStateFromKernel = () => {
      if (JSON.stringify(model.get("state")) !== last) test.restore(model.get("state"));
    };
    const onWordFromKernel = () => {
      clearTimeout(waiting);
      say(model.get("notice"));
    };
    model.on("change:state", onStateFromKernel);
    model.on("change:notice change:heard", onWordFromKernel);
    onWordFromKernel();
    const freeKeys = keepKeys(el);
    const onFrame = () => (frame = el.isConnected ? letStick(el) : requestAnimationFrame(onFrame));
    let frame = requestAnimationFrame(onFrame);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(waiting);
      model.off("change:state", onStateFromKernel);
      model.off("change:notice change:heard", onWordFromKernel);
      freeKeys();
      test.stop();
    };
  },
};
