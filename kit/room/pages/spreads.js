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
  const said = about(kind, takes);
  if (said) table.prepend(make("caption", {}, said));
  const body = make("tbody");
  const shown = spread.bars.map((_, at) => at).filter((at) => happens(round, takes, at));
  for (const at of shown) {
    const bar = spread.bars[at];
    const name = make("th", { scope: "row" });
    const left = kind === "match" ? round.ask.lefts[at] : "";
    if (left) name.append(`${left} — `);
    if (bar.label) name.append(make("b", {}, `${bar.label}.`), " ");
    const rest = isTyped(kind) && at > 1 && shown[shown.length - 2] < 2; // then there are no others
    name.append(make("span", {}, left ? bar.text.slice(left.length + 1) : rest ? "不对" : bar.text));
    const row = make("tr", {}, name, ...takes.map(([, take]) => share(take.bars[at].count, take.of, "人")));
    if (bar.right) row.className = "kit-right";
    if (bar.right && ["single", "multiple", "judge"].includes(kind)) name.append(make("em", {}, "✓ 应选"));
    body.append(row);
  }
  table.append(body);
  return table;
}

const isTyped = (kind) => kind === "fill" || kind === "numeric";

/** What no row says of the answers: how many are wholly right, or of those in own words are rated. */
function about(kind, takes) {
  const { rated } = takes[takes.length - 1][1];
  if (rated) return rated.of ? `请在手机上自评　已自评 ${rated.count} / ${rated.of} 人` : "";
  if (kind === "order") return ""; // where a row says it
  return takes.filter(([, take]) => take.right && take.of).map(([name, { right }]) => `${name}全对 ${right.count} / ${right.of} 人`).join("，");
}

/** Whether a row is of use: of what is typed none that cannot occur, and no known mistake that nobody made. */
function happens(round, takes, at) {
  const { bars } = takes[0][1];
  if (!round.ask || !isTyped(round.ask.kind) || at === 0 || at === bars.length - 1) return true;
  return takes.some(([, take]) => take.bars[at].count) || (at === 1 && round.ask.blanks > 1);
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
