// What the phone's page makes its elements of, besides what all pages have.

import { make } from "./elements.js";

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

/** A text in quotation marks; marks of its own become single ones. */
export const quoted = (text) => `“${text.replace(/“/g, "‘").replace(/”/g, "’")}”`;

/** A letter and a text, or the text alone. */
export const named = ({ letter, text }) => (letter ? `${letter}. ${text}` : text);
