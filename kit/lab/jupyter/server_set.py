"""The set whose lessons this server gives, and what of it may run: asked anew each time.

Nothing in an address says which set is meant, and what was agreed to when the server started says
nothing of files that have changed since, nor of other notebooks that lie in the server's folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from kit.lab.trust import content_digest, is_trusted
from kit.library import ROOT_VARIABLE, StudySet

SET_VARIABLE = "KIT_SET"
"""Environment variable of the server: the name of the set whose lessons are read."""

READING_VARIABLE = "KIT_READING"
"""Environment variable of the server: "true" where it is a reading room, "" where one edits."""

AGREED_VARIABLE = "KIT_AGREED"
"""Environment variable of the server: "true" where a set was agreed to that is too large for that
to be remembered. It counts as long as the server runs, and for such a set alone."""


def server_set() -> StudySet:
    """Return the set of this server."""
    return StudySet(os.environ[SET_VARIABLE], Path(os.environ[ROOT_VARIABLE]))


def may_run() -> bool:
    """Tell whether the set, as its files are now, may run without a question."""
    chosen = server_set()
    if is_trusted(chosen):
        return True
    return os.environ.get(AGREED_VARIABLE) == "true" and not content_digest(chosen)


def agreed_for_now(study_set: StudySet) -> str:
    """Return the value of `AGREED_VARIABLE` for a set that was just agreed to."""
    return "" if is_trusted(study_set) else "true"


def lesson_at(path: str) -> Path | None:
    """Return the lesson of the set that a path on this server means, None where it is no lesson."""
    chosen = server_set()
    folder, _, name = path.strip("/").rpartition("/")
    if folder != f"{chosen.notebooks.parent.name}/{chosen.name}":
        return None
    return next((lesson for lesson in chosen.lessons() if lesson.name == name), None)
