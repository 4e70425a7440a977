"""Make the README's pictures from the real thing.

Run: python -m tests.pictures.make
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kit.handout import write_handouts
from kit.library import study_set
from tests.browser.running import running_lab, start_lesson
from tests.conftest import ARGUMENTS, executable

HERE = Path(__file__).parent
LESSON = "04_livelihood_brand"
SESSION = "11_session_2"
QUESTION = "ms61"


def lesson(path: Path) -> None:
    """Take a picture of a started lesson, its passage in sight."""
    with (
        tempfile.TemporaryDirectory() as home,
        running_lab(Path(home)) as lab,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        start_lesson(tab, lab.lesson(LESSON))
        # The lesson's last cell holds the reader at the top until the wheel is turned.
        tab.wait_for_function("document.querySelector('.jp-WindowedPanel-outer').scrollTop < 40")
        tab.mouse.move(800, 500)
        tab.mouse.wheel(0, 200)
        tab.wait_for_function("document.querySelector('.jp-WindowedPanel-outer').scrollTop > 40")
        tab.locator(".kit-passage").first.evaluate("each => each.scrollIntoView({block: 'center'})")
        tab.screenshot(path=path)
        browser.close()


def slide(path: Path) -> None:
    """Take a picture of a session's slide that asks a question, its key in sight."""
    chosen = study_set("zhanjiang2021")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        write_handouts(
            chosen,
            to=Path(folder),
            lessons=[chosen.notebooks / f"{SESSION}.ipynb"],
            audience="projector",
        )
        browser = driver.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1280, "height": 720}, locale="zh-CN")
        tab.goto(f"{(Path(folder) / f'{SESSION}.html').as_uri()}#s-ask-{QUESTION}/1")
        tab.locator(f"[data-asks='{QUESTION}'] .kit-key").wait_for()
        tab.screenshot(path=path)
        browser.close()


def main() -> None:
    """Write lesson.png and slide.png beside this file."""
    slide(HERE / "slide.png")
    lesson(HERE / "lesson.png")


if __name__ == "__main__":
    main()
