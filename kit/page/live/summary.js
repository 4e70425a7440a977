// What a test says at its end, and a mock test before it is handed in.

import { button, make } from "./card.js";

const SHARE = new Intl.NumberFormat("zh-CN", { style: "percent" });
const line = (text) => make("p", {}, text);
const list = (links, text, cards) => (cards.length ? [line(text), links(cards)] : []);

/** A list of cards to go to; where a question belongs may be its answer, so not all may say it. */
export function linksTo(cards, go, placed) {
  return make("ul", { class: "kit-links" }, ...cards.map((card) => {
    const place = placed && card.place ? `（${card.place}）` : "";
    return make("li", {}, button(`第 ${card.number} 题${place}`, () => go(card)));
  }));
}

/** What is still open in a mock test: `links` makes a list of cards. */
export function unfinished(asked, answer, links) {
  const open = asked.filter((card) => answer(card).response === null);
  const flagged = asked.filter((card) => answer(card).flagged);
  return [
    ...list(links, `还有 ${open.length} 题没有作答：`, open),
    ...list(links, "标记了要回头再看的：", flagged),
    line(open.length || flagged.length ? "可以先看这些题，再交卷。交卷后不能再改。" : "全部题目都已作答。交卷后不能再改。"),
  ];
}

/** How it went: `result` gives a card's grade or null, `parts` are [id, name] of each part. */
export function outcome(asked, { answer, result, links, parts, used }) {
  const of = (...outcomes) => asked.filter((card) => outcomes.includes(result(card)?.outcome ?? "unanswered"));
  const told = (value, among) => among.filter((card) => answer(card).confidence === value);
  const [right, wrong, open] = [of("right"), of("partly", "wrong"), of("unanswered")];
  const timed = used !== undefined;
  const toMend = timed ? of("partly", "wrong", "unanswered") : wrong;
  return [
    ...(timed ? [line(used)] : []),
    line(
      `共 ${asked.length} 题：答对 ${right.length} 题，部分答对 ${of("partly").length} 题，` +
        `答错 ${of("wrong").length} 题，未作答 ${open.length} 题。得分率 ${percent(asked, result)}。`),
    ...byPart(asked, result, parts),
    ...(open.length && !timed ? [line(`还有 ${open.length} 题没有作答，可以接着作答。`)] : []),
    ...list(links, timed ? "建议重读下列各题的解析和原文：" : "建议先重读下列各题的解析和原文，再点“只重做错题”：", toMend),
    ...(right.length === asked.length ? [line("全部答对。隔几天再做一遍，可以记得更牢。")] : []),
    ...list(links, "其中选了“很确定”的，最值得弄清原因：", told("sure", wrong)),
    ...list(links, "猜对的题，也请看一看依据：", told("guess", right)),
  ];
}

function percent(cards, result) {
  return SHARE.format(cards.reduce((sum, card) => sum + (result(card)?.score ?? 0), 0) / cards.length);
}

/** A table of the parts asked about, in the order of the speech, where there are several. */
function byPart(asked, result, parts) {
  const rows = parts
    .map(([part, name]) => [name, asked.filter((card) => card.part === part)])
    .filter(([, cards]) => cards.length);
  if (rows.length < 2) return [];
  const row = (tag, scope, [first, ...cells]) =>
    make("tr", {}, make("th", { scope }, first), ...cells.map((cell) => make(tag, tag === "th" ? { scope } : {}, cell)));
  const count = (cards) => String(cards.filter((card) => result(card)?.outcome === "right").length);
  return [
    make("table", { class: "kit-table" },
      make("caption", {}, "各部分的得分"),
      make("thead", {}, row("th", "col", ["部分", "题数", "答对", "得分率"])),
      make("tbody", {}, ...rows.map(([name, cards]) =>
        row("td", "row", [name, String(cards.length), count(cards), percent(cards, result)])))),
  ];
}
