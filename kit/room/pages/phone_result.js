// What a phone shows of an answer that can no longer be changed: one's own, and once it is
// revealed the right one; `rate` is told one's own rating of an answer in own words. Right and wrong are said in words and signs, never by a colour alone.

import { counted } from "./counts.js";
import { make } from "./elements.js";
import { choices } from "./phone_answer.js";
import { html, named, quoted } from "./phone_elements.js";

const OUTCOMES = { right: ["✓", "答对了"], partly: ["◐", "对了一部分"], wrong: ["✗", "没有答对"] };
const RATED = [[1, "答全了"], [0.5, "答到一部分"], [0, "没有答到"]];
const SIGNS = { right: ["✓", "对"], wrong: ["✗", "不对"], missed: ["–", "没有作答"] };
const MISSED = "您选的，没有计入";

/**
 * A question that is closed or revealed: what was asked, one's own answer, what is said of it.
 * `missed` is what was given too late or not sent, {response, why}, or null.
 */
export function closedQuestion(round, mine, missed, rate) {
  const { ask } = round;
  const rates = rate && ask.kind === "recall" && round.phase === "revealed" && mine.response !== undefined;
  const stem = html(ask.stem, "p", { class: "stem" });
  if (round.phase !== "revealed") {
    return [make("p", { class: "notice" }, "已停止作答，等待揭晓。"), stem, ...own(round, mine, missed)];
  }
  const [sign, words] = OUTCOMES[mine.outcome] || ["", ""];
  return [
    words ? make("p", { class: `outcome ${mine.outcome}` }, make("span", { "aria-hidden": "true" }, sign), ` ${words}`) : "",
    stem,
    ...own(round, mine, missed),
    ...(mine.reasons || []).map((reason) => make("p", { class: "reason" }, reason)),
    ...(rates ? [make("p", { class: "kit-key" }, `参考答案：${round.key}`), rating(round, mine, rate)] : []),
    html(round.answer, "div", { class: rates ? "answer rated" : "answer" }),
  ].filter(Boolean);
}

function own({ ask, spread }, mine, missed) {
  const answered = mine.response !== undefined && mine.response !== null;
  const said = missed ? [sentence(missed, ask.options, answered)] : answered ? [] : [make("p", { class: "quiet" }, "这一题您没有作答。")];
  if (ask.options.length) return [...said, optionList(ask, spread, mine.response, missed)];
  if (missed) said.push(responseList(ask, missed.response));
  if (answered) said.push(make("p", { class: "quiet" }, missed ? "计入的作答：" : "您的作答："), responseList(ask, mine.response, mine.marks));
  return said;
}

/** Why what one gave or chose does not count, and that something earlier does. */
function sentence({ response, why }, options, answered) {
  if (why === "waits") return "";
  const ones = [].concat(response).map((number) => options.find((one) => one.number === number)).filter(Boolean);
  const names = ones.map(({ letter, text }) => letter || quoted(text)).join("、");
  const chosen = names && ones[0].letter ? ` ${names} ` : names;
  const what = chosen ? `您${answered ? "改" : ""}选的${chosen}` : answered ? "您的改动" : "您的作答";
  const unsent = chosen && !answered ? `您选好了${chosen.trimEnd()}，但没有按“提交”` : `${what}没有按“提交”`;
  const words = why === "late" ? `${what}没有赶在停止以前送到` : unsent;
  return make("p", { class: "notice" }, `${words}，没有计入。${answered ? "计入的是上一次的。" : ""}`);
}

/** What was given to a question without options. */
function responseList(ask, response, marks) {
  if (ask.lefts.length) {
    const texts = ask.lefts.map((left, at) => {
      const right = response[at];
      return `${left} → ${right === null || right === undefined ? "没有配" : named(ask.rights[right])}`;
    });
    return marked("ul", texts, marks);
  }
  if (ask.items.length) {
    return marked("ol", response.map((at) => named(ask.items[at])), marks && response.map((at) => marks[at]));
  }
  if (ask.kind === "recall") return make("blockquote", { class: "own" }, response);
  return marked("ol", response.map((text) => text || "没有填"), marks);
}

function optionList(ask, spread, response, missed) {
  const chosen = [].concat(response === undefined ? [] : response);
  const uncounted = missed ? [].concat(missed.response) : [];
  return make("ul", { class: "options" }, ...ask.options.map((one, at) => {
    const bar = spread && spread.bars[at];
    const isOwn = chosen.includes(one.number);
    const isMissed = uncounted.includes(one.number) && !isOwn;
    const tags = [
      bar && bar.right ? make("b", { class: "tag right" }, "✓ 应选") : null,
      isOwn ? make("b", { class: bar && !bar.right ? "tag wrong" : "tag" }, bar && !bar.right ? "✗ 您选的" : "您选的") : null,
      isMissed && missed.why !== "waits" ? make("b", { class: "tag" }, MISSED) : null,
      bar ? make("small", {}, counted(bar.count, spread.of)) : null,
    ];
    return make("li", { class: bar && bar.right ? "right" : isOwn || isMissed ? "chosen" : "" }, make("span", {}, named(one)), make("span", { class: "tags" }, ...tags));
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
export function closedPoll(round, mine, missed) {
  const { options } = round;
  return [
    make("p", { class: "stem" }, round.title),
    round.spread ? "" : make("p", { class: "notice" }, "已停止投票，等待公布。"),
    missed ? sentence(missed, options, mine.response !== undefined) : "",
    make("ul", { class: "options" }, ...options.map((one, at) => {
      const count = round.spread ? round.spread.bars[at].count : 0;
      const tag = mine.response === at ? "您选的" : missed && missed.why !== "waits" && missed.response === at ? MISSED : "";
      return make("li", { class: tag ? "chosen" : "" }, make("span", {}, named(one)), make("span", { class: "tags" },
        tag ? make("b", { class: "tag" }, tag) : null,
        round.spread ? make("small", {}, counted(count, round.spread.of)) : null));
    })),
  ].filter(Boolean);
}

/** The way to what one had wrong in the meeting before this one, if anything. */
export function earlier(before) {
  if (!before) return [];
  const href = `/mine.html?you=${encodeURIComponent(before.you)}`;
  return [make("a", { class: "button", href }, `上一次学习会没有全对的 ${before.wrong} 题`)];
}

/** The end: one's own result, and what may be taken along, until `leave` for the meeting that followed. */
export function ended(mine, you, leave) {
  const ask = `?you=${encodeURIComponent(you)}`;
  const parts = [make("h2", {}, "学习会到此结束"), make("p", { class: "result" }, result(mine))];
  const wrong = mine.wrong ? mine.wrong.length : 0;
  if (!mine.of) return parts;
  if (leave) {
    parts.push(
      make("p", { class: "notice" }, "带学人已经开了新的一次学习会。这是您上一次的结果，要带走的请先存好：离开这一页就看不到了。"),
      make("button", { type: "button", class: "button main", onclick: leave }, "去新的一次"),
    );
  } else parts.push(make("p", { class: "quiet" }, "要带走的请现在就存：带学人的电脑关掉以后，这里就打不开了。"));
  if (wrong) {
    parts.push(
      make("h3", {}, `带走没有全对的 ${wrong} 题`),
      make("p", {}, "一个网页：可以重做，后面有答案、解析和原文依据；也可以打印。"),
      make("a", { class: "button main", href: `/mine.html${ask}` }, "打开错题"),
      make("a", { class: "button", href: `/mine.html${ask}`, download: "错题.html" }, "存成文件"),
    );
  }
  parts.push(make("details", {},
    make("summary", {}, "电脑上装了这套学习工具的人"),
    make("p", {}, "可以把今天的作答并入自己的记录，以后按它安排复习（自愿）。文件里只有题号、作答、对错和时间，没有姓名。存下以后，放进装有这套工具的文件夹，在那里的终端输入："),
    make("p", {}, make("code", {}, "kit progress --import kit-records.json")),
    make("a", { class: "button", href: `/mine.json${ask}`, download: "kit-records.json" }, "存下作答记录")));
  if (/MicroMessenger/.test(navigator.userAgent)) {
    history.replaceState(null, "", `/${ask}`);
    parts.push(make("p", { class: "quiet" }, "微信里存不了文件：请点右上角“…”，选“在浏览器打开”，再存。"));
  }
  return parts;
}

function result({ right, of, all }) {
  if (!of) return "这次您没有作答过已揭晓的题。";
  return `共 ${all} 题，您答了 ${of} 题，${right === of ? "全都答对了" : `全对 ${right} 题`}。`;
}
