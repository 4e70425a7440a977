"""Make the README's pictures from the real thing.

Run: python -m tests.pictures.make
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kit
from kit.charts import png
from tests.browser.running import running_lab, start_lesson
from tests.conftest import ARGUMENTS, executable

HERE = Path(__file__).parent
LESSON = "04_livelihood_brand"


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


def main() -> None:
    """Write lesson.png and chart.png beside this file."""
    speech = kit.load("zhanjiang2021")
    (HERE / "chart.png").write_bytes(png(kit.chart.part_by_action(speech), dpi=144))
    lesson(HERE / "lesson.png")


if __name__ == "__main__":
    main()
