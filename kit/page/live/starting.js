// A page of lessons is made live: its tests and notes, and what its browser keeps of them.

/** Make the tests and notes of a page live, without a kernel, and keep what is done in them. */
function startPage(tests, notes) {
  const known = new Map(); // the lessons on this page that are kept
  const names = new Set();
  for (const root of tests) {
    const kept = keptLessonOf(root, known);
    start(root, kept ? keptTest(kept, root, nameAmong(names, kept, root)) : {});
    if (kept && !kept.open) one(root, ".kit-bar").before(make("p", { class: "kit-source", role: "note" }, NOT_KEPT));
  }
  for (const root of notes) {
    const kept = keptLessonOf(root, known);
    const note = noteBox(root);
    if (kept) keepNote(kept, root, note);
  }
  takeLessons(known);
}

/** Make a test live; what is printed is the questions alone. */
function start(root, kept) {
  const test = enhance(root, { ...kept, restart: true });
  addEventListener("beforeprint", test.blank);
  addEventListener("afterprint", () => test.restore());
  addEventListener("pagehide", test.flush);
  if (kept.onOthers) onOthers(kept.key, () => test.merge(kept.onOthers));
}

/** The name of a test in its lesson, where several may be called the same. */
function nameAmong(names, { key }, root) {
  const label = root.getAttribute("aria-label");
  let name = label;
  for (let number = 2; names.has(`${key} ${name}`); number++) name = `${label} ${number}`;
  names.add(`${key} ${name}`);
  return name;
}
