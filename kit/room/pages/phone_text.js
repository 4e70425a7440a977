// The text of the speech on a phone, for between questions: opened where the screen is about.

/** Make a panel the text's, and return how to offer it or not; `room` is what the screen shows. */
export function speechText(text, room) {
  text.addEventListener("toggle", open);
  return (offered) => {
    text.hidden = !offered;
    const about = paragraph();
    text.firstElementChild.textContent = about ? `讲话全文（翻到第${about}段）` : "讲话全文";
    if (text.hidden) text.open = false;
  };

  /** The number of the paragraph that the screen is about, or "". */
  function paragraph() {
    const place = room.querySelector(".kit-place") || room;
    const found = /第(\d+)(?:[至、-]\d+)?段/.exec(place.textContent);
    return found ? found[1] : "";
  }

  async function open() {
    if (!text.open) return;
    const place = text.lastElementChild;
    if (!place.firstChild) {
      place.textContent = "正在取来……";
      try {
        const answered = await fetch("/text.html");
        if (!answered.ok) throw new Error(answered.status);
        place.innerHTML = await answered.text();
      } catch (error) {
        place.textContent = "";
        text.open = false;
        return;
      }
    }
    const about = paragraph();
    const there = [...place.querySelectorAll(".kit-numbered")][Number(about) - 1];
    for (const each of place.querySelectorAll(".now")) each.classList.remove("now");
    if (!there) return;
    there.classList.add("now");
    there.scrollIntoView({ block: "start" });
  }
}
