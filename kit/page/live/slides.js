// A session's slides, one at a time: keys, pointer, clock, and the speaker's view. Without this
// script they stand below each other. The speaker's window has no script: this one writes into it.
// stage.js stands before it.

const KEYS = { ...SHOW_KEYS, start: ["t"], clock: ["c"], dark: ["d"] };
const CLOCKS = ["step", "time", "off"]; // what the projector shows of the time, as the key C changes it
const PAGED_MS = 10 * MINUTE_MS; // who is back at the title by then has only paged through beforehand
const ASKED_MS = 6000; // how long the clock waits to be told once more to begin anew

function present(body) {
  const one = (css, root = body) => root.querySelector(css);
  const all = (css, root = body) => [...root.querySelectorAll(css)];
  const slides = all(".kit-slide");
  const black = one(".kit-black");
  const help = one(".kit-help");
  // Each slide is one step, and one more for each of its fragments.
  const steps = slides.flatMap((slide, at) => [0, ...all(".kit-fragment", slide)].map((_, shown) => ({ slide, at, shown })));
  const plan = slides.map((slide) => Number(slide.dataset.minutes || 0));
  const partOf = slides.map((_, at) => plan.slice(0, at + 1).reduce((last, minutes, n) => (minutes ? n : last), -1));
  const planOf = (first, end) => plan.slice(Math.max(0, first), Math.max(0, end)).reduce((sum, minutes) => sum + minutes, 0);
  // `by`: who started the clock, the leader or the first turn; `from`: the part it was started in.
  const state = { used: {}, since: 0, by: "", from: -1, clock: "step", dark: false, ...remembered() };
  const actions = {
    next: () => go(place + 1),
    back: () => go(place - 1),
    first: () => go(0),
    last: () => go(steps.length - 1),
    black: () => { black.hidden = !black.hidden; },
    full: fullScreen,
    speaker: openSpeaker,
    start: startClock,
    clock: () => change({ clock: CLOCKS[(CLOCKS.indexOf(state.clock) + 1) % CLOCKS.length] }),
    more: () => scrollNotes(0.8),
    dark: () => change({ dark: !state.dark }),
    help: showHelp,
  };
  const name = `speaker ${Date.now()}`; // of the speaker's window
  let place = 0;
  let typed = "";
  let speaker = null; // its window
  let idle = 0;
  let touch = null;
  let asked = 0; // when it was asked whether to begin to count anew
  const isReloaded = Boolean(state.seen); // then the first turn is no beginning

  body.classList.add("kit-playing");
  one(".kit-corner").hidden = false;
  one(".kit-stage").append(one(".kit-corner"));
  measure();
  place = addressed();
  draw();
  addEventListener("resize", resize);
  addEventListener("hashchange", () => { place = addressed(); draw(); });
  addEventListener("pagehide", () => speaking() && speaker.close()); // no later page may write there
  addEventListener("keydown", onKey);
  addEventListener("mousemove", wake);
  body.addEventListener("click", onClick);
  body.addEventListener("touchstart", (event) => { touch = event.changedTouches[0]; }, { passive: true });
  body.addEventListener("touchend", onSwipe, { passive: true });
  change({ seen: true });
  setInterval(tick, 1000);
  keepAwake();

  function measure() {
    resize();
    body.classList.add("kit-measured");
    slides.forEach(setType);
    body.classList.remove("kit-measured");
  }

  function resize() {
    scale(body, innerWidth, innerHeight);
    drawSpeaker();
  }

  /** The step that the address names: `#slide`, or `#slide/2` where two fragments are shown. */
  function addressed() {
    const [id, shown] = location.hash.slice(1).split("/");
    const found = steps.findIndex((step) => step.slide.id === id && step.shown === Number(shown || 0));
    return Math.max(0, found >= 0 ? found : steps.findIndex((step) => step.slide.id === id));
  }

  function go(to) {
    if (!black.hidden) {
      black.hidden = true; // whoever goes on wants to see what is there
      return;
    }
    const next = Math.min(Math.max(to, 0), steps.length - 1);
    if (!state.since && !isReloaded && place === 0 && next === 1) startBy("turn", partOf[steps[next].at]);
    else tick();
    place = next;
    if (place === 0 && state.by === "turn" && spent() < PAGED_MS) stopClock();
    const { slide, shown } = steps[place];
    location.replace(`#${slide.id}${shown ? `/${shown}` : ""}`);
    draw();
  }

  /** Begin to count, as the leader says; a clock that the leader has started is asked about once. */
  function startClock() {
    if (state.by === "leader" && Date.now() - asked > ASKED_MS) {
      asked = Date.now();
      tell("再按一次 T，全程从头计时。");
    } else {
      asked = 0;
      startBy("leader", partOf[steps[place].at]);
      tell("");
    }
  }

  function startBy(by, from) {
    change({ by, from, used: {}, since: Date.now() });
  }

  function stopClock() {
    change({ by: "", from: -1, used: {}, since: 0 });
  }

  function change(changes) {
    Object.assign(state, changes);
    remember();
    draw();
  }

  function draw() {
    const { slide, at, shown } = steps[place];
    for (const other of slides) other.classList.toggle("kit-now", other === slide);
    reveal(slide, shown);
    document.documentElement.dataset.theme = state.dark ? "dark" : "light";
    one(".kit-number").textContent = `${at + 1} / ${slides.length}`;
    drawTimes();
    drawSpeaker();
  }

  function reveal(slide, shown) {
    const fragments = all(".kit-fragment", slide);
    fragments.forEach((fragment, n) => fragment.classList.toggle("kit-shown", n < shown));
    slide.classList.toggle("kit-revealed", fragments.slice(0, shown).some((each) => each.matches(".kit-key")));
  }

  /** Count the time since the last tick to the part of the session that is on the screen. */
  function tick() {
    const now = Date.now();
    if (state.since) {
      const part = partOf[steps[place].at];
      state.used[part] = (state.used[part] || 0) + now - state.since;
      state.since = now;
      remember();
    }
    drawTimes();
  }

  /** Milliseconds since the clock was started. */
  function spent() {
    return Object.values(state.used).reduce((sum, each) => sum + each, 0);
  }

  function drawTimes() {
    const now = new Date().toTimeString().slice(0, 5);
    const { at } = steps[place];
    const part = partOf[at];
    const used = state.used[part] || 0;
    const left = (plan[part] || 0) * MINUTE_MS - used;
    const runs = Boolean(state.since);
    const step = runs && part >= 0 ? `本环节${left < 0 ? "已超" : "还剩"} ${Math.ceil(Math.abs(left) / MINUTE_MS)} 分钟` : "";
    one(".kit-clock").textContent = { step, time: now }[state.clock] || "";
    for (const root of [body, speaking() && speaker.document.body].filter(Boolean)) {
      for (const button of all('[data-do="start"]', root)) button.textContent = runs ? "重新计时" : "开始计时";
    }
    if (!speaking()) return;
    const planned = planOf(state.from, plan.length);
    const times = {
      now,
      number: `屏 ${at + 1}（共 ${slides.length} 屏）`,
      all: `${clockOf(spent())}${planned ? ` / ${planned} 分钟` : ""}`,
      step: part < 0 ? "没有定时间" : `${clockOf(used)} / ${plan[part]} 分钟`,
      left: part < 0 || !runs ? "" : `${left < 0 ? "已超" : "还剩"} ${clockOf(Math.abs(left))}`,
      plan: planned && runs ? besidePlan(spent() - used - planOf(state.from, part) * MINUTE_MS + Math.max(0, -left)) : "",
      state: { "": "还没有计时，开场时按 T", turn: "计时已开始；按 T 重新开始", leader: "" }[state.by],
    };
    for (const [name, text] of Object.entries(times)) one(`[data-time="${name}"]`, speaker.document.body).textContent = text;
    one('[data-time="left"]', speaker.document.body).classList.toggle("kit-over", left < 0);
    one('[data-time="plan"]', speaker.document.body).classList.toggle("kit-over", times.plan.includes("晚"));
  }

  function speaking() {
    return Boolean(speaker && !speaker.closed && one(".kit-told", speaker.document.body));
  }

  function openSpeaker() {
    speaker = open("", name, "width=1280,height=800");
    if (!speaker) return tell("浏览器拦住了演讲者视图。请允许这个网页弹出窗口，再按 S。");
    const page = speaker.document;
    page.documentElement.lang = "zh-CN";
    page.head.replaceChildren(page.importNode(one("style", document.head), true)); // there may be an old one
    page.title = "演讲者视图";
    page.body.className = "kit-root kit-speaker";
    page.body.replaceChildren(page.importNode(one("#speaker").content, true));
    // Set, not added: a window that was open before has those of a page that is gone.
    speaker.onkeydown = onKey;
    speaker.onresize = drawSpeaker;
    one(".kit-told", page.body).onscroll = drawMore;
    page.body.onclick = onClick;
    draw();
    return speaker.focus();
  }

  function drawSpeaker() {
    if (!speaking()) return;
    const page = speaker.document;
    page.documentElement.dataset.theme = document.documentElement.dataset.theme;
    preview(one('[data-preview="now"]', page.body), steps[place]);
    preview(one('[data-preview="next"]', page.body), steps[place + 1]);
    const notes = one("template", steps[place].slide).content;
    const told = one(".kit-told", page.body);
    if (told.dataset.of !== steps[place].slide.id) told.scrollTop = 0;
    told.dataset.of = steps[place].slide.id;
    told.replaceChildren(page.importNode(notes, true));
    drawMore();
  }

  /** Say where there are more notes than are seen. */
  function drawMore() {
    const told = one(".kit-told", speaker.document.body);
    one(".kit-more", speaker.document.body).hidden = told.scrollHeight - told.scrollTop - told.clientHeight < 8;
  }

  function scrollNotes(share) {
    const told = one(".kit-told", speaker.document.body);
    told.scrollBy(0, share * told.clientHeight);
  }

  function preview(frame, step) {
    const stage = frame.ownerDocument.createElement("div");
    stage.className = "kit-stage";
    scale(frame, frame.clientWidth, Infinity);
    frame.replaceChildren(stage);
    if (!step) return;
    const slide = frame.ownerDocument.importNode(step.slide, true);
    slide.removeAttribute("id");
    stage.append(slide);
    reveal(slide, step.shown);
  }

  /** Say a sentence where the leader looks. */
  function tell(sentence) {
    const place = speaking() ? one(".kit-said", speaker.document.body) : one(".kit-said");
    place.textContent = sentence;
    if (sentence) setTimeout(() => { if (place.textContent === sentence) place.textContent = ""; }, ASKED_MS);
  }

  function showHelp() {
    help.hidden = !help.hidden;
    if (!help.hidden) help.focus();
  }

  function fullScreen() {
    if (document.fullscreenElement) return document.exitFullscreen();
    return document.documentElement.requestFullscreen().catch(() => tell("请在投屏的窗口里按 F。"));
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "enter" && event.target.closest && event.target.closest("button, a")) return;
    const name = key === "enter" ? "enter" : Object.keys(KEYS).find((each) => KEYS[each].includes(key));
    if (event.view !== window && ["arrowdown", "arrowup"].includes(key)) scrollNotes(key === "arrowdown" ? 0.25 : -0.25);
    else if (/^\d$/.test(key)) typed += key;
    else if (name === "enter") jump();
    else if (name) { if (!event.repeat || name !== "start") actions[name](); }
    else if (key === "escape") [help.hidden, black.hidden] = [true, true];
    else return;
    if (!/^\d$/.test(key)) typed = "";
    event.preventDefault();
  }

  function jump() {
    const slide = slides[Number(typed) - 1];
    if (!typed) actions.next();
    else if (slide) go(steps.findIndex((step) => step.slide === slide));
  }

  function onClick(event) {
    const pressed = event.target.closest("button");
    if (pressed) {
      actions[pressed.dataset.do]();
      return;
    }
    const text = String(getSelection());
    if (event.view !== window || text || event.target.closest("a, .kit-help")) return;
    actions[event.clientX < innerWidth / 4 ? "back" : "next"]();
  }

  function onSwipe(event) {
    const { clientX, clientY } = event.changedTouches[0];
    const [right, down] = [clientX - touch.clientX, clientY - touch.clientY];
    if (Math.abs(right) > 60 && Math.abs(right) > 2 * Math.abs(down)) actions[right < 0 ? "next" : "back"]();
  }

  /** Show the pointer and the buttons for as long as the mouse moves. */
  function wake() {
    body.classList.add("kit-moving");
    clearTimeout(idle);
    idle = setTimeout(() => body.classList.remove("kit-moving"), 2500);
  }

  // What lasts as long as the tab; a browser may keep nothing for a page from the disk.
  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(location.pathname) || "{}");
    } catch {
      return {};
    }
  }

  function remember() {
    try {
      sessionStorage.setItem(location.pathname, JSON.stringify(state));
    } catch {
      // then a reload begins to count anew
    }
  }
}
