"""What cells show is made beforehand by the kit alone, and shown of nothing that has changed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kit.lab import beforehand
from kit.lab.beforehand import in_background, make, shown_before
from kit.lab.trust import trust_place
from kit.library import ROOT_VARIABLE, StudySet
from tests.small_set import code_cell, lesson, text_cell

NAME = "00_index"
STORED = {"output_type": "display_data", "data": {"text/html": "别人存的"}, "metadata": {}}


@pytest.fixture
def chosen(small_set: StudySet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StudySet:
    """A set with one lesson of every kind of cell, in an empty data folder."""
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))  # for the process in the background
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: data / name)
    monkeypatch.setenv(ROOT_VARIABLE, str(small_set.root))
    write(
        small_set,
        code_cell("setup", 'import kit\nspeech = kit.load("small")'),
        code_cell("passage", 'speech["一"]'),
        code_cell("note", 'kit.note("00-1")'),
        code_cell("test", "kit.mixed_test()"),
        code_cell("review", "kit.progress()"),
        code_cell("plain", "1 + 1"),
        code_cell("wrong", "1 / 0"),
        code_cell("below", 'speech["一"]', outputs=[STORED]),
    )
    return small_set


def write(study_set: StudySet, *cells: dict[str, object]) -> None:
    text = lesson(text_cell("title", "# 目录"), *cells)
    study_set.index.write_text(text, encoding="utf-8")


def made(study_set: StudySet) -> None:
    make(study_set, study_set.index, beforehand._made_of(study_set))


def test_passages_are_shown_and_of_what_is_live_only_that_it_comes(chosen: StudySet) -> None:
    assert shown_before(chosen, NAME) == {}
    made(chosen)
    shown = shown_before(chosen, NAME)
    assert {cell: each["kind"] for cell, each in shown.items()} == {
        "passage": "",
        "note": "note",
        "test": "bare",
    }
    assert shown["passage"]["source"] == 'speech["一"]'
    assert "抓好生产" in shown["passage"]["html"]
    assert shown["note"]["html"] == shown["test"]["html"] == ""
    assert "别人存的" not in str(shown)


def test_nothing_is_shown_once_set_or_kit_is_another(
    chosen: StudySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(chosen)
    paper = next(chosen.quizzes.glob("*.md"))
    for file in (chosen.speech_file, paper, chosen.index):
        before = file.read_bytes()
        file.write_bytes(before + b"\n")
        assert shown_before(chosen, NAME) == {}, file.name
        file.write_bytes(before)
        assert shown_before(chosen, NAME) != {}, file.name
    monkeypatch.setattr(beforehand, "_program", lambda: "another kit")
    assert shown_before(chosen, NAME) == {}


def test_all_that_is_missing_is_made_in_the_background_once(
    chosen: StudySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(chosen, code_cell("setup", 'import kit\nkit.load("small")["一"]'))
    trust_place(chosen)
    with in_background(chosen):
        for _ in range(300):
            if shown_before(chosen, NAME):
                break
            time.sleep(0.1)
    assert list(shown_before(chosen, NAME)) == ["setup"]
    monkeypatch.setattr("subprocess.Popen", None)  # whoever calls it fails
    with in_background(chosen):
        pass


def test_nothing_is_made_of_a_set_that_was_exchanged_for_another_one(
    chosen: StudySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.nice", lambda _: 0, raising=False)
    monkeypatch.setattr(beforehand, "make", None)  # whoever calls it fails
    beforehand.make_all(str(chosen.root), chosen.name)
