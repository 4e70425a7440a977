"""Faults of the code while a room runs: a sentence on the terminal, how it came to it in a file.

What is expected is none: a request that is refused, a page that has gone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError

from kit.errors import KitError, sentence
from kit.library import data_folder

LOG = logging.getLogger("kit.room")
"""What is written to it as an error, with the exception, is told as a fault."""

_LOGS = (LOG, logging.getLogger("tornado"), logging.getLogger("asyncio"))
_LARGEST = 200_000  # bytes of the file; one older file of this size is kept beside it
_EXPECTED = (HTTPError, ConnectionError, StreamClosedError, WebSocketClosedError)


@contextmanager
def faults_told(tell: Callable[[str], None]) -> Iterator[None]:
    """Have faults told for as long as a room runs: each in the file, of each place one sentence."""
    handler = _Faults(_file(), tell)
    before = [(log, log.propagate) for log in _LOGS]
    for log in _LOGS:
        log.addHandler(handler)
        log.propagate = False
    try:
        yield
    finally:
        for log, propagates in before:
            log.removeHandler(handler)
            log.propagate = propagates
        handler.close()


def delete_faults() -> None:
    """Delete what the file holds: an error may quote what somebody answered."""
    for path in (_file(), _file().with_name(f"{_file().name}.1")):
        with suppress(OSError):
            path.unlink()


def _file() -> Path:
    return data_folder() / "room.log"


class _Faults(RotatingFileHandler):
    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        super().__init__(path, maxBytes=_LARGEST, backupCount=1, encoding="utf-8", delay=True)
        self.setLevel(logging.ERROR)
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._path = path
        self._tell = tell
        self._told: set[tuple[str, str, int]] = set()
        self._written = True

    def emit(self, record: logging.LogRecord) -> None:
        """Write a fault down, and tell of it unless one of the same place was told of."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, Exception) or isinstance(error, _EXPECTED):
            return
        self._written = True
        super().emit(record)
        if (place := _place(error)) not in self._told:
            self._told.add(place)
            self._tell(self._said(error))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Go on where the file cannot be written."""
        self._written = False

    def _said(self, error: Exception) -> str:
        if isinstance(error, KitError):
            return str(error)
        said = f"{sentence(error)}学习会照常进行。"
        if not self._written:
            return said
        return f"{said}出错的经过记在 {self._path}，报告问题时请附上这个文件。"


def _place(error: Exception) -> tuple[str, str, int]:
    """Return what an error is, and where it was raised."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return type(error).__name__, "", 0
    return type(error).__name__, last.tb_frame.f_code.co_filename, last.tb_lineno
