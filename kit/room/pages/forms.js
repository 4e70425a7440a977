// What the leader puts to the room beside the slides: a question of the papers, a poll, a
// discussion; groups; another slide. The same forms in the speaker's view and in the leader's panel.

import { make } from "./elements.js";
import { base } from "./leading.js";
import { LIMITS } from "./limits.js";

const FIND_MS = 200; // how long typing must rest before questions are looked for

/** Make the forms in an element; `drawn` is told each state or refusal, and tells whether a form led to it. */
export function makeForms(root, room) {
  let waiting = null; // a form that was sent, and to which version of the state
  const put = (form, command) => {
    if (room.send(command)) waiting = { form, version: room.state.version };
  };
  const title = (text) => field(text, "input", { maxlength: LIMITS.title, required: "" });
  const options = field(`选项，一行一个（2 至 ${LIMITS.options} 个）`, "textarea", { rows: 4, required: "" });
  const minutes = field("几分钟（0 是不限时）", "input", { type: "number", min: 0, max: LIMITS.minutes, value: 3, required: "" });
  const counts = Array.from({ length: LIMITS.teams - 1 }, (_, at) => make("option", { value: at + 2 }, `${at + 2} 组`));
  const teams = field("分几组（各人在手机上选自己的组）", "select", {});
  const slide = field("第几屏", "input", { type: "number", min: 1, required: "" });
  const titles = field("或者按标题找", "select", {});
  titles.lastChild.addEventListener("change", () => { slide.lastChild.value = titles.lastChild.value; });
  teams.lastChild.append(make("option", { value: 0 }, "不分组"), ...counts);
  root.append(
    part("提问", questionForm(put)),
    part("投票", commandForm(put, "开始投票", [title("投票决定什么"), options], ([asked, lines]) => ({
      do: "poll", title: asked, options: lines.split("\n").map((each) => each.trim()).filter(Boolean),
    }))),
    part("讨论", commandForm(put, "开始讨论", [title("讨论什么"), minutes], ([asked, length]) => ({
      do: "discuss", title: asked, minutes: Number(length),
    }))),
    part("分组", commandForm(put, "就这样分", [teams], ([count]) => ({ do: "teams", count: Number(count) }))),
    part("到某一屏", commandForm(put, "到这一屏", [slide, titles], ([number]) => ({ do: "goto", screen: Number(number) }))),
  );
  return { drawn };

  function drawn(state, refused) {
    const form = waiting && (refused || state.version > waiting.version) ? waiting.form : null;
    waiting = null; // or the connection broke before the room had followed it
    if (form || !refused) for (const old of root.querySelectorAll(".kit-refused")) old.remove();
    if (form && refused) form.append(make("p", { class: "kit-refused", role: "alert" }, refused));
    else if (form) {
      form.reset();
      const list = form.querySelector("ul");
      if (list) list.replaceChildren();
      form.closest("details").open = false;
    }
    teams.lastChild.value = String(state.teams);
    slide.lastChild.max = state.numbers;
    if (!titles.lastChild.length) {
      const all = state.titles.map(([number, title]) => make("option", { value: number }, `${number}　${title}`));
      titles.lastChild.append(make("option", { value: "" }), ...all);
    }
    return Boolean(form);
  }
}

function part(title, form) {
  return make("details", { class: "kit-part" }, make("summary", {}, title), form);
}

function field(text, name, attributes) {
  return make("label", {}, make("span", {}, text), make(name, attributes));
}

function commandForm(put, text, fields, command) {
  const form = make("form", {}, ...fields, make("button", { type: "submit" }, text));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    put(form, command(fields.map((each) => each.lastChild.value)));
  });
  return form;
}

function questionForm(put) {
  const words = field("编号，或者题目里的词", "input", { type: "search", autocomplete: "off", enterkeyhint: "search" });
  const list = make("ul", { "aria-live": "polite" });
  const form = make("form", {}, words, list);
  let timer = 0;
  let asked = 0;
  words.lastChild.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, FIND_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  return form;

  async function find() {
    const text = words.lastChild.value.trim();
    const mine = (asked += 1);
    const found = text ? await looked(text) : [];
    if (mine !== asked || !found) return;
    const items = found.map(({ id, stem }) => {
      const button = make("button", { type: "button", "aria-label": `问 ${id}` }, "问这道");
      button.addEventListener("click", () => put(form, { do: "ask", question: id }));
      return make("li", {}, make("span", {}, make("b", {}, id), ` ${stem}`), button);
    });
    list.replaceChildren(...(text && !found.length ? [make("li", {}, "没有找到。")] : items));
  }
}

/** What is found, or null where the room cannot be asked, which is said elsewhere. */
async function looked(words) {
  try {
    return await (await fetch(`${base}/find?words=${encodeURIComponent(words)}`)).json();
  } catch (error) {
    return null;
  }
}
