// One question on the page: how its fields are read, written and marked, and the buttons around
// them. Nothing here writes HTML: what a learner reads is in the markup already, or is a sentence
// below.

import { disordered, shuffled } from "./shuffling.js";

const VERDICTS = { right: "答对了。", partly: "部分答对。", wrong: "答错了。", unanswered: "没有作答。" };
const CONFIDENCE = { guess: "猜的", fairly: "比较确定", sure: "很确定" };
const RATINGS = { 1: "答出了全部要点", 0.5: "答出了一部分", 0: "没有答出" };
const ASK = {
  single: "还没有作答：请选择一项，再点“检查”。",
  judge: "还没有作答：请选择“对”或“错”，再点“检查”。",
  multiple: "还没有作答：请选择一项或几项，再点“检查”。",
  fill: "还没有作答：请填写，再点“检查”。",
  numeric: "还没有作答：请填写，再点“检查”。",
  order: "还没有作答：请用“上移”“下移”排好顺序，再点“检查”。",
  match: "还没有作答：请为左边各项选出对应的一项，再点“检查”。",
  recall: "请对照参考答案，选择答出了多少，再点“记下自评”。",
};
const LOOKS = { right: "kit-tag-right", wrong: "kit-tag-wrong", missed: "kit-tag-missed" };
const FIELDS = "input, select, textarea, button";

export const one = (root, css) => root.querySelector(css);
export const all = (root, css) => [...root.querySelectorAll(css)];

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(text, onclick, css = "") {
  const element = make("button", { type: "button", class: `kit-button ${css}`.trim() }, text);
  element.addEventListener("click", onclick);
  return element;
}

function radios(legend, name, labels) {
  const choices = labels.map(([value, text]) => make("label", {}, make("input", { type: "radio", name, value }), text));
  return make("fieldset", { class: "kit-sure" }, make("legend", {}, legend), ...choices);
}

export const chosen = (group) => one(group, "input:checked")?.value ?? null;
const choose = (group, value) => all(group, "input").forEach((input) => (input.checked = input.value === String(value)));

// A kind of question: how its fields are read (null: nothing there), how they are written, and
// what is to be marked: an element for each of the grade's marks, and the words for them.

const choices = {
  read(card) {
    const values = all(card.fields, "input:checked").map((input) => Number(input.value));
    if (!values.length) return null;
    return card.kind === "multiple" ? values.sort((a, b) => a - b) : values[0];
  },
  write(card, response) {
    const values = [response].flat();
    for (const input of all(card.fields, "input")) input.checked = values.includes(Number(input.value));
  },
  places: (card) => byNumber(card, ".kit-options li"),
  words: (card) => ({ right: "正确", wrong: "不正确", missed: card.kind === "multiple" ? "漏选" : "正确答案" }),
};

const blanks = {
  read(card) {
    const typed = all(card.fields, "input").map((input) => input.value);
    return typed.some((text) => text.trim()) ? typed : null;
  },
  write: (card, response) => all(card.fields, "input").forEach((input, at) => (input.value = response?.[at] ?? "")),
  places: (card) => all(card.fields, "label"),
  words: () => ({ right: "正确", wrong: "不正确", missed: "没有填" }),
};

const pairs = {
  read(card) {
    const picked = all(card.fields, "select").map((select) => (select.value ? Number(select.value) : null));
    return picked.some((each) => each !== null) ? picked : null;
  },
  write: (card, response) => all(card.fields, "select").forEach((select, at) => (select.value = response?.[at] ?? "")),
  places: (card) => all(card.fields, "label"),
  words: () => ({ right: "正确", wrong: "不正确", missed: "没有选" }),
};

const order = {
  read: (card) => (card.moved ? all(card.fields, ".kit-items li").map((item) => Number(item.dataset.number)) : null),
  write(card, response) {
    card.moved = Boolean(response);
    const items = byNumber(card, ".kit-items li");
    (response ?? card.shuffled).forEach((number) => items[number].parentElement.append(items[number]));
  },
  places: (card) => byNumber(card, ".kit-items li"),
  words: () => ({ right: "位置正确", wrong: "位置不对", missed: "" }),
};

const recall = {
  read: (card) => (chosen(card.rating) === null ? null : Number(chosen(card.rating))),
  write: (card, response) => choose(card.rating, response),
  places: () => [],
  words: () => ({}),
};

const KINDS = { single: choices, judge: choices, multiple: choices, fill: blanks, numeric: blanks, match: pairs, order, recall };

/** The elements of a list by the number each has in the paper, whatever order they stand in. */
function byNumber(card, css) {
  const places = [];
  for (const item of all(card.fields, css)) places[Number(item.dataset.number)] = item;
  return places;
}

export class Card {
  constructor(section, { press, back, skip, flag, touch }) {
    this.section = section;
    this.id = section.dataset.id;
    this.kind = section.dataset.kind;
    this.number = section.dataset.number;
    this.place = section.dataset.place ?? "";
    this.part = section.dataset.part ?? "";
    this.turn = 0;
    this.question = { kind: this.kind, ...JSON.parse(section.dataset.question) };
    this.fields = one(section, "fieldset");
    this.answer = one(section, ".kit-answer");
    this.hint = one(section, ".kit-hint");
    this.verdict = make("p", { class: "kit-verdict", role: "status" });
    this.sure = radios("把握（可不选）：", `${this.id}-sure`, Object.entries(CONFIDENCE));
    this.main = button("检查", ({ detail }) => press(this, detail > 1), "kit-main");
    this.back = button("上一题", () => back(this));
    this.skip = button("跳过", () => skip(this));
    this.flag = button("", () => flag(this));
    this.clock = make("span", { class: "kit-clock", "aria-hidden": "true" }); // said by the test's own
    const rated = Object.keys(RATINGS).sort((a, b) => b - a).map((value) => [value, RATINGS[value]]);
    this.rating = radios("对照参考答案，您：", `${this.id}-rating`, rated);
    this.actions = make("div", { class: "kit-actions" }, this.main, this.back, this.skip, this.flag, this.clock);
    this.answer.before(this.verdict);
    this.answer.after(...(this.kind === "recall" ? [this.rating] : []), this.sure, this.actions);
    if (this.kind === "order") this.#addMoves(touch);

    section.addEventListener("input", () => touch(this));
    section.addEventListener("keydown", (event) => {
      const field = event.target.matches("input");
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || !field) return;
      event.preventDefault(); // the form is never sent
      press(this);
    });
    this.hint?.addEventListener("toggle", () => this.hint.open && touch(this));
  }

  #addMoves(touch) {
    const items = all(this.fields, ".kit-items li");
    this.shuffled = this.first = items.map((item) => Number(item.dataset.number));
    for (const item of items) {
      one(item, "label").hidden = true; // printed all the same
      for (const [text, step] of [["上移", -1], ["下移", 1]]) {
        const move = button(text, () => {
          const list = [...item.parentElement.children];
          const at = list.indexOf(item) + step;
          if (at < 0 || at >= list.length) return;
          list[at][step < 0 ? "before" : "after"](item);
          this.moved = true;
          move.focus();
          touch(this);
          this.say(`“${one(item, ".kit-item").textContent}”现在排第 ${at + 1}。`);
        });
        move.setAttribute("aria-label", `${text}：${one(item, ".kit-item").textContent}`);
        item.append(move);
      }
    }
  }

  read() {
    return KINDS[this.kind].read(this);
  }

  /** Show what can be shuffled in the order of the `turn`-th time that it is asked, from 0. */
  #shuffle(turn) {
    if (turn === this.turn) return;
    this.turn = turn;
    const seed = `${turn} ${this.id}`;
    if (this.kind === "order") this.shuffled = turn ? disordered([...this.first].sort(), seed) : this.first;
    if (!one(this.fields, ".kit-options b") || this.question.fixed) return;
    const list = one(this.fields, ".kit-options");
    this.options ??= all(list, "li");
    list.append(...(turn ? shuffled(this.options, seed) : this.options));
    all(list, "b").forEach((letter, at) => (letter.textContent = `${String.fromCharCode(65 + at)}.`));
    const shown = byNumber(this, ".kit-options li");
    for (const reason of all(this.answer, ".kit-reasons li")) {
      const letter = one(shown[reason.dataset.number], "b").textContent[0];
      reason.textContent = reason.textContent.replace(/^选 [A-Z]/, `选 ${letter}`);
    }
    const keys = all(list, "li").filter((item) => this.question.options[item.dataset.number].correct);
    const key = keys.map((item) => all(item, "b, label > span").map((each) => each.textContent).join(" "));
    one(this.answer, ".kit-key").textContent = `正确答案：${key.join("；").replace(/。?$/, "。")}`;
  }

  /**
   * Show an answer as it was given, and, if it has been checked, what it is worth. As long as a
   * mock test is `testing`, nothing is told and nothing helps.
   */
  draw(answer, result, testing) {
    this.#shuffle(answer.turn);
    KINDS[this.kind].write(this, answer.response);
    choose(this.sure, answer.confidence);
    const draft = one(this.fields, "textarea");
    if (draft) draft.value = answer.draft;
    if (this.hint && !answer.hinted) this.hint.open = false;
    if (this.hint) this.hint.hidden = testing;
    this.flag.textContent = answer.flagged ? "取消标记" : "标记";
    this.flag.hidden = !testing;
    for (const group of [this.fields, this.rating]) group.disabled = answer.checked;
    this.sure.disabled = answer.checked || answer.revealed;
    this.sure.hidden = this.sure.disabled && !answer.confidence;
    this.rating.hidden = !answer.revealed;
    this.answer.hidden = !answer.checked && !answer.revealed;
    this.answer.open = !this.answer.hidden;
    this.section.dataset.outcome = result?.outcome ?? "";
    all(this.fields, ".kit-tag").forEach((tag) => tag.remove());
    const words = KINDS[this.kind].words(this);
    KINDS[this.kind].places(this).forEach((place, number) => {
      const mark = result?.marks[number];
      if (!words[mark]) return;
      const look = words[mark].startsWith("正确") ? "right" : mark;
      place.append(make("span", { class: `kit-tag ${LOOKS[look]}` }, words[mark]));
    });
    if (!result) this.say("");
    else if (this.kind === "recall") this.say(`已记下：${RATINGS[answer.response]}。`);
    else this.say(this.#reason(answer, result), VERDICTS[result.outcome]);
  }

  clear() {
    KINDS[this.kind].write(this, null);
  }

  /** Why the answer is what it is: what the paper says of the options chosen, and the key. */
  #reason(answer, result) {
    const picked = this.question.options ? [answer.response].flat() : [];
    const reasons = all(this.answer, ".kit-reasons li").filter((reason) => {
      reason.hidden = picked.includes(Number(reason.dataset.number)); // said above already
      return reason.hidden;
    });
    const key = result.outcome === "right" ? null : one(this.answer, ".kit-key");
    return [...reasons, key].map((each) => each?.textContent.trim() ?? "").join("");
  }

  ask() {
    this.say(ASK[this.kind]);
  }

  say(text, verdict = "") {
    const parts = verdict ? [make("strong", {}, verdict), text] : [text];
    if (this.verdict.textContent !== verdict + text) this.verdict.replaceChildren(...parts.filter(Boolean));
  }

  focus() {
    if (!this.fields.disabled) return all(this.fields, FIELDS).find((field) => field.offsetParent)?.focus();
    if (!this.main.hidden) return this.main.focus();
    one(this.answer, "summary").focus({ preventScroll: true });
    this.section.scrollIntoView();
  }
}
