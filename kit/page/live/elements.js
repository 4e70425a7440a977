// What all scripts of a page use: to find elements and to make them.

const one = (root, css) => root.querySelector(css);
const all = (root, css) => [...root.querySelectorAll(css)];

/** Make an element. What is null or undefined is left out, as is an attribute that is false; a function listens. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value); // on…
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function button(text, onclick, css = "") {
  return make("button", { type: "button", class: `kit-button ${css}`.trim(), onclick }, text);
}

/**
 * A button that asks back: {opener, row}. The row stands elsewhere, and is there when `opener` was
 * pressed: a double click opens it and does no more.
 */
function askingBack(name, sure, act) {
  const answer = (then) => () => {
    row.hidden = true;
    then();
  };
  const cancel = button("取消", answer(() => opener.focus()));
  const row = make("div", { class: "kit-asked", role: "group", "aria-label": name, hidden: "" }, button(sure, answer(act)), cancel);
  const opener = button(name, () => {
    row.hidden = false;
    cancel.focus();
  });
  return { opener, row };
}

/** Have the browser save a text under a name. */
function saveFile(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { download: name, href });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60 * 1000);
}
