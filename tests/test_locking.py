"""Of two processes one writes; the other waits, or says so."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.errors import KitError
from kit.locking import one_at_a_time


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
    code = "import os, sys; from pathlib import Path; from kit.locking import one_at_a_time\n"
    code += "with one_at_a_time(Path(sys.argv[1]), Path('x')): os._exit(9)"
    ended = subprocess.run([sys.executable, "-c", code, str(lock)], check=False)
    assert (ended.returncode, lock.exists()) == (9, True)
    with one_at_a_time(lock, tmp_path):
        pass
    assert not lock.exists()


class Msvcrt(SimpleNamespace):
    """The locks of Windows as its C library gives them: of bytes of a file, by open file."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.held: dict[int, int] = {}  # the file that is locked, by the open file that locked it

    def locking(self, file: int, mode: int, length: int) -> None:
        assert length == 1
        assert os.lseek(file, 0, os.SEEK_CUR) == 0, "each time the same byte"
        inode = os.fstat(file).st_ino
        if mode == self.LK_UNLCK:
            del self.held[file]
        elif inode in self.held.values():
            raise PermissionError(errno.EACCES, "Permission denied")
        else:
            self.held[file] = inode


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Msvcrt:
    fake = Msvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr("kit.locking.sys", SimpleNamespace(platform="win32"))
    return fake


def test_windows_locks_by_its_own_means(tmp_path: Path, windows: Msvcrt) -> None:
    lock = tmp_path / "a.lock"
    with one_at_a_time(lock, tmp_path):
        assert len(windows.held) == 1
        with pytest.raises(KitError, match="另一个程序正在写"), one_at_a_time(lock, tmp_path):
            pass
        assert len(windows.held) == 1
    assert windows.held == {}, "unlocked before it is closed"
    assert not lock.exists()
    with one_at_a_time(lock, tmp_path):
        pass


def test_on_windows_a_lock_that_is_being_removed_is_waited_for(
    tmp_path: Path, windows: Msvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [PermissionError(errno.EACCES, "Permission denied")] * 2
    real = os.open

    def refusing(path: Path, flags: int, mode: int) -> int:
        if answers:
            raise answers.pop()
        return real(path, flags, mode)

    monkeypatch.setattr("kit.locking.os.open", refusing)
    with one_at_a_time(tmp_path / "a.lock", tmp_path, seconds=5):
        assert answers == []


def test_on_windows_a_folder_that_takes_no_lock_is_not_taken_for_another_program(
    tmp_path: Path, windows: Msvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path, flags: int, mode: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("kit.locking.os.open", refusing)
    with (
        pytest.raises(KitError, match="写不了这个文件（没有权限）"),
        one_at_a_time(tmp_path / "a.lock", tmp_path, seconds=0.1),
    ):
        pass


def test_on_windows_a_file_that_another_program_holds_open_stays(
    tmp_path: Path, windows: Msvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held_open(path: Path) -> None:
        raise PermissionError(errno.EACCES, "used by another process")

    lock = tmp_path / "a.lock"
    with monkeypatch.context() as patch:
        patch.setattr("kit.locking.os.unlink", held_open)
        with one_at_a_time(lock, tmp_path):
            pass
    assert lock.exists()
    with one_at_a_time(lock, tmp_path):
        pass
    assert not lock.exists()


def test_a_file_system_without_locks_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(file: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("kit.locking._take", unsupported)
    with one_at_a_time(tmp_path / "a.lock", tmp_path):
        pass
