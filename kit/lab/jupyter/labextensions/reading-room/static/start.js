// A lesson of a trusted set runs when it is opened, as it was agreed to; the learner sees that it is
// being prepared. Any other notebook is left to JupyterLab: it runs when somebody runs it.

const SAID = {
  waiting: "正在准备……",
  running: "正在准备……",
  ready: "本课准备好了。",
  died: "后台程序意外停止，正在重新准备本课……",
  failed: "有的地方没有准备好。请点“重新运行本课”，再试一次。",
};
const CHANGED = "有的地方和学习集里的不一样，没有自己运行。要运行，请点“重新运行本课”。";
const TRUST = "这套学习集是别人给的：运行它，就是信任它的作者，课文里的程序能做您能做的一切。";
const QUESTION = ".kit-trust";
const RUN_ALL = "notebook:run-all-cells";
const RUNS = /^notebook:(run-|restart-(run|and-run))/;
const SHOWN_FOR = 4000; // milliseconds that it stays when ready

/** Tell the state of a lesson: to the eye, to a screen reader, and to the style. */
function tell(panel, state, said = SAID[state]) {
  panel.node.dataset.kitLesson = state;
  let status = panel.node.querySelector(":scope > .kit-state");
  if (!status) {
    status = document.createElement("div");
    status.className = "kit-state";
    status.setAttribute("role", "status");
    panel.node.append(status);
  }
  status.textContent = said;
  status.hidden = false;
  if (state === "ready") {
    setTimeout(() => (status.hidden = panel.node.dataset.kitLesson === "ready"), SHOWN_FOR);
  }
}

/** Run cells one after another: one that fails stops none of those below it, only a lost kernel. */
async function execute(panel, cells, runCell) {
  let wrong = 0;
  for (const cell of cells) {
    if (panel.isDisposed) return 0;
    if (cell.isDisposed) continue;
    try {
      const reply = await runCell(cell);
      if (reply?.status === "error") wrong += 1;
    } catch {
      return wrong + 1; // the kernel is gone: what stands below stays as it is
    }
  }
  return wrong;
}

/** Run a lesson because somebody says so, or by itself: then only the ``code`` that was agreed to, and
    boxes to write in. What a learner added only `whole`, and last: nothing of ours waits for it. */
async function run(panel, { CodeCell, runInPlace, isOurs, noteIn }, { code = null, whole = false } = {}) {
  if (panel.node.dataset.kitLesson === "running") return;
  tell(panel, "waiting");
  await panel.sessionContext.ready;
  if (panel.isDisposed) return;
  tell(panel, "running");
  const cells = panel.content.widgets.filter((cell) => cell.model.type === "code");
  const ours = cells.filter(isOurs);
  const mayRun = (cell) => !code || code.includes(cell.model.sharedModel.getSource()) || noteIn(cell);
  const kernel = panel.sessionContext.session?.kernel;
  const wrong = kernel ? await execute(panel, ours.filter(mayRun), (cell) => runInPlace(cell, kernel)) : 1;
  if (panel.isDisposed) return;
  renameButton(panel);
  if (wrong || ours.every(mayRun)) tell(panel, wrong ? "failed" : "ready");
  else tell(panel, "failed", CHANGED);
  const runTheirs = (cell) => CodeCell.execute(cell, panel.sessionContext).catch(() => null);
  if (whole && kernel) await execute(panel, cells.filter((cell) => !isOurs(cell)), runTheirs);
}

/** Have a lesson whose kernel dies say so and prepare itself anew, once it has been ready. */
function revive(panel, room) {
  const { statusChanged } = panel.sessionContext;
  statusChanged.disconnect(panel._onSessionStatusChanged, panel); // a window in English that asks for nothing
  statusChanged.connect((_, status) => {
    const { kitLesson } = panel.node.dataset;
    if (status === "autorestarting" && kitLesson === "ready") tell(panel, "died");
    else if (status === "idle" && kitLesson === "died") room.run(panel);
    else if (status === "dead") tell(panel, "failed");
  });
}

function renameButton(panel) {
  const button = panel.node.querySelector(".kit-start button");
  if (!button) return;
  button.textContent = "重新运行本课";
  button.classList.add("kit-again");
}

/** Put the question whether a set may run at the head of a lesson. */
function askForTrust(panel, { element, ask, scrollerOf }) {
  const told = element("p", { role: "status" });
  const agree = async () => {
    if (panel.context.model.dirty) await panel.context.save();
    const { fault } = await ask("trust", { method: "POST" });
    if (fault) told.textContent = fault;
    else location.reload();
  };
  const question = element(
    "section",
    { class: "kit-trust", "aria-label": "要不要运行" },
    element("p", {}, TRUST),
    element("button", { type: "button", onclick: agree }, "信任作者，运行"),
    element("button", { type: "button", onclick: () => (question.hidden = true) }, "先不运行，只看文字"),
    told,
  );
  scrollerOf(panel).prepend(question);
}

/** Lead to the question; it is not answered yet. */
function showQuestion(panel, room) {
  if (!panel.node.querySelector(QUESTION)) askForTrust(panel, room); // the set is another one by now
  const question = panel.node.querySelector(QUESTION);
  question.hidden = false;
  question.scrollIntoView();
  question.querySelector("button").focus();
}

/** Tell whether a command would run something of a lesson whose question is not answered yet. */
function isAsked(id, panel, isOurs) {
  if (!RUNS.test(id) || !panel?.node.querySelector(QUESTION)) return false;
  const touched = (cell) => cell.model.type === "code" && isOurs(cell) && panel.content.isSelectedOrActive(cell);
  return /all|restart/.test(id) || panel.content.widgets.some(touched);
}

export function add(room) {
  const { app, tracker, onLesson, lessonOf, isOurs, about } = room;
  room.run = async (panel) => {
    const { agreed, code } = await about(panel);
    if (agreed) await run(panel, room, { code });
  };
  onLesson((panel) => revive(panel, room));
  onLesson(async (panel, known) => {
    const { lesson, agreed, code } = await known;
    if (agreed) run(panel, room, { code });
    else if (lesson) askForTrust(panel, room); // once; the server remembers, and the page is loaded anew
  });

  // The button in the lesson, the menu and the keys mean the same.
  const { execute: usual } = app.commands;
  const start = async (panel, how) => {
    const { lesson, agreed } = await about(panel);
    if (!lesson) return usual.call(app.commands, RUN_ALL);
    return agreed ? run(panel, room, how) : showQuestion(panel, room);
  };
  const pressed = (event) => {
    const button = event.target.closest?.(".kit-start button");
    const panel = button && lessonOf(button);
    if (!panel) return;
    event.stopPropagation();
    event.preventDefault();
    start(panel);
  };
  window.addEventListener("click", pressed, true);
  app.commands.execute = (id, args) => {
    const panel = tracker.currentWidget;
    if (isAsked(id, panel, isOurs)) return Promise.resolve(showQuestion(panel, room));
    return id === RUN_ALL && panel ? start(panel, { whole: true }) : usual.call(app.commands, id, args);
  };
}
