"""A process that ends in the midst of writing, for tests of what it leaves."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


class Cut(BaseException):
    """The process ends here: whatever it would still write is not written."""


class Cutter:
    """Lets some writes pass, and none after them."""

    def __init__(self, patch: pytest.MonkeyPatch, passing: int) -> None:
        self.left = passing
        self._replace, self._unlink = os.replace, Path.unlink
        patch.setattr(os, "replace", self.replace)
        patch.setattr(Path, "unlink", lambda path, missing_ok=False: self.unlink(path, missing_ok))

    def replace(self, old: Path, new: Path) -> None:
        self.count()
        self._replace(old, new)

    def unlink(self, path: Path, missing_ok: bool) -> None:
        if self.left <= 0:
            raise Cut
        self._unlink(path, missing_ok=missing_ok)

    def count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cut


def is_cut_off(passing: int, job: Callable[[], object]) -> bool:
    """Do something that ends after some writes; tell whether it came to that."""
    with pytest.MonkeyPatch.context() as patch:
        Cutter(patch, passing)
        try:
            job()
        except Cut:
            return True
    return False
