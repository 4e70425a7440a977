// Elements of a page, made.

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** From our own server alone: questions and slides are HTML there; what phones wrote is text. */
export function html(text, name = "div", attributes = {}) {
  const element = make(name, attributes);
  element.innerHTML = text;
  return element;
}

export function fill(element, ...children) {
  element.textContent = "";
  element.append(...children);
}

/** A letter and a text, or the text alone. */
export const named = ({ letter, text }) => (letter ? `${letter}. ${text}` : text);
