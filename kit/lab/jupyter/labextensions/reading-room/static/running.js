// A cell of ours is run in place: what it shows stays on the page until its run has ended, and longer
// if that shows the same. So a lesson does not jump when it runs, again or the first time.

const SHOWN = ["execute_result", "display_data", "stream", "error"];
const WIDGET = "application/vnd.jupyter.widget-view+json";

/** Tell whether two outputs look the same; a live part never is what it was. */
function same(old, { data }) {
  return Boolean(data?.["text/html"]) && !data[WIDGET] && old.data?.["text/html"] === data["text/html"];
}

function show(outputs, area) {
  if (outputs.length !== area.length) area.fromJSON(outputs);
  else outputs.forEach((output, place) => same(area.get(place).toJSON(), output) || area.set(place, output));
}

/** Run a cell of ours and return the kernel's reply; raises where the kernel is gone. */
export async function runInPlace(cell, kernel) {
  const { model } = cell;
  const outputs = [];
  const future = kernel.requestExecute({ code: model.sharedModel.getSource(), allow_stdin: false, stop_on_error: false });
  future.onIOPub = ({ header: { msg_type: type }, content: { transient, ...content } }) => {
    if (SHOWN.includes(type)) outputs.push({ output_type: type, ...content });
  };
  const { content } = await future.done;
  if (cell.isDisposed) return content;
  model.trusted = true;
  model.executionCount = content.execution_count;
  show(outputs, model.outputs);
  return content;
}
