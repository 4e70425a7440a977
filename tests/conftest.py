"""What any test may ask for: records of its own, and a real Chromium, where there is one."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn, cast

import pytest

from kit.course import Course
from kit.library import DEFAULT_SET, study_set
from kit.progress import DATABASE_VARIABLE
from kit.quiz import Question
from kit.speech import Speech
from tests.quick import pytest_collection_modifyitems, pytest_ignore_collect

# An extra of jsonschema, which comes with nbformat: it builds 38 grammars when it is imported, two
# seconds of each run, for formats that no notebook has. jsonschema does without where it is absent.
sys.modules.setdefault("rfc3987_syntax", cast(ModuleType, None))

__all__ = ["pytest_collection_modifyitems", "pytest_ignore_collect"]  # what is quick

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Chromium's sandbox refuses to run as root.
    *(("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()),
)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave the soak tests to CI and to whoever asks for them with ``-m soak``."""
    is_asked_for = os.environ.get("CI") or "soak" in item.config.option.markexpr
    if item.get_closest_marker("soak") and not is_asked_for:
        pytest.skip("asked for with -m soak, and by CI")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what is there to stay, the modules above all."""
    gc.freeze()


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
