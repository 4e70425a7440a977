"""One process at a time: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kit.errors import KitError, reason

_PAUSE = 0.05  # seconds between two looks at a lock

_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What a system says where another process holds a lock."""


@contextmanager
def one_at_a_time(lock: Path, path: Path, *, seconds: float = 0) -> Iterator[None]:
    """Hold a lock while something is written; it ends with the process, however that ends.

    Args:
        lock: the file that is locked, and removed afterwards.
        path: what is written, for the message.
        seconds: how long to wait for another process.

    Raises:
        KitError: another process holds the lock, or it cannot be made.
    """
    held = _wait_for(lock, path, time.monotonic() + seconds)
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            _let_go(held)
            os.close(held)
        with suppress(OSError):
            os.unlink(lock)
        if sys.platform != "win32":  # removed before it is let go, so that it is nobody else's
            os.close(held)


def _wait_for(lock: Path, path: Path, until: float) -> int:
    while True:
        refused: OSError | None = None
        try:
            held = _try_lock(lock)
        except OSError as error:
            held, refused = None, error
        if held is not None:
            return held
        # Windows refuses to open a file that is just being removed.
        waits = refused is None or (sys.platform == "win32" and refused.errno == errno.EACCES)
        if waits and time.monotonic() < until:
            time.sleep(_PAUSE)
        elif refused is not None:
            what = f"写不了这个文件（{reason(refused)}）。"
            raise KitError(what, remedy="请确认文件夹可以写入。", path=lock) from refused
        else:
            what = "另一个程序正在写它，这一次没有改动任何文件。"
            raise KitError(what, remedy="请等那个程序结束，再运行一遍。", path=path)


def _try_lock(lock: Path) -> int | None:
    """Return the open file of a lock, None where another process has it.

    Raises:
        OSError: the file cannot be made or opened.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(file)
        if _is_still(lock, file):
            return file
    except OSError as error:
        if error.errno not in _HELD:
            return file  # a file system that has no locks
    os.close(file)
    return None


def _is_still(lock: Path, file: int) -> bool:
    """Tell whether an open file still has its name; Windows removes none that is open."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(file), os.stat(lock))
    except FileNotFoundError:
        return False


def _take(file: int) -> None:
    """Lock an open file.

    Raises:
        OSError: another process has it, or the file system has no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _let_go(file: int) -> None:
    """Unlock an open file: where it is only closed, Windows does so when it finds the time."""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
