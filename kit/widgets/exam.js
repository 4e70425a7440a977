// The day of an examination as an anywidget: what is chosen is sent to the kernel and kept there.
// `day` is what is kept, `told` what came of the last choice, `heard` counts the choices that the
// kernel has dealt with. keys.js stands before this file.

const PATIENCE = 10 * 1000; // milliseconds without a word from the kernel
const PAUSE = 800; // milliseconds: a year that is typed is four days, one after the other
const UNHEARD = "还没有记下：后台程序没有回应。请再点本课开头的“重新运行本课”，然后重新选一次。";
const GONE = "还没有记下：学习程序停了。请再运行 kit study，打开这一课，然后重新选一次。";

export default {
  render({ model, el }) {
    el.innerHTML = model.get("html"); // made by the kit, escaped there
    const [box, none, status] = ["input", "button", "[role=status]"].map((name) => el.querySelector(name));
    let [pause, waiting] = [0, 0];
    const show = () => {
      clearTimeout(waiting);
      box.value = model.get("day");
      none.hidden = !box.value;
      status.textContent = model.get("told");
    };
    const send = () => {
      clearTimeout(pause);
      clearTimeout(waiting);
      waiting = setTimeout(() => (status.textContent = document.body.dataset.kitServer ? GONE : UNHEARD), PATIENCE);
      try {
        model.send({ exam: box.value });
      } catch {
        // the kernel is gone: the sentence above says so
      }
    };
    const changed = () => {
      clearTimeout(pause);
      const soon = !box.value || box.value < "1000"; // the year is still being typed
      if (!soon) pause = setTimeout(send, PAUSE);
    };
    const clear = () => {
      box.value = "";
      box.focus();
      send();
    };
    const freeKeys = keepKeys(el);
    box.disabled = false;
    box.addEventListener("change", changed);
    none.addEventListener("click", clear);
    model.on("change:heard", show);
    show();
    return () => {
      clearTimeout(pause);
      clearTimeout(waiting);
      freeKeys();
      model.off("change:heard", show);
    };
  },
};
