// A question to be answered by thumb, of whatever kind: fields that tell each change.

import { make } from "./elements.js";
import { LIMITS } from "./limits.js";
import { movable } from "./ordering.js";
import { fill, html, named, quoted } from "./phone_elements.js";

/**
 * The fields of a question. `given` is a response to begin with, or null; `changed` is told each
 * response, null for none, and whether it is to be sent without a further button.
 */
export function answerFields(ask, given, changed) {
  const fields = FIELDS[ask.kind](ask, given, changed);
  const stem = html(ask.stem, "legend", { class: "stem" });
  stem.append(" ", make("small", {}, `（${ask.kind_name}）`));
  const about = NOTES[ask.kind];
  return make("fieldset", { class: "fields" }, stem, about ? make("p", { class: "quiet" }, about) : "", ...fields);
}

/** Said where a press is enough. */
export const atOnce = (does) => `点一下就送出，停止${does}以前可以改。`;

const NOTES = {
  single: atOnce("作答"),
  judge: atOnce("作答"),
  multiple: "可以选几项，选好以后提交。",
  order: "按住左边的把手拖动，或者用箭头移动，排出先后。",
  match: "逐项点开，选出与它相配的。",
  recall: "用自己的话写。揭晓以后，您自己对照参考答案评一评。",
};

/** What to say to whoever presses the button without having answered. */
export const ASKED_FOR = { multiple: "请先选一项。", match: "请先配一项。" };

/** What is said of an answer of which parts are still missing, "" where none are. */
export function lacking(ask, response) {
  const parts = ask.lefts.length ? ask.lefts : ask.blanks ? Array.from({ length: ask.blanks }) : [];
  const left = parts.filter((_, at) => (ask.lefts.length ? response[at] === null || response[at] === undefined : !(response[at] || "").trim())).length;
  return left ? `还有 ${left} ${ask.lefts.length ? "项没有选" : "空没有填"}。再按一次就提交。` : "";
}

const FIELDS = {
  single: (ask, given, changed) => choices("radio", ask.options, (at) => at === given, (number) => changed(number, true)),
  multiple(ask, given, changed) {
    const ticked = new Set(given || []);
    return choices("checkbox", ask.options, (at) => ticked.has(at), (number) => {
      if (!ticked.delete(number)) ticked.add(number);
      changed(ticked.size ? [...ticked].sort((a, b) => a - b) : null);
    });
  },
  fill(ask, given, changed) {
    const texts = Array.from({ length: ask.blanks }, (_, at) => (given && given[at]) || "");
    return texts.map((text, at) => {
      const field = make("input", {
        type: "text", value: text, maxlength: LIMITS.answer, autocomplete: "off", autocapitalize: "off",
        enterkeyhint: at + 1 < texts.length ? "next" : "send",
      });
      field.addEventListener("input", () => {
        texts[at] = field.value;
        changed(texts.some((each) => each.trim()) ? [...texts] : null);
      });
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        const further = field.closest("fieldset").querySelectorAll("input")[at + 1];
        if (further) further.focus();
        else field.dispatchEvent(new CustomEvent("kit-send", { bubbles: true }));
      });
      return make("label", { class: "typed" }, texts.length > 1 ? `第 ${at + 1} 空` : "填空", field);
    });
  },
  order: (ask, given, changed) => [sorted(ask.items, given, changed)],
  match: (ask, given, changed) => pairs(ask, given, changed),
  recall(ask, given, changed) {
    return [written(given || "", LIMITS.recall, "作答", (text) => changed(text.trim() ? text : null))];
  },
};
FIELDS.judge = FIELDS.single;
FIELDS.numeric = FIELDS.fill;

/** A field for some sentences, with the number of signs that are left once they are few. */
export function written(text, longest, label, changed) {
  const left = make("small", { class: "left" });
  const field = make("textarea", { rows: 4, maxlength: longest, "aria-label": label, autocomplete: "off" });
  const count = () => {
    const signs = longest - field.value.length;
    left.textContent = signs < longest / 4 ? `还可以写 ${signs} 个字` : "";
  };
  field.value = text;
  field.addEventListener("input", () => {
    count();
    changed(field.value);
  });
  count();
  return make("div", { class: "typed" }, field, left);
}

/** Options to be pressed with the whole width of the screen. */
export function choices(type, options, isChosen, press, name = "answer") {
  const labels = options.map((one) => make("label", { class: "choice" },
    make("input", { type, name, checked: isChosen(one.number), onchange: () => [mark(), press(one.number)] }),
    make("span", {}, named(one))));
  const mark = () => labels.forEach((label) => label.classList.toggle("on", label.firstChild.checked));
  mark();
  return labels;
}

function sorted(items, given, changed) {
  const list = make("ol", { class: "sorted" });
  const order = given || items.map((_, at) => at);
  for (const at of order) list.append(row(at));
  number();
  return list;

  function row(at) {
    const { text } = items[at];
    const [up, down] = ["↑", "↓"].map((sign) => make("button", { type: "button" }, sign));
    const grip = make("span", { class: "grip", "aria-hidden": "true" }, "⠿");
    const item = make("li", { "data-at": at }, grip, make("span", { class: "item" }, text), up, down);
    movable(item, grip, up, down, told);
    return item;
  }

  function told() {
    number();
    changed([...list.children].map((item) => Number(item.dataset.at)));
  }

  function number() {
    [...list.children].forEach((item, place) => {
      const { text } = items[item.dataset.at];
      const [up, down] = item.querySelectorAll("button");
      up.setAttribute("aria-label", `把${quoted(text)}往前移，现在排第 ${place + 1}`);
      down.setAttribute("aria-label", `把${quoted(text)}往后移，现在排第 ${place + 1}`);
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === list.children.length - 1));
    });
  }
}

/** Left sides, one of them open at a time with all that can be chosen for it. */
function pairs({ lefts, rights }, given, changed) {
  const chosen = lefts.map((_, at) => (given && given[at] !== undefined ? given[at] : null));
  const parts = lefts.map((left, at) => {
    const said = make("span", { class: "chosen" });
    const head = make("button", { type: "button", class: "head", onclick: () => open(opened === at ? -1 : at) }, make("b", {}, left), said);
    const list = make("div", { role: "radiogroup", "aria-label": left });
    return { element: make("div", { class: "pair" }, head, list), head, said, list };
  });
  let opened = -1;
  open(chosen.indexOf(null));
  return parts.map((part) => part.element);

  function open(number) {
    opened = number;
    parts.forEach(({ head, said, list }, at) => {
      const right = chosen[at] === null ? null : rights[chosen[at]];
      said.textContent = right ? `→ ${named(right)}` : "→ 还没有选";
      head.setAttribute("aria-expanded", String(at === opened));
      list.hidden = at !== opened;
      if (at !== opened) return fill(list);
      const options = rights.map((one, place) => {
        const other = chosen.findIndex((each, left) => each === place && left !== at);
        const taken = other < 0 ? "" : `　已配给${quoted(lefts[other])}`;
        return { number: place, letter: one.letter, text: `${one.text}${taken}` };
      });
      fill(list, ...choices("radio", options, (place) => place === chosen[at], (place) => choose(at, place), `pair-${at}`));
    });
  }

  function choose(at, place) {
    chosen[at] = place;
    changed([...chosen]);
    const next = chosen.indexOf(null);
    open(next);
    parts[next < 0 ? at : next].head.focus({ preventScroll: true });
    parts[next < 0 ? at : next].element.scrollIntoView({ block: "nearest" });
  }
}
