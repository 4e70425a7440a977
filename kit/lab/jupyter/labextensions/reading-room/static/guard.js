// Nothing that is done by accident harms a lesson: no key of JupyterLab's command mode, no stray
// click, no command of a menu reaches the cells that are ours.

// Commands that take away, change or move the cells they are given.
const HARMFUL = new RegExp(
  "^notebook:(" +
    "(delete|cut|copy|duplicate)-(cells?|below)|paste-and-replace-cell|split-cell-at-cursor|" +
    "merge-.*|move-cell-.*|change-cell-to-.*|change-to-cell-.*|" +
    "(hide|show)-(all-)?cell-.*|(expand|collapse|toggle)-.*cells?.*|toggle-heading-.*|" +
    "clear-.*|enter-edit-mode|unrender-all-markdown" +
    ")$",
);
const ON_ALL = /-all-/; // whatever is selected

// Where a click would open hidden code, close an output or take hold of a cell.
const HANDLES = ".jp-Placeholder, .jp-Collapser, .jp-InputPrompt, .jp-OutputPrompt, .jp-collapseHeadingButton";

/** Tell whether JupyterLab may hear a key: to a reader it prints and saves, and nothing else. */
function mayHear(event, reading) {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey;
  const read = command && !event.shiftKey && /^[ps]$/i.test(event.key);
  const inCell = event.target.closest?.(".cm-editor"); // the learner's own: ours are not edited
  if (reading) return read || Boolean(inCell && !(command && /^[bcf]$/i.test(event.key)));
  if (inCell || !event.target.closest?.(".jp-Notebook")) return true;
  return read || (command && (event.shiftKey ? /^[a-z]$/i : /^b$/i).test(event.key));
}

function guardKeys({ app, reading }) {
  const { processKeydownEvent: usual } = app.commands;
  app.commands.processKeydownEvent = (event) => {
    if (mayHear(event, reading)) usual.call(app.commands, event);
  };
}

function guardCommands({ app, tracker, isOurs }) {
  const { execute: usual } = app.commands;
  const touchesOurs = (id) => {
    const notebook = tracker.currentWidget?.content;
    const cells = notebook?.widgets ?? [];
    return cells.some((cell) => isOurs(cell) && (ON_ALL.test(id) || notebook.isSelectedOrActive(cell)));
  };
  app.commands.execute = (id, args) =>
    HARMFUL.test(id) && touchesOurs(id) ? Promise.resolve() : usual.call(app.commands, id, args);
}

function guardClicks() {
  const stop = (event) => {
    const handle = event.target.closest?.(HANDLES);
    if (!handle?.closest(".kit-ours")) return;
    event.stopPropagation();
    event.preventDefault();
  };
  for (const act of ["pointerdown", "mousedown", "click", "dblclick"]) window.addEventListener(act, stop, true);
  // The browser's own menu, with copy and translate, in place of one that cuts and deletes.
  const menu = (event) => event.target.closest?.(".jp-Notebook .kit-ours") && event.stopPropagation();
  window.addEventListener("contextmenu", menu, true);
}

export function add(room) {
  guardKeys(room);
  guardCommands(room);
  guardClicks();
}
