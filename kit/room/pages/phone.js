// The phone's page: it holds a connection to the room, shows what the room is at, and keeps what
// was answered until the room says that it is kept.
(() => {
"use strict";

const room = document.getElementById("room");
const said = document.getElementById("said");
const KEY = "kit-room";
const saved = JSON.parse(localStorage.getItem(KEY) || "{}");
let state = null;
let mine = {};
let socket = null;
let wait = 500;
let waiting = saved.waiting || null; // an answer that the room has not confirmed
let number = 0;
let draft = null; // what is chosen and not yet sent
let shownRound = "";

function save() {
  localStorage.setItem(KEY, JSON.stringify({ you: saved.you, team: saved.team, waiting }));
}

function connect() {
  socket = new WebSocket(`ws://${location.host}/ws`);
  let opened = false;
  socket.onopen = () => {
    opened = true;
    wait = 500;
    socket.send(JSON.stringify({ hello: saved.you || null, version: state ? state.version : 0, team: saved.team || 0 }));
  };
  socket.onmessage = (event) => hear(JSON.parse(event.data));
  socket.onclose = () => {
    socket = null;
    tell("网络断了，正在重新连接。作答会保留。");
    if (!opened) poll();
    setTimeout(connect, wait);
    wait = Math.min(10000, wait * 1.7);
  };
}

/** Ask by plain requests as long as there is no socket. */
async function poll() {
  try {
    const version = state ? state.version : 0;
    const you = encodeURIComponent(saved.you || "");
    const got = await (await fetch(`/state?version=${version}&you=${you}`)).json();
    hear(got);
  } catch (error) {
    return;
  }
  if (!socket || socket.readyState !== 1) setTimeout(poll, 200);
}

function hear(told) {
  if (told.you) {
    saved.you = told.you;
    save();
  }
  if (told.state) {
    state = told.state;
    mine = told.mine || {};
    tell("");
    if (waiting) send();
    draw();
  }
  if ("kept" in told && waiting && waiting.n === told.kept) {
    mine.response = waiting.answer;
    waiting = null;
    save();
    tell(state.round && state.round.phase === "open" ? "已保存。停止作答以前可以改。" : "已保存。");
  }
  if ("refused" in told && waiting && waiting.n === told.refused) {
    waiting = null;
    save();
    tell(told.why);
  }
}

function give(answer, kind = "answer") {
  number = Date.now();
  waiting = { [kind]: answer, answer, kind, round: state.round.id, n: number };
  save();
  tell("正在保存……");
  send();
}

function send() {
  const { kind, answer, round, n } = waiting;
  const message = { [kind]: answer, round, n };
  if (socket && socket.readyState === 1) {
    socket.send(JSON.stringify(message));
    return;
  }
  fetch(`/${kind}`, { method: "POST", body: JSON.stringify({ ...message, you: saved.you }) })
    .then((answered) => answered.json())
    .then(hear)
    .catch(() => tell("网络断了，连上以后自动保存。"));
}

const tell = (text) => {
  said.textContent = text;
};

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Of our own server alone: questions and slides are HTML there, what phones wrote is text. */
function html(text) {
  const element = make("div");
  element.innerHTML = text;
  return element;
}

function draw() {
  const round = state.round;
  const key = `${state.phase} ${round ? `${round.id} ${round.phase}` : ""}`;
  if (key !== shownRound) {
    draft = mine.response === undefined ? null : mine.response;
    shownRound = key;
  }
  const parts = [];
  if (state.teams) parts.push(teams());
  if (state.phase === "reading") parts.push(html(state.html));
  if (state.phase === "question") parts.push(...question(round));
  if (state.phase === "poll") parts.push(...vote(round));
  if (state.phase === "discussion") parts.push(...discussion(round));
  if (state.phase === "ended") parts.push(...ended());
  room.replaceChildren(...parts);
}

function teams() {
  const select = make("select", {
    onchange: () => {
      saved.team = Number(select.value);
      save();
      if (socket) socket.send(JSON.stringify({ team: saved.team }));
    },
  });
  for (let at = 0; at <= state.teams; at += 1) select.append(make("option", { value: at }, at ? `第 ${at} 组` : "还没有选组"));
  select.value = saved.team || 0;
  return make("label", {}, "我在：", select);
}

function question(round) {
  const { ask } = round;
  const parts = [html(`<p>${ask.stem} <small>（${ask.kind_name}）</small></p>`)];
  if (round.take > 1) parts.unshift(make("p", {}, "讨论以后，再答一次："));
  if (round.phase === "open") parts.push(...fields(ask));
  else if (round.phase === "closed") parts.push(make("p", {}, "已停止作答，等待揭晓。"), ...own(ask));
  else parts.push(...revealed(round));
  return parts;
}

const letterOf = (choices, at) => (choices[at] ? choices[at].letter || choices[at].text : "");

function own(ask) {
  if (mine.response === undefined) return [make("p", {}, "您没有作答。")];
  return [make("p", {}, `您的作答：${words(ask, mine.response)}`)];
}

function words(ask, response) {
  if (ask.options.length) return [].concat(response).map((at) => letterOf(ask.options, at)).join("、");
  if (ask.items.length) return response.map((at) => letterOf(ask.items, at)).join(" → ");
  if (ask.lefts.length) return ask.lefts.map((left, at) => `${left}—${response[at] == null ? "？" : letterOf(ask.rights, response[at])}`).join("；");
  return [].concat(response).join("、");
}

function sendButton(value) {
  return make("button", { type: "button", class: "send", onclick: () => value() !== null && give(value()) }, mine.response === undefined ? "提交" : "改好了，重新提交");
}

function choice(text, pressed, press) {
  return make("button", { type: "button", "aria-pressed": String(pressed), onclick: press }, text);
}

const named = (one) => (one.letter ? `${one.letter}. ${one.text}` : one.text);

function fields(ask) {
  switch (ask.kind) {
    case "single":
    case "judge":
      return ask.options.map((one) => choice(named(one), draft === one.number, () => {
        draft = one.number;
        give(draft);
        draw();
      }));
    case "multiple": {
      const ticked = new Set(draft || []);
      return [
        ...ask.options.map((one) => choice(named(one), ticked.has(one.number), () => {
          if (!ticked.delete(one.number)) ticked.add(one.number);
          draft = [...ticked];
          draw();
        })),
        sendButton(() => draft),
      ];
    }
    case "fill": {
      const values = draft || Array(ask.blanks).fill("");
      const inputs = values.map((value, at) => make("label", {}, `第 ${at + 1} 空`, typing("input", value, (text) => {
        values[at] = text;
        draft = values;
      })));
      return [...inputs, sendButton(() => draft)];
    }
    case "order": {
      const placed = draft || [];
      return [
        make("p", {}, "依次点按，排出先后；再点一次取消。"),
        ...ask.items.map((one) => {
          const at = placed.indexOf(one.number);
          return choice(`${at < 0 ? "　" : at + 1}　${named(one)}`, at >= 0, () => {
            draft = at < 0 ? [...placed, one.number] : placed.filter((each) => each !== one.number);
            draw();
          });
        }),
        sendButton(() => draft),
      ];
    }
    case "match": {
      const chosen = draft || ask.lefts.map(() => null);
      return [
        ...ask.lefts.map((left, at) => {
          const select = make("select", {
            onchange: () => {
              chosen[at] = select.value === "" ? null : Number(select.value);
              draft = chosen;
            },
          }, make("option", { value: "" }, "请选"), ...ask.rights.map((one) => make("option", { value: one.number }, named(one))));
          select.value = chosen[at] === null ? "" : chosen[at];
          return make("label", {}, left, select);
        }),
        sendButton(() => draft),
      ];
    }
    default:
      return [typing("textarea", draft || "", (text) => { draft = text; }, { rows: 4, maxlength: 500, "aria-label": "作答" }), sendButton(() => draft)];
  }
}

function typing(name, value, hear, more = {}) {
  const field = make(name, { ...(name === "input" ? { type: "text", maxlength: 200 } : {}), ...more });
  field.value = value;
  field.addEventListener("input", () => hear(field.value));
  return field;
}

function revealed(round) {
  const { ask } = round;
  const parts = own(ask);
  const outcome = { right: "答对了。", partly: "对了一部分。", wrong: "没有答对。" }[mine.outcome];
  if (outcome) parts.push(make("p", { class: mine.outcome === "right" ? "right" : "" }, outcome));
  for (const reason of mine.reasons || []) parts.push(make("p", {}, reason));
  parts.push(html(round.answer));
  if (ask.kind === "recall" && mine.response !== undefined) parts.push(...rating(round));
  return parts;
}

function rating(round) {
  if (round.points.length) {
    const made = new Set(Array.isArray(mine.rating) ? mine.rating : []);
    return [
      make("p", {}, "对照参考答案，您说到了哪几点？"),
      ...round.points.map((point, at) => choice(point, made.has(at), () => {
        if (!made.delete(at)) made.add(at);
        mine.rating = [...made];
        draw();
      })),
      make("button", { type: "button", class: "send", onclick: () => give([...made]) }, "提交自评"),
    ];
  }
  return [
    make("p", {}, "对照参考答案，您答得怎样？"),
    ...[[1, "答全了"], [0.5, "答了一部分"], [0, "没有答到"]].map(([value, text]) => choice(text, mine.rating === value, () => {
      mine.rating = value;
      give(value);
      draw();
    })),
  ];
}

function vote(round) {
  const parts = [make("p", {}, round.title)];
  if (round.phase === "open") {
    parts.push(...round.options.map((text, at) => choice(text, draft === at, () => {
      draft = at;
      give(at);
      draw();
    })));
  } else if (round.spread) {
    parts.push(...round.spread.bars.map((bar) => make("p", {}, `${bar.text}：${bar.count}`)));
  } else {
    parts.push(make("p", {}, "已停止，等待公布。"));
  }
  return parts;
}

function discussion(round) {
  const parts = [make("p", {}, round.title)];
  if (round.phase === "open") {
    const field = typing("textarea", "", () => {}, { rows: 3, maxlength: 140, "aria-label": "发言" });
    parts.push(field, make("button", {
      type: "button",
      class: "send",
      onclick: () => {
        if (!field.value.trim()) return;
        give(field.value, "say");
        field.value = "";
      },
    }, "发给带学人"));
  }
  return [...parts, ...state.wall.map((text) => make("p", {}, text))];
}

function ended() {
  const parts = [make("h1", {}, "学习会结束"), make("p", {}, mine.of ? `答了 ${mine.of} 题，全对 ${mine.right} 题。` : "您没有作答。")];
  const you = encodeURIComponent(saved.you || "");
  if (mine.wrong && mine.wrong.length) parts.push(make("p", {}, make("a", { href: `/mine.html?you=${you}` }, "没有全对的题，带走再做")));
  if (mine.of) parts.push(make("p", {}, make("a", { href: `/mine.json?you=${you}`, download: "" }, "带走作答记录（用 kit progress --import 合并）")));
  return parts;
}

connect();
})();
