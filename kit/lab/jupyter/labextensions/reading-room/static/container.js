// A JupyterLab extension that needs no build: a container as module federation knows it. JupyterLab
// hands over the packages that it shares and asks for the plugin; its parts lie beside this file.
(() => {
  const here = document.currentScript.src;
  const PARTS = ["guard", "start", "beforehand", "place", "gone", "saved", "windows", "address", "title", "skin", "whole", "notes"];
  let scope;

  /** Return a package of JupyterLab's own, the one version that is there. */
  const shared = async (name) => {
    const [version] = Object.values(scope[name]);
    return (await version.get())();
  };

  const container = {
    init(given) {
      scope = given;
    },
    get: async () => {
      const [{ IConnectionLost }, { INotebookTracker }, { CodeCell }, { PageConfig }, { ServerConnection }, { IMainMenu }, { Widget }] = await Promise.all(
        ["application", "notebook", "cells", "coreutils", "services", "mainmenu"]
          .map((name) => `@jupyterlab/${name}`)
          .concat("@lumino/widgets")
          .map(shared),
      );
      // What the server gives of the kit changes with it, and a browser keeps what it has.
      const stamp = PageConfig.getOption("kitStamp");
      const load = (name) => import(new URL(`${name}.js?${stamp}`, here));
      const [lessons, { runInPlace }, ...parts] = await Promise.all(["lessons", "running", ...PARTS].map(load));
      const lost = { tell: () => null };
      const silent = {
        id: "reading-room:connection-lost",
        autoStart: true,
        provides: IConnectionLost,
        activate: () => async () => lost.tell(),
      };
      const plugin = {
        id: "reading-room:plugin",
        autoStart: true,
        requires: [INotebookTracker],
        optional: [IMainMenu],
        activate(app, tracker, menu) {
          const option = (name) => PageConfig.getOption(name);
          const settings = ServerConnection.makeSettings();
          /** Ask the kit's part of the server for something. */
          const ask = async (path, init = {}) =>
            (await ServerConnection.makeRequest(`${settings.baseUrl}kit/${path}`, init, settings)).json();
          const style = new URL(`skin.css?${stamp}`, here).href;
          const room = lessons.room({ app, tracker, menu, CodeCell, Widget, runInPlace, option, ask, style, lost });
          for (const part of parts) part.add(room);
        },
      };
      return () => ({ __esModule: true, default: [silent, plugin] });
    },
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["reading-room"] = container;
})();
