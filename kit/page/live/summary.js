// What a test says at its end, and a mock test before it is handed in.

const PERCENT = new Intl.NumberFormat("zh-CN", { style: "percent" });
const line = (text) => make("p", {}, text);
const listed = (links, text, cards) => (cards.length ? [line(text), links(cards)] : []);

const actions = (...buttons) => make("div", { class: "kit-actions" }, ...buttons);

/** A list of cards to go to; where a question belongs may be its answer, so not all may say it. */
function linksTo(cards, go, placed) {
  const items = cards.map((card) => {
    const place = placed && card.place ? `（${card.place}）` : "";
    return make("li", {}, button(`第 ${card.number} 题${place}`, () => go(card)));
  });
  return make("ul", { class: "kit-links" }, ...items);
}

/** The same with what each of them asks. */
function linksWithStems(cards, go) {
  const items = cards.map((card) => {
    const legend = one(card.fields, "legend").cloneNode(true);
    one(legend, "small")?.remove();
    const stem = legend.textContent.trim().replace(/^\d+\.\s*/, "");
    return make("li", {}, button(`第 ${card.number} 题`, () => go(card)), make("span", {}, stem));
  });
  return make("ul", { class: "kit-stems" }, ...items);
}

/** What is said of a mock test before it begins. */
function welcome(questions, minutes) {
  return [
    line(`共 ${questions} 题，限时 ${minutes} 分钟，只能交一次。`),
    line("开始后计时不停，时间到了自动交卷。作答时不提示对错，交卷后给出得分、解析和依据。"),
  ];
}

/** What is said of the time that a mock test of so many minutes took. */
function timeUsed({ handed, deadline }, minutes) {
  if (handed >= deadline) return "时间到，已自动交卷。";
  const spent = minutes * MINUTE - (deadline - handed);
  return `已交卷，用时约 ${Math.ceil(spent / MINUTE)} 分钟。`;
}

/** What is still open in a mock test: `links` makes a list of cards. */
function unfinished(asked, answer, links) {
  const open = asked.filter((card) => answer(card).response === null);
  const flagged = asked.filter((card) => answer(card).flagged);
  return [
    ...listed(links, `还有 ${open.length} 题没有作答：`, open),
    ...listed(links, "标记了要回头再看的：", flagged),
    line(open.length || flagged.length ? "可以先看这些题，再交卷。交卷后不能再改。" : "全部题目都已作答。交卷后不能再改。"),
  ];
}

/**
 * How it went: `result` gives a card's grade or null, `parts` are [id, name] of each part, `used`
 * is a sentence about the time of a mock test.
 */
function outcome(asked, { answer, result, links, stems, parts, used }) {
  const having = (...outcomes) =>
    asked.filter((card) => outcomes.includes(result(card)?.outcome ?? "unanswered"));
  const held = (confidence, cards) => cards.filter((card) => answer(card).confidence === confidence);
  const [right, partly, wrong, open] = ["right", "partly", "wrong", "unanswered"].map((each) => having(each));
  const mistaken = having("partly", "wrong");
  const counts =
    `共 ${asked.length} 题：答对 ${right.length} 题，部分答对 ${partly.length} 题，` +
    `答错 ${wrong.length} 题，未作答 ${open.length} 题。得分率 ${percent(asked, result)}。`;
  const again = used
    ? listed(stems, "建议重读下列各题的解析和原文：", having("partly", "wrong", "unanswered"))
    : listed(stems, "建议先重读下列各题的解析和原文，再点“只重做错题”：", mistaken);
  return [
    ...(used ? [line(used)] : []),
    line(counts),
    ...byPart(asked, result, parts),
    ...(open.length && !used ? [line(`还有 ${open.length} 题没有作答，可以接着作答。`)] : []),
    ...again,
    ...(right.length === asked.length ? [line("全部答对。隔几天再做一遍，可以记得更牢。")] : []),
    ...listed(links, "其中选了“很确定”的，最值得弄清原因：", held("sure", mistaken)),
    ...listed(links, "猜对的题，也请看一看依据：", held("guess", right)),
  ];
}

function percent(cards, result) {
  const score = cards.reduce((sum, card) => sum + (result(card)?.score ?? 0), 0);
  return PERCENT.format(score / cards.length);
}

/** A table of the parts asked about, in the order of the speech, where there are several. */
function byPart(asked, result, parts) {
  const groups = parts
    .map(([part, name]) => [name, asked.filter((card) => card.part === part)])
    .filter(([, cards]) => cards.length);
  if (groups.length < 2) return [];
  const right = (cards) => cards.filter((card) => result(card)?.outcome === "right").length;
  const headings = ["部分", "题数", "答对", "得分率"].map((name) => make("th", { scope: "col" }, name));
  const rows = groups.map(([name, cards]) => {
    const cells = [cards.length, right(cards), percent(cards, result)].map((value) => make("td", {}, String(value)));
    return make("tr", {}, make("th", { scope: "row" }, name), ...cells);
  });
  return [
    make("table", { class: "kit-table" },
      make("caption", {}, "各部分的得分"),
      make("thead", {}, make("tr", {}, ...headings)),
      make("tbody", {}, ...rows)),
  ];
}
