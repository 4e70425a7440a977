// One question on the page: how its fields are read, written and marked, and the buttons around
// them. Nothing here writes HTML: what a learner reads is in the markup already, or is a sentence
// below.

const VERDICTS = { right: "答对了。", partly: "部分答对。", wrong: "答错了。", unanswered: "没有作答。" };
const CONFIDENCE = { guess: "猜的", fairly: "比较确定", sure: "很确定" };
const NONE_MADE = "您还没有勾选得分点。请勾选您答出的要点；确实都没有答出，请再点一次“记下自评”。";
const RATINGS = [[1, "答出了全部要点"], [0.5, "答出了一部分"], [0, "没有答出"]];
const ASK_TO_FILL = "还没有作答：请填写，再点“检查”。";
const ASK = {
  single: "还没有作答：请选择一项，再点“检查”。",
  judge: "还没有作答：请选择“对”或“错”，再点“检查”。",
  multiple: "还没有作答：请选择一项或几项，再点“检查”。",
  fill: ASK_TO_FILL,
  numeric: ASK_TO_FILL,
  order: "还没有作答：请拖动，或者用“上移”“下移”，排好顺序，再点“检查”。",
  match: "还没有作答：请为左边各项选出对应的一项，再点“检查”。",
  recall: "请对照参考答案，选择答出了多少，再点“记下自评”。",
};

const LOOKS = { right: "kit-tag-right", wrong: "kit-tag-wrong", missed: "kit-tag-missed" };

const SIGNS = { right: "✓", wrong: "✗", missed: "–" };

function radios(legend, name, labels) {
  const choices = labels.map(([value, text]) => make("label", {}, make("input", { type: "radio", name, value }), text));
  return make("fieldset", { class: "kit-sure" }, make("legend", {}, legend), ...choices);
}

/** The value of the radio button that is chosen, or null. */
const chosen = (group) => one(group, "input:checked")?.value ?? null;

function choose(group, value) {
  for (const input of all(group, "input")) input.checked = input.value === String(value);
}

/** The elements of a list by the number each has in the paper, whatever order they stand in. */
function byNumber(card, css) {
  const places = [];
  for (const item of all(card.fields, css)) places[Number(item.dataset.number)] = item;
  return places;
}

/** What is said of an answer of which some parts were left empty, "" if none were. */
function lacking(marks, what) {
  const left = count(marks, "missed");
  return left ? `还有 ${left} ${what}。再按一次“检查”就算交。` : "";
}

// A kind of question: how its fields are read (null: nothing there) and written, which elements the
// grade's marks belong to, in the order of the marks, the words for the marks, and, where an answer
// can be given in part, what is `missing` from it, in words.

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
  missing: (marks) => lacking(marks, "空没有填"),
};

const pairs = {
  read(card) {
    const picked = all(card.fields, "select").map((select) => (select.value ? Number(select.value) : null));
    return picked.some((number) => number !== null) ? picked : null;
  },
  write: (card, response) => all(card.fields, "select").forEach((select, at) => (select.value = response?.[at] ?? "")),
  places: (card) => all(card.fields, "label"),
  words: () => ({ right: "正确", wrong: "不正确", missed: "没有选" }),
  missing: (marks) => lacking(marks, "行没有选"),
};

const order = {
  read: (card) => (card.moved ? all(card.fields, ".kit-items li").map((item) => Number(item.dataset.number)) : null),
  write(card, response) {
    card.moved = Boolean(response);
    const items = byNumber(card, ".kit-items li");
    for (const number of response ?? card.itemOrder) items[number].parentElement.append(items[number]);
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

const points = {
  read: (card) => (card.answer.hidden ? null : all(card.rating, "input:checked").map((input) => Number(input.value))),
  write(card, response) {
    const made = [response].flat();
    for (const input of all(card.rating, "input")) input.checked = made.includes(Number(input.value));
  },
  places: () => [],
  words: () => ({}),
  missing: (marks) => (marks.includes("right") ? "" : NONE_MADE),
};

const KINDS = { single: choices, judge: choices, multiple: choices, fill: blanks, numeric: blanks, match: pairs, order, recall };

class Card {
  /** A question's section; the functions are called with the card when a learner does something. */
  constructor(section, { press, back, skip, flag, touch }) {
    this.section = section;
    this.id = section.dataset.id;
    this.kind = section.dataset.kind;
    this.number = section.dataset.number;
    this.place = section.dataset.place ?? "";
    this.part = section.dataset.part ?? "";
    this.turn = 0;
    this.question = { kind: this.kind, ...JSON.parse(section.dataset.question) };
    this.way = this.question.points ? points : KINDS[this.kind];
    this.sureOfGaps = false; // whether what is missing is left out on purpose has been asked
    this.fields = one(section, "fieldset");
    this.heading = one(this.fields, "legend");
    this.heading.tabIndex = -1;
    this.options = all(this.fields, ".kit-options li");
    this.answer = one(section, ".kit-answer");
    this.hint = one(section, ".kit-hint");
    this.verdict = make("p", { class: "kit-verdict", role: "status" });
    this.sure = radios("把握（可不选）：", `${this.id}-sure`, Object.entries(CONFIDENCE));
    this.rating = one(this.answer, "fieldset.kit-points") ?? radios("对照参考答案，您：", `${this.id}-rating`, RATINGS);
    this.main = button("检查", ({ detail }) => press(this, detail > 1), "kit-main");
    this.back = button("上一题", () => back(this));
    this.skip = button("跳过", () => skip(this));
    this.flag = button("", () => flag(this));
    this.clock = make("span", { class: "kit-clock", "aria-hidden": "true" }); // the test's own clock speaks
    const actions = make("div", { class: "kit-actions" }, this.main, this.back, this.skip, this.flag, this.clock);
    this.answer.before(this.verdict);
    const room = make("div", { class: "kit-room" });
    const rated = this.kind === "recall" && !this.question.points ? [this.rating] : [];
    this.answer.after(...rated, this.sure, room, actions);
    if (this.kind === "order") addMoves(this, touch);

    section.tabIndex = -1; // a click beside the fields leaves the keys to this question
    section.addEventListener("input", () => touch(this));
    section.addEventListener("keydown", (event) => {
      // Enter checks the answer; where it ends an input method's composition, it does not.
      const composing = event.isComposing || event.keyCode === 229;
      if (!composing && choosesByKey(this, event)) return;
      if (event.key !== "Enter" || composing || !checksByEnter(event, section)) return;
      event.preventDefault(); // the form is never sent
      // Enter may have chosen from a list: it hands in none that still has a row to be chosen.
      if (all(this.fields, "select").some((select) => !select.value)) this.sureOfGaps = false;
      press(this);
    });
    this.hint?.addEventListener("toggle", () => this.hint.open && touch(this));
  }

  read() {
    return this.way.read(this);
  }

  clear() {
    this.way.write(this, null);
  }

  /**
   * Show an answer as it was given, and, if it has been checked, what it is worth. As long as a
   * mock test is `testing`, nothing is told and nothing helps.
   */
  draw(answer, result, testing) {
    shuffle(this, answer.turn);
    this.way.write(this, answer.response);
    choose(this.sure, answer.confidence);
    const draft = one(this.fields, "textarea");
    if (draft) draft.value = answer.draft;
    if (this.hint && !answer.hinted) this.hint.open = false;
    if (this.hint) this.hint.hidden = testing;
    this.flag.textContent = answer.flagged ? "取消标记" : "标记";
    this.flag.hidden = !testing;
    this.fields.disabled = this.rating.disabled = answer.checked;
    this.sure.disabled = answer.checked || answer.revealed;
    this.sure.hidden = this.sure.disabled && !answer.confidence;
    this.rating.hidden = !answer.revealed;
    this.answer.hidden = !answer.checked && !answer.revealed;
    this.unfold(answer, result);
    if (this.kind === "recall") compare(this, answer);
    this.section.dataset.outcome = result?.outcome ?? "";
    mark(this, result?.marks ?? []);
    if (!result) this.say("");
    else if (this.question.points) this.say(`已记下：${pointsMade(result)}`);
    else if (this.kind === "recall") this.say(`已记下：${new Map(RATINGS).get(answer.response)}。`);
    else if (this.kind === "match" && result.outcome !== "right") this.say("正确的配对：", VERDICTS[result.outcome], rows(this, answer, result));
    else this.say(reasons(this, answer, result), VERDICTS[result.outcome]);
  }

  /** Open the explanation where it is needed; after that it is the learner's to open and close. */
  unfold(answer, result) {
    const moment = [answer.revealed, answer.checked, answer.turn].join();
    if (moment === this.moment) return;
    this.moment = moment;
    const known = result?.outcome === "right" && this.kind !== "recall" && answer.confidence !== "guess";
    this.answer.open = !this.answer.hidden && !known;
  }

  ask() {
    this.say(ASK[this.kind]);
  }

  /** Ask once whether what is missing from an answer is left out on purpose; whether it had to be asked. */
  asksOfGaps({ marks }) {
    const missing = this.way.missing?.(marks);
    if (!missing || this.sureOfGaps) return false;
    this.sureOfGaps = true;
    this.say(missing);
    return true;
  }

  say(text, verdict = "", lines = []) {
    const first = verdict ? make("strong", {}, verdict) : null;
    const said = make("p", {}, first, text, ...lines);
    if (this.verdict.textContent === said.textContent) return; // not to be read out again
    this.verdict.replaceChildren(...said.childNodes);
  }

  /**
   * Lead the keyboard to the first field, or to what comes after an answer that stands; where
   * there is a keyboard on the screen, to the question itself: it is not raised before it is read.
   */
  focus() {
    if (!this.fields.disabled) {
      const fields = all(this.fields, "input, select, textarea, button");
      const first = fields.find((field) => field.offsetParent);
      const raises = first?.matches("textarea, input[type=text]") && matchMedia("(pointer: coarse)").matches;
      (raises ? this.heading : first)?.focus();
    } else if (!this.main.hidden) {
      this.main.focus();
    } else {
      one(this.answer, "summary").focus({ preventScroll: true });
      this.section.scrollIntoView();
    }
  }
}

/** Whether Enter checks where it was pressed; in lines that are written it needs Ctrl. */
function checksByEnter({ target, ctrlKey, metaKey }, section) {
  return target === section || target.matches("input, select") || (target.matches("textarea") && (ctrlKey || metaKey));
}

/** Have a digit or a letter choose an option; whether the key did so. */
function choosesByKey(card, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || card.fields.disabled) return false;
  if (event.target.matches("textarea, select, input[type=text]")) return false;
  const key = event.key.length === 1 ? event.key.toUpperCase() : "";
  const at = Math.max("123456789".indexOf(key || "-"), "ABCDEFGHI".indexOf(key || "-"));
  const field = all(card.fields, ".kit-options input")[at];
  if (!field) return false;
  event.preventDefault();
  field.focus();
  field.click();
  return true;
}

/** Show what was recalled beside the model answer, as soon as that is shown. */
function compare(card, { revealed, draft }) {
  const field = one(card.fields, "textarea");
  field.hidden = revealed;
  if (!card.own) {
    const model = one(card.answer, ".kit-model");
    card.own = make("p", { class: "kit-own" });
    const both = make("div", { class: "kit-both" });
    model.before(both);
    both.append(card.own, model);
  }
  card.own.replaceChildren(make("b", {}, "您的回答："), draft.trim() ? draft : "（没有写）");
}

/** Give each item to be put in order its buttons, and something to draw it by. */
function addMoves(card, touch) {
  const items = all(card.fields, ".kit-items li");
  card.itemOrder = card.firstOrder = items.map((item) => Number(item.dataset.number));
  for (const item of items) {
    const text = one(item, ".kit-item").textContent;
    const grip = make("span", { class: "kit-grip", "aria-hidden": "true", title: "按住拖动" }, "≡");
    const [up, down] = ["上移", "下移"].map((name) => button(name));
    for (const move of [up, down]) move.setAttribute("aria-label", `${move.textContent}：${text}`);
    one(item, "label").hidden = true; // printed all the same
    one(item, ".kit-item").before(grip);
    item.append(up, down);
    movable(item, grip, up, down, (at) => {
      card.moved = true;
      touch(card);
      card.say(`${inQuotes(text)}现在排第 ${at + 1}。`);
    });
  }
}

/** Show what can be shuffled in the order of the `turn`-th time that it is asked, from 0. */
function shuffle(card, turn) {
  if (turn === card.turn) return;
  card.turn = turn;
  const seed = `${turn} ${card.id}`;
  if (card.kind === "order") card.itemOrder = turn ? disordered([...card.firstOrder].sort(), seed) : card.firstOrder;
  if (!one(card.fields, ".kit-options b") || card.question.fixed) return;
  one(card.fields, ".kit-options").append(...(turn ? shuffled(card.options, seed) : card.options));
  all(card.fields, ".kit-options b").forEach((letter, at) => {
    letter.textContent = `${String.fromCharCode(65 + at)}.`;
  });
  letterAnew(card);
}

/** Name the options in the key and in the reasons by the letters that they have now. */
function letterAnew(card) {
  const options = byNumber(card, ".kit-options li");
  for (const reason of all(card.answer, ".kit-reasons li")) {
    const letter = one(options[reason.dataset.number], "b").textContent[0];
    reason.textContent = reason.textContent.replace(/^选 [A-Z]/, `选 ${letter}`);
  }
  const key = all(card.fields, ".kit-options li")
    .filter((option) => card.question.options[option.dataset.number].correct)
    .map((option) => all(option, "b, label > span").map((part) => part.textContent).join(" "))
    .join("；");
  one(card.answer, ".kit-key").textContent = `正确答案：${key.replace(/。?$/, "。")}`;
}

/** Put a tag beside what has one of the grade's marks. */
function mark(card, marks) {
  for (const tag of all(card.fields, ".kit-tag")) tag.remove();
  const words = card.way.words(card);
  card.way.places(card).forEach((place, number) => {
    const word = words[marks[number]];
    if (!word) return;
    const look = word.startsWith("正确") ? "right" : marks[number];
    place.append(make("span", { class: `kit-tag ${LOOKS[look]}` }, word));
  });
}

function pointsMade({ marks }) {
  return `答出 ${marks.filter((mark) => mark === "right").length} / ${marks.length} 点。`;
}

/** The right pairs, a line each in the order of the rows: whether it was chosen, what was, and what is said to that. */
function rows(card, answer, result) {
  const named = all(card.answer, ".kit-reasons li");
  for (const reason of named) reason.hidden = result.wrong.includes(Number(reason.dataset.number)); // not twice
  return card.way.places(card).map((label, left) => {
    const right = (number) => one(label, `option[value="${number}"]`).textContent;
    const mark = result.marks[left];
    let told = mark === "missed" ? "（没有选）" : "";
    if (mark === "wrong") {
      const reason = named.find((each) => each.hidden && card.question.wrong[each.dataset.number].at === left);
      told = `。您选的是${inQuotes(right(answer.response[left]))}${reason ? `：${reason.lastChild.textContent.trim()}` : "。"}`;
    }
    return make("span", { class: "kit-row" }, make("b", {}, SIGNS[mark]), `${one(label, "span").textContent} → ${right(left)}${told}`);
  });
}

/** A text in quotation marks, once; marks inside it become single ones. */
function inQuotes(text) {
  if (/^“[^“”]*”$/.test(text)) return text;
  return `“${text.replace(/“/g, "‘").replace(/”/g, "’")}”`;
}

/** Why an answer is what it is: what the paper says of the options or to the mistake, and the key. */
function reasons(card, answer, result) {
  const picked = card.question.options ? [answer.response].flat() : result.wrong;
  const said = all(card.answer, ".kit-reasons li").filter((reason) => {
    reason.hidden = picked.includes(Number(reason.dataset.number)); // not twice
    return reason.hidden;
  });
  if (result.outcome !== "right") said.push(one(card.answer, ".kit-key"));
  return said.map((element) => element?.textContent.trim() ?? "").join("");
}
