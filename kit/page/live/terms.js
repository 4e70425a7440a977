// Terms in the text, which open a box that explains them (templates/passage.html.j2), and the
// switch of their tables (terms.html.j2). Nothing of it needs a kernel.

const SWITCHED = "kit-latin"; // whether pinyin and English are shown, as long as the tab is open

/** Make the terms in `root` live, and its tables of terms. */
function liveTerms(root) {
  const entries = new Map(
    [...root.querySelectorAll("[data-entry]")].map((entry) => [entry.dataset.entry, entry]),
  );
  for (const term of root.querySelectorAll(".kit-term")) {
    const entry = entries.get(term.dataset.term);
    if (entry) opens(term, entry);
  }
  for (const line of root.querySelectorAll(".kit-latin-switch")) switches(line);
}

/** Have a term open the box with its entry, by mouse, touch and keyboard. */
function opens(term, entry) {
  let close = null;
  term.tabIndex = 0;
  for (const [name, value] of [["role", "button"], ["aria-haspopup", "dialog"], ["aria-expanded", "false"]]) {
    term.setAttribute(name, value);
  }
  const toggle = () => (close ? close() : open());
  term.addEventListener("click", toggle);
  term.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    toggle();
  });

  function open() {
    const passage = term.closest(".kit-passage");
    const box = document.createElement("div");
    const words = document.createElement("dl");
    const button = document.createElement("button");
    box.className = "kit-term-box";
    box.tabIndex = -1;
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", `术语：${entry.dataset.entry}`);
    words.append(...[...entry.children].map((each) => each.cloneNode(true)));
    Object.assign(button, { type: "button", className: "kit-button", textContent: "关闭" });
    box.append(words, button);
    term.closest("p").after(box);
    term.setAttribute("aria-expanded", "true");
    const room = place(passage, term, box);

    const onKey = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    };
    const onPress = (event) => {
      if (!box.contains(event.target) && !term.contains(event.target)) close(false);
    };
    const onLeave = (event) => {
      if (event.relatedTarget && !box.contains(event.relatedTarget) && event.relatedTarget !== term) close(false);
    };
    close = (goBack = true) => {
      close = null;
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("pointerdown", onPress, true);
      box.removeEventListener("focusout", onLeave);
      box.remove();
      room.remove();
      term.setAttribute("aria-expanded", "false");
      if (goBack) term.focus({ preventScroll: true });
    };
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("pointerdown", onPress, true);
    box.addEventListener("focusout", onLeave);
    button.addEventListener("click", () => close());
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }
}

/** Put a box below its term, inside the passage; return what makes room for it at the end. */
function place(passage, term, box) {
  const room = document.createElement("div");
  passage.append(room);
  const frame = passage.getBoundingClientRect();
  const lines = term.getClientRects();
  const line = lines[lines.length - 1];
  const left = Math.min(line.left - frame.left, frame.width - box.offsetWidth);
  const top = line.bottom - frame.top + 6;
  box.style.left = `${Math.max(0, left)}px`;
  box.style.top = `${top}px`;
  room.style.height = `${Math.max(0, top + box.offsetHeight + 6 - frame.height)}px`;
  return room;
}

/** Have the switch of one table show or hide pinyin and English in all tables of the page. */
function switches(line) {
  const field = line.querySelector("input");
  const show = (shown) => {
    for (const each of document.querySelectorAll(".kit-latin")) each.hidden = !shown;
    for (const each of document.querySelectorAll(".kit-latin-switch input")) each.checked = shown;
  };
  line.hidden = false;
  let shown = false;
  try {
    shown = sessionStorage.getItem(SWITCHED) === "1";
  } catch {
    // a browser that keeps nothing for pages
  }
  show(shown);
  field.addEventListener("change", () => {
    show(field.checked);
    try {
      sessionStorage.setItem(SWITCHED, field.checked ? "1" : "0");
    } catch {
      // it holds for this page alone
    }
  });
}
