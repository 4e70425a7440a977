// What all scripts of a page use: to find elements and to make them.

const one = (root, css) => root.querySelector(css);
const all = (root, css) => [...root.querySelectorAll(css)];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function button(text, onclick, css = "") {
  const element = make("button", { type: "button", class: `kit-button ${css}`.trim() }, text);
  element.addEventListener("click", onclick);
  return element;
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
