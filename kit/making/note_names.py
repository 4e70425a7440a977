"""What the boxes for notes are called: a box keeps its name when its lesson gets another number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count

from kit.lab.notebooks import read_notebook, source
from kit.making.dividing import Lesson

BOXES = 2
"""Boxes in a lesson that reads a part of the speech."""

_NOTE = re.compile(r'\bkit\.note\("([^"]+)"\)')


def note_names(lessons: Iterable[Lesson], earlier: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the boxes of each lesson by its stem.

    What a learner has written is kept under the name of the box. A lesson that was there before
    has the names that it had; others have its number and a running one that no box has yet.

    Args:
        lessons: those that read the speech.
        earlier: the notebooks that were there before, by the stems that their lessons have now.
    """
    lessons = tuple(lessons)
    names = {each.stem: _stored(earlier.get(each.stem, "")) for each in lessons}
    taken = {name for stored in names.values() for name in stored.values()}
    result = {}
    for lesson in lessons:
        free = (name for n in count(1) if (name := f"{lesson.number:02}-{n}") not in taken)
        stored = names[lesson.stem]
        boxes = range(1, BOXES + 1)
        result[lesson.stem] = tuple(stored.get(f"note-{box}") or next(free) for box in boxes)
    return result


def _stored(text: str) -> dict[str, str]:
    """Return the names of the boxes that a notebook has, by the ids of their cells."""
    notebook = read_notebook(text) or {"cells": []}
    found = ((str(cell.get("id", "")), _NOTE.search(source(cell))) for cell in notebook["cells"])
    own = {f"note-{box}" for box in range(1, BOXES + 1)}
    return {cell_id: match[1] for cell_id, match in found if match and cell_id in own}
