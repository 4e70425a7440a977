// What was done on a page, kept in this browser by study set and lesson: how each test stands, the
// answers that were checked, the notes. Nothing of it is sent anywhere; it can be saved as a file,
// which `kit progress --import` reads (kit/progress/record_file.py).

const STORE = "speech-study-kit";
const KEPT_HERE = "作答和笔记只保存在这个浏览器里，关掉后再打开，可以接着做。";
const NOT_KEPT = "这个浏览器不让本页保存作答：关掉或刷新后要从头做。请一次做完，或者换一个浏览器打开。";

const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);

/** What stands in the store, or what an empty one holds: whatever else was put there is left out. */
function lessonFrom(text) {
  let given = {};
  try {
    given = JSON.parse(text);
  } catch {
    // nothing that this page has written
  }
  const { tests, attempts, notes } = isObject(given) ? given : {};
  return {
    tests: isObject(tests) ? tests : {},
    attempts: Array.isArray(attempts) ? attempts.filter(isObject) : [],
    notes: isObject(notes) ? notes : {},
  };
}

class KeptLesson {
  /** A lesson of a study set; where the store is closed, it is kept as long as the page is open. */
  constructor(set, lesson) {
    this.set = set;
    this.key = `${STORE} ${set} ${lesson}`;
    this.memory = "";
    this.open = this.write(this.read());
  }

  read() {
    if (this.open !== false) {
      try {
        return lessonFrom(localStorage.getItem(this.key));
      } catch {
        this.open = false;
      }
    }
    return lessonFrom(this.memory);
  }

  /** Keep a lesson; whether the browser has it. */
  write(lesson) {
    this.memory = JSON.stringify(lesson);
    try {
      localStorage.setItem(this.key, this.memory);
      return true;
    } catch {
      return false; // closed, or full
    }
  }

  /** Have `act` change what is kept, which another tab may have changed meanwhile. */
  change(act) {
    const lesson = this.read();
    act(lesson);
    this.open = this.write(lesson);
  }
}

/** The kept lesson that an element of a page belongs to, or null where it belongs to none. */
function keptLessonOf(element, known) {
  const lesson = element.closest("[data-lesson]")?.dataset.lesson;
  const { set } = element.dataset;
  if (!lesson || !set) return null;
  const name = `${set} ${lesson}`;
  if (!known.has(name)) known.set(name, new KeptLesson(set, lesson));
  return known.get(name);
}

/** Have something done when another tab has changed what is kept under a key. */
function onOthers(key, act) {
  addEventListener("storage", (event) => event.key === key && act());
}

/**
 * How a test is kept in its lesson: {key, state, onState, onOthers, onAttempt} as start() takes them.
 * An answer to a question that has been changed since is left out, and nothing else. Of what two tabs
 * have answered, each question keeps what was done to it last.
 */
function keptTest(kept, root, name) {
  const contents = Object.fromEntries(
    all(root, ".kit-question").map(({ dataset }) => [dataset.id, dataset.content])
  );
  const stored = (lesson) => {
    const { state, contents: before } = lesson.tests[name] ?? {};
    const answers = Object.entries(isObject(state?.answers) ? state.answers : {}).filter(
      ([id, answer]) => isObject(answer) && isObject(before) && contents[id] && contents[id] === before[id]
    );
    return isObject(state) ? { ...state, answers: Object.fromEntries(answers) } : {};
  };
  const state = stored(kept.read());
  let shared = state; // what this tab last knew to be kept
  const text = (value) => JSON.stringify(value ?? noAnswer());
  /** What stands in `mine` where this tab has changed it, else what stands in `theirs`. */
  const merged = (mine = {}, theirs = {}, before = {}) =>
    Object.fromEntries(
      [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
        .map((key) => [key, text(mine[key]) === text(before[key]) ? theirs[key] : mine[key]])
        .filter(([, value]) => value !== undefined)
    );
  const withOthers = (now, theirs) => {
    const moments = ({ deadline = 0, handed = 0 }) => ({ deadline, handed });
    return {
      ...now,
      ...merged(moments(now), moments(theirs), moments(shared)),
      answers: merged(now.answers, theirs.answers, shared.answers),
    };
  };
  return {
    key: kept.key,
    state,
    onState(now) {
      let both = now;
      kept.change((lesson) => {
        both = withOthers(now, stored(lesson));
        lesson.tests[name] = { state: both, contents };
      });
      shared = both;
      const same = JSON.stringify([now.deadline, now.handed]) === JSON.stringify([both.deadline, both.handed]);
      const ids = new Set([...Object.keys(now.answers), ...Object.keys(both.answers)]);
      return same && [...ids].every((id) => text(now.answers[id]) === text(both.answers[id])) ? undefined : both;
    },
    onOthers(now) {
      const theirs = stored(kept.read());
      const both = withOthers(now, theirs);
      shared = theirs;
      return both;
    },
    onAttempt: ({ id, ...attempt }) =>
      kept.change((lesson) =>
        lesson.attempts.push({
          study_set: kept.set,
          question: id,
          content: contents[id],
          ...attempt,
          session: root.dataset.minutes ? "mock" : "paper",
          at: new Date().toISOString(),
          uuid: randomName(),
        })
      ),
  };
}

/** Have the box of a note keep what is written in it; `box` and `show` are those of noteBox(). */
function keepNote(kept, root, { box, show }) {
  const id = root.dataset.note;
  const source = root.querySelector(".kit-source");
  const tell = () => kept.open && (source.textContent = "随写随存，只保存在这个浏览器里。");
  const stored = () => {
    const text = kept.read().notes[id]?.text;
    return typeof text === "string" ? text : "";
  };
  let shared = stored(); // what this tab last knew to be kept
  if (shared) show(shared);
  const save = () => {
    if (box.value === shared) return;
    const theirs = stored(); // another tab may have written meanwhile
    if (theirs !== shared && theirs !== box.value) show(`${theirs}\n\n${box.value}`);
    shared = box.value;
    kept.change(({ notes }) => {
      notes[id] = { study_set: kept.set, note: id, text: shared, at: new Date().toISOString(), uuid: randomName() };
    });
    tell();
  };
  box.addEventListener("input", save); // at once: a page may be gone before any later moment
  onOthers(kept.key, () => {
    if (box.value !== shared) return save();
    shared = stored();
    show(shared);
  });
  tell();
}

/** A random UUID: the browser's own came with Chromium 92. */
function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** What is kept of some lessons, as the file that `kit progress --import` reads. */
function recordsOf(lessons) {
  const attempts = lessons.flatMap((lesson) => lesson.attempts);
  const notes = lessons.flatMap((lesson) => Object.values(lesson.notes)).filter(isObject);
  const version = notes.length ? 2 : 1;
  const head = { format: "speech-study-kit progress", version, graded: false };
  return { ...head, attempts, ...(notes.length ? { notes } : {}) };
}

/** Put a button below `place` that saves what `lessons()` gives: kept lessons, read anew. */
function takeAlong(place, lessons, told) {
  const said = make("p", { class: "kit-source", role: "status" });
  const save = () => {
    const records = recordsOf(lessons());
    const { attempts, notes = [] } = records;
    if (!attempts.length && !notes.length) {
      said.textContent = told.none;
      return;
    }
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => `${part}`.padStart(2, "0"));
    saveFile(`作答记录-${day.join("-")}.json`, "application/json", JSON.stringify(records, null, 1));
    const what = [`${attempts.length} 次作答`, ...(notes.length ? [`${notes.length} 条笔记`] : [])].join("、");
    said.textContent =
      `已存成文件：${what}。在装有学习工具的电脑上运行“kit progress --import 文件名”（“kit”怎样写全，见使用说明），就并入那里的记录，不会重复。`;
  };
  place.append(
    make("section", { class: "kit-kept", "aria-label": "保存与带走" },
      make("p", { class: "kit-source" }, told.where),
      make("div", { class: "kit-actions" }, button(told.name, save)),
      said)
  );
}

/** The end of a page of lessons. */
function takeLessons(known) {
  const kept = [...known.values()];
  if (!kept.length) return;
  takeAlong(one(document, "main"), () => kept.map((lesson) => lesson.read()), {
    name: kept.length > 1 ? "把这些课的作答带走" : "把本课的作答带走",
    where: kept.every((lesson) => lesson.open) ? KEPT_HERE : NOT_KEPT,
    none: "还没有作答，也没有写笔记。",
  });
}

/** The index of a folder of lessons: what is kept of all of them, as far as this page may see it. */
function takeFolder(root) {
  const { set } = root.dataset;
  const lessons = JSON.parse(root.dataset.lessons);
  const read = () =>
    lessons.map((lesson) => {
      try {
        return lessonFrom(localStorage.getItem(`${STORE} ${set} ${lesson}`));
      } catch {
        return lessonFrom("");
      }
    });
  takeAlong(root, read, {
    name: "把各课的作答带走",
    where: "各课的作答和笔记保存在这个浏览器里。",
    none: "这里没有找到作答。有的浏览器把每个文件的作答分开保存：请到各课的末尾，分别带走。",
  });
}
