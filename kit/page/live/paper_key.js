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
    for (const card of all(test, ".kit-question")) {
      const number = make("b", { class: "kit-nth" }, `${card.dataset.number}.`);
      const answer = make("div", { class: "kit-answer" }, number);
      const before = told.get(card.dataset.id);
      if (before) answer.append(make("p", {}, `同${before}。`));
      else for (const part of one(card, ".kit-answer").children) if (part.localName !== "summary") answer.append(part.cloneNode(true));
      told.set(card.dataset.id, before ?? `${name ? `“${name}”` : ""}第 ${card.dataset.number} 题`);
      section.append(answer);
    }
  }
  return section;
}

/** How a test is told from the others on the page: by its lesson in a bound page, or by its name. */
function titleOf(test, several) {
  if (!several) return "";
  const chapter = test.closest(".kit-chapter");
  const alone = !chapter || all(chapter, "form.kit-test").length < 2;
  const lesson = chapter ? one(chapter, "h2").textContent : "";
  return alone && lesson ? lesson : [lesson, test.getAttribute("aria-label")].filter(Boolean).join("：");
}
