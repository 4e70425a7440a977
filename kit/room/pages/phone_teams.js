// The groups on a phone: asked for as soon as there are some, and changed by a button.

import { make } from "./elements.js";
import { fill } from "./phone_elements.js";
import { memory, remember } from "./phone_memory.js";

/** Make a panel and a button the groups', and return how to draw them; `chosen` is told the number. */
export function groups(panel, button, chosen) {
  let state = { teams: 0, team_names: [] };
  button.addEventListener("click", () => choose(panel.hidden));
  return draw;

  function draw(now, mine) {
    state = now;
    const ended = state.phase === "ended";
    if (memory.team > state.teams) memory.team = 0;
    if (!memory.team && mine.team && mine.team <= state.teams) memory.team = mine.team;
    drawButton();
    if (!state.teams || ended) choose(false);
    else if ((!memory.team || !panel.hidden) && panel.querySelectorAll("button").length !== state.teams) choose(true);
  }

  function drawButton() {
    button.hidden = !state.teams || !memory.team || state.phase === "ended";
    button.textContent = state.team_names[memory.team - 1] || "";
    button.setAttribute("aria-label", `${button.textContent}，改选`);
  }

  function choose(open) {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return fill(panel);
    const buttons = state.team_names.map((name, at) => make("button", {
      type: "button",
      "aria-pressed": String(at + 1 === memory.team),
      onclick: () => {
        memory.team = at + 1;
        remember();
        choose(false);
        drawButton();
        chosen(memory.team);
      },
    }, name));
    fill(panel, make("h2", {}, "您在第几组？"), make("div", { class: "grid" }, ...buttons));
  }
}
