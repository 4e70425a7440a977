"""From click to feedback in JupyterLab: the self-test beside a bare ipywidgets button.

Run: python -m tests.benchmarks.feedback
"""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kit.lab import trust
from tests.browser.running import running_lab, start_lesson
from tests.conftest import ARGUMENTS, executable

CLICKS = 20
LESSON = "05_three_projects"
ECHO = """# 按钮回声
import ipywidgets
button, label = ipywidgets.Button(description="echo"), ipywidgets.Label("0")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
ipywidgets.HBox([button, label])"""
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


def add_echo(lesson: Path) -> None:
    """Put a bare button with an echo before the lesson's last cell, and trust the lesson again."""
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "echo", "metadata": {}, "outputs": [], "source": ECHO}
    notebook["cells"].insert(-1, cell | {"execution_count": None})
    lesson.write_text(json.dumps(notebook), encoding="utf-8")
    trust([lesson], state=lesson.parents[3] / "jupyter")


def echo_times(tab: Page) -> list[float]:
    """Return the times of the bare button."""
    where = [".jupyter-button", ".widget-label"]
    return [float(tab.evaluate(TIMED, where)) for _ in range(CLICKS)]


def self_test_times(tab: Page) -> list[float]:
    """Return the times of the self-test's choices, each answered with its first option."""
    test = tab.locator(".kit-live")
    test.get_by_role("button", name="全部显示").click()
    times = []
    for card in test.locator("[data-kind=single], [data-kind=judge], [data-kind=multiple]").all():
        here = f".kit-live [data-id='{card.get_attribute('data-id')}']"
        card.locator("input").first.check()
        times.append(float(tab.evaluate(TIMED, [f"{here} .kit-main", f"{here} [role=status]"])))
    return times


def main() -> None:
    """Print the median of each, and their ratio."""
    with (
        tempfile.TemporaryDirectory() as home,
        running_lab(Path(home)) as lab,
        sync_playwright() as driver,
    ):
        add_echo(lab.lessons / f"{LESSON}.ipynb")
        browser = driver.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        start_lesson(tab, lab.lesson(LESSON))
        rows = {"bare ipywidgets button": echo_times(tab), "self-test": self_test_times(tab)}
        browser.close()
    bare = statistics.median(rows["bare ipywidgets button"])
    print(f"{'click to feedback':<26}{'median ms':>10}{'ratio':>8}")
    for name, times in rows.items():
        print(f"{name:<26}{statistics.median(times):>10.1f}{statistics.median(times) / bare:>8.2f}")


if __name__ == "__main__":
    main()
