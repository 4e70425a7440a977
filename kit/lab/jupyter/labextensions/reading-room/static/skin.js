// The reading skin: one document, the lessons at the left, nothing of a programmer's workshop. The
// address says which it is: /doc is for reading, /lab is the whole JupyterLab.

const NARROW = 900; // CSS pixels, below which the list makes room for the lesson
const TYPING = 250; // milliseconds without a key, after which a search begins
const LAID_OUT = 100; // milliseconds after which the lesson has the width of the list
const AGAIN = 600; // milliseconds in which a second click on the list is one too many
const RENDERED = 2000; // milliseconds after which a lesson is shown as far as it is drawn
const KEPT = 1500; // milliseconds after an answer, in which it has been kept
const KINDS = { 原文: "original", 背景: "background", 编者归纳: "editor" }; // as in kit/handout/markdown.py
const LESSON = /\.ipynb$/;
const NOT_FOR_READING = ["jp-top-panel", "jp-menu-panel", "jp-header-panel", "jp-bottom-panel", "jp-main-statusbar"];

/** Yield a widget and all those in it. */
function* within(widget) {
  yield widget;
  for (const child of widget.children()) yield* within(child);
}

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
    this.items = new Map(); // by the name of the lesson
    this.shown = false;
    this.clicked = 0;
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
        ...(room.option("kitLearner") ? [element("p", { class: "kit-learner" }, `学习者：${room.option("kitLearner")}`)] : []),
        element("div", { class: "kit-lists" }, this.told, this.hits, this.lessons),
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
    // A second click on one spot was meant for what stood there before the list moved.
    const once = (event) => {
      const early = event.detail > 0 && event.timeStamp - this.clicked < AGAIN;
      if (!event.target.closest("a[href]")) return;
      if (!early) this.clicked = event.timeStamp;
      else [event.preventDefault(), event.stopPropagation()];
    };
    this.lessons.addEventListener("click", once, true);
    this.widget.node.addEventListener("mouseleave", () => this.outline());
  }

  /** Open a lesson of the set that is being read. */
  open(name) {
    const { app, tracker, option } = this.room;
    const now = tracker.currentWidget?.context.path ?? option("treePath");
    const folder = LESSON.test(now) ? now.slice(0, now.lastIndexOf("/")) : now;
    return app.commands.execute("docmanager:open", { path: `${folder}/${name}.ipynb` });
  }

  /** Open the lesson that the set begins with. */
  async openFirst() {
    await this.list();
    return this.open(this.items.keys().next().value);
  }

  /** Show the lessons, what is done and due of each, and the parts of the open one. */
  async list() {
    const listed = await this.room.ask("lessons");
    const names = listed.map(({ name }) => name).join();
    if (names !== Array.from(this.items.keys()).join()) this.build(listed);
    for (const { name, questions, asked, due } of listed) {
      const facts = [
        questions > 0 && (asked === questions ? "✓ 题都做过" : asked > 0 && `做过 ${asked}/${questions} 题`),
        due > 0 && `${due} 题到期`,
      ].filter(Boolean);
      this.items.get(name).facts.textContent = facts.join("，");
    }
    this.outline();
  }

  build(listed) {
    const { element } = this.room;
    this.items.clear();
    const item = ({ name, title, headings }) => {
      const go = (act) => (event) => {
        event.preventDefault();
        act();
      };
      const facts = element("small");
      const link = element("a", { href: `${name}.ipynb`, onclick: go(() => this.open(name)) }, title, facts);
      const part = (text) => element("li", {}, element("a", { href: "#", onclick: go(() => this.goTo(name, text)) }, text));
      const contents = element("ul", { class: "kit-contents", hidden: "" }, ...headings.map(part));
      this.items.set(name, { link, facts, contents });
      return element("li", {}, link, contents);
    };
    const [own, group] = [false, true].map((led) => listed.filter((each) => each.group === led).map(item));
    if (group.length) own.push(element("li", { class: "kit-group" }, element("details", {}, element("summary", {}, "集体学习（带学用）"), element("ul", {}, ...group))));
    this.lessons.replaceChildren(...own);
  }

  /** Show the parts of the open lesson; those of another go when the pointer is not on the list. */
  outline() {
    const now = this.room.tracker.currentWidget;
    const current = now && this.room.nameOf(now.context.path);
    const pointedAt = this.lessons.matches(":hover");
    for (const [name, { link, contents }] of this.items) {
      if (name === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      contents.hidden = name !== current && (contents.hidden || !pointedAt);
    }
  }

  async goTo(name, text) {
    const { tracker, headingsOf, textOf, nameOf } = this.room;
    const here = tracker.currentWidget;
    const panel = here && nameOf(here.context.path) === name ? here : await this.open(name);
    this.afterChoice();
    const show = () => headingsOf(panel).find((each) => textOf(each) === text)?.scrollIntoView();
    if (panel === here) setTimeout(show, LAID_OUT);
    else this.room.whenReady(panel, () => setTimeout(show, LAID_OUT));
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.search(this.field.value.trim()), TYPING);
  }

  async search(wanted) {
    const { element } = this.room;
    this.lessons.hidden = Boolean(wanted);
    const found = wanted && this.room.ask(`search?q=${encodeURIComponent(wanted)}`);
    const { hits, more } = (await found) || { hits: [] };
    if (wanted !== this.field.value.trim()) return; // more was typed meanwhile
    const number = hits.length;
    const none = /\s/.test(wanted) ? "没有找到。可以只填一个词试试。" : "没有找到。";
    const told = more ? `超过 ${number} 处，先列出前 ${number} 处。` : number ? `找到 ${number} 处。` : none;
    this.told.textContent = wanted && told;
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
    const { fault } = await this.room.ask(`restore/${encodeURIComponent(this.room.nameOf(panel.context.path))}`, { method: "POST" });
    this.told.textContent = fault || "本课已恢复。";
    if (fault) return;
    await panel.context.revert();
    this.room.run(panel);
  }

  get narrow() {
    return innerWidth < NARROW;
  }

  /** Show the list: beside the lesson, or over it where the window is narrow, or not at all. */
  show(shown) {
    const { app, Widget } = this.room;
    const { widget, narrow } = this;
    this.shown = shown;
    if (narrow && widget.parent) widget.parent = null;
    if (narrow && !widget.isAttached) Widget.attach(widget, document.body);
    if (!narrow && !widget.parent) {
      if (widget.isAttached) Widget.detach(widget);
      app.shell.add(widget, "left", { rank: 0 });
    }
    widget.toggleClass("kit-over", narrow);
    if (narrow) {
      app.shell.collapseLeft();
      widget.setHidden(!shown);
    } else if (shown) app.shell.activateById(widget.id);
    else app.shell.collapseLeft();
    this.button?.setAttribute("aria-expanded", shown);
  }

  afterChoice() {
    if (this.narrow) this.show(false);
  }

  /** Have the list over a lesson go away when one turns to the lesson, or presses Escape. */
  giveWay() {
    const isOver = (event) => this.narrow && this.shown && !event.defaultPrevented;
    addEventListener("pointerdown", (event) => {
      if (isOver(event) && !event.target.closest(".kit-beside, .kit-list-button")) this.show(false);
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOver(event) || (event.target === this.field && this.field.value)) return;
      this.show(false);
      this.button.focus();
    });
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

/** Show a lesson once its text stands: till then what is made beforehand would be pushed down. */
function whenDrawn(panel) {
  const texts = panel.content.widgets.filter((cell) => cell.model.type === "markdown");
  if (texts.every((cell) => cell.node.querySelector(".jp-RenderedMarkdown > *"))) panel.node.dataset.kitDrawn = "";
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
    beside.button = element("button", { type: "button", class: "kit-list-button", "aria-label": "课文目录", onclick: () => beside.show(!beside.shown) }, "目录");
    document.body.append(beside.button);
    beside.giveWay();
    tidy(app.shell);
    const fit = () => beside.show(!beside.narrow);
    fit();
    matchMedia(`(max-width: ${NARROW - 1}px)`).addEventListener("change", fit);
    const enter = (panel) => {
      panel.toolbar.hide();
      const drawn = new MutationObserver(() => [dress(panel), whenDrawn(panel)]); // before it is seen: nothing jumps later
      drawn.observe(panel.content.node, { childList: true, subtree: true });
      dress(panel);
      whenDrawn(panel);
      setTimeout(() => (panel.node.dataset.kitDrawn = ""), RENDERED);
      room.whenReady(panel, () => tracker.currentWidget === panel && beside.list());
    };
    onLesson(enter);
    let pause = 0; // at most one question to the server in this time
    const later = () => (pause = pause || setTimeout(() => [(pause = 0), beside.list()], KEPT));
    for (const act of ["click", "keyup"]) {
      addEventListener(act, (event) => event.target.closest?.(".kit-live") && (act === "click" || event.key === "Enter") && later(), true);
    }
    addEventListener("focus", later);
    tracker.currentChanged.connect((_, panel) => {
      if (panel) beside.list().then(() => beside.afterChoice());
      else beside.openFirst(); // the last lesson was closed
      tidy(app.shell);
    });
    if (LESSON.test(option("treePath"))) beside.list();
    else beside.openFirst();
  });
}
