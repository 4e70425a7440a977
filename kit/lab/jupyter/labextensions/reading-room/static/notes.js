// A place to write at any heading of a lesson: a box of kit.note in a cell of the learner's own,
// kept with the lesson and protected as the lesson's own cells are.

const isAdded = (cell, { noteIn }) => (cell.model.getMetadata("tags") || []).includes("note") && noteIn(cell);

/** Return the id for another note of a lesson: 06-w1, 06-w2, … */
function freeId(panel, { nameOf, noteIn }) {
  const lesson = nameOf(panel.context.path).split("_")[0];
  const taken = new Set(panel.content.widgets.map(noteIn));
  for (let number = 1; ; number += 1) if (!taken.has(`${lesson}-w${number}`)) return `${lesson}-w${number}`;
}

/** Have something done with the box of a cell as soon as it is drawn. */
function withBox(cell, act) {
  const find = () => cell.node.querySelector(".kit-note textarea");
  if (find()) return act(find());
  const watch = new MutationObserver(() => find() && (watch.disconnect(), act(find())));
  watch.observe(cell.node, { childList: true, subtree: true });
  cell.disposed.connect(() => watch.disconnect());
}

/** Put a box behind a cell, and the keyboard into it; an empty one that stands there will do. */
async function write(panel, behind, room) {
  const at = panel.content.widgets.indexOf(behind) + 1;
  const there = panel.content.widgets[at];
  if (there && isAdded(there, room) && !there.node.querySelector(".kit-note textarea")?.value.trim()) {
    withBox(there, (box) => box.focus());
    return;
  }
  const metadata = { deletable: false, editable: false, jupyter: { source_hidden: true }, tags: ["note"] };
  panel.content.model.sharedModel.insertCell(at, { cell_type: "code", source: `# 我的笔记\nkit.note("${freeId(panel, room)}")`, metadata });
  const cell = panel.content.widgets[at];
  await room.CodeCell.execute(cell, panel.sessionContext);
  withBox(cell, (box) => box.focus());
  await panel.context.save();
}

/** Give a box that was added a button that takes it away, once nothing is written in it. */
function letGo(panel, cell, { element }) {
  withBox(cell, (box) => {
    const said = element("span", { role: "status" });
    const go = () => {
      if (box.value.trim()) {
        said.textContent = "框里还有字：先清空，再去掉。";
        return;
      }
      panel.content.model.sharedModel.deleteCell(panel.content.widgets.indexOf(cell));
      panel.context.save();
    };
    box.closest(".kit-note").append(element("p", { class: "kit-let-go" }, element("button", { type: "button", onclick: go }, "去掉这个框"), said));
  });
}

function offer(panel, room) {
  const { element } = room;
  for (const cell of panel.content.widgets) {
    if (cell.kitNotes) continue;
    cell.kitNotes = true;
    if (isAdded(cell, room)) letGo(panel, cell, room);
    if (cell.model.type !== "markdown") continue;
    for (const heading of cell.node.querySelectorAll("h2, h3")) {
      const button = element("button", { type: "button", class: "kit-write", onclick: () => write(panel, cell, room) }, "在此处写笔记");
      heading.after(button);
    }
  }
}

export function add(room) {
  if (!room.reading) return;
  room.onLesson((panel) => {
    const again = () => room.whenReady(panel, () => offer(panel, room));
    again();
    panel.model.cells.changed.connect(() => requestAnimationFrame(again));
  });
}
