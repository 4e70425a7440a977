// The reading skin: one document, the lessons at the left, nothing of a programmer's workshop. The
// address says which it is: /doc is for reading, /lab is the whole JupyterLab.

const NARROW = 900; // CSS pixels, below which the list makes room for the lesson
const TYPING = 250; // milliseconds without a key, after which a search begins
const LAID_OUT = 100; // milliseconds after which the lesson has the width of the list
const KINDS = { 原文: "original", 背景: "background", 编者归纳: "editor" }; // as in kit/handout/markdown.py
const LESSON = /\.ipynb$/;
const NOT_FOR_READING = ["jp-top-panel", "jp-menu-panel", "jp-header-panel", "jp-bottom-panel", "jp-main-statusbar"];

/** Yield a widget and all those in it. */
function* within(widget) {
  yield widget;
  for (const child of widget.children()) yield* within(child);
}

const nameOf = (path) => path.split("/").pop().replace(/\.ipynb$/, "");

/** Return where a text stands in a lesson, white space left aside, or null. */
function find(panel, text) {
  const wanted = text.replace(/\s/g, "");
  const blocks = panel.content.node.querySelectorAll("p, li, td, h1, h2, h3, h4, blockquote, legend, label");
  return Array.from(blocks).find((block) => block.offsetParent && block.textContent.replace(/\s/g, "").includes(wanted)) || null;
}

class Beside {
  constructor(room) {
    const { Widget, element } = room;
    this.room = room;
    this.shown = "";
    this.lessons = element("ul", { class: "kit-lessons" });
    this.hits = element("ol", { class: "kit-hits" });
    this.told = element("p", { class: "kit-told", role: "status" });
    this.field = element("input", {
      type: "search", "aria-label": "在全文和各课中查找", placeholder: "在全文和各课中查找", oninput: () => this.typed(),
    });
    this.widget = new Widget({
      node: element(
        "nav",
        { class: "kit-beside", "aria-label": "课文" },
        element("div", { class: "kit-search" }, element("div", { role: "search" }, this.field), room.helpLink()),
        this.told,
        ...(room.option("kitLearner") ? [element("p", { class: "kit-learner" }, `学习者：${room.option("kitLearner")}`)] : []),
        this.hits,
        this.lessons,
        element(
          "p",
          { class: "kit-acts" },
          element("button", { type: "button", onclick: () => room.app.commands.execute("apputils:print") }, "打印本课"),
          element("button", { type: "button", onclick: () => this.restore() }, "恢复本课"),
          element("button", { type: "button", onclick: () => room.go("lab") }, "切换到完整界面"),
        ),
      ),
    });
    Object.assign(this.widget, { id: "kit-beside" });
    this.widget.title.label = "课文";
    room.app.shell.add(this.widget, "left", { rank: 0 });
  }

  /** Open a lesson of the set that is being read. */
  open(name) {
    const { app, tracker, option } = this.room;
    const now = tracker.currentWidget?.context.path ?? option("treePath");
    const folder = LESSON.test(now) ? now.slice(0, now.lastIndexOf("/")) : now;
    return app.commands.execute("docmanager:open", { path: `${folder}/${name}.ipynb` });
  }

  async list() {
    const { element } = this.room;
    const listed = await this.room.ask("lessons");
    const now = this.room.tracker.currentWidget;
    const current = now && nameOf(now.context.path);
    const item = (lesson) => {
      const here = lesson.name === current;
      const go = (event) => {
        event.preventDefault();
        this.open(lesson.name);
      };
      const link = element("a", { href: `${lesson.name}.ipynb`, onclick: go, "aria-current": here && "page" }, lesson.title);
      const { questions, asked, due } = lesson;
      const facts = [
        questions > 0 && (asked === questions ? "✓ 题都做过" : asked > 0 && `做过 ${asked}/${questions} 题`),
        due > 0 && `${due} 题到期`,
      ].filter(Boolean);
      if (facts.length) link.append(element("small", {}, facts.join("，")));
      return element("li", {}, link, ...(here ? [this.contents(now)] : []));
    };
    const [own, group] = [false, true].map((led) => listed.filter((each) => each.group === led).map(item));
    if (group.length) own.push(element("li", { class: "kit-group" }, element("details", {}, element("summary", {}, "集体学习（带学用）"), element("ul", {}, ...group))));
    this.lessons.replaceChildren(...own);
  }

  contents(panel) {
    const { element, headingsOf, textOf } = this.room;
    const go = (heading) => (event) => {
      event.preventDefault();
      this.afterChoice();
      setTimeout(() => heading.scrollIntoView(), LAID_OUT);
    };
    return element("ul", { class: "kit-contents" }, ...headingsOf(panel).map((each) => element("li", {}, element("a", { href: "#", onclick: go(each) }, textOf(each)))));
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.search(this.field.value.trim()), TYPING);
  }

  async search(wanted) {
    const { element } = this.room;
    this.lessons.hidden = Boolean(wanted);
    const hits = wanted ? await this.room.ask(`search?q=${encodeURIComponent(wanted)}`) : [];
    if (wanted !== this.field.value.trim()) return; // more was typed meanwhile
    this.told.textContent = wanted ? (hits.length ? `找到 ${hits.length} 处。` : "没有找到。") : "";
    this.hits.replaceChildren(
      ...hits.map(({ lesson, place, before, text, after }) => {
        const go = async (event) => {
          event.preventDefault();
          const panel = lesson ? await this.open(lesson) : this.room.tracker.currentWidget;
          this.afterChoice();
          const show = () => find(panel, text)?.scrollIntoView({ block: "center" });
          this.room.whenReady(panel, () => setTimeout(show, LAID_OUT));
        };
        const words = element("span", {}, before, element("mark", {}, text), after);
        return element("li", {}, element("a", { href: "#", onclick: go }, element("b", {}, place), words));
      }),
    );
  }

  async restore() {
    const panel = this.room.tracker.currentWidget;
    if (!panel || !confirm("把本课恢复成原来的样子？您自己写的保留在原处。")) return;
    if (panel.context.model.dirty) await panel.context.save();
    const { fault } = await this.room.ask(`restore/${nameOf(panel.context.path)}`, { method: "POST" });
    this.told.textContent = fault || "本课已恢复。";
    if (fault) return;
    await panel.context.revert();
    this.room.run(panel);
  }

  get narrow() {
    return innerWidth < NARROW;
  }

  show(shown) {
    const { shell } = this.room.app;
    if (shown) shell.activateById(this.widget.id);
    else shell.collapseLeft();
    this.button?.setAttribute("aria-expanded", shown);
  }

  afterChoice() {
    if (this.narrow) this.show(false);
  }
}

/** Have rendered Markdown look as it does on a page: the kinds of sentence, the tables. */
function dress(panel) {
  for (const text of panel.node.querySelectorAll(".jp-RenderedMarkdown")) text.classList.add("kit-root");
  for (const table of panel.node.querySelectorAll(".jp-RenderedMarkdown table")) table.classList.add("kit-table");
  for (const quoted of panel.node.querySelectorAll(".jp-RenderedMarkdown blockquote")) {
    const kind = KINDS[quoted.querySelector("p:first-child > strong:first-child")?.textContent];
    if (kind) quoted.classList.add("kit-kind", `kit-${kind}`);
  }
}

/** Take away what is JupyterLab's own around a lesson. */
function tidy(shell) {
  for (const widget of within(shell)) {
    if (NOT_FOR_READING.includes(widget.id)) widget.hide();
  }
  for (const side of ["left", "right"]) {
    if (shell.isSideTabBarVisible(side)) shell.toggleSideTabBarVisibility(side);
  }
}

export function add(room) {
  const { app, tracker, style, reading, onLesson, element, option } = room;
  for (const href of [`${option("baseUrl")}kit/style.css`, style]) document.head.append(element("link", { rel: "stylesheet", href }));
  if (!reading) return;
  document.body.classList.add("kit-room");
  app.started.then(() => app.restored).then(() => {
    const beside = new Beside(room);
    beside.button = element("button", { type: "button", class: "kit-list-button", "aria-label": "课文目录", onclick: () => beside.show(!beside.widget.isVisible) }, "目录");
    document.body.append(beside.button);
    tidy(app.shell);
    const fit = () => beside.show(!beside.narrow);
    fit();
    matchMedia(`(max-width: ${NARROW - 1}px)`).addEventListener("change", fit);
    const enter = (panel) => {
      panel.toolbar.hide();
      const drawn = new MutationObserver(() => dress(panel)); // before it is seen: nothing jumps later
      drawn.observe(panel.content.node, { childList: true, subtree: true });
      dress(panel);
      room.whenReady(panel, () => tracker.currentWidget === panel && beside.list());
    };
    onLesson(enter);
    tracker.currentChanged.connect((_, panel) => {
      if (panel) beside.list().then(() => beside.afterChoice());
      else beside.open("00_index"); // the last lesson was closed
      tidy(app.shell);
    });
    if (LESSON.test(option("treePath"))) beside.list();
    else beside.open("00_index");
  });
}
