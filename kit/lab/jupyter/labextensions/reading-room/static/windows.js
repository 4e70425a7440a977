// A lesson that is open in two windows: before one saves, it takes over what the other has saved. No
// cell that somebody wrote is lost, and nobody is asked which of two files to throw away.

/** Return the cells of a lesson by id, each {id, cell_type, source, metadata}, in their order. */
const byId = (cells) => new Map(cells.map((cell) => [cell.id, cell]));
const here = (panel) =>
  byId(Array.from(panel.model.cells, (cell) => ({ id: cell.id, source: cell.sharedModel.getSource() })));
const textOf = ({ source }) => (Array.isArray(source) ? source.join("") : source);

/** Return the file's cells, or none where it cannot be read: then saving says what is wrong. */
async function stored(app, path) {
  try {
    const { content } = await app.serviceManager.contents.get(path, { content: true, type: "notebook" });
    return content.cells;
  } catch {
    return [];
  }
}

/** Take over what stands in the file and was not there when this window last knew it. */
function takeOver(panel, cells, known) {
  const own = here(panel);
  const model = panel.model.sharedModel;
  cells.forEach((cell, place) => {
    const text = textOf(cell);
    if (known.get(cell.id)?.source === text || own.get(cell.id)?.source === text) return;
    const at = model.cells.findIndex(({ id }) => id === cell.id);
    if (at >= 0 && own.get(cell.id).source === known.get(cell.id)?.source) {
      model.cells[at].setSource(text);
      return;
    }
    // It stands behind the cell that it stands behind in the file; where both windows changed one, both stay.
    const ahead = at >= 0 ? cell.id : cells.slice(0, place).reverse().find(({ id }) => own.has(id))?.id;
    const { id, ...rest } = cell;
    model.insertCell(model.cells.findIndex((each) => each.id === ahead) + 1, at >= 0 ? rest : { id, ...rest });
    own.set(id, { source: text });
  });
}

function watch(panel, app) {
  const { context } = panel;
  const { save } = context;
  let known = here(panel);
  // JupyterLab would ask which file to keep; what the other window wrote has been taken over by then.
  context._raiseConflict = (_, model) => app.serviceManager.contents.save(context.path, model);
  context.save = async () => {
    takeOver(panel, await stored(app, context.path), known);
    known = here(panel);
    await save.call(context);
  };
}

export function add({ app, onLesson }) {
  onLesson((panel) => watch(panel, app));
}
