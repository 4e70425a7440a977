// A box to write in as an anywidget: what is typed is sent to the kernel after a pause and kept
// there. `content` is what is kept: {text, revision, at, earlier: [{text, at}]}; `heard` counts what
// the kernel has dealt with; `notice` says why a text could not be kept, if so. Until a text is
// kept it also stays in the browser, for the time when the kernel or the server is back.
// kit/page/live/notes.js and keys.js stand before this file.

const PAUSE = 800; // milliseconds without a key, after which what was typed is sent
const LONGEST_WAIT = 5 * 1000; // milliseconds after which it is sent while somebody types on
const PATIENCE = 10 * 1000; // milliseconds without a word from the kernel
const UNHEARD = "还没有保存：后台程序没有回应。文字留在这个浏览器里；再点本课开头的“重新运行本课”，就会接着保存。";
const GONE = "还没有保存：学习程序停了。文字留在这个浏览器里；再运行 kit study，打开这一课，就会接着保存。";

const timeOf = (at) =>
  new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

/** Return where this learner's lessons lie: several may share a browser. */
function folderOfLessons() {
  const config = document.getElementById("jupyter-config-data");
  return config ? JSON.parse(config.textContent).serverRoot : "";
}

/** What was typed and not yet kept: {get(), set(text, seen), clear()}; the browser keeps it. */
function draftOf(name) {
  const key = `kit-note ${folderOfLessons()} ${name}`;
  const tried = (act) => {
    try {
      return act();
    } catch {
      return null; // a browser that keeps nothing for pages
    }
  };
  return {
    get: () => tried(() => JSON.parse(localStorage.getItem(key))),
    set: (text, seen) => tried(() => localStorage.setItem(key, JSON.stringify({ text, seen }))),
    clear: () => tried(() => localStorage.removeItem(key)),
  };
}

/** Have a box ask whether notes are printed; a cookie tells the server (kit/lab/jupyter/export_menu.py). */
function askForPrint(root) {
  const wanted = root.querySelector(".kit-note-print input");
  wanted.checked = document.cookie.split("; ").includes("kit-print-notes=1");
  wanted.addEventListener("change", () => {
    const age = wanted.checked ? 365 * 24 * 60 * 60 : 0;
    document.cookie = `kit-print-notes=1; path=/; max-age=${age}; samesite=strict`;
    for (const other of document.querySelectorAll(".kit-note-print input")) other.checked = wanted.checked;
  });
}

export default {
  render({ model, el }) {
    el.innerHTML = model.get("html"); // made by the kit, escaped there
    const root = el.querySelector(".kit-note");
    const { box, show } = noteBox(root);
    const [state, fault, earlier] = [".kit-note-state", ".kit-note-fault", ".kit-note-earlier"].map(
      (name) => root.querySelector(name),
    );
    const draft = draftOf(model.get("name"));
    let kept = model.get("content").text; // what this box and the kernel agree upon
    let seen = model.get("content").revision;
    let sent = null; // what the kernel was last asked to keep
    let [pause, waiting, since] = [0, 0, 0];
    let { earlier: versions } = model.get("content");
    let others = ""; // what is said once another window's text has been put among the earlier ones

    const say = (text) => {
      if (fault.textContent === text) return;
      fault.className = text ? "kit-note-fault kit-notice" : "kit-note-fault";
      fault.textContent = text;
    };
    const told = () => {
      const { at } = model.get("content");
      if (box.value !== kept) state.textContent = "还没有保存……";
      else if (at) state.textContent = `${others}已保存（${timeOf(at)}），只保存在本机。`;
    };

    function save() {
      clearTimeout(pause);
      since = 0;
      if (box.value === kept) return draft.clear();
      sent = box.value;
      clearTimeout(waiting);
      waiting = setTimeout(unheard, PATIENCE);
      try {
        model.send({ note: { text: sent, seen } });
      } catch {
        // the kernel is gone: `unheard` says so
      }
    }
    function unheard() {
      say(document.body.dataset.kitServer ? GONE : UNHEARD); // kit/lab: gone.js
      waiting = setTimeout(save, PATIENCE);
    }
    function changed(event) {
      draft.set(box.value, seen);
      told();
      clearTimeout(pause);
      if (event.isComposing) return; // Chinese is being put in: what stands there is not yet meant
      since = since || Date.now();
      if (Date.now() - since > LONGEST_WAIT) save();
      else pause = setTimeout(save, PAUSE);
    }
    function heard() {
      clearTimeout(waiting);
      say(model.get("notice"));
      const { text, revision, earlier: now } = model.get("content");
      if (now.length > versions.length) others = "别的窗口改过；较早的文字在下面。";
      if (text === sent || box.value === kept) {
        // It is this box's text that was kept, or nothing stands here that another would overwrite.
        if (text !== sent) show(text);
        [kept, seen, sent] = [text, revision, null];
      }
      if (box.value === kept) draft.clear();
      else draft.set(box.value, seen);
      told();
      list();
    }
    function list() {
      versions = model.get("content").earlier;
      earlier.hidden = !versions.length;
      earlier.querySelector("summary").textContent = `较早的文字（${versions.length} 份）`;
      for (const old of earlier.querySelectorAll("p, pre")) old.remove();
      for (const { at, text } of versions) {
        const [when, what] = ["p", "pre"].map((tag) => document.createElement(tag));
        [when.textContent, what.textContent] = [timeOf(at), text];
        earlier.append(when, what);
      }
    }

    show(kept);
    const left = draft.get();
    if (left && left.text !== kept) {
      seen = left.seen;
      show(left.text);
      pause = setTimeout(save);
    }
    box.readOnly = false;
    askForPrint(root);
    say(model.get("notice"));
    told();
    list();
    const freeKeys = keepKeys(el);
    box.addEventListener("input", changed);
    box.addEventListener("compositionend", changed);
    box.addEventListener("blur", save);
    window.addEventListener("pagehide", save);
    model.on("change:heard change:content", heard);
    return () => {
      save();
      clearTimeout(waiting);
      freeKeys();
      window.removeEventListener("pagehide", save);
      model.off("change:heard change:content", heard);
    };
  },
};
