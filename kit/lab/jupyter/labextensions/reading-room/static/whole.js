// What the whole interface has of the reading room: the way back to it, and the kit's own help.

export function add(room) {
  const { app, menu, Widget, element, reading } = room;
  if (reading) return;
  const { commands, shell } = app;
  commands.addCommand("kit:read", { label: "返回阅读界面", execute: () => room.go("doc") });
  commands.addCommand("kit:help", { label: "怎么用这些课", execute: () => void open(room.help) });
  menu?.helpMenu.addGroup([{ command: "kit:read" }, { command: "kit:help" }], 0);
  const back = element("button", { type: "button", onclick: () => commands.execute("kit:read") }, "返回阅读界面");
  const bar = new Widget({ node: element("div", { class: "kit-bar-above" }, back, room.helpLink()) });
  bar.id = "kit-bar-above";
  shell.add(bar, "top", { rank: 10000 });
}
