"""From the address to the text, to the first question, and from a click to what is said to it.

Beside each stands a bare notebook in the same JupyterLab: one Markdown cell, one ipywidgets button.
Kernels are stopped before every opening, so that each begins one.

Run: python -m tests.benchmarks.reading
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.running import Lab, open_lesson, running_lab, show_all, start_lesson
from tests.conftest import ARGUMENTS, executable
from tests.small_set import code_cell, lesson, text_cell

ROUNDS = 7
CLICKS = 20
LESSON = "06_four_functions"
MADE_WITHIN = 120  # seconds in which what the cells show is made beforehand
ECHO = """# 按钮回声
import ipywidgets
button, label = ipywidgets.Button(description="echo"), ipywidgets.Label("0")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
ipywidgets.HBox([button, label])"""
BARE = {
    "bare_text": [text_cell("text", "# 笔记本\n\n只有一段文字。")],
    "bare_button": [{**code_cell("echo", ECHO), "metadata": {"deletable": False}}],
}
# Milliseconds from when an address was gone to until something of each kind was there.
SEEN = """() => {
  const wanted = Object.entries({
    text: ".jp-MarkdownOutput p",
    passage: ".kit-text",
    question: ".kit-live input:enabled",
    button: ".jupyter-button",
  });
  const seen = window.seen = {};
  const stands = (place) => [...document.querySelectorAll(place)].some(each => each.offsetParent);
  const look = () => {
    for (const [name, place] of wanted) if (stands(place)) seen[name] ??= performance.now();
    requestAnimationFrame(look);
  };
  look();
}"""
# Milliseconds from a click on `button` until the text of `place` has changed.
TIMED = """([button, place]) => new Promise(resolve => {
  const watched = document.querySelector(place);
  const begun = performance.now();
  const observer = new MutationObserver(() => {
    observer.disconnect();
    resolve(performance.now() - begun);
  });
  observer.observe(watched, {childList: true, subtree: true, characterData: true});
  document.querySelector(button).click();
})"""


def add_bare_notebooks(lab: Lab) -> None:
    """Put the bare notebooks beside the learner's lessons."""
    for name, cells in BARE.items():
        notebook = json.loads(lesson(*cells))
        notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        (lab.lessons / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def wait_until_made(lab: Lab) -> None:
    """Wait until what the lesson's cells show is there: what a learner meets after a minute."""
    until = time.monotonic() + MADE_WITHIN
    while not any(lab.home.rglob(f"beforehand/*/{LESSON}.json")) and time.monotonic() < until:
        time.sleep(0.5)


def seen(tab: Page, address: str, last: str) -> dict[str, float]:
    """Open an address and return when each thing was there, the last of them included."""
    if "127.0.0.1" in tab.url:
        tab.evaluate("jupyterapp.serviceManager.sessions.shutdownAll().then(() => null)")
    tab.goto(address)
    tab.wait_for_function(f"window.seen?.{last}", timeout=90_000)
    times: dict[str, float] = tab.evaluate("window.seen")
    return times


def openings(tab: Page, lab: Lab) -> dict[str, list[dict[str, float]]]:
    """Return the times of all openings, in turns."""
    tab.add_init_script(f"({SEEN})()")
    open_lesson(tab, lab.address)  # what a browser keeps of JupyterLab is there from now on
    turns = {"bare_text": "text", "bare_button": "button", LESSON: "question"}
    times: dict[str, list[dict[str, float]]] = {name: [] for name in turns}
    for _ in range(ROUNDS):
        for name, last in turns.items():
            times[name].append(seen(tab, lab.lesson(name), last))
    return times


def clicks(tab: Page, lab: Lab) -> dict[str, list[float]]:
    """Return the times of the bare button, and of the self-test's choices."""
    where: list[Any] = [".jupyter-button", ".widget-label"]
    tab.goto(lab.lesson("bare_button"))
    tab.locator(".jupyter-button").wait_for(timeout=60_000)
    echoes = [float(tab.evaluate(TIMED, where)) for _ in range(CLICKS)]
    start_lesson(tab, lab.lesson(LESSON))
    test = tab.locator(".kit-live")
    show_all(test)
    kinds = test.locator("[data-kind=single], [data-kind=judge], [data-kind=multiple]")
    answers = []
    for card in kinds.locator("visible=true").all():
        here = f".kit-live [data-id='{card.get_attribute('data-id')}']"
        card.locator("input").first.check()
        answers.append(float(tab.evaluate(TIMED, [f"{here} .kit-main", f"{here} [role=status]"])))
    return {"echo": echoes, "answer": answers}


def main() -> None:
    """Print the median of each, the range, and its ratio to the bare one."""
    with (
        tempfile.TemporaryDirectory() as home,
        running_lab(Path(home)) as lab,
        sync_playwright() as driver,
    ):
        add_bare_notebooks(lab)
        browser = driver.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        wait_until_made(lab)
        opened = openings(tab, lab)
        clicked = clicks(tab, lab)
        browser.close()
    bare = {name: [each[name] for each in opened[f"bare_{name}"]] for name in ("text", "button")}
    read = {name: [each[name] for each in opened[LESSON]] for name in ("passage", "question")}
    print(f"{'':<40}{'median ms':>10}{'range':>14}{'ratio':>8}")
    for row, own, beside in (
        ("address to text, bare Markdown cell", bare["text"], bare["text"]),
        ("address to the first passage", read["passage"], bare["text"]),
        ("address to a bare button", bare["button"], bare["text"]),
        ("address to the first question", read["question"], bare["text"]),
        ("click to echo, bare button", clicked["echo"], clicked["echo"]),
        ("click to feedback, self-test", clicked["answer"], clicked["echo"]),
    ):
        median, spread = statistics.median(own), f"{min(own):.0f}–{max(own):.0f}"
        print(f"{row:<40}{median:>10.0f}{spread:>14}{median / statistics.median(beside):>8.2f}")


if __name__ == "__main__":
    main()
