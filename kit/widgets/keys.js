/**
 * Keep keys that type, edit or move from JupyterLab: to the notebook D D, Ctrl+Z or Ctrl+Backspace
 * would be commands. What else is pressed with Ctrl or Alt (to save, to find a command) goes on to
 * it. Returns what undoes it.
 */
function keepKeys(element) {
  const keep = (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    if (!command || event.key.length > 1 || /[acvxyz]/i.test(event.key)) event.stopPropagation();
  };
  element.addEventListener("keydown", keep);
  return () => element.removeEventListener("keydown", keep);
}
