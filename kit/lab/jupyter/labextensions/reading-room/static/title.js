// The browser's tab, its history and its bookmarks name the lesson; JupyterLab would name the file.

export function add({ tracker, reading, onLesson, textOf }) {
  if (!reading) return;
  const say = () => {
    const heading = tracker.currentWidget?.content.node.querySelector(".jp-MarkdownCell h1");
    const title = heading && textOf(heading);
    if (title && document.title !== title) document.title = title;
  };
  new MutationObserver(say).observe(document.querySelector("title"), { childList: true });
  tracker.currentChanged.connect(say);
  onLesson((panel) => {
    const drawn = new MutationObserver(() => panel.content.node.querySelector("h1") && (drawn.disconnect(), say()));
    drawn.observe(panel.content.node, { childList: true, subtree: true });
  });
}
