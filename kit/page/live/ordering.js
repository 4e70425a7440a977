// Items to be put in order: drawn with the mouse, a pen or a finger, or moved by two buttons.

/**
 * Let an item of a list be drawn to another place by its `grip`, and moved by one place by the
 * buttons `up` and `down`; `moved` is told the place, from 0, where it lies then.
 */
function movable(item, grip, up, down, moved) {
  let at = -1; // the place it is drawn from; below 0: it is not drawn
  const place = () => [...item.parentElement.children].indexOf(item);
  const step = (button, other, side) => {
    if (!other) return;
    other[side](item);
    button.focus(); // which has left the page for a moment
    moved(place());
  };
  const end = () => {
    if (at < 0) return;
    item.classList.remove("kit-drawn");
    if (place() !== at) moved(place());
    at = -1;
  };
  up.addEventListener("click", () => step(up, item.previousElementSibling, "before"));
  down.addEventListener("click", () => step(down, item.nextElementSibling, "after"));
  grip.addEventListener("pointerdown", (event) => {
    if (event.button || item.closest("fieldset").disabled) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    item.classList.add("kit-drawn");
    at = place();
  });
  grip.addEventListener("pointermove", ({ clientY }) => {
    if (at < 0) return;
    const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
    const { previousElementSibling: above, nextElementSibling: below } = item;
    // The other one is moved: an element that leaves the page loses the pointer.
    if (above && clientY < middle(above)) item.after(above);
    else if (below && clientY > middle(below)) item.before(below);
  });
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
}
