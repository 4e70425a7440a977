// What a phone keeps of itself: who it is in this room, its group, what is not confirmed yet, and
// what is being written. In the browser's store, and in a cookie for browsers that close the store.

const NAME = "kit-room";
const LONGEST = 3500; // of a cookie
const DAY = 86400;

/**
 * {you, team, before: {you, wrong} of an earlier meeting, or null, waiting: [{kind, answer, round, rates, n}], draft: {round, response} | null,
 * late: what reached the room only when its round was over, like one that waits, or null}
 */
export const memory = { you: "", team: 0, before: null, waiting: [], draft: null, late: null, ...(stored() || carried() || {}) };

// A page that was opened in another browser, as from WeChat, brings along who it is.
if (!memory.you) memory.you = new URLSearchParams(location.search).get("you") || "";

function stored() {
  try {
    return JSON.parse(localStorage.getItem(NAME));
  } catch (error) {
    return null;
  }
}

function carried() {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${NAME}=`));
  try {
    return found ? JSON.parse(decodeURIComponent(found.slice(NAME.length + 1))) : null;
  } catch (error) {
    return null;
  }
}

/** Keep what `memory` holds; tells whether this browser keeps anything at all. */
export function remember() {
  const { you, team, before } = memory;
  const whole = encodeURIComponent(JSON.stringify(memory));
  const short = encodeURIComponent(JSON.stringify({ you, team, before }));
  document.cookie = `${NAME}=${whole.length < LONGEST ? whole : short}; path=/; max-age=${DAY}; SameSite=Strict`;
  try {
    localStorage.setItem(NAME, JSON.stringify(memory));
    return true;
  } catch (error) {
    return Boolean(carried());
  }
}

/** Tell when another tab of this browser has kept something. */
export function onOtherTab(changed) {
  addEventListener("storage", (event) => {
    if (event.key === NAME) changed();
  });
}
