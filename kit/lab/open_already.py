"""The reading room of a set that is open already, so that a second start leads to it."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from kit.errors import KitError
from kit.files import read_bytes, write_whole
from kit.identity import key_of
from kit.library import StudySet, data_folder, make_private

_PATIENCE = 3.0  # seconds; it is this machine's own
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def announced(study_set: StudySet, address: str) -> Iterator[None]:
    """Tell other programs of this user the address of a set's reading room, while it is open.

    The address holds the secret that lets its user in: nobody else can read the file.
    """
    file = _file(study_set)
    with suppress(OSError, KitError):  # it runs all the same
        make_private(data_folder())
        make_private(file.parent)
        write_whole(file, address)
        os.chmod(file, 0o600)
    try:
        yield
    finally:
        if _told(study_set) == address:
            with suppress(OSError):
                file.unlink()


def open_address(study_set: StudySet) -> str:
    """Return the address of the set's reading room if it is open and answers, else ""."""
    address = _told(study_set)
    parts = urlsplit(address)
    token = parse_qs(parts.query).get("token", [""])[0]
    if not address.startswith("http://127.0.0.1:") or not token:
        return ""
    with suppress(OSError, ValueError):
        asked = f"http://{parts.netloc}/api/status?token={token}"
        with _DIRECT.open(asked, timeout=_PATIENCE):
            return address
    return ""


def _told(study_set: StudySet) -> str:
    with suppress(OSError, ValueError, KitError):
        return read_bytes(_file(study_set)).decode().strip()
    return ""


def _file(study_set: StudySet) -> Path:
    return data_folder() / "open" / key_of(study_set)
