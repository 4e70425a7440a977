// When the server is gone, because its window was closed, the page says so once, in a sentence that
// helps, and says when there is one again. The boxes and tests in a lesson read it from the page.

const GONE = "学习程序停了。写过的都在；请再运行 kit study。";
const BACK = "学习程序又运行了。";
const PAUSE = 1500; // milliseconds between two questions to a server that is gone
const PATIENCE = 4000; // milliseconds without an answer

export function add({ tracker, option, element, lost }) {
  let asking = false;
  const told = element("div", { class: "kit-gone", role: "alert" });
  const answers = () => {
    const asked = fetch(`${option("baseUrl")}api`, { cache: "no-store" });
    const tooLate = new Promise((go) => setTimeout(go, PATIENCE, false));
    return Promise.race([asked.then(() => true, () => false), tooLate]);
  };
  const check = async () => {
    if (asking) return;
    asking = true;
    while (!(await answers())) {
      if (!told.isConnected || told.textContent !== GONE) {
        document.body.dataset.kitServer = "gone";
        document.body.append(told);
        told.textContent = GONE;
      }
      await new Promise((go) => setTimeout(go, PAUSE));
    }
    asking = false;
    if (!document.body.dataset.kitServer) return;
    delete document.body.dataset.kitServer;
    told.replaceChildren(BACK, element("button", { type: "button", onclick: () => location.reload() }, "重新打开本课"));
  };
  lost.tell = check; // what JupyterLab would show a window for
  const watch = (panel) => panel.sessionContext.connectionStatusChanged.connect((_, status) => status !== "connected" && check());
  tracker.forEach(watch);
  tracker.widgetAdded.connect((_, panel) => watch(panel));
}
