// Items to be put in order, drawn with the mouse, a pen or a finger; buttons do the same.

/** Let an item of a list be drawn to another place by its `grip`; `moved` is told when it lies there. */
function addDrag(item, grip, moved) {
  let at = -1; // the place it is drawn from; below 0: it is not drawn
  const place = () => [...item.parentElement.children].indexOf(item);
  const end = () => {
    if (at < 0) return;
    item.classList.remove("kit-drawn");
    if (place() !== at) moved(place());
    at = -1;
  };
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
