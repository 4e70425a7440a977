// A page on paper: its answers stand at its end, behind all questions.

/** Keep the answers of `tests` at the end of the page as long as it is printed. */
function keyOnPaper(tests) {
  if (one(document, ".kit-answers")) return; // the page has a key of its own
  let key = null;
  const away = () => {
    key?.remove();
    document.body.classList.remove("kit-keyed");
  };
  addEventListener("beforeprint", () => {
    away();
    key = answerPages(tests);
    one(document, "main").append(key);
    for (const entry of all(document, ".kit-on-paper a")) entry.href = "#answers";
    document.body.classList.add("kit-keyed");
  });
  addEventListener("afterprint", away);
}

/** The answers of all tests, each told once: a question asked again refers to where it stood. */
function answerPages(tests) {
  const section = make("section", { class: "kit-answers", "aria-label": "答案与解析" });
  section.append(make("h2", { id: "answers" }, "答案与解析"));
  const told = new Map();
  for (const test of tests) {
    const name = titleOf(test, tests.length > 1);
    if (name) section.append(make("h3", {}, name));
    const answers = all(test, ".kit-question").map((card) => answerOnPaper(card, name, told));
    section.append(make("div", { class: "kit-in-columns" }, ...answers));
  }
  return section;
}

/** One answer behind the number of its question; `told` knows where each question stood before. */
function answerOnPaper(card, name, told) {
  const { id, number } = card.dataset;
  const before = told.get(id);
  if (!before) told.set(id, `${name ? `“${name}”` : ""}第 ${number} 题`);
  const parts = before
    ? [make("p", {}, `同${before}。`)]
    : [...one(card, ".kit-answer").children].slice(1).map((part) => part.cloneNode(true)); // behind its summary
  const matched = parts.findIndex((part) => part.dataset.letters);
  if (matched >= 0) { // the question was printed with letters: they stand for the list of pairs
    parts[matched].textContent = `${parts[matched].dataset.letters}。`;
    parts.splice(matched + 1, 1);
  }
  return make("div", { class: "kit-answer" }, make("b", { class: "kit-nth" }, `${number}.`), ...parts);
}

/** How a test is told from the others on the page: by its lesson in a bound page, or by its name. */
function titleOf(test, several) {
  if (!several) return "";
  const chapter = test.closest(".kit-chapter");
  const alone = !chapter || all(chapter, "form.kit-test").length < 2;
  const lesson = chapter ? one(chapter, "h2").textContent : "";
  return alone && lesson ? lesson : [lesson, test.getAttribute("aria-label")].filter(Boolean).join("：");
}
