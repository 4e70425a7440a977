"""A set whose making was cut off, at whatever write, is made as if it had not been."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.lab import is_trusted
from kit.making import make_set
from tests.cutting import is_cut_off
from tests.making.texts import SPEECH

SECOND = SPEECH.replace("12个", "13个").replace("香樟", "梧桐")
THIRD = SPEECH.replace("12个", "14个").replace("银杏", "白杨")


def cut_at(passing: int, file: Path, root: Path) -> bool:
    """Make a set, cut off after some writes; tell whether it was cut off at all."""
    return is_cut_off(passing, lambda: make_set(file, root=root))


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_an_update_that_is_cut_off_at_any_write_leaves_nothing_of_itself(tmp_path: Path) -> None:
    file, root = tmp_path / "garden.txt", tmp_path / "sets"
    file.write_text(SPEECH, encoding="utf-8")
    make_set(file, root=root)
    shutil.copytree(root, tmp_path / "first")
    file.write_text(THIRD, encoding="utf-8")
    make_set(file, root=root)
    third = contents(root)
    for passing in range(100):
        shutil.rmtree(root)
        shutil.copytree(tmp_path / "first", root)
        file.write_text(SECOND, encoding="utf-8")
        if not cut_at(passing, file, root):
            break
        file.write_text(THIRD, encoding="utf-8")
        assert make_set(file, root=root).kept == ()
        assert contents(root) == third
    assert passing > 5


@pytest.mark.parametrize("passing", [0, 1, 2, 9, 15])
def test_a_new_set_that_is_cut_off_is_made_from_a_changed_text(
    tmp_path: Path, passing: int
) -> None:
    file, root = tmp_path / "garden.txt", tmp_path / "sets"
    file.write_text(SPEECH, encoding="utf-8")
    assert cut_at(passing, file, root)
    file.write_text(THIRD, encoding="utf-8")
    made = make_set(file, root=root)
    assert (made.study_set.name, made.kept) == ("garden", ())
    assert is_trusted(made.study_set), "it is the user's own from the first file on"
    assert not [name for name in contents(root) if name.endswith(".tmp")]


def test_what_a_person_wrote_after_the_cut_stays(tmp_path: Path) -> None:
    file, root = tmp_path / "garden.txt", tmp_path / "sets"
    file.write_text(SPEECH, encoding="utf-8")
    chosen = make_set(file, root=root).study_set
    file.write_text(SECOND, encoding="utf-8")
    assert cut_at(3, file, root)
    paper = chosen.quizzes / "02_part_1.md"
    own = "\n## mine01 要引进什么新品种？____\n\n= 绿先锋\n\n> 依据：绿先锋\n> 解析：略。\n"
    paper.write_text(paper.read_text(encoding="utf-8") + own, encoding="utf-8")
    make_set(file, root=root)
    assert "## mine01" in paper.read_text(encoding="utf-8")
