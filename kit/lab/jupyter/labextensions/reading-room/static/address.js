// The browser's Back and Forward go from lesson to lesson: one entry of its history for each lesson
// that was gone to, and none for what JupyterLab writes into the address on the way.

const LESSON = /\/tree\/(.+\.ipynb)$/;
const lessonAt = (address) => LESSON.exec(decodeURIComponent(new URL(address, location.href).pathname))?.[1];

export function add({ app, reading }) {
  if (!reading) return;
  const push = history.pushState.bind(history);
  let following = null; // the lesson that Back or Forward leads to, until it is open
  history.pushState = (state, title, address) => {
    const [now, then] = [lessonAt(location.href), lessonAt(address)];
    if (!then || (following && then !== following)) return; // a folder, or a lesson on the way
    if (now && now !== then) push(state, title, address);
    else history.replaceState(state, title, address);
  };
  addEventListener("popstate", (event) => {
    const path = lessonAt(location.href);
    if (!path) return;
    event.stopImmediatePropagation(); // JupyterLab would open the folder first
    following = path;
    const arrived = () => (following = following === path ? null : following);
    app.commands.execute("docmanager:open", { path }).then(arrived, arrived);
  }, true);
}
