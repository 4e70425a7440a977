"""The learner's own copy of the lessons, so that studying never changes the study set itself.

The copy lies in the user's data folder, as ``notebooks/<set>/`` under one root; beside each lesson
the version it was copied from is kept, so that an update can be told from what a learner wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kit.files import write_whole
from kit.lab.notebooks import Notebook, dumped, merge_lesson, read_notebook, same_content
from kit.library import StudySet, data_folder

_BASE = ".shipped"


@dataclass(frozen=True, slots=True)
class WorkCopy:
    """Where the learner's lessons lie, and what bringing them up to date did."""

    root: Path
    index: Path
    lessons: tuple[Path, ...]
    merged: tuple[Path, ...] = ()
    set_aside: tuple[Path, ...] = ()


def in_place(study_set: StudySet) -> WorkCopy:
    """Return the set's own lessons, for a teacher who edits them."""
    return WorkCopy(study_set.root, study_set.index, study_set.lessons())


def update(study_set: StudySet, *, root: Path | None = None) -> WorkCopy:
    """Bring the learner's copy of a set's lessons up to date and return it.

    A lesson the learner left as it was is replaced; one the learner wrote into is merged; one that
    is no longer a notebook is set aside under a new name. Nothing the learner wrote is removed.

    Raises:
        KitError: the data folder cannot be written to.
    """
    root = root or data_folder() / "lessons"
    lessons: list[Path] = []
    merged: list[Path] = []
    set_aside: list[Path] = []
    for shipped in study_set.lessons():
        lesson = root / "notebooks" / study_set.name / shipped.name
        base = root / _BASE / study_set.name / shipped.name
        lessons.append(lesson)
        if lesson.exists() and _read(lesson) is None:
            set_aside.append(_set_aside(lesson))
        mine, old, new = _read(lesson), _read(base), _read(shipped)
        if new is None:
            continue  # a faulty lesson is named by `kit check`; the learner keeps the last good one
        new_text = shipped.read_text(encoding="utf-8")
        if mine is None or old is None or same_content(mine, old):
            if mine is None or old is not None:
                write_whole(lesson, new_text)
        elif not same_content(old, new):
            write_whole(lesson, dumped(merge_lesson(old, mine, new)))
            merged.append(lesson)
        write_whole(base, new_text)
    index = root / "notebooks" / study_set.name / study_set.index.name
    return WorkCopy(root, index, tuple(lessons), tuple(merged), tuple(set_aside))


def _read(path: Path) -> Notebook | None:
    """Return a lesson whose cells have ids, None where there is none."""
    try:
        notebook = read_notebook(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    named = notebook is not None and all("id" in cell for cell in notebook["cells"])
    return notebook if named else None


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.unreadable-{number}.ipynb")).exists():
        number += 1
    return path.rename(aside)
