"""What any test may ask for: records of its own, and a real Chromium, where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from kit.course import Course
from kit.library import DEFAULT_SET, study_set
from kit.progress import DATABASE_VARIABLE
from kit.quiz import Question
from kit.speech import Speech

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TESTS = Path(__file__).parent
LONG = {
    # whole lessons are run
    *("handout/test_builtin_lessons.py", "handout/test_command.py", "handout/test_editions.py"),
    *("handout/test_exporter.py", "handout/test_running.py", "handout/test_writing.py"),
    "widgets/test_review_lesson.py",
    # everything there is is drawn, spoilt, made, exported, told from one another
    *("charts/test_layout.py", "charts/test_axes.py", "quiz/test_mutations.py"),
    *("making/test_assembly.py", "cli/test_deck_files.py", "decks/test_anki.py"),
    *("progress/test_sixty_days.py", "speech/test_sameness.py", "speech/test_words.py"),
    # other programs are run
    *("test_code.py", "test_collection.py"),
}
"""Modules that ``pytest -m quick`` leaves out."""

SLOW = {"chromium", "edition", "postgres"}
"""Fixtures, whose tests it leaves out too: they start a browser, ten lessons, a server."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Chromium's sandbox refuses to run as root.
    *(("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark as quick all but long modules, slow fixtures, soaks, and laws tried on many texts."""
    for item in items:
        parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
        is_slow = any(name in parameters or name in item.fixturenames for name in SLOW)
        is_soak = item.get_closest_marker("soak") or item.get_closest_marker("browser")
        is_law = hasattr(item.obj, "hypothesis")
        is_long = item.path.relative_to(TESTS).as_posix() in LONG
        if not (is_slow or is_soak or is_law or is_long):
            item.add_marker(pytest.mark.quick)


def executable() -> str | None:
    """Return the browser named by ``KIT_CHROMIUM``, else the first one on the path."""
    names = (os.environ.get("KIT_CHROMIUM", ""), *NAMES)
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _none(reason: str) -> NoReturn:
    """Skip for want of a browser; where CI is set, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def course() -> Course:
    """The built-in study set."""
    return Course(study_set(DEFAULT_SET))


@pytest.fixture(scope="session")
def speech(course: Course) -> Speech:
    """The built-in speech."""
    return course.speech


@pytest.fixture(scope="session")
def questions(course: Course) -> tuple[Question, ...]:
    """All questions of the built-in papers."""
    return course.questions


@pytest.fixture(scope="session", autouse=True)
def no_records_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no program that a test starts, reads or writes the data of who runs it."""
    home = tmp_path_factory.mktemp("records")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, f"sqlite:///{home / 'progress.sqlite3'}")
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setattr("platformdirs.user_data_path", lambda name, **_: home / name)
        yield


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of records that one test has to itself; it is not there yet."""
    file = tmp_path / "mine" / "progress.sqlite3"
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{file}")
    return file


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one test module.

    Not for the whole session: as long as Playwright's synchronous interface is open, its event
    loop counts as running, and whatever calls ``asyncio.run`` (nbclient, for one) would fail.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    path = executable()
    if path is None:
        _none("no Chromium: install one, or name it in KIT_CHROMIUM")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def offline_page(chromium: Browser) -> Iterator[Page]:
    """A fresh tab that fails the test if the page's own script fails or asks the network."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1000, "height": 800})
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on(
        "request",
        lambda request: faults.append(request.url) if request.url.startswith("http") else None,
    )
    yield tab
    context.close()
    assert faults == []
