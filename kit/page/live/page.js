// A test on a page of its own, without a kernel.

import { all } from "./card.js";
import { enhance } from "./quiz.js";

/**
 * Make a test on a page live; what is printed is the questions alone. What was done in a mock test
 * is kept as long as the tab is open, of other tests nothing.
 */
export function start(root) {
  const test = enhance(root, root.dataset.minutes ? keeping(root) : {});
  addEventListener("beforeprint", test.blank);
  addEventListener("afterprint", () => test.restore());
}

/** Where the state of a test is kept over a reload, if the browser lets a page keep anything. */
function keeping(root) {
  const name = [location.pathname, ...all(root, ".kit-question").map((section) => section.dataset.id)].join(" ");
  try {
    return {
      state: JSON.parse(sessionStorage.getItem(name) ?? "{}"),
      onState: (state) => sessionStorage.setItem(name, JSON.stringify(state)),
    };
  } catch {
    return {};
  }
}
