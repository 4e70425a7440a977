"""A set that someone sent runs only when a person has agreed to exactly what it holds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from kit.lab import (
    in_place,
    is_trusted,
    lessons_with_outputs,
    prepare,
    trust_content,
    trust_place,
    update,
)
from kit.lab.notebooks import read_notebook
from kit.lab.reading_room import trust
from kit.library import DEFAULT_SET, StudySet, study_set
from tests.small_set import code_cell, lesson, text_cell

SCRIPT = '<img src="x" onerror="fetch(1)">'
OUTPUT = {"output_type": "display_data", "metadata": {}, "data": {"text/html": SCRIPT}}
SENT = lesson(text_cell("title", "# 目录"), code_cell("a", "# 甲\n1", outputs=[OUTPUT]))
WIDGET = SENT.replace('"metadata": {},\n "nbformat"', '"metadata": {"widgets": {}},\n "nbformat"')


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "home" / name)
    return tmp_path / "home"


def is_signed(path: Path, state: Path) -> bool:
    notary = NotebookNotary(data_dir=str(state / "signatures"))
    try:
        return bool(notary.check_signature(nbformat.read(path, as_version=4)))
    finally:
        notary.store.close()


def test_a_set_from_elsewhere_is_not_trusted(small_set: StudySet) -> None:
    assert not is_trusted(small_set)


def test_the_set_that_the_kit_comes_with_is_trusted_and_another_beside_it_is_not() -> None:
    builtin = study_set(DEFAULT_SET)
    assert is_trusted(builtin)
    assert not is_trusted(StudySet("sent", builtin.root))


def test_a_copy_of_it_to_the_letter_is_trusted_and_no_other_of_its_name(tmp_path: Path) -> None:
    builtin = study_set(DEFAULT_SET)
    copy = StudySet(DEFAULT_SET, tmp_path / "clone")
    for kind in ("seeds", "notebooks", "quizzes"):
        shutil.copytree(builtin.root / kind / DEFAULT_SET, copy.root / kind / DEFAULT_SET)
    assert is_trusted(copy)
    copy.index.write_text(SENT, encoding="utf-8")
    assert not is_trusted(copy)


def test_a_set_is_trusted_for_exactly_its_content_wherever_it_lies(
    small_set: StudySet, tmp_path: Path
) -> None:
    trust_content(small_set)
    assert is_trusted(small_set)
    moved = StudySet(small_set.name, small_set.root.rename(tmp_path / "moved"))
    assert is_trusted(moved)


@pytest.mark.parametrize(
    "name", ["notebooks/small/00_index.ipynb", "quizzes/small/01_work.md", "seeds/small/new.py"]
)
def test_a_changed_or_added_file_makes_it_another_set(small_set: StudySet, name: str) -> None:
    trust_content(small_set)
    with (small_set.root / name).open("ab") as file:
        file.write(b"\n")
    assert not is_trusted(small_set)


def test_a_set_with_a_monstrous_file_is_asked_about_each_time(small_set: StudySet) -> None:
    with (small_set.notebooks / "film.mp4").open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: the disk holds nothing of it
    trust_content(small_set)
    assert not is_trusted(small_set)
    trust_place(small_set)
    assert is_trusted(small_set)


def test_one_file_cut_in_two_is_another_set(small_set: StudySet) -> None:
    (small_set.seeds / "a").write_bytes(b"xy")
    trust_content(small_set)
    (small_set.seeds / "a").write_bytes(b"x")
    (small_set.seeds / "b").write_bytes(b"y")
    assert not is_trusted(small_set)


def test_a_teachers_own_folder_stays_trusted_whatever_is_written_there(
    small_set: StudySet,
) -> None:
    trust_place(small_set)
    small_set.index.write_text(SENT, encoding="utf-8")
    assert is_trusted(small_set)
    assert not is_trusted(StudySet("other", small_set.root))


def test_what_is_agreed_to_in_the_browser_is_remembered_and_the_copy_runs(
    small_set: StudySet, home: Path
) -> None:
    button = '<button data-commandlinker-command="notebook:run-all-cells">运行</button>'
    small_set.index.write_text(lesson(text_cell("title", f"# 目录\n\n{button}")), encoding="utf-8")
    copy = update(small_set, trusted=False)
    assert "commandlinker" not in copy.index.read_text(encoding="utf-8")
    trust(small_set)
    assert is_trusted(small_set)
    assert "commandlinker" in copy.index.read_text(encoding="utf-8")
    assert is_signed(copy.index, home / "speech-study-kit" / "jupyter")


@pytest.mark.parametrize("sent", [SENT, WIDGET])
def test_stored_outputs_are_named_and_not_copied(small_set: StudySet, sent: str) -> None:
    small_set.index.write_text(sent, encoding="utf-8")
    assert lessons_with_outputs(small_set) == (small_set.index,)
    text = update(small_set).index.read_text(encoding="utf-8")
    notebook = read_notebook(text)
    assert notebook is not None
    assert "onerror" not in text
    assert "widgets" not in notebook["metadata"]
    assert [cell["source"] for cell in notebook["cells"]] == ["# 目录", "# 甲\n1"]


def test_outputs_that_an_earlier_copy_brought_along_go_and_the_learners_words_stay(
    small_set: StudySet,
) -> None:
    small_set.index.write_text(SENT, encoding="utf-8")
    copy = update(small_set)
    mine = SENT.replace("# 目录", "# 目录\\n我的笔记")
    copy.index.write_text(mine, encoding="utf-8")
    text = update(small_set).index.read_text(encoding="utf-8")
    assert "onerror" not in text
    assert "我的笔记" in text


def test_an_old_notebook_with_outputs_in_worksheets_is_not_copied(small_set: StudySet) -> None:
    old = SENT.replace('"nbformat": 4', '"worksheets": [], "nbformat": 3')
    small_set.index.write_text(old, encoding="utf-8")
    assert not update(small_set).index.exists()


@pytest.mark.parametrize("trusted", [True, False])
def test_only_lessons_of_a_trusted_set_are_signed(
    small_set: StudySet, tmp_path: Path, trusted: bool
) -> None:
    copy = update(small_set)
    prepare(small_set, copy, trusted=trusted, state=tmp_path)
    assert is_signed(copy.index, tmp_path) is trusted


def test_a_signature_is_taken_back_from_a_set_that_is_no_longer_trusted(
    small_set: StudySet, tmp_path: Path
) -> None:
    copy = update(small_set)
    for trusted in (True, False):
        prepare(small_set, copy, trusted=trusted, state=tmp_path)
    assert not is_signed(copy.index, tmp_path)


def test_stored_outputs_are_never_signed_even_in_a_teachers_own_folder(
    small_set: StudySet, tmp_path: Path
) -> None:
    small_set.index.write_text(SENT, encoding="utf-8")
    prepare(small_set, in_place(small_set), trusted=True, state=tmp_path)
    assert not is_signed(small_set.index, tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_a_set_is_passed_by(small_set: StudySet) -> None:
    os.mkfifo(small_set.notebooks / "pipe")
    trust_content(small_set)
    assert is_trusted(small_set)
