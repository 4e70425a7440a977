"""Where a learner was in each lesson of a set, and in which one last: kept in the data folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from kit.files import read_bytes, write_whole
from kit.identity import key_of
from kit.library import StudySet, data_folder, make_private
from kit.locking import one_at_a_time

_LONGEST = 200  # characters of a cell's id or of a heading
_FARTHEST = 10**6  # pixels
_PATIENCE = 5  # seconds to wait for another window's place


def places(study_set: StudySet) -> dict[str, Any]:
    """Return {"last": lesson, "lessons": {lesson: {cell, past, heading}}}; {} before the first.

    ``past`` is how many pixels of the cell were above the window; ``last`` is "" if the set no
    longer has that lesson.
    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept: dict[str, Any] = json.loads(read_bytes(_file(study_set)).decode())
        if kept["last"] not in {lesson.stem for lesson in study_set.lessons()}:
            kept["last"] = ""
        if isinstance(kept["lessons"], dict):
            return kept
    return {}


def keep_place(study_set: StudySet, lesson: str, place: dict[str, Any]) -> None:
    """Remember where a learner is; what is no place is left aside.

    Raises:
        KitError: nothing can be written.
    """
    cell, past, heading = (place.get(name) for name in ("cell", "past", "heading"))
    if not isinstance(cell, str) or not isinstance(past, int) or not isinstance(heading, str):
        return
    past = max(-_FARTHEST, min(past, _FARTHEST))
    kept = {"cell": cell[:_LONGEST], "past": past, "heading": heading[:_LONGEST]}
    file = _file(study_set)
    for folder in (data_folder(), file.parent):
        make_private(folder)
    with one_at_a_time(file.with_suffix(".lock"), file, seconds=_PATIENCE):
        lessons = places(study_set).get("lessons", {}) | {lesson: kept}
        write_whole(file, json.dumps({"last": lesson, "lessons": lessons}, ensure_ascii=False))


def _file(study_set: StudySet) -> Path:
    return data_folder() / "places" / f"{key_of(study_set)}.json"
