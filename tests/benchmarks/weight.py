"""What a handout weighs and takes beside nbconvert's lab page of the same lesson, in one run.

Run: python -m tests.benchmarks.weight

Bytes, addresses on other hosts that the page asks for, seconds, and violations that axe finds in a
real browser (light; "-" without a browser).
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

from kit.handout import EDITIONS, handout_lessons, write_handouts
from kit.library import study_set
from tests.conftest import ARGUMENTS, executable

REMOTE = re.compile(r"""(?:(?:src|href)=|url\(|from )["']?https?://""")
Row = tuple[str, int, int, float, str]
Count = Callable[[Path], str]


@contextmanager
def counting() -> Iterator[Count]:
    """Give a function that counts the violations on a page."""
    browser = executable()
    if browser is None:
        yield lambda _: "-"
        return
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=ARGUMENTS)

        def count(path: Path) -> str:
            tab = chromium.new_page()
            tab.goto(path.as_uri(), wait_until="domcontentloaded")
            tab.wait_for_timeout(300)
            found = Axe().run(tab).response["violations"]
            tab.close()
            return str(sum(len(each["nodes"]) for each in found))

        yield count
        chromium.close()


def nbconvert_page(lesson: Path, folder: Path) -> tuple[Path, float]:
    """Write nbconvert's lab page of a lesson, run afresh; return it and the seconds."""
    begun = time.perf_counter()
    notebook = nbformat.read(lesson, as_version=4)
    ExecutePreprocessor().preprocess(notebook, {"metadata": {"path": str(lesson.parent)}})
    page, _ = HTMLExporter().from_notebook_node(notebook)
    path = folder / f"{lesson.stem}.html"
    path.write_text(page, encoding="utf-8")
    return path, time.perf_counter() - begun


def row(name: str, path: Path, seconds: float, count: Count) -> Row:
    """Return the row of one page."""
    page = path.read_text(encoding="utf-8")
    return name, len(page.encode()), len(REMOTE.findall(page)), seconds, count(path)


def total(name: str, rows: list[Row], seconds: float) -> Row:
    """Return the row that sums others up; lessons side by side take less than their sum."""
    known = [int(each[4]) for each in rows if each[4] != "-"]
    violations = str(sum(known)) if known else "-"
    return name, sum(each[1] for each in rows), sum(each[2] for each in rows), seconds, violations


def main() -> None:
    """Print one row a page, and one for all pages of each maker."""
    chosen = study_set("zhanjiang2021")
    lessons = handout_lessons(chosen)
    made: list[tuple[str, str, Path, float]] = []
    together: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for audience in EDITIONS:
            written = write_handouts(chosen, to=folder / audience, audience=audience, bound=True)
            together[audience] = written.seconds
            made += [
                (audience, each.path.stem, each.path, each.seconds)
                for each in written.results
                if each.path is not None
            ]
            if written.bound is not None:
                made.append((audience, "bound", written.bound, written.seconds))
        for lesson in lessons:
            path, seconds = nbconvert_page(lesson, folder)
            made.append(("nbconvert lab", lesson.stem, path, seconds))
        with counting() as count:
            rows = [(maker, row(stem, path, spent, count)) for maker, stem, path, spent in made]
    print(f"{'page':<40}{'bytes':>12}{'remote':>8}{'seconds':>9}{'axe':>6}")
    for maker in (*EDITIONS, "nbconvert lab"):
        own = [each for by, each in rows if by == maker]
        single = [each for each in own if each[0] != "bound"]
        spent = together.get(maker, sum(each[3] for each in single))
        for title, size, remote, seconds, violations in [*own, total("all lessons", single, spent)]:
            print(f"{title + ', ' + maker:<40}{size:>12,}{remote:>8}{seconds:>9.2f}{violations:>6}")


if __name__ == "__main__":
    main()
