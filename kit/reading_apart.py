"""Files read in processes of their own: one that takes too long, or too much memory, is let go.

A process is told which file to read by a line of JSON on its standard input, and answers with one
on its standard output. When it is ended, for whatever reason, the next file gets a new one.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.files import LARGEST
from kit.speech import Speech
from kit.speech.documents import read_speech

Job = tuple[str, str]
"""A file: its path, and how the result names it."""

_OUT_OF_MEMORY = 77
_ENTRY = "import sys; sys.path.append(sys.argv[1]); from kit.reading_apart import serve; serve()"
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds of the clock, and bytes of memory.

    The largest files that are read at all take some fifteen seconds and 600 MB. Memory is limited
    where the system can do that.
    """

    seconds: float = 60
    memory: int = 2_000_000_000


LIMITS = Limits()


def read_line(job: Job) -> str:
    """Return one file's line: file, sha256, characters, nodes and tasks; or why it has none.

    The nodes and tasks have the shapes of ``kit outline --json`` and ``kit tasks --json``.
    """
    path, shown = job
    record: dict[str, object] = {"file": shown, "sha256": checksum(path)}
    try:
        speech = read_speech(Path(path))
    except KitError as error:
        record["error"] = f"{error.what}{error.remedy}"
    else:
        record["characters"] = len(speech.text)
        record["nodes"] = node_records(speech)
        record["tasks"] = [dataclasses.asdict(task) for task in speech.tasks]
    return _line(record)


def node_records(speech: Speech) -> list[dict[str, Any]]:
    """Return the parts of a speech as JSON has them; each names the part above it."""
    nodes = [dataclasses.asdict(node) for node in speech.nodes]
    for node in nodes:
        del node["children"]
    return nodes


def checksum(path: str) -> str:
    """Return the SHA-256 of a file, "" where it cannot be read or is too large for any set."""
    digest = hashlib.sha256()
    try:
        if os.stat(path).st_size > LARGEST:
            return ""
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


class Readers:
    """Processes that read files within limits, as many as there are threads that ask.

    A process that has read its file waits for the next, until all are ended by `close`.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._all: set[_Reader] = set()
        self._idle: list[_Reader] = []
        self._closed = False

    def read(self, job: Job) -> str:
        """Return a file's line, as `read_line` does; one that reached a limit says which.

        Raises:
            RuntimeError: no process can be started, or they have been ended.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("closed")
            reader = self._idle.pop() if self._idle else _Reader(self._limits)
            self._all.add(reader)
        line = reader.read(job)
        if line is None:
            return _stopped_line(job, self._limits, self._drop(reader))
        with self._lock:
            self._idle.append(reader)
        return line

    def close(self) -> None:
        """End all processes, those too that are reading."""
        self._closed = True
        self._end(self._all)

    def end_idle(self) -> None:
        """End the processes that wait; whoever asks next starts others."""
        self._end(self._idle)

    def _end(self, readers: Iterable[_Reader]) -> None:
        with self._lock:
            for reader in tuple(readers):
                reader.end()
                self._all.discard(reader)
            self._idle.clear()

    def _drop(self, reader: _Reader) -> str:
        """Take a process out that has ended, and return which limit it reached."""
        with self._lock:
            self._all.discard(reader)
        code = reader.end()
        if reader.is_late:
            return "time"
        return "memory" if code == _OUT_OF_MEMORY else "process"


def _stopped_line(job: Job, limits: Limits, limit: str) -> str:
    """Return the line of a file that could not be read to its end."""
    what = {
        "time": f"读了 {limits.seconds:g} 秒还没有读完，没有再读。",
        "memory": f"读它要用的内存超过 {limits.memory / 1e9:g} GB，没有再读。",
        "process": "读它的程序中途停了，没有读完。",
    }[limit]
    error = f"{what}请打开它看看是不是讲话；如果是，请把正文另存为 .txt，再运行一遍。"
    return _line({"file": job[1], "sha256": checksum(job[0]), "limit": limit, "error": error})


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Reader:
    """One process that reads files one after the other."""

    def __init__(self, limits: Limits) -> None:
        self.is_late = False
        self._seconds = limits.seconds
        self._is_ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _ENTRY, str(_PACKAGE), str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._asked: Any = self._process.stdin
        self._answers: Any = self._process.stdout

    def read(self, job: Job) -> str | None:
        """Return a file's line, None where the process ended before it had one."""
        if not self._is_ready:  # what it loads first is not counted as the file's time
            if not self._answers.readline():
                raise RuntimeError("a process that reads files could not be started")
            self._is_ready = True
        watch = threading.Timer(self._seconds, self._give_up)
        watch.start()
        try:
            with suppress(OSError):  # it has ended
                self._asked.write(json.dumps(job).encode() + b"\n")
                self._asked.flush()
            line: bytes = self._answers.readline()
        finally:
            watch.cancel()
        return line.decode() if line.endswith(b"\n") else None

    def end(self) -> int:
        """End the process, if it has not ended, and return the code that it ended with."""
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._asked, self._answers):
            with suppress(OSError):
                pipe.close()
        return code

    def _give_up(self) -> None:
        self.is_late = True
        self._process.kill()


def serve() -> None:
    """Read the files that standard input names until it ends, which ends this process too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks ends this process
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # nothing else gets among the answers
        _limit_memory(int(sys.argv[2]))
        answers.write(b"\n")
        answers.flush()
        asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=_hear, args=(asked,), daemon=True).start()
        while True:
            path, shown = json.loads(asked.get())
            try:
                line = read_line((path, shown))
            except MemoryError:
                os._exit(_OUT_OF_MEMORY)
            # A name that is not UTF-8 has surrogates, written as JSON writes them.
            answers.write(line.encode(errors="backslashreplace"))
            answers.flush()


def _hear(asked: queue.SimpleQueue[bytes]) -> None:
    """Take up what is asked for; where nobody is left to ask, end, even in the midst of a file."""
    for line in sys.stdin.buffer:
        asked.put(line)
    os._exit(0)


def _limit_memory(size: int) -> None:
    """Let this process have so many bytes of memory, where the system can hold it to that."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
