"""Sets that are being made: one at a time in a folder, and undone where that was cut off.

What is to be undone is kept in the user's data folder, a journal for each folder with sets.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.files import resolved, take_back
from kit.library import data_folder, make_private
from kit.locking import one_at_a_time

_PATIENCE = 60
"""How many seconds to wait for another set that is being made in the same folder."""


@contextmanager
def making_sets(root: Path) -> Iterator[Path]:
    """Be the only one to make sets in a folder, and give the journal for what is written.

    What an earlier process was cut off in is undone first.

    Raises:
        KitError: another process is making a set there, or something cannot be undone.
    """
    make_private(_folder())
    journal = _journal(root)
    with one_at_a_time(journal.with_suffix(".lock"), root, seconds=_PATIENCE):
        take_back(journal)
        yield journal


def undo_unfinished(root: Path) -> bool:
    """Undo what the making of a set in a folder was cut off in; tell whether there was any.

    A set that is being made just now is waited for.

    Raises:
        KitError: it takes too long, or something cannot be undone.
    """
    journal = _journal(root)
    if not journal.is_file():
        return False
    with one_at_a_time(journal.with_suffix(".lock"), root, seconds=_PATIENCE):
        was_cut_off = journal.is_file()
        take_back(journal)
    return was_cut_off


def _folder() -> Path:
    return data_folder() / "making"


def _journal(root: Path) -> Path:
    return _folder() / hashlib.sha256(os.fsencode(resolved(root))).hexdigest()[:16]
