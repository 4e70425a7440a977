// What a phone shows of an answer that can no longer be changed: one's own, and once it is
// revealed the right one; `rate` is told one's own rating of an answer in own words. Right and wrong are said in words and signs, never by a colour alone.

import { choices } from "./phone_answer.js";
import { html, make, named } from "./phone_elements.js";

const OUTCOMES = { right: ["✓", "答对了"], partly: ["◐", "对了一部分"], wrong: ["✗", "没有答对"] };
const RATED = [[1, "答全了"], [0.5, "答到一部分"], [0, "没有答到"]];
const SIGNS = { right: ["✓", "对"], wrong: ["✗", "不对"], missed: ["–", "没有作答"] };

/** A question that is closed or revealed: what was asked, one's own answer, what is said of it. */
export function closedQuestion(round, mine, rate) {
  const { ask } = round;
  const rates = rate && ask.kind === "recall" && round.phase === "revealed" && mine.response !== undefined;
  const stem = html(ask.stem, "p", { class: "stem" });
  if (round.phase !== "revealed") {
    return [make("p", { class: "notice" }, "已停止作答，等待揭晓。"), stem, ...own(round, mine)];
  }
  const [sign, words] = OUTCOMES[mine.outcome] || ["", ""];
  return [
    words ? make("p", { class: `outcome ${mine.outcome}` }, make("span", { "aria-hidden": "true" }, sign), ` ${words}`) : "",
    stem,
    ...own(round, mine),
    ...(mine.reasons || []).map((reason) => make("p", { class: "reason" }, reason)),
    ...(rates ? [make("p", { class: "kit-key" }, `参考答案：${round.key}`), rating(round, mine, rate)] : []),
    html(round.answer, "div", { class: rates ? "answer rated" : "answer" }),
  ].filter(Boolean);
}

function own(round, mine) {
  const { ask } = round;
  const answered = mine.response !== undefined && mine.response !== null;
  const none = answered ? [] : [make("p", { class: "quiet" }, "这一题您没有作答。")];
  if (ask.options.length) return [...none, optionList(round, mine)];
  if (!answered) return none;
  const heading = make("p", { class: "quiet" }, "您的作答：");
  if (ask.lefts.length) {
    const texts = ask.lefts.map((left, at) => {
      const right = mine.response[at];
      return `${left} → ${right === null || right === undefined ? "没有配" : named(ask.rights[right])}`;
    });
    return [heading, marked("ul", texts, mine.marks)];
  }
  if (ask.items.length) {
    const marks = mine.marks && mine.response.map((at) => mine.marks[at]);
    return [heading, marked("ol", mine.response.map((at) => named(ask.items[at])), marks)];
  }
  if (ask.kind === "recall") return [heading, make("blockquote", { class: "own" }, mine.response)];
  return [heading, marked("ol", mine.response.map((text) => text || "没有填"), mine.marks)];
}

function optionList({ ask, spread }, { response }) {
  const chosen = [].concat(response === undefined ? [] : response);
  return make("ul", { class: "options" }, ...ask.options.map((one, at) => {
    const bar = spread && spread.bars[at];
    const isOwn = chosen.includes(one.number);
    const tags = [
      bar && bar.right ? make("b", { class: "tag right" }, "✓ 正确答案") : null,
      isOwn ? make("b", { class: bar && !bar.right ? "tag wrong" : "tag" }, bar && !bar.right ? "✗ 您选的" : "您选的") : null,
      bar ? make("small", {}, `${bar.count} 人`) : null,
    ];
    return make("li", { class: bar && bar.right ? "right" : isOwn ? "chosen" : "" }, make("span", {}, named(one)), make("span", { class: "tags" }, ...tags));
  }));
}

function marked(name, texts, marks) {
  return make(name, { class: "marked" }, ...texts.map((text, at) => {
    const [sign, word] = (marks && SIGNS[marks[at]]) || ["", ""];
    return make("li", { class: (marks && marks[at]) || "" }, text, sign ? make("b", { class: "sign" }, ` ${sign} ${word}`) : "");
  }));
}

/** By points where there are some; else on the whole, which needs no further button. */
function rating(round, mine, rate) {
  const { points } = round;
  if (points.length) {
    const made = new Set(Array.isArray(mine.rating) ? mine.rating : []);
    const options = points.map((text, number) => ({ number, text }));
    return make("fieldset", { class: "fields rating" },
      make("legend", {}, "对照参考答案，您说到了哪几点？"),
      ...choices("checkbox", options, (number) => made.has(number), (number) => {
        if (!made.delete(number)) made.add(number);
        rate([...made].sort((a, b) => a - b), false);
      }, "rating"));
  }
  const options = RATED.map(([, text], number) => ({ number, text }));
  return make("fieldset", { class: "fields rating" },
    make("legend", {}, "对照参考答案，您答得怎样？"),
    ...choices("radio", options, (number) => RATED[number][0] === mine.rating, (number) => rate(RATED[number][0], true), "rating"));
}

/** A poll that takes no more votes, with the numbers once they are told. */
export function closedPoll(round, mine) {
  const bars = round.spread ? round.spread.bars : round.options.map((text) => ({ text }));
  const total = Math.max(1, round.spread ? round.spread.of : 0);
  return [
    make("p", { class: "stem" }, round.title),
    round.spread ? "" : make("p", { class: "notice" }, "已停止投票，等待公布。"),
    make("ul", { class: "options" }, ...bars.map(({ text, count }, at) => make("li", { class: mine.response === at ? "chosen" : "" },
      make("span", {}, text),
      make("span", { class: "tags" },
        mine.response === at ? make("b", { class: "tag" }, "您选的") : null,
        round.spread ? make("small", {}, `${count} 人，${Math.round((100 * count) / total)}%`) : null)))),
  ].filter(Boolean);
}

/** The end: one's own result, and what may be taken along. */
export function ended(mine, you) {
  const ask = `?you=${encodeURIComponent(you)}`;
  const parts = [make("h2", {}, "学习会到此结束"), make("p", { class: "result" }, result(mine))];
  const wrong = mine.wrong ? mine.wrong.length : 0;
  if (!mine.of) return parts;
  parts.push(make("p", { class: "quiet" }, "要带走的请现在就存：带学人的电脑关掉以后，这里就打不开了。"));
  if (wrong) {
    parts.push(
      make("h3", {}, `带走没有全对的 ${wrong} 题`),
      make("p", {}, "一个网页：可以重做，后面有答案、解析和原文依据；也可以打印。"),
      make("a", { class: "button main", href: `/mine.html${ask}` }, "打开错题"),
      make("a", { class: "button", href: `/mine.html${ask}`, download: "错题.html" }, "存成文件"),
    );
  }
  parts.push(
    make("h3", {}, "并入自己的学习记录（自愿）"),
    make("p", {}, "文件里只有题号、作答、对错和时间，没有姓名。在装有本工具的电脑上运行下面一行，今天的作答就并入您自己的记录，以后按它安排复习："),
    make("p", {}, make("code", {}, "kit progress --import kit-records.json")),
    make("a", { class: "button", href: `/mine.json${ask}`, download: "kit-records.json" }, "存下作答记录"),
  );
  if (/MicroMessenger/.test(navigator.userAgent)) {
    history.replaceState(null, "", `/${ask}`);
    parts.push(make("p", { class: "quiet" }, "微信里存不了文件：请点右上角“…”，选“在浏览器打开”，再存。"));
  }
  return parts;
}

function result({ right, of }) {
  if (!of) return "这次您没有作答过已揭晓的题。";
  return right === of ? `您答了 ${of} 题，全都答对了。` : `您答了 ${of} 题，全对 ${right} 题。`;
}
