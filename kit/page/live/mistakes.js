// What was wrong in a test, as a page of its own: to be printed, done again by hand, and compared.

const NOT_ON_PAPER = ".kit-verdict, .kit-room, .kit-tag, .kit-grip, .kit-actions, .kit-sure, .kit-hint, .kit-answer, .kit-button";

/** Save these cards as one HTML file that needs no other and no network. */
function saveMistakes(root, cards) {
  const rules = all(document, "style").map((style) => style.textContent).find((text) => text.includes(".kit-question"));
  const title = `错题：${root.getAttribute("aria-label")}`;
  const body = make("body", { class: "kit-root kit-page" },
    make("main", {},
      make("h1", {}, title),
      make("p", {}, `共 ${cards.length} 题。先在纸上重做，再看后面的答案与解析。`),
      ...cards.map(askedAgain),
      make("section", { class: "kit-answers" }, make("h2", {}, "答案与解析"), ...cards.map(toldAgain))));
  const head = make("head", {},
    make("meta", { charset: "utf-8" }),
    make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    make("title", {}, title),
    make("style", {}, rules));
  saveFile("错题.html", "text/html", `<!DOCTYPE html>\n${make("html", { lang: "zh-CN" }, head, body).outerHTML}\n`);
}

/** A question as it was asked, with nothing in it. */
function askedAgain(card) {
  const asked = card.section.cloneNode(true);
  for (const element of all(asked, NOT_ON_PAPER)) element.remove();
  for (const field of all(asked, "fieldset")) field.disabled = false;
  for (const label of all(asked, "[hidden]")) label.hidden = false;
  for (const name of Object.keys(asked.dataset)) delete asked.dataset[name];
  asked.hidden = false;
  return asked;
}

function toldAgain(card) {
  const told = [...card.answer.children].slice(1).map((part) => part.cloneNode(true)); // behind its summary
  for (const own of told.flatMap((part) => [part, ...all(part, "*")])) {
    if (own.hidden) own.hidden = false;
    if (own.matches("fieldset")) own.disabled = true;
  }
  return make("div", { class: "kit-answer" }, make("b", { class: "kit-nth" }, `${card.number}.`), ...told);
}
