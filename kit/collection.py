"""Outline and tasks of thousands of speeches as JSON Lines: one line a file, in order of the paths.

What has been read is kept at once in a journal beside the result, so that a run that was stopped
goes on where it was; the result appears when every file has been read. A file that has changed
since is read again. Who does the reading, the cores of this machine or a Dask cluster, makes no
difference to the result. At any time only the lines on their way are in memory.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kit.errors import KitError, RequestError, install, reason
from kit.files import open_whole, replaced_file, sweep
from kit.locking import one_at_a_time
from kit.reading_apart import LIMITS, Job, Limits, Readers, checksum
from kit.speech.documents import EXTRACTED

ENDINGS = EXTRACTED | {".txt"}
"""The files of a folder that are read."""

_CHUNK = 16
_AHEAD = 3
_DASK = 64

Runner = Callable[[Sequence[Job]], Iterator[str]]
"""Reads files and yields a line for each, in any order."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run did: files in the result, read now, taken over from before, and unreadable.

    ``stopped`` are those of the last that reached a limit; the next run reads them again.
    """

    path: Path
    files: int
    read: int
    kept: int
    failed: int
    stopped: tuple[str, ...] = ()


def find_speeches(folder: Path) -> tuple[Path, ...]:
    """Return the files in a folder and below it that may be speeches, in order of their paths.

    Raises:
        RequestError: there is no such folder, or none in it.
    """
    if not folder.is_dir():
        raise RequestError("没有这个文件夹。", remedy="请检查路径。", path=folder)
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    files = [path for path in paths if path.is_file() and not path.name.startswith(".")]
    if not files:
        what = "文件夹里没有可以读的文件。"
        raise RequestError(what, remedy=f"能读的有：{'、'.join(sorted(ENDINGS))}。", path=folder)
    return tuple(sorted(files, key=lambda path: path.relative_to(folder).as_posix()))


def read_many(
    folder: Path,
    out: Path,
    *,
    run: Runner | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Collected:
    """Read every speech of a folder into one file of JSON Lines.

    Args:
        folder: where the speeches are, in folders below it too.
        out: the result; its journal is beside it, with ``.part`` behind its name. A pipe or a
            device is written through at the end, and a run that was stopped begins anew.
        run: who reads; None: :func:`on_cores`.
        progress: told how many files are done and how many there are.

    Raises:
        RequestError: there is nothing to read, or the result would stand in the place of a file
            that is none.
        KitError: the result cannot be written.
    """
    files = {path.relative_to(folder).as_posix(): path for path in find_speeches(folder)}
    try:
        if (target := replaced_file(out)) is None:
            with tempfile.TemporaryDirectory() as place:
                return _read_all(files, out, Path(place, "journal"), run, progress)
        journal = target.with_name(target.name + ".part")
        with one_at_a_time(journal.with_suffix(".lock"), out):
            sweep([target])
            if target.exists() and not journal.exists():
                if not _is_ours(target):
                    what = "这个文件已经有了，而且不是以前读讲话的结果，没有改动它。"
                    raise RequestError(what, remedy="请用 --out 换一个文件名。", path=out)
                os.replace(target, journal)
            return _read_all(files, out, journal, run, progress)
    except OSError as error:
        raise KitError(
            f"写不了这个文件（{reason(error)}）。",
            remedy="请确认文件夹可以写入、磁盘没有满，然后再运行一遍，会接着做。",
            path=out,
        ) from error


def _read_all(
    files: dict[str, Path],
    out: Path,
    journal: Path,
    run: Runner | None,
    progress: Callable[[int, int], None] | None,
) -> Collected:
    """Read what the journal does not hold yet into it, and write the result."""
    places = _journalled(journal, files)
    kept = len(places)
    stopped = []
    jobs = [(str(path), shown) for shown, path in files.items() if shown not in places]
    with journal.open("ab") as file:
        for line in (run or on_cores())(jobs):
            # A name that is not UTF-8 has surrogates, written as JSON writes them.
            data = line.encode(errors="backslashreplace")
            record = json.loads(line)
            places[record["file"]] = file.tell()
            if "limit" in record:
                stopped.append(record["file"])
            file.write(data)
            file.flush()
            if progress is not None:
                progress(len(places), len(files))
    failed = _sorted_into(journal, out, [places[shown] for shown in files])
    return Collected(out, len(files), len(jobs), kept, failed, tuple(stopped))


def on_cores(workers: int | None = None, limits: Limits = LIMITS) -> Runner:
    """Return a runner on this machine: ``workers`` processes, by default one a core."""

    def run(jobs: Sequence[Job]) -> Iterator[str]:
        number = min(workers or os.cpu_count() or 1, -(-len(jobs) // _CHUNK))
        if number:
            with closing(Readers(limits)) as readers, ThreadPoolExecutor(number) as pool:
                yield from _flowing(pool, readers, jobs, number * _AHEAD)

    return run


def on_dask(jobs: Sequence[Job]) -> Iterator[str]:
    """Read files with Dask: on the cluster of the current client, else on this machine.

    The machines of a cluster must see the files under the same paths.

    Raises:
        KitError: the extra is not installed.
    """
    try:
        import dask.bag  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise _no_dask() from None
    try:
        for start in range(0, len(jobs), _CHUNK * _DASK):
            some = jobs[start : start + _CHUNK * _DASK]
            bag: Any = dask.bag.from_sequence(some, partition_size=_CHUNK)  # type: ignore[no-untyped-call,unused-ignore]
            yield from bag.map(_read_on_dask).compute()
    finally:
        _for_dask.end_idle()


def cluster(address: str | None) -> AbstractContextManager[object]:
    """Return the client of a Dask cluster, in which `on_dask` reads there; None does nothing.

    Raises:
        KitError: the extra is not installed, or there is no cluster at the address.
    """
    if address is None:
        return nullcontext()
    try:
        from dask.distributed import Client  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise _no_dask() from None
    try:
        client: AbstractContextManager[object] = Client(address)  # type: ignore[no-untyped-call,unused-ignore]
    except (OSError, ValueError):
        what = f"{address}：连不上这个地址。"
        raise KitError(what, remedy="请检查地址，以及 Dask 集群是否已经启动。") from None
    return client


def _no_dask() -> KitError:
    what = "用 Dask 要装一个还没有安装的组件。"
    return KitError(what, remedy=f"{install('dask')}。")


def _flowing(
    pool: ThreadPoolExecutor, readers: Readers, jobs: Sequence[Job], most: int
) -> Iterator[str]:
    """Yield lines as they come, with no more than ``most`` files handed out at a time."""
    coming = iter(jobs)
    waiting: set[Future[str]] = set()
    try:
        while True:
            for job in islice(coming, most - len(waiting)):
                waiting.add(pool.submit(readers.read, job))
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        readers.close()  # so that nobody waits for what is still being read


_for_dask = Readers()
"""The processes of a process of Dask's, whose threads share them."""


def _read_on_dask(job: Job) -> str:
    return _for_dask.read(job)


def _journalled(journal: Path, files: dict[str, Path]) -> dict[str, int]:
    """Return where in the journal each file's line begins, if the file is still as it was read.

    A file that reached a limit then is read again. A line that was broken off is cut away.
    """
    places: dict[str, int] = {}
    if not journal.exists():
        return places
    with journal.open("r+b") as file:
        whole = 0
        for line in iter(file.readline, b""):
            try:
                record = json.loads(line)
                shown, sha256 = record["file"], record["sha256"]
            except (ValueError, LookupError, TypeError):
                break
            if not line.endswith(b"\n"):
                break
            if shown in files and "limit" not in record and checksum(str(files[shown])) == sha256:
                places[shown] = whole
            else:
                places.pop(shown, None)
            whole += len(line)
        file.truncate(whole)
    return places


def _is_ours(out: Path) -> bool:
    """Return whether a file is what an earlier run wrote: empty, or JSON Lines of its form."""
    with out.open("rb") as file:
        first = file.readline()
    try:
        return not first or {"file", "sha256"} <= json.loads(first).keys()
    except (ValueError, AttributeError):
        return False


def _sorted_into(journal: Path, out: Path, places: Sequence[int]) -> int:
    """Write the lines of a journal in order, remove it, and return how many tell of an error."""
    failed = 0
    with journal.open("rb") as file, open_whole(out) as result:
        for place in places:
            file.seek(place)
            line = file.readline()
            failed += '"error":' in line[:2000].decode("utf-8", "ignore")
            result.write(line)
    journal.unlink()
    return failed
