// What a typed or chosen answer is worth: the same steps as kit/quiz/answers.py and
// kit/quiz/grading.py take, held to the same cases (tests/quiz/grading_cases.json).

const SPACE = /[\u0009-\u000d\u0020\u0085\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/g;
const DROPPED = /["'“”‘’„‟‚‛「」『』〈〉《》()\[\]{}【】〔〕〖〗,，、;；:：!！?？。…·•・‧]/g;
const DASHES = /[-‐‑‒–—―−]+/g;
const ARABIC = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;
const DIGIT_BY_DIGIT = /^[〇零○一二三四五六七八九]{2,}$/;
const SECTION =
  /^(?:([一二两三四五六七八九])千)?(?:零?([一二两三四五六七八九])百)?(?:零?([一二两三四五六七八九]?)十)?(?:零?([一二两三四五六七八九]))?$/;
const QUANTITY = /^第?(.+?)[个项条次点类种处人名件句段字年月日]?$/;
const RANGE = /^(.+?)(±|\.{2,})(.+)$/s;
const DIGITS = { 〇: 0, 零: 0, "○": 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** The form in which answers are compared; "" if nothing is left. */
function normal(text) {
  const left = strip(text);
  return number(left) ?? left;
}

function strip(text) {
  return text
    .normalize("NFKC")
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(SPACE, "")
    .replace(DROPPED, "")
    .replace(DASHES, "-")
    .replace(/\./g, (point, at, all) => (/^[0-9]\.[0-9]$/.test(all.slice(at - 1, at + 2)) ? point : ""));
}

/** The digits of a number that is the whole text, or null. */
function number(text) {
  const arabic = ARABIC.exec(text);
  if (arabic) {
    const whole = arabic[2].replace(/^0+(?=.)/, "");
    const fraction = (arabic[3] ?? "").replace(/0+$/, "");
    const digits = fraction ? `${whole}.${fraction}` : whole;
    return digits === "0" ? digits : arabic[1] + digits;
  }
  if (["零", "〇", "○"].includes(text)) return "0";
  if (DIGIT_BY_DIGIT.test(text)) return number([...text].map((digit) => DIGITS[digit]).join(""));
  const cut = text.indexOf("万");
  if (cut < 0) return section(text) ? String(section(text)) : null;
  const high = section(text.slice(0, cut));
  const rest = text.slice(cut + 1);
  return high && (section(rest) || !rest) ? String(high * 10000 + section(rest)) : null;
}

/** The value of a Chinese numeral below 10 000, or 0 if it is none. */
function section(text) {
  const match = SECTION.exec(text);
  if (!match) return 0;
  const [, thousands, hundreds, tens, ones] = match;
  const places = [[thousands, 1000], [hundreds, 100], [tens === "" ? "一" : tens, 10], [ones, 1]];
  return places.reduce((sum, [digit, unit]) => sum + (digit ? DIGITS[digit] * unit : 0), 0);
}

/** The digits of a numeric answer, which may carry 第 or a measure word, or null. */
function quantity(text) {
  const left = strip(text);
  const match = QUANTITY.exec(left);
  return number(left) ?? (match ? number(match[1]) : null);
}

/** Whether what is typed into a blank is an answer; of numbers it is their value. */
function same(kind, typed, answer) {
  const digits = kind === "numeric" ? quantity(typed) : null;
  return digits === null ? normal(typed) === normal(answer) : within(digits, answer);
}

/** Whether a number lies in what is accepted: another number, `1 … 5`, or `3.5 ± 0.1`. */
function within(digits, answer) {
  const range = RANGE.exec(answer.normalize("NFKC"));
  const sides = range ? [number(strip(range[1])), number(strip(range[3]))] : [null];
  if (sides.includes(null)) return digits === quantity(answer);
  const [given, first, second] = wholes([digits, ...sides]);
  if (range[2] !== "±") return first <= given && given <= second;
  return given - first <= second && first - given <= second;
}

/** Decimal numbers, all of them made whole by the same power of ten. */
function wholes(numbers) {
  const places = numbers.map((each) => (each.split(".")[1] ?? "").length);
  const most = Math.max(...places);
  return numbers.map((each, at) => BigInt(each.replace(".", "") + "0".repeat(most - places[at])));
}

/**
 * The outcome, the score from 0 to 1, a mark for each option, blank, item, left side or point, and
 * the numbers of the likely wrong answers that are recognised.
 */
function grade(question, response) {
  switch (question.kind) {
    case "single":
    case "judge":
      return gradeChoice(question, [response]);
    case "multiple":
      return gradeChoice(question, response);
    case "fill":
    case "numeric":
      return gradeBlanks(question, response);
    case "order":
      return gradeOrder(question, response);
    case "match":
      return gradeMatch(question, response);
    case "recall":
      if (question.points) return gradePoints(question, response);
      return [0, 0.5, 1].includes(response) ? graded(response, 1, []) : unanswered([]);
  }
}

function gradeChoice(question, response) {
  const ticked = indices(response, question.options.length);
  const marks = question.options.map(({ correct }, index) => {
    if (ticked.includes(index)) return correct ? "right" : "wrong";
    return correct ? "missed" : "";
  });
  if (!ticked.length) return unanswered(marks);
  const keys = question.options.filter(({ correct }) => correct).length;
  return graded(Math.max(0, count(marks, "right") - count(marks, "wrong")), keys, marks);
}

function gradeBlanks(question, response) {
  const typed = Array.isArray(response) ? response : [];
  const marks = question.answers.map((accepted, index) => {
    const answer = typed[index];
    if (typeof answer !== "string" || !normal(answer)) return "missed";
    if (question.kind === "numeric" && quantity(answer) === null) return "wrong";
    return accepted.some((each) => same(question.kind, answer, each)) ? "right" : "wrong";
  });
  const wrong = recognised(
    question,
    ({ at, texts }) => marks[at] === "wrong" && texts.some((text) => same(question.kind, typed[at], text)),
  );
  return share(marks, wrong);
}

function gradeOrder(question, response) {
  const items = question.order.length;
  const placed = indices(response, items);
  const marks = question.order.map((_, item) => {
    if (!placed.includes(item)) return "missed";
    return placed[item] === item ? "right" : "wrong";
  });
  if (!placed.length) return unanswered(marks);
  let points = 0;
  placed.forEach((first, at) => placed.slice(at + 1).forEach((second) => (points += first < second ? 1 : -1)));
  const wrong = recognised(question, ({ at, other }) => {
    return placed.includes(at) && placed.indexOf(at) < placed.indexOf(other);
  });
  return graded(Math.max(0, points), (items * (items - 1)) / 2, marks, wrong);
}

function gradeMatch(question, response) {
  const given = Array.isArray(response) ? response : [];
  const rights = question.pairs.map((_, left) => indices(given.slice(left, left + 1), question.pairs.length)[0]);
  const marks = rights.map((right, left) => {
    if (right === undefined) return "missed";
    return right === left ? "right" : "wrong";
  });
  return share(marks, recognised(question, ({ at, other }) => rights[at] === other));
}

function gradePoints(question, response) {
  const made = indices(response, question.points.length);
  const none = Array.isArray(response) && !response.length;
  const marks = question.points.map((_, point) => (made.includes(point) ? "right" : "missed"));
  return made.length || none ? graded(made.length, marks.length, marks) : unanswered(marks);
}

/** The numbers of the question's likely wrong answers that a test recognises. */
function recognised(question, test) {
  return (question.wrong ?? []).flatMap((each, number) => (test(each) ? [number] : []));
}

/** The numbers of a list that are indices below `limit`, each once, in order. */
function indices(response, limit) {
  const list = Array.isArray(response) ? response : [];
  return [...new Set(list.filter((index) => Number.isInteger(index) && index >= 0 && index < limit))];
}

const count = (marks, mark) => marks.filter((given) => given === mark).length;
const unanswered = (marks) => ({ outcome: "unanswered", score: 0, marks, wrong: [] });

function share(marks, wrong) {
  if (marks.every((mark) => mark === "missed")) return unanswered(marks);
  return graded(count(marks, "right"), marks.length, marks, wrong);
}

function graded(points, most, marks, wrong = []) {
  const score = most ? points / most : 0;
  return { outcome: score === 1 ? "right" : score > 0 ? "partly" : "wrong", score, marks, wrong };
}
