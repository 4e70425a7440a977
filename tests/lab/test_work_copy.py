"""Studying leaves the set alone, and an update leaves the learner's words alone."""

from __future__ import annotations

import json
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.lab import restore, update
from kit.lab.notebooks import Cell, source
from kit.lab.work_copy import WorkCopy
from kit.library import LEARNER_VARIABLE, StudySet, data_folder
from kit.locking import one_at_a_time
from tests.cutting import Cut, Cutter
from tests.small_set import code_cell, lesson, text_cell


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "learner"


def write_note(path: Path, text: str) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"].append(text_cell("note", text))
    path.write_text(json.dumps(notebook), encoding="utf-8")


def cells_of(path: Path) -> list[Cell]:
    cells: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def sources(path: Path) -> list[tuple[str, str]]:
    return [(cell["id"], source(cell)) for cell in cells_of(path)]


def folders_of(chosen: StudySet) -> tuple[Path, ...]:
    return (chosen.seeds, chosen.notebooks, chosen.quizzes)


def has_note(path: Path) -> bool:
    return "我的笔记" in str(json.loads(path.read_text(encoding="utf-8")))


def test_the_first_time_every_lesson_is_copied(small_set: StudySet, home: Path) -> None:
    copy = update(small_set, root=home)
    assert copy.index == home / "notebooks" / "small" / "00_index.ipynb"
    assert sources(copy.index) == sources(small_set.index)


def test_every_cell_of_the_lesson_is_marked_as_ours_and_none_of_the_learners(
    small_set: StudySet, home: Path
) -> None:
    write_note(update(small_set, root=home).index, "我的笔记")
    *ours, note = cells_of(update(small_set, root=home).index)
    assert all(cell["metadata"]["deletable"] is False for cell in ours)
    assert all(cell["metadata"]["editable"] is False for cell in ours)
    assert note["metadata"] == {}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "data" / name)
    return data_folder()


def test_two_sets_of_one_name_have_a_copy_each(
    small_set: StudySet, tmp_path: Path, data: Path
) -> None:
    other = StudySet(small_set.name, tmp_path / "other")
    shutil.copytree(small_set.root, other.root)
    write_note(update(small_set).index, "我的笔记")
    first, second = update(small_set), update(other)
    assert first.root == data / "lessons"
    assert first.index.parent != second.index.parent
    for copy in (first, second):
        assert copy.index.relative_to(copy.root).as_posix() == "notebooks/small/00_index.ipynb"
    assert not has_note(second.index)
    shutil.rmtree(small_set.root)
    shutil.move(other.root, small_set.root)
    assert has_note(update(small_set).index)  # put into its place, it is the first one's update


def test_what_was_written_into_a_set_that_was_renamed_stays(
    small_set: StudySet, data: Path
) -> None:
    source = small_set.source_file
    source.write_text(f'id = "small-1"\n{source.read_text("utf-8")}', encoding="utf-8")
    write_note(update(small_set).index, "我的笔记")
    renamed = StudySet("larger", small_set.root)
    for old, new in zip(folders_of(small_set), folders_of(renamed), strict=True):
        old.rename(new)
    copy = update(renamed)
    assert copy.index.parent.name == "larger"
    assert has_note(copy.index)
    assert copy.set_aside == ()
    assert [path.name for path in (copy.root / "notebooks").iterdir()] == ["larger"]


def test_of_two_at_once_the_second_waits(
    small_set: StudySet, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(small_set, root=home)
    monkeypatch.setattr("kit.lab.work_copy._PATIENCE", 0.1)
    with (
        one_at_a_time(home / ".shipped" / ".small.lock", home),
        pytest.raises(KitError, match="另一个程序正在写"),
    ):
        update(small_set, root=home)
    assert update(small_set, root=home).set_aside == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_copy_is_for_the_learner_alone(small_set: StudySet, data: Path) -> None:
    data.mkdir(parents=True, mode=0o755)
    copy = update(small_set)
    write_note(copy.index, "我的笔记")
    copy.index.chmod(0o644)  # as it was before
    update(small_set)
    inside = list((data / "lessons").rglob("*"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in inside if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (data, *inside) if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_a_lesson_left_alone_follows_the_set(small_set: StudySet, home: Path) -> None:
    update(small_set, root=home)
    small_set.index.write_text(lesson(text_cell("title", "# 新目录")), encoding="utf-8")
    assert "新目录" in update(small_set, root=home).index.read_text(encoding="utf-8")


def test_what_the_learner_wrote_survives_an_update(small_set: StudySet, home: Path) -> None:
    copy = update(small_set, root=home)
    write_note(copy.index, "我的笔记")
    small_set.index.write_text(lesson(text_cell("title", "# 新目录")), encoding="utf-8")
    copy = update(small_set, root=home)
    text = copy.index.read_text(encoding="utf-8")
    assert "新目录" in text
    assert "我的笔记" in text
    assert copy.merged == (copy.index,)


def record_of(copy: WorkCopy) -> Path:
    return copy.root / ".shipped" / "small" / copy.index.name


def test_a_lost_record_loses_no_note_and_doubles_no_cell(small_set: StudySet, home: Path) -> None:
    copy = update(small_set, root=home)
    write_note(copy.index, "我的笔记")
    record_of(copy).write_text("spoilt", encoding="utf-8")
    shipped = json.loads(small_set.index.read_text(encoding="utf-8"))["cells"]
    shipped.append(text_cell("more", "新的一格"))
    small_set.index.write_text(lesson(*shipped), encoding="utf-8")
    copy = update(small_set, root=home)
    cells = json.loads(copy.index.read_text(encoding="utf-8"))["cells"]
    assert sorted(cell["id"] for cell in cells) == sorted(["note", *(c["id"] for c in shipped)])
    assert has_note(copy.index)
    assert copy.set_aside == ()
    assert sources(record_of(copy)) == sources(small_set.index)


def test_a_lesson_with_a_lost_record_that_cannot_be_joined_is_set_aside_whole(
    small_set: StudySet, home: Path
) -> None:
    copy = update(small_set, root=home)
    write_note(copy.index, "我的笔记")
    mine = copy.index.read_bytes()
    record_of(copy).write_text("spoilt", encoding="utf-8")
    small_set.index.write_text(lesson(text_cell("title", "# 新目录")), encoding="utf-8")
    copy = update(small_set, root=home)
    assert sources(copy.index) == sources(small_set.index)
    (aside,) = copy.set_aside
    assert json.loads(aside.read_bytes()) == json.loads(mine)
    assert update(small_set, root=home).set_aside == ()


def test_without_an_update_the_learners_file_is_not_touched(
    small_set: StudySet, home: Path
) -> None:
    copy = update(small_set, root=home)
    write_note(copy.index, "我的笔记")
    before = copy.index.read_bytes()
    assert update(small_set, root=home).merged == ()
    assert copy.index.read_bytes() == before


def test_a_second_update_merges_only_what_is_new(small_set: StudySet, home: Path) -> None:
    copy = update(small_set, root=home)
    write_note(copy.index, "我的笔记")
    for title in ("# 二版", "# 三版"):
        small_set.index.write_text(lesson(text_cell("title", title)), encoding="utf-8")
        update(small_set, root=home)
    text = copy.index.read_text(encoding="utf-8")
    assert text.count("我的笔记") == 1
    assert "三版" in text
    assert "二版" not in text


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"cells": [{}]}', b"\xff\xfe"])
def test_a_damaged_copy_is_set_aside_not_overwritten(
    small_set: StudySet, home: Path, damage: bytes
) -> None:
    copy = update(small_set, root=home)
    copy.index.write_bytes(damage)
    copy = update(small_set, root=home)
    assert [path.read_bytes() for path in copy.set_aside] == [damage]
    assert sources(copy.index) == sources(small_set.index)


def test_a_damaged_lesson_in_the_set_leaves_the_learner_the_last_good_one(
    small_set: StudySet, home: Path
) -> None:
    copy = update(small_set, root=home)
    good = copy.index.read_bytes()
    small_set.index.write_text("{", encoding="utf-8")
    update(small_set, root=home)
    assert copy.index.read_bytes() == good


def test_the_set_itself_is_never_written(small_set: StudySet, home: Path) -> None:
    before = {path: path.read_bytes() for path in small_set.root.rglob("*") if path.is_file()}
    write_note(update(small_set, root=home).index, "我的笔记")
    update(small_set, root=home)
    after = {path: path.read_bytes() for path in small_set.root.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("passing", range(6))
def test_an_update_that_is_cut_off_doubles_no_cell(
    small_set: StudySet, home: Path, passing: int
) -> None:
    index = update(small_set, root=home).index
    write_note(index, "我的笔记")
    for said in ("第二版", "第三版"):
        new = json.loads(small_set.index.read_text(encoding="utf-8"))
        new["cells"][0]["source"] = said
        small_set.index.write_text(json.dumps(new), encoding="utf-8")
        if said == "第二版":
            with pytest.MonkeyPatch.context() as patch, suppress(Cut):  # 5: all are written
                Cutter(patch, passing)
                update(small_set, root=home)
    update(small_set, root=home)
    ids = [cell["id"] for cell in json.loads(index.read_text(encoding="utf-8"))["cells"]]
    assert ids == [cell["id"] for cell in new["cells"]] + ["note"]
    assert has_note(index)
    assert not [path for path in home.rglob("*") if path.suffix in {".tmp", ".journal"}]


def test_a_lesson_that_cannot_be_read_is_named_and_left_out_until_it_is_mended(
    small_set: StudySet, home: Path
) -> None:
    good = lesson(text_cell("title", "# 甲"))
    second = small_set.notebooks / "01_a.ipynb"
    second.write_text(good.replace('"cells": [', '"cells": [5,'), encoding="utf-8")
    copy = update(small_set, root=home)
    assert copy.faulty == (second,)
    assert [path.name for path in copy.lessons] == [small_set.index.name]
    second.write_text(good, encoding="utf-8")
    healed = update(small_set, root=home)
    assert healed.faulty == ()
    assert sources(home / "notebooks" / "small" / "01_a.ipynb") == sources(second)


@pytest.mark.parametrize("value", [r'"\ud800"', "[" * 900 + "]" * 900])
def test_a_lesson_that_cannot_be_written_again_stops_no_other(
    small_set: StudySet, home: Path, value: str
) -> None:
    sent = lesson(text_cell("t", "# 甲"), code_cell("c", "1") | {"outputs": [], "metadata": "sent"})
    odd = small_set.notebooks / "01_a.ipynb"
    odd.write_text(sent.replace('"sent"', f'{{"x": {value}}}'), encoding="utf-8")
    copy = update(small_set, root=home)
    assert (copy.faulty, len(copy.lessons)) == ((odd,), 1)


def test_a_lesson_is_brought_back_and_what_was_written_is_kept(
    small_set: StudySet, data: Path
) -> None:
    path = update(small_set).index
    came = sources(path)
    write_note(path, "我的笔记")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "我改过的"
    del notebook["cells"][1:-1]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert restore(small_set, "00") == path
    back = dict(sources(path))
    assert [back[name] for name, _ in came] == [text for _, text in came]
    assert "我改过的" in back.values()
    assert "我的笔记" in back.values()


def test_a_lesson_that_is_not_there_is_not_brought_back(small_set: StudySet, data: Path) -> None:
    with pytest.raises(KitError, match="没有名为“77”的课"):
        restore(small_set, "77")


def test_of_a_set_that_is_not_trusted_no_text_is_a_command(small_set: StudySet, home: Path) -> None:
    button = '<a DATA-CommandLinker-command="terminal:create-new" href="#">甲</a>'
    small_set.index.write_text(lesson(text_cell("title", f"# 目录\n\n{button}")), encoding="utf-8")
    index = update(small_set, root=home, trusted=False).index
    assert "commandlinker" not in index.read_text(encoding="utf-8").lower()
    assert "DATA-CommandLinker" in update(small_set, root=home).index.read_text(encoding="utf-8")


def test_learners_of_one_account_have_a_copy_each(
    small_set: StudySet, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(update(small_set).index, "我的笔记")
    monkeypatch.setenv(LEARNER_VARIABLE, "张三")
    assert data_folder() == data / "learners" / "张三"
    assert not has_note(update(small_set).index)
    monkeypatch.setenv(LEARNER_VARIABLE, "../张三")
    with pytest.raises(KitError, match="不能用作学习者的名字"):
        data_folder()
