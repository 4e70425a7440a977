"""What its user has open on this machine: other programs of the same user find and ask it."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kit.errors import KitError
from kit.files import open_whole, read_bytes
from kit.library import data_folder, make_private

_PATIENCE = 5.0  # seconds; it is this machine's own
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def told_here(name: str, text: str) -> Iterator[None]:
    """Have a text found by a name for as long as something is open; without it, it is open, too.

    The text holds the secret of what is open: nobody else can read it.
    """
    file = _file(name)
    with suppress(OSError, KitError):
        make_private(data_folder())
        make_private(file.parent)
        with open_whole(file, mode=0o600) as opened:
            opened.write(text.encode())
    try:
        yield
    finally:
        if found_here(name) == text:
            with suppress(OSError):
                file.unlink()


def found_here(name: str) -> str:
    """Return the text of a name, "" where there is none; what it tells of may be gone."""
    with suppress(OSError, ValueError, KitError):
        return read_bytes(_file(name)).decode()
    return ""


def answer_here(address: str, data: bytes | None = None) -> bytes:
    """Return what an address of this machine answers, whatever proxy there is.

    Raises:
        OSError: it does not.
        ValueError: it is none.
    """
    with _DIRECT.open(address, data=data, timeout=_PATIENCE) as answered:
        body: bytes = answered.read()
    return body


def _file(name: str) -> Path:
    return data_folder() / "open" / name
