"""Files written wholly or not at all, one or many together, and files read with care."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kit.errors import KitError, reason

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{8}\.kit\.tmp")
"""How a file is called while it is written; no other program has such names."""

LARGEST = 100_000_000
"""How many bytes a file of a set may have."""

_STALE = 600  # seconds after which nobody is writing into a temporary file any more

_swept: set[str] = set()  # the folders whose stale temporary files this process has removed
_HELD_OPEN = ("/dev/std", "/dev/fd/", "/proc/")
"""Where the system shows what a process holds open, a redirected output perhaps."""


def write_whole(path: Path, content: str | bytes) -> int:
    """Write bytes, or text as UTF-8, as :func:`open_whole` does; return the size in bytes.

    Raises:
        KitError: the folder or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_whole(path) as file:
            file.write(data)
    except OSError as error:
        raise KitError(
            f"写不了这个文件（{reason(error)}）。",
            remedy="请确认文件夹可以写入、磁盘没有满、文件没有在别处打开。",
            path=path,
        ) from error
    return len(data)


@contextmanager
def open_whole(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Open a file to be written by way of a temporary one, which takes its place at the end.

    A reader, or a power cut, sees the old file or the new one, never half of either. A link stays,
    and the file that it leads to is replaced; a pipe or a device is written through, as it comes.
    ``mode`` is who may read and write it, less what the system's umask takes.
    """
    target = replaced_file(path)
    if target is None:
        with path.open("wb") as file:
            yield file
        return
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.kit.tmp")
    try:
        with open(temporary, "wb", opener=partial(os.open, mode=mode)) as file:
            _sweep_stale(target.parent, os.fstat(file.fileno()).st_mtime)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def replaced_file(path: Path) -> Path | None:
    """Return the file that writing to a path replaces; None: a pipe or a device, which stays."""
    if os.path.abspath(path).startswith(_HELD_OPEN):
        return None
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return None
    return resolved(path) if os.path.islink(path) else path


@dataclass(frozen=True, slots=True)
class Change:
    """A file and what it is to hold; None: it is to go."""

    path: Path
    data: bytes | None

    def carry_out(self) -> None:
        """Write the file, or remove it.

        Raises:
            KitError: it cannot be written, or not be removed.
        """
        if self.data is not None:
            write_whole(self.path, self.data)
            return
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            what = f"移不走这个文件（{reason(error)}）。"
            raise KitError(what, remedy="请确认它没有在别处打开。", path=self.path) from error


def write_all(changes: Sequence[Change], journal: Path) -> None:
    """Carry out changes in order; where one fails, undo those before it and raise what it raised.

    What was there is kept in a journal until all is done: if the process ends before that,
    :func:`take_back` undoes the changes later.

    Raises:
        KitError: a file cannot be written, or not be removed.
    """
    changes = [change for change in changes if content_of(change.path) != change.data]
    if not changes:
        return
    parents = {folder for change in changes for folder in change.path.parents}
    new_folders = sorted((path for path in parents if not os.path.exists(path)), reverse=True)
    steps = []
    for change in changes:
        old, new = content_of(change.path), change.data
        digest = None if new is None else hashlib.sha256(new).hexdigest()
        held = None if old is None else old.hex()
        steps.append((os.path.abspath(change.path), held, digest))
    folders = [os.path.abspath(folder) for folder in new_folders]  # the innermost first
    write_whole(journal, json.dumps({"steps": steps, "folders": folders}))
    try:
        for change in changes:
            change.carry_out()
    except BaseException:
        with suppress(KitError):  # what cannot be undone now is undone later
            take_back(journal)
        raise
    Change(journal, None).carry_out()


def take_back(journal: Path) -> None:
    """Undo changes that were not all carried out; a file that has changed since stays as it is.

    Raises:
        KitError: the journal cannot be read, or a file cannot be written or removed.
    """
    sweep([journal])
    if not journal.is_file():
        return
    try:
        kept = json.loads(read_data(journal, journal.as_posix()))
        steps, folders = [*kept["steps"]], [*kept["folders"]]
    except (ValueError, LookupError, TypeError):  # a disk that failed: there is nothing to go by
        steps, folders = [], []
    sweep(Path(name) for name, *_ in steps)
    for name, old, digest in reversed(steps):
        path = Path(name)
        content = content_of(path)
        if digest == (None if content is None else hashlib.sha256(content).hexdigest()):
            Change(path, None if old is None else bytes.fromhex(old)).carry_out()
    for folder in folders:
        with suppress(OSError):  # it has something in it, or was never made
            os.rmdir(folder)
    Change(journal, None).carry_out()


def sweep(paths: Iterable[Path]) -> None:
    """Remove what was left of writing files when a process ended; nobody is writing them now.

    Raises:
        KitError: it cannot be removed.
    """
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(path.name)
    for folder, of_folder in names.items():
        for temporary, name in _temporaries(folder):
            if name in of_folder:
                Change(temporary, None).carry_out()


def _sweep_stale(folder: Path, now: float) -> None:
    """Remove what processes that ended long ago left in a folder, once for each process.

    ``now`` is the time by the clock of the folder's disk, which may be another machine's.
    """
    if (place := os.path.abspath(folder)) in _swept:
        return
    _swept.add(place)
    for temporary, _ in _temporaries(folder):
        with suppress(OSError):
            if temporary.lstat().st_mtime < now - _STALE:
                temporary.unlink()


def _temporaries(folder: Path) -> list[tuple[Path, str]]:
    """Return the temporary files of a folder, with the names of the files they were to become."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    matches = (match for name in names if (match := _TEMPORARY.fullmatch(name)))
    return [(folder / match[0], match[1]) for match in matches]


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none, or no name for one.

    Raises:
        KitError: it cannot be read.
    """
    return read_data(path, path.as_posix()) if os.path.isfile(path) else None


def resolved(path: Path) -> Path:
    """Return where a path leads; links that go round in a circle are left as they are."""
    return Path(os.path.realpath(path))  # Path.resolve raises RuntimeError before Python 3.13


def read_bytes(path: Path, *, most: int = LARGEST) -> bytes:
    """Return the bytes of a regular file that is not monstrous: a set may bring any.

    Raises:
        OSError: there is none, or it cannot be read; `EFBIG` where it has more than ``most`` bytes,
            `ESPIPE` where it is a pipe or a device, which may never end.
    """
    status = os.stat(path)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), os.fspath(path))
    if status.st_size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))
    return path.read_bytes()


def read_data(path: Path, shown: str, *, may_be_pipe: bool = False) -> bytes:
    """Return the bytes of a file; ``shown`` is its path in messages.

    A pipe or a device is read only if it may be one: a person has named it.

    Raises:
        KitError: the file is missing or cannot be read.
    """
    try:
        return path.read_bytes() if may_be_pipe else read_bytes(path)
    except FileNotFoundError:
        raise KitError("找不到这个文件。", remedy="请补上它。", path=shown) from None
    except OSError as error:
        what = f"文件读不出来（{reason(error)}）。"
        remedy = "请检查它是不是文件，有没有读取权限。"
        raise KitError(what, remedy=remedy, path=shown) from None


def plain_cell(text: str) -> str:
    """Return a cell of a CSV file that no spreadsheet takes for a formula.

    >>> plain_cell("=1+1"), plain_cell("＝1")
    ("'=1+1", "'＝1")
    """
    return f"'{text}" if text.startswith(tuple("=+-@\t\r＝＋－＠")) else text


def file_name(title: str) -> str:
    """Return a title as a file or a folder may be called on any system.

    >>> file_name("一/二：“三”?"), file_name("...")
    ('一_二：“三”_', '未命名')
    """
    return _NOT_IN_NAMES.sub("_", title)[:60].strip(" .") or "未命名"


def read_saved(path: Path, shown: str, encoding: str = "utf-8-sig") -> str:
    """Return the text of a file that a person may have saved with any program.

    Every end of a line is ``\\n``; a byte order mark is left out, unless ``encoding`` is ``utf-8``.

    Raises:
        KitError: the file is missing, cannot be read, or is not UTF-8.
    """
    try:
        text = read_data(path, shown).decode(encoding)
    except UnicodeDecodeError:
        raise KitError("文件不是 UTF-8 编码。", remedy="请另存为 UTF-8。", path=shown) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
