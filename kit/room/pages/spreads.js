// How the answers are spread, as tables with bars: the same on the wall and in the speaker's view.

import { counted } from "./counts.js";
import { make } from "./elements.js";

const MOST_ROWS = 6; // of groups below each other, which fit beneath what else the last screen says

/** A table of a round's spread, or of two beside each other: before and after a discussion. */
export function spreadTable(round, spread, earlier) {
  const kind = round.ask ? round.ask.kind : "";
  const takes = earlier ? [["第一次", earlier], ["讨论以后", spread]] : [["", spread]];
  const table = make("table", { class: `kit-spread${earlier ? " kit-two" : ""}` });
  if (earlier) {
    const heads = takes.map(([name, take]) => make("th", { scope: "col" }, `${name}（${take.of} 份）`));
    table.append(make("thead", {}, make("tr", {}, make("td"), ...heads)));
  }
  const body = make("tbody");
  spread.bars.forEach((bar, at) => {
    const name = make("th", { scope: "row" });
    const left = kind === "match" ? round.ask.lefts[at] : "";
    if (left) name.append(`${left} — `);
    if (bar.label) name.append(make("b", {}, `${bar.label}.`), " ");
    name.append(make("span", {}, left ? bar.text.slice(left.length + 1) : bar.text));
    const row = make("tr", {}, name, ...takes.map(([, take]) => share(take.bars[at].count, take.of, "人")));
    if (bar.right) row.className = "kit-right";
    if (bar.right && ["single", "multiple", "judge"].includes(kind)) name.append(make("em", {}, "✓ 应选"));
    body.append(row);
  });
  table.append(body);
  return table;
}

/** A table of the groups, of many of them two beside each other: how many of their answers were right. */
export function teamTable(teams) {
  const rows = teams.map(({ name, count, of }) => make("tr", {}, make("th", { scope: "row" }, name), share(count, of, `/ ${of}`)));
  const cut = rows.length > MOST_ROWS ? Math.ceil(rows.length / 2) : rows.length;
  const tables = [rows.slice(0, cut), rows.slice(cut)].filter((part) => part.length);
  return make("div", { class: "kit-teams" }, ...tables.map((part) => make("table", { class: "kit-spread" }, make("tbody", {}, ...part))));
}

function share(count, of, unit) {
  const percent = of ? Math.round((100 * count) / of) : 0;
  const bar = make("i", { class: "kit-bar" }, make("i"));
  bar.firstChild.style.width = `${percent}%`;
  return make("td", {}, bar, counted(count, of, unit));
}
