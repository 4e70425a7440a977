"""A set whose making was cut off, at whatever write, is made as if it had not been."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.files import one_at_a_time
from kit.making import make_set
from tests.cutting import Cut, Cutter
from tests.making.texts import SPEECH

SECOND = SPEECH.replace("12个", "13个").replace("香樟", "梧桐")
THIRD = SPEECH.replace("12个", "14个").replace("银杏", "白杨")


def cut_at(passing: int, file: Path, root: Path) -> bool:
    """Make a set, cut off after some writes; tell whether it was cut off at all."""
    with pytest.MonkeyPatch.context() as patch:
        Cutter(patch, passing)
        try:
            make_set(file, root=root)
        except Cut:
            return True
    return False


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
    assert (made.study_set.name, made.is_new, made.kept) == ("garden", True, ())
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


def test_of_two_at_once_the_second_waits_or_says_so(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    with one_at_a_time(lock, tmp_path):
        start = time.monotonic()
        with (
            pytest.raises(KitError, match="另一个程序正在写"),
            one_at_a_time(lock, tmp_path, seconds=0.1),
        ):
            pass
        assert time.monotonic() - start >= 0.1
    with one_at_a_time(lock, tmp_path):
        assert lock.exists()
    assert not lock.exists()


def test_a_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    code = "import os, sys; from pathlib import Path; from kit.files import one_at_a_time\n"
    code += "with one_at_a_time(Path(sys.argv[1]), Path('x')): os._exit(9)"
    ended = subprocess.run([sys.executable, "-c", code, str(lock)], check=False)
    assert (ended.returncode, lock.exists()) == (9, True)
    with one_at_a_time(lock, tmp_path):
        pass
    assert not lock.exists()
