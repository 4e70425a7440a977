// What the parts of the reading room share: the open lessons, and which of their cells are ours.

/** A cell of the lesson, not one that the learner added: the kit marks its own as not deletable. Any
    notebook can have that mark: it protects a cell, and gives it no right to run. */
const isOurs = (cell) => cell.model.getMetadata("deletable") === false;

/** A box of the learner's own, as notes.js puts it into a lesson, and its id. */
const NOTE = /^# 我的笔记\nkit\.note\("([\w-]+)"\)$/;
const noteIn = (cell) => NOTE.exec(cell.model.sharedModel.getSource())?.[1];

const tagsOf = (cell) => cell.model.getMetadata("tags") || [];
const isStart = (cell) => cell.model.type === "markdown" && cell.model.sharedModel.getSource().includes("notebook:run-all-cells");

/** Mark cells, so that style and guards can tell them. */
function mark(panel) {
  for (const cell of panel.content.widgets) {
    cell.toggleClass("kit-ours", isOurs(cell));
    cell.node.setAttribute("role", "article"); // what stands in a feed; JupyterLab gives it none
    cell.node.setAttribute("aria-label", "课文");
    cell.toggleClass("kit-teacher", tagsOf(cell).includes("teacher"));
    cell.toggleClass("kit-start", isStart(cell));
  }
}

/** Return the name of a lesson by the path of its file, and the frame that scrolls it. */
const nameOf = (path) => path.split("/").pop().replace(/\.ipynb$/, "");
const scrollerOf = (panel) => panel.content.node.querySelector(".jp-WindowedPanel-outer");

/** Make an element: element("a", {href}, ...children). */
function element(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Return the headings of a lesson's parts, and what one of them says. */
const headingsOf = (panel) => Array.from(panel.content.node.querySelectorAll(".jp-MarkdownCell:not(.kit-teacher) h2"));
function textOf(heading) {
  const copy = heading.cloneNode(true);
  for (const own of copy.querySelectorAll("button, .jp-InternalAnchorLink")) own.remove();
  return copy.textContent.trim();
}

/** Ask the server whether a notebook is a lesson of the set, and what of it goes without a question. */
async function about(path, ask) {
  const none = { lesson: false, agreed: false, code: [], shown: {} };
  const address = `notebook/${path.split("/").map(encodeURIComponent).join("/")}`;
  return { ...none, ...(await ask(address).catch(() => none)) };
}

/** Gather what a part needs: what is given, and what the parts share. */
export function room(given) {
  const { tracker, option, ask } = given;
  const help = `${option("baseUrl")}kit/help`;
  const opened = [];
  const hearers = [];
  const first = option("treePath");
  let early = first && about(first, ask); // while JupyterLab is still starting
  const enter = (panel) => {
    opened.push(panel);
    panel.disposed.connect(() => opened.splice(opened.indexOf(panel), 1));
    const { path } = panel.context;
    const known = early && path === first ? early : about(path, ask);
    early = null;
    panel.context.ready.then(() => {
      mark(panel);
      panel.model.cells.changed.connect(() => requestAnimationFrame(() => panel.isDisposed || mark(panel)));
      for (const act of hearers) act(panel, known);
    });
  };
  tracker.forEach(enter);
  tracker.widgetAdded.connect((_, panel) => enter(panel));
  return {
    ...given,
    isOurs,
    nameOf,
    scrollerOf,
    noteIn,
    about: (panel) => about(panel.context.path, ask),
    element,
    headingsOf,
    textOf,
    /** Whether this is the reading room, not the whole interface: the address says which. */
    reading: option("mode") === "single-document",
    help,
    helpLink: () => element("a", { href: help, target: "_blank" }, "帮助"),
    /** Go to the open lesson in the reading room ("doc") or in the whole interface ("lab"). */
    async go(mode) {
      const context = tracker.currentWidget?.context;
      if (context?.model.dirty) await context.save();
      const path = context?.path ?? option("treePath");
      location.assign(`${option("baseUrl")}${mode}/tree/${path.split("/").map(encodeURIComponent).join("/")}`);
    },
    /** Have something done as soon as a lesson stands, or at once if it does. */
    whenReady(panel, act) {
      const stands = () => panel && !panel.isDisposed && ["ready", "failed"].includes(panel.node.dataset.kitLesson);
      if (stands() || !panel) return panel && act();
      const watch = new MutationObserver(() => stands() && (watch.disconnect(), act()));
      watch.observe(panel.node, { attributeFilter: ["data-kit-lesson"] });
    },
    /** Have something done with every notebook that is opened, once its cells are there, and with
        what the server says about it, which is still to come. */
    onLesson: (act) => hearers.push(act),
    /** Return the open lesson that an element of the page stands in. */
    lessonOf: (element) => opened.find((panel) => panel.node.contains(element)),
  };
}
