"""Many files changed together: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.files import write_whole


@dataclass(frozen=True, slots=True)
class Change:
    """A file and what it is to hold; None: it is to go."""

    path: Path
    data: bytes | None


def carry_out(changes: Sequence[Change]) -> None:
    """Carry out changes in order; where one fails, undo those before it and raise what it raised.

    Raises:
        KitError: a file cannot be written.
    """
    before: list[Change] = []
    folders = _missing(changes)
    try:
        for change in changes:
            old = change.path.read_bytes() if change.path.is_file() else None
            before.append(Change(change.path, old))
            _do(change)
    except BaseException:
        for change in reversed(before):
            _do(change)
        for folder in folders:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise


def _do(change: Change) -> None:
    if change.data is None:
        change.path.unlink(missing_ok=True)
    else:
        write_whole(change.path, change.data)


def _missing(changes: Sequence[Change]) -> list[Path]:
    """Return the folders that will have to be made, the innermost first."""
    folders = {folder for change in changes for folder in change.path.parents}
    return sorted((each for each in folders if not each.exists()), reverse=True)
