// A lesson that is opened again shows where one was. The place is kept by cell, in this browser:
// what stands above it grows while the lesson is being prepared.

const PAUSE = 200; // milliseconds without scrolling, after which a place is kept
const SETTLES = 1000; // milliseconds after a lesson is ready, in which the last figures are drawn

const store = (key) => ({
  get() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null; // nothing kept, or a browser that keeps nothing
    }
  },
  set(place) {
    try {
      localStorage.setItem(key, JSON.stringify(place));
    } catch {
      // a browser that keeps nothing
    }
  },
});

/** Return the cell at the top of the window and how far it is scrolled past: {cell, past}. */
function placeOf(panel, scroller) {
  const top = scroller.getBoundingClientRect().top;
  const cell = panel.content.widgets.find((each) => each.node.getBoundingClientRect().bottom > top + 1);
  return cell && { cell: cell.model.id, past: Math.round(top - cell.node.getBoundingClientRect().top) };
}

function scrollTo(panel, scroller, { cell, past }) {
  const widget = panel.content.widgets.find((each) => each.model.id === cell);
  if (!widget) return;
  const from = widget.node.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTop += from + past;
}

function keepPlace(panel, key, whenReady) {
  const scroller = panel.node.querySelector(".jp-WindowedPanel-outer");
  const kept = store(key);
  const place = kept.get();
  let holding = Boolean(place);
  let pause = 0;
  const growing = new ResizeObserver(() => holding && scrollTo(panel, scroller, place));
  const letGo = () => {
    holding = false;
    growing.disconnect();
  };
  const onScroll = () => {
    clearTimeout(pause);
    pause = setTimeout(() => holding || panel.isDisposed || !panel.isVisible || kept.set(placeOf(panel, scroller)), PAUSE);
  };
  scroller.addEventListener("scroll", onScroll, { passive: true });
  if (!holding) return;
  for (const cell of panel.content.widgets) growing.observe(cell.node);
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    window.addEventListener(act, letGo, { once: true, passive: true, capture: true });
  }
  whenReady(panel, () => setTimeout(letGo, SETTLES));
}

export function add({ option, onLesson, whenReady }) {
  onLesson((panel) => panel.revealed.then(() => keepPlace(panel, `kit-place ${option("serverRoot")}/${panel.context.path}`, whenReady)));
}
