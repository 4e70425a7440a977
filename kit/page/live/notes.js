// Boxes to write in (templates/note.html.j2).

/**
 * Have the box of a note grow with what is written, and have paper show it.
 *
 * Returns {box, show(text)}: its field, and what puts a text into it.
 */
function noteBox(root) {
  const box = root.querySelector("textarea");
  const paper = root.querySelector(".kit-note-paper");
  const ruled = paper ? [...paper.childNodes] : [];
  const draw = () => {
    const chrome = box.offsetHeight - box.clientHeight; // its borders
    box.style.height = "auto";
    if (box.scrollHeight) box.style.height = `${box.scrollHeight + chrome}px`;
    if (paper) paper.replaceChildren(...(box.value.trim() ? [box.value] : ruled));
  };
  box.addEventListener("input", draw);
  if (box.value) draw(); // what a browser has filled in again
  return {
    box,
    show(text) {
      if (box.value !== text) box.value = text;
      draw();
    },
  };
}
