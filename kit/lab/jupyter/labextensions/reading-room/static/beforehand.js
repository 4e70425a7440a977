// What the kit made of a lesson beforehand is shown until the lesson has run, and stays if it is what
// comes of that (kit/lab/beforehand.py, running.js). What is live does not stand there before it is:
// its place is kept, so that nothing jumps.

const LIVE = ".kit-live, .kit-note textarea:not([readonly])";
const LONG = 20_000; // after so many milliseconds a reader is told what to do

/** Keep the place of a live part until it is there. */
function keepPlaceOf(cell, kind) {
  cell.node.dataset.kitComing = kind;
  const late = setTimeout(() => (cell.node.dataset.kitLate = ""), LONG);
  const end = () => {
    clearTimeout(late);
    come.disconnect();
  };
  const come = new MutationObserver(() => {
    if (!cell.node.querySelector(LIVE)) return;
    end();
    delete cell.node.dataset.kitComing;
    delete cell.node.dataset.kitLate;
  });
  come.observe(cell.node, { childList: true, subtree: true, attributeFilter: ["readonly"] });
  cell.disposed.connect(end);
}

function fill(panel, made) {
  for (const cell of panel.isDisposed ? [] : panel.content.widgets) {
    const shown = made[cell.model.id];
    // A cell that somebody changed shows something else; one that has run, more.
    if (!shown || shown.source !== cell.model.sharedModel.getSource() || cell.model.executionCount !== null) continue;
    if (!shown.html) keepPlaceOf(cell, shown.kind);
    else if (cell.model.outputs.length === 0) {
      cell.model.trusted = true;
      cell.model.outputs.fromJSON([{ output_type: "display_data", data: { "text/html": shown.html }, metadata: {} }]);
    }
  }
}

export function add({ onLesson }) {
  onLesson((panel, about) => about.then(({ shown }) => fill(panel, shown)));
}
