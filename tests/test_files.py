"""Files are written wholly or not at all; what a person saved is read, or refused in a sentence."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Thread

import pytest

from kit.errors import KitError
from kit.files import Change, read_saved, write_all, write_whole
from kit.toml_files import read_toml


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.md"
    assert write_whole(path, "甲") == 3
    assert write_whole(path, b"old\r\n") == 5
    assert path.read_bytes() == b"old\r\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_and_the_file_it_leads_to_is_written(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in ("old", "new"):
        (tmp_path / name).symlink_to(kept / name)
    (kept / "old").write_bytes(b"1")
    for name in ("old", "new"):
        write_whole(tmp_path / name, b"2")
        assert (tmp_path / name).is_symlink()
        assert (kept / name).read_bytes() == b"2"
    assert sorted(path.name for path in kept.iterdir()) == ["new", "old"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
@pytest.mark.parametrize("by_link", [False, True])
def test_a_pipe_is_written_through_and_stays(tmp_path: Path, by_link: bool) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    came: list[bytes] = []
    reader = Thread(target=lambda: came.append(pipe.read_bytes()))
    reader.start()
    write_whole(link if by_link else pipe, "甲")
    reader.join()
    assert came == ["甲".encode()]
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe"]


def test_of_many_changes_all_are_made_or_none(tmp_path: Path) -> None:
    old, gone, blocked = tmp_path / "old", tmp_path / "gone", tmp_path / "blocked"
    old.write_bytes(b"1")
    gone.write_bytes(b"2")
    blocked.mkdir()
    changes = [Change(old, b"3"), Change(gone, None), Change(tmp_path / "a" / "b" / "c", b"4")]
    with pytest.raises(KitError, match="blocked：写不了这个文件"):
        write_all([*changes, Change(blocked, b"5")], tmp_path / "journal")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocked", "gone", "old"]
    assert (old.read_bytes(), gone.read_bytes()) == (b"1", b"2")
    write_all(changes, tmp_path / "journal")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "blocked", "old"]
    assert old.read_bytes() == b"3"


def test_what_a_killed_process_left_long_ago_goes_with_the_next_write_and_nothing_else(
    tmp_path: Path,
) -> None:
    stale, other = tmp_path / ".a.md.0123abcd.kit.tmp", tmp_path / ".a.md.4711.tmp"
    fresh = tmp_path / ".b.md.4567cdef.kit.tmp"
    hour_ago = time.time() - 3600
    for path in (stale, other, fresh):
        path.write_bytes(b"half")
    for path in (stale, other):
        os.utime(path, (hour_ago, hour_ago))
    write_whole(tmp_path / "c.md", "")
    assert sorted(tmp_path.iterdir()) == [other, fresh, tmp_path / "c.md"]


@pytest.mark.parametrize("data", ["甲\n乙\n".encode(), b"\xef\xbb\xbf" + "甲\r\n乙\r\n".encode()])
def test_a_file_reads_the_same_whatever_program_saved_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_saved(tmp_path / "a.md", "a.md") == "甲\n乙\n"


def test_a_folder_in_a_file_s_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(KitError) as caught:
        read_saved(tmp_path, "a.md")
    assert str(caught.value) == (
        "a.md：文件读不出来（这是文件夹，不是文件）。请检查它是不是文件，有没有读取权限。"
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"a = ", "不是合格的 TOML"), (b'a = "\xff"', "不是 UTF-8"), (None, "找不到")],
)
def test_a_faulty_toml_file_is_named(tmp_path: Path, data: bytes | None, what: str) -> None:
    path = tmp_path / "source.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(KitError, match=what):
        read_toml(path, "source.toml")
