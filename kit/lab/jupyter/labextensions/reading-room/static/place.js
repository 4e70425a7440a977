// A lesson that is opened again shows where one was, and the index leads to the lesson that was read
// last. The place is kept by cell, by the server: what stands above it grows while the lesson is
// being prepared, and the next start may have another port.

const PAUSE = 200; // milliseconds without scrolling, after which a place is kept
const AHEAD = 120; // CSS pixels below the top, in which a heading counts as reached
const SETTLES = 1000; // milliseconds after a lesson is ready, in which the last figures are drawn

const INDEX = "00_index"; // opens at its head, where it says how to go on

/** Return the cell at the top of the window, how far it is scrolled past, and the heading above. */
function placeOf(panel, scroller, room) {
  const top = scroller.getBoundingClientRect().top;
  const cell = panel.content.widgets.find((each) => each.node.getBoundingClientRect().bottom > top + 1);
  if (!cell) return null;
  const headings = room.headingsOf(panel).filter((each) => each.getBoundingClientRect().top < top + AHEAD);
  const last = headings[headings.length - 1] ?? panel.content.node.querySelector(".jp-MarkdownCell h1");
  const heading = last ? room.textOf(last).replace(/^\d+\s*/, "") : "";
  return { cell: cell.model.id, past: Math.round(top - cell.node.getBoundingClientRect().top), heading };
}

function scrollTo(panel, scroller, { cell, past }) {
  const widget = panel.content.widgets.find((each) => each.model.id === cell);
  if (!widget) return;
  const from = widget.node.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTop += from + past;
}

function keepPlace(panel, room, kept) {
  const name = room.nameOf(panel.context.path);
  const scroller = room.scrollerOf(panel);
  const place = kept.lessons[name];
  let holding = Boolean(place);
  let pause = 0;
  const growing = new ResizeObserver(() => holding && scrollTo(panel, scroller, place));
  const letGo = () => {
    holding = false;
    growing.disconnect();
  };
  const keep = () => {
    const now = holding ? place : placeOf(panel, scroller, room);
    if (!now) return;
    kept.lessons[name] = now;
    kept.last = name;
    room.ask(`place/${encodeURIComponent(name)}`, { method: "POST", body: JSON.stringify(now), keepalive: true }).catch(() => null);
  };
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(() => panel.isDisposed || !panel.isVisible || keep(), PAUSE);
  };
  scroller.addEventListener("scroll", later, { passive: true });
  room.tracker.currentChanged.connect((_, current) => current === panel && later());
  later();
  if (!holding) return;
  for (const cell of panel.content.widgets) growing.observe(cell.node);
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    window.addEventListener(act, letGo, { once: true, passive: true, capture: true });
  }
  room.whenReady(panel, () => setTimeout(letGo, SETTLES));
}

/** Lead from the index to where one was last. */
function leadOn(panel, { app, element, tracker, scrollerOf }, kept) {
  const outer = scrollerOf(panel);
  const show = () => {
    outer.querySelector(":scope > .kit-last")?.remove();
    if (!kept.last) return;
    const path = panel.context.path.replace(INDEX, kept.last);
    const go = (event) => {
      event.preventDefault();
      app.commands.execute("docmanager:open", { path });
    };
    const [number] = kept.last.split("_");
    const text = `上次学到：${[number, kept.lessons[kept.last].heading].filter(Boolean).join(" · ")} →`;
    outer.prepend(element("p", { class: "kit-last" }, element("a", { href: `${kept.last}.ipynb`, onclick: go }, text)));
  };
  tracker.currentChanged.connect((_, current) => current === panel && show());
  show();
}

export function add(room) {
  const asked = room.ask("places").catch(() => ({})); // while JupyterLab is still starting
  room.onLesson(async (panel, known) => {
    if (!(await known).lesson) return;
    const kept = Object.assign(await asked, { lessons: (await asked).lessons ?? {} });
    if (room.reading && room.nameOf(panel.context.path) === INDEX) leadOn(panel, room, kept);
    else panel.revealed.then(() => keepPlace(panel, room, kept));
  });
}
