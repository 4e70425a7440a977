// The connection to the room: a socket that is opened again whenever it breaks, and plain requests
// where no socket gets through.

const FIRST = 400; // milliseconds before a broken connection is tried again
const LONGEST = 5000;
const PATIENCE = 4000; // for an answer of the room, at first; twice as long after each in vain
const MOST_PATIENCE = 60000;
const CALM = 1000; // a break as short as this is not spoken of

/**
 * Connect to the room and stay connected. `greeting` returns what to say first, `hear` is given
 * what the room says, `changed` is called when it can be reached or no longer. Returns
 * {on(), say(message), end()}: what is said is heard of by `hear`, and where the room is out of reach
 * it is not said at all; once ended it stays so.
 */
export function connect({ greeting, hear, changed }) {
  let socket = null;
  let on = false;
  let wait = FIRST;
  let again = 0;
  let doubt = 0;
  let quiet = 0;
  let patience = PATIENCE;
  let polling = false;
  let over = false;

  addEventListener("online", look);
  addEventListener("pageshow", look);
  addEventListener("offline", restart);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  open();
  return { on: () => on, say, end };

  function open() {
    clearTimeout(again);
    if (socket || over) return;
    const mine = new WebSocket(`ws://${location.host}/ws`);
    let opened = false;
    socket = mine;
    mine.onopen = () => {
      opened = true;
      wait = FIRST;
      mine.send(JSON.stringify(greeting()));
    };
    mine.onmessage = (event) => heard(JSON.parse(event.data));
    mine.onclose = () => {
      if (socket !== mine) return;
      socket = null;
      if (!opened) poll();
      broken();
    };
  }

  function broken() {
    clearTimeout(doubt);
    doubt = 0;
    if (!polling) reached(false);
    clearTimeout(again);
    again = setTimeout(open, wait * (0.75 + Math.random() / 2)); // not all phones at once
    wait = Math.min(LONGEST, wait * 1.7);
  }

  function restart() {
    if (!socket) return;
    const old = socket;
    socket = null;
    old.close();
    broken();
  }

  function end() {
    const old = socket;
    over = true;
    socket = null;
    if (old) old.close();
    clearTimeout(again);
  }

  function heard(told) {
    clearTimeout(doubt);
    doubt = 0;
    patience = PATIENCE;
    reached(true);
    hear(told);
  }

  function reached(now) {
    if (on === now) return;
    on = now;
    clearTimeout(quiet);
    if (now) changed();
    else quiet = setTimeout(changed, CALM);
  }

  /** A page that comes back to sight may have lost its connection without being told. */
  function look() {
    if (socket && socket.readyState === 1) {
      socket.send(JSON.stringify(greeting()));
      expect();
    } else if (!socket) {
      wait = FIRST;
      open();
    }
  }

  /** Begin the connection anew unless the room says something soon. */
  function expect() {
    if (doubt) return;
    doubt = setTimeout(() => {
      doubt = 0;
      patience = Math.min(MOST_PATIENCE, 2 * patience); // the room may only be slow
      restart();
    }, patience);
  }

  async function poll() {
    if (polling) return;
    polling = true;
    try {
      while (!over && (!socket || socket.readyState !== 1)) {
        const { hello, version } = greeting();
        const known = on ? version : 0; // at once, where it is not known whether anyone answers
        const answered = await fetch(`/state?version=${known}&you=${encodeURIComponent(hello)}`);
        heard(await answered.json());
      }
    } catch (error) {
      if (!socket || socket.readyState !== 1) reached(false);
    }
    polling = false;
  }

  function say(message) {
    if (socket && socket.readyState === 1) {
      socket.send(JSON.stringify(message));
      if (!("team" in message) || "hello" in message) expect(); // a group is taken without a word
      return;
    }
    const kind = "say" in message ? "say" : "answer";
    if (!polling || !(kind in message)) return; // said once connected again
    const { hello, team } = greeting();
    fetch(`/${kind}`, { method: "POST", body: JSON.stringify({ ...message, you: hello, team }) })
      .then((answered) => answered.json())
      .then(heard, () => {});
  }
}
