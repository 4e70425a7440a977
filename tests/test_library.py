"""Study sets are found where people keep them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.library import (
    DEFAULT_SET,
    StudySet,
    data_folder,
    farther_sets,
    study_set,
    study_sets,
    working_root,
)
from kit.progress.database import default_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("seeds/mine", "notebooks/mine", "quizzes/mine"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/mine/speech.txt").write_text("一、总\n", encoding="utf-8")
    (tmp_path / "quizzes/mine/01_a.md").write_text("# 甲\n", encoding="utf-8")
    return tmp_path


def test_the_built_in_set_is_always_there() -> None:
    assert "zhanjiang2021" in {each.name for each in study_sets()}


def test_sets_in_or_above_the_working_folder_are_found(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "notebooks")
    assert study_set("mine").root == root.resolve()


def test_a_lesson_knows_its_own_set(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "notebooks/mine")
    assert study_set().name == "mine"


def test_the_environment_names_a_root(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.setenv("KIT_ROOT", str(root))
    assert study_set("mine").root == root.resolve()


def test_an_unknown_set_is_named_with_those_there_are() -> None:
    with pytest.raises(KitError, match="没有名为“none”的学习集") as caught:
        study_set("none")
    assert "zhanjiang2021" in str(caught.value)


def test_what_is_a_learners_own_lies_in_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: Path("/home/me") / name)
    assert data_folder() == Path("/home/me/speech-study-kit")
    assert data_folder() in default_file().parents


@pytest.mark.parametrize("name", ["01_a", "01_a.md"])
def test_a_paper_is_found_by_its_name(root: Path, name: str) -> None:
    assert StudySet("mine", root).paper(name).name == "01_a.md"


def test_an_unknown_paper_is_named_with_those_there_are(root: Path) -> None:
    with pytest.raises(KitError) as caught:
        StudySet("mine", root).paper("02_b")
    assert str(caught.value) == "quizzes/mine：没有名为“02_b”的试卷。现有试卷：01_a。"


def test_of_several_sets_that_are_near_the_one_made_last_is_meant(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert study_set().name == "mine"
    newer = root / "seeds" / "a_newer_one"
    newer.mkdir()
    (newer / "speech.txt").write_text("一、总\n", encoding="utf-8")
    os.utime(root / "seeds" / "mine", (1, 1))
    assert study_set().name == "a_newer_one"


def test_outside_any_root_the_set_that_the_kit_comes_with_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert study_set().name == DEFAULT_SET
    assert working_root() == tmp_path


def test_a_nearer_root_hides_a_set_of_the_same_name(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "nearer"
    (other / "seeds" / "mine").mkdir(parents=True)
    (other / "seeds" / "mine" / "speech.txt").write_text("一、总\n", encoding="utf-8")
    monkeypatch.chdir(other)
    assert study_set("mine").root == other.resolve()
    assert farther_sets(study_set("mine")) == (StudySet("mine", root.resolve()),)
    assert working_root() == other


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders have no owners here")
def test_a_set_of_another_user_is_refused_until_its_folder_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr("kit.library._owner", lambda _: 54321)
    for find in (study_set, working_root):
        with pytest.raises(KitError, match="属于另一个用户") as caught:
            find()
        assert caught.value.path == (root / "seeds").as_posix()
        assert f"KIT_ROOT 设为 {root} 再运行。" in caught.value.remedy
    monkeypatch.setenv("KIT_ROOT", str(root))
    assert study_set("mine").root == root.resolve()
    assert working_root() == root


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders have no owners here")
def test_another_users_folder_further_up_gets_in_the_way_of_no_other_set(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr("kit.library._owner", lambda _: 54321)
    assert study_set(DEFAULT_SET).name == DEFAULT_SET
    with pytest.raises(KitError, match="属于另一个用户"):
        study_set("mine")
