"""The learner's own copy of the lessons, kept up to date with the set.

Studying never changes the study set itself. The copy lies in the user's data folder, as
``notebooks/<set>/`` under a root that sets share only if their keys are their names; beside each
lesson the version it was copied from is kept, so that an update can be told from what a learner
wrote. It is for the learner alone to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kit.errors import KitError, RequestError
from kit.files import Change, read_bytes, take_back, write_all, write_whole
from kit.identity import remember
from kit.lab.notebooks import (
    Notebook,
    cell_pieces,
    disarm,
    dumped,
    merge_lesson,
    protect,
    read_notebook,
    same_content,
    source,
    without_outputs,
)
from kit.lab.trust import is_trusted
from kit.library import StudySet, data_folder, make_private
from kit.locking import one_at_a_time
from kit.unwritten import leave_out_marks

_BASE = ".shipped"
_PATIENCE = 60  # seconds to wait for another `kit study` of the same set


@dataclass(frozen=True, slots=True)
class WorkCopy:
    """Where the learner's lessons lie, and what bringing them up to date did.

    ``gone`` are lessons that the set no longer has and that the learner wrote into.
    """

    root: Path
    index: Path
    lessons: tuple[Path, ...]
    for_editing: bool = False
    merged: tuple[Path, ...] = ()
    set_aside: tuple[Path, ...] = ()
    faulty: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()


def restore(study_set: StudySet, lesson: str) -> Path:
    """Bring a lesson of the learner's copy back as it came, and return it.

    What the learner wrote stays: cells of the learner's own, and behind a cell of the lesson that
    was changed, the learner's version of it.

    Args:
        study_set: the set.
        lesson: its name or the number it begins with, `06`.

    Raises:
        KitError: there is no such lesson, or it cannot be written.
    """
    named = [path for path in study_set.lessons() if lesson in {path.stem, path.name}]
    numbered = [path for path in study_set.lessons() if path.stem.split("_")[0] == lesson]
    if not (named or numbered):
        known = "、".join(path.stem for path in study_set.lessons())
        raise RequestError(f"没有名为“{lesson}”的课。", remedy=f"现有的课：{known}。")
    shipped = (named or numbered)[0]
    trusted = is_trusted(study_set)
    copy = update(study_set, trusted=trusted)
    path = copy.index.with_name(shipped.name)
    mine, new = _read(path), _read_shipped(shipped, trusted)
    if new is None:
        raise KitError(
            "学习集里的这一课读不出来。", remedy="请运行 kit check，照列出的改正。", path=path
        )
    own = new if mine is None else merge_lesson({**new, "cells": []}, mine, new)
    write_whole(path, dumped(own))
    return path


def code_as_given(lesson: Path) -> tuple[str, ...]:
    """Return the code of a lesson of a set, cell by cell, as a learner gets it."""
    given = _read_shipped(lesson, trusted=True)
    cells = given["cells"] if given is not None else ()
    return tuple(source(cell) for cell in cells if cell["cell_type"] == "code")


def in_place(study_set: StudySet) -> WorkCopy:
    """Return the set's own lessons, for a teacher who edits them."""
    return WorkCopy(study_set.root, study_set.index, study_set.lessons(), for_editing=True)


def lessons_folder(study_set: StudySet) -> Path:
    """Return the root of the learner's copy of a set; from now on the set is known by its key."""
    key = remember(study_set)
    folder = data_folder() / "lessons"
    return folder if key == study_set.name else folder / key


def update(study_set: StudySet, *, root: Path | None = None, trusted: bool = True) -> WorkCopy:
    """Bring the learner's copy of a set's lessons up to date and return it; one process at a time.

    A lesson the learner left as it was is replaced; one the learner wrote into is merged; one that
    is no longer a notebook, or of which the record is lost and a cell differs, is set aside under
    a new name. Nothing the learner wrote is removed.
    Stored outputs are: they would come from whoever sent the set. So are places that somebody has
    still to write, see `kit.unwritten`. A lesson of the set that is no
    notebook is left out until it is one; the learner keeps the last good one. In a set that is not
    ``trusted`` no click on a lesson's text is a command of JupyterLab.

    Raises:
        KitError: the data folder cannot be written to, or another process is writing there.
    """
    if root is None:
        make_private(data_folder())
        root = lessons_folder(study_set)
    copies, bases = root / "notebooks" / study_set.name, root / _BASE / study_set.name
    for folder in (root, copies.parent, bases.parent):
        make_private(folder)
    lock = bases.parent / f".{study_set.name}.lock"
    with one_at_a_time(lock, copies, seconds=_PATIENCE):
        if root.parent == data_folder() / "lessons":  # no other set's lessons are there
            for journal in sorted(bases.parent.glob(".*.journal")):
                take_back(journal)
            _follow_new_name(bases)
            _follow_new_name(copies)
        return _update(study_set, root, copies, bases, trusted)


def _update(study_set: StudySet, root: Path, copies: Path, bases: Path, trusted: bool) -> WorkCopy:
    """Bring the learner's copy up to date where nobody else does."""
    for folder in (copies, bases):
        make_private(folder)
    journal = bases.parent / f".{study_set.name}.journal"
    take_back(journal)
    lessons: list[Path] = []
    merged: list[Path] = []
    set_aside: list[Path] = []
    faulty: list[Path] = []
    for shipped in study_set.lessons():
        lesson, base = copies / shipped.name, bases / shipped.name
        if lesson.exists() and _read(lesson) is None:
            set_aside.append(_set_aside(lesson))
        _strip_file(lesson)
        mine, old, new = _read(lesson), _read(base), _read_shipped(shipped, trusted)
        if mine is not None or new is not None:
            lessons.append(lesson)
        if new is None:
            faulty.append(shipped)
            continue
        text = read_bytes(shipped).decode()
        new_text = text if new == read_notebook(text) else dumped(new)
        changes = [Change(base, new_text.encode())]
        if mine is None or (old is not None and same_content(mine, old)):
            changes.append(Change(lesson, new_text.encode()))
        elif old is not None and not same_content(old, new):
            changes.append(Change(lesson, dumped(merge_lesson(old, mine, new)).encode()))
            merged.append(lesson)
        elif old is None and not same_content(mine, new):
            # What of it is the learner's nobody can tell, but for cells that the lesson has not.
            if _differ_in_a_cell(mine, new):
                set_aside.append(_set_aside(lesson, "earlier"))
                changes.append(Change(lesson, new_text.encode()))
            else:
                changes.append(Change(lesson, dumped(merge_lesson(new, mine, new)).encode()))
        write_all(changes, journal)  # a lesson and its record together, or neither
        for file in (lesson, base):
            with suppress(OSError):  # of a file system without modes, or taken out meanwhile
                file.chmod(0o600)
    index = copies / study_set.index.name
    first = index if index in lessons else next(iter(lessons), index)
    return WorkCopy(
        root,
        first,
        tuple(lessons),
        merged=tuple(merged),
        set_aside=tuple(set_aside),
        faulty=tuple(faulty),
        gone=tuple(_gone(copies, bases, {path.name for path in study_set.lessons()})),
    )


def _follow_new_name(folder: Path) -> None:
    """Give the folder of a set that was renamed its new name, so that what was written stays."""
    if folder.exists():
        return
    earlier = [path for path in folder.parent.glob("[!.]*") if path.is_dir()]
    if len(earlier) == 1:
        with suppress(OSError):  # it stays where it is, and nothing is lost
            earlier[0].rename(folder)


def _read(path: Path) -> Notebook | None:
    """Return a lesson whose cells have ids, without its outputs; None where there is none."""
    try:
        notebook = read_notebook(read_bytes(path).decode())
    except (OSError, UnicodeDecodeError):
        return None
    named = notebook is not None and all("id" in cell for cell in notebook["cells"])
    return without_outputs(notebook) if notebook is not None and named else None


def _read_shipped(path: Path, trusted: bool) -> Notebook | None:
    """Return a lesson of the set as a learner gets it; one that is not trusted starts nothing."""
    lesson = _read(path)
    if lesson is not None:
        leave_out_marks(lesson)
        protect(lesson)
        if not trusted:
            disarm(lesson)
    return lesson


def _strip_file(path: Path) -> None:
    """Take outputs that an earlier copy brought along out of a learner's lesson."""
    lesson = _read(path)
    if lesson is not None and lesson != read_notebook(read_bytes(path).decode()):
        write_whole(path, dumped(lesson))


def _gone(copies: Path, bases: Path, names: set[str]) -> Iterator[Path]:
    """Yield the lessons that no longer have one of the names and that the learner wrote into."""
    for base in sorted(bases.glob("*.ipynb")):
        lesson = copies / base.name
        mine, old = _read(lesson), _read(base)
        if base.name not in names and mine and old and not same_content(mine, old):
            yield lesson


def _differ_in_a_cell(mine: Notebook, new: Notebook) -> bool:
    """Tell whether a cell that both have says something else in one than in the other."""
    texts = {piece.id: piece.digest for piece in cell_pieces(new)}
    return any(texts.get(piece.id, piece.digest) != piece.digest for piece in cell_pieces(mine))


def _set_aside(path: Path, why: str = "unreadable") -> Path:
    """Give a learner's lesson a free name that says why, and return it."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.{why}-{number}.ipynb")).exists():
        number += 1
    return path.rename(aside)
