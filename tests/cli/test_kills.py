"""`kill -9` in `kit new`, `kit study` and `kit library`, at every write and at any moment."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from kit.library import ROOT_VARIABLE, StudySet
from tests.making.texts import SPEECH
from tests.small_set import lesson, text_cell

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the commands are forked"),
]

SECOND = SPEECH.replace("12个", "13个").replace("香樟", "梧桐")
THIRD = SPEECH.replace("12个", "14个").replace("银杏", "白杨")
KILLED = -9

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """All that a user has: speeches, sets, the data folder."""
    folder = tmp_path / "home"
    for name in ("sets", "data", "temporary"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def kit(home: Path) -> Iterator[Command]:
    """Run a command, killed before one of its writes or after some seconds, or not at all."""
    environment = {
        ROOT_VARIABLE: str(home / "sets"),
        "XDG_DATA_HOME": str(home / "data"),
        "TMPDIR": str(home / "temporary"),
    }
    script = Path(__file__).parents[1] / "killing.py"
    with subprocess.Popen(
        [sys.executable, script], cwd=home.parent, stdin=-1, stdout=-1, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def command(*arguments: object, **end: float) -> tuple[int, str]:
            asked = {"arguments": [*map(str, arguments)], "environment": environment, **end}
            print(json.dumps(asked), file=process.stdin, flush=True)
            code, said = json.loads(process.stdout.readline())
            assert "Traceback" not in said, said
            return code, said

        yield command


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def restored(home: Path, saved: Path) -> None:
    shutil.rmtree(home)
    shutil.copytree(saved, home)


def an_hour_passes(home: Path) -> None:
    for path in home.rglob("*.tmp"):
        stamp = path.stat().st_mtime - 3600
        os.utime(path, (stamp, stamp))


def left_over(home: Path) -> list[Path]:
    named = (path for path in home.rglob("*") if path.suffix in {".tmp", ".journal", ".part"})
    return [*named, *(home / "data").rglob("making/*"), *home.rglob("*.lock")]


def kills(
    command: Callable[..., tuple[int, str]], step: int = 1, moments: int = 15
) -> Iterator[None]:
    """Kill a command before each of its writes, or every so many, then at random moments.

    Yields after each kill, and at the end once when it was not killed. The caller puts things back.
    """
    start = time.monotonic()
    code, said = command()
    longest = time.monotonic() - start
    assert code == 0, said
    yield
    for number in count(0, step):
        code, said = command(writes=number)
        if code != KILLED:
            assert code == 0, said
            break
        yield
    assert number > 5, "some fell among its writes"
    yield
    dice = random.Random(1)
    for seconds in [dice.uniform(0, longest) for _ in range(moments)]:
        command(seconds=seconds)
        yield


@pytest.mark.parametrize(("is_update", "step"), [(True, 2), (False, 4)])
def test_a_set_whose_making_is_killed_is_wholly_old_or_wholly_new(
    kit: Command, home: Path, tmp_path: Path, is_update: bool, step: int
) -> None:
    file, root = home / "garden.txt", home / "sets"
    if is_update:
        file.write_text(SPEECH, encoding="utf-8")
        assert kit("new", file)[0] == 0
    shutil.copytree(home, tmp_path / "first")
    file.write_text(THIRD, encoding="utf-8")
    assert kit("new", file)[0] == 0
    wholly = [contents(tmp_path / "first" / "sets")]
    third = contents(root)

    def second(**end: float) -> tuple[int, str]:
        restored(home, tmp_path / "first")
        file.write_text(SECOND, encoding="utf-8")
        return kit("new", file, **end)

    for _ in kills(second, step):
        if len(wholly) == 1:  # this time it was not killed
            wholly.append(contents(root))
        if is_update:
            assert kit("check", "garden")[0] == 0
            assert contents(root) in wholly
        an_hour_passes(home)
        file.write_text(THIRD, encoding="utf-8")
        code, said = kit("new", file)
        assert (code, "已保留" in said) == (0, False)
        assert contents(root) == third
        assert left_over(home) == []


def test_what_a_learner_wrote_stands_once_however_often_copying_is_killed(
    kit: Command, home: Path, tmp_path: Path, small_set: StudySet
) -> None:
    shutil.copytree(small_set.root, home / "sets", dirs_exist_ok=True)
    lessons = home / "sets" / "notebooks" / "small"
    (lessons / "01_a.ipynb").write_text(lesson(text_cell("title", "# 甲")), encoding="utf-8")
    assert kit("study", "small", "--no-browser")[0] == 0
    (copy,) = (home / "data").rglob("lessons/notebooks/small")
    note = lesson(text_cell("title", "# 甲，我改过"), text_cell("note", "我的笔记"))
    (copy / "01_a.ipynb").write_text(note, encoding="utf-8")
    for name in ("00_index", "01_a"):
        (lessons / f"{name}.ipynb").write_text(
            lesson(text_cell("title", "# 新的"), text_cell("new", "新的一段")), encoding="utf-8"
        )
    shutil.copytree(home, tmp_path / "before")

    def study(**end: float) -> tuple[int, str]:
        restored(home, tmp_path / "before")
        return kit("study", "small", "--no-browser", **end)

    for _ in kills(study):
        an_hour_passes(home)
        assert kit("study", "small", "--no-browser")[0] == 0
        cells = json.loads((copy / "01_a.ipynb").read_text(encoding="utf-8"))["cells"]
        assert [cell["id"] for cell in cells] == ["title", "title-mine", "note", "new"]
        assert sources(copy / "00_index.ipynb") == sources(lessons / "00_index.ipynb")
        assert left_over(home) == []


def sources(path: Path) -> list[tuple[str, str]]:
    """Return the cells of a lesson, by id and text; the copy marks them as the set's besides."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [(cell["id"], "".join(cell["source"])) for cell in cells]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_library_that_was_killed_goes_on_and_comes_out_the_same(
    kit: Command, home: Path, tmp_path: Path, jobs: int
) -> None:
    folder, out = home / "speeches", home / "all.jsonl"
    folder.mkdir()
    for number in range(40):
        text = SPEECH.replace("12个", f"{number}个")
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    shutil.copytree(home, tmp_path / "before")
    whole = b""

    def library(**end: float) -> tuple[int, str]:
        restored(home, tmp_path / "before")
        return kit("library", folder, "--out", out, "--jobs", jobs, **end)

    # Of two processes each start costs a second: those are killed at few moments.
    for _ in kills(library) if jobs == 1 else kills(library, step=6, moments=4):
        whole = whole or out.read_bytes()
        assert not out.exists() or out.read_bytes() == whole
        an_hour_passes(home)
        assert kit("library", folder, "--out", out, "--jobs", jobs)[0] == 0
        assert out.read_bytes() == whole
        assert left_over(home) == []
