"""Which tests ``pytest -m quick`` runs: all but those that this module names or tells by a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent

LONG = {
    # whole lessons are run, whole sets made
    *("handout/test_builtin_lessons.py", "handout/test_command.py", "handout/test_editions.py"),
    *("handout/test_exporter.py", "handout/test_running.py", "handout/test_batch.py"),
    *("making/test_assembly.py", "cli/test_study_sets.py", "widgets/test_review_lesson.py"),
    # everything there is is drawn, spoilt, written, exported
    *("charts/test_layout.py", "charts/test_axes.py", "widgets/test_reviewing.py"),
    *("quiz/test_mutations.py", "quiz/test_writing.py", "cli/test_deck_files.py"),
    *(
        "exercises/test_whole_speech.py",
        "decks/test_anki.py",
        "progress/test_sixty_days.py",
        "progress/test_command.py",
    ),
    *("speech/test_sameness.py", "speech/test_words.py"),
    # other programs are run, or texts a hundred times as long
    *(
        "test_code.py",
        "test_collection.py",
        "test_growth.py",
        "cli/test_unlucky_use.py",
        "lab/test_server.py",
        "lab/test_beforehand.py",
    ),
    "browser",
}
"""Modules, and folders of them, that are left out; they are not even read."""

SLOW = {"chromium", "edition", "postgres"}
"""Fixtures that start a browser, ten lessons, a server: tests that ask for them are left out."""

RUNS = {"subprocess", "started", "write_handouts", "run_lesson"}
"""What a test calls by itself to run another program or a lesson: it is left out."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass the long modules over where the quick ones are asked for."""
    is_asked_for = config.option.markexpr == "quick" and collection_path.is_relative_to(TESTS)
    return True if is_asked_for and _place(collection_path) in LONG else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what is quick."""
    for item in items:
        if not any(is_left_out(item) for is_left_out in (_is_long, _is_slow, _is_law)):
            item.add_marker(pytest.mark.quick)


def _place(path: Path) -> str:
    return path.relative_to(TESTS).as_posix()


def _is_long(item: pytest.Function) -> bool:
    return bool({_place(item.path), _place(item.path.parent)} & LONG) or any(
        item.get_closest_marker(name) for name in ("browser", "soak")
    )


def _is_slow(item: pytest.Function) -> bool:
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    asked = any(name in parameters or name in item.fixturenames for name in SLOW)
    return asked or not RUNS.isdisjoint(item.obj.__code__.co_names)


def _is_law(item: pytest.Function) -> bool:
    """Tell a law that is tried on many made-up texts."""
    return hasattr(item.obj, "hypothesis")
