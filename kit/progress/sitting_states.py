"""Where a learner was in a test, kept from one kernel to the next: one small file a test.

It is no record: what was answered is kept by `kit.progress.store`. Lost, a test begins anew.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.files import read_bytes, write_whole
from kit.library import data_folder, make_private

_KEPT = 100  # tests of a set; a new one takes the place of the one left alone the longest


def kept_state(study_set: str, test: str) -> dict[str, Any]:
    """Return what was kept of a test; {} if nothing was.

    Args:
        study_set: the key of its set.
        test: what it shows; one that shows anything else is another test.
    """
    with suppress(OSError, ValueError):
        state = json.loads(read_bytes(_place(study_set, test)).decode())
        return state if isinstance(state, dict) else {}
    return {}


def keep_state(study_set: str, test: str, state: dict[str, Any]) -> None:
    """Keep what a learner has done in a test; where that cannot be, nobody is told."""
    path = _place(study_set, test)
    with suppress(KitError, OSError):
        for folder in (data_folder(), _folder(), path.parent):
            make_private(folder)
        write_whole(path, json.dumps(state, ensure_ascii=False))
        newest_first = sorted(path.parent.iterdir(), key=lambda each: -each.stat().st_mtime_ns)
        for old in newest_first[_KEPT:]:
            old.unlink(missing_ok=True)


def forget_states(study_set: str | None = None) -> None:
    """Take away what was kept of the tests of a set, or of all."""
    for folder in _folder().glob("*"):  # a key that came with a file may be any path
        if study_set in {None, folder.name}:
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return data_folder() / "tests"


def _place(study_set: str, test: str) -> Path:
    return _folder() / study_set / f"{hashlib.sha256(test.encode()).hexdigest()[:32]}.json"
