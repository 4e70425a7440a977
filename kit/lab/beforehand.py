"""What the cells of a trusted set show, made beforehand, so that a lesson is read before it runs.

Each lesson is run once, in the background, by the program that makes handouts. Kept is what the
kit itself renders of passages, charts and tables, which nothing that a learner does changes; of
what is live, only that it is coming. It is given out for the very set and the very kit it was made
with, and for no other; nothing of it is written into a notebook.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.files import read_bytes, write_whole
from kit.identity import key_of
from kit.lab.notebooks import source
from kit.lab.trust import content_digest, is_trusted
from kit.library import StudySet, data_folder, make_private

Shown = dict[str, str]
"""Of one cell: its ``source``, and the ``html`` it shows, or what ``kind`` of live part comes."""

_LIVE = {"test", "note"}
_FIXED = {"passage", "figure", "terms", "table", "map", "fulltext", "checklist"}
_PATIENCE = 120  # seconds that one cell may take
_KINDER = 10  # how much the learner's own programs go before this one
_PACKAGE = Path(__file__).resolve().parents[1]
_ENTRY = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from kit.lab.beforehand import make_all; make_all(sys.argv[2], sys.argv[3])"
)


def shown_before(study_set: StudySet, lesson: str) -> dict[str, Shown]:
    """Return what the cells of a lesson show, by their ids; {} where nothing was made of it yet.

    Args:
        study_set: the set; whether it is trusted is for the caller to know.
        lesson: the stem of the lesson's file.
    """
    if lesson not in {each.stem for each in study_set.lessons()}:
        return {}
    return _made(study_set, lesson, _made_of(study_set)) or {}


@contextmanager
def in_background(study_set: StudySet) -> Iterator[None]:
    """Have what is missing of a trusted set made by a process of its own, ended at the latest here.

    It is patient: whatever else wants the machine goes first.
    """
    if not (made_of := _made_of(study_set)) or not _missing(study_set, made_of):
        yield
        return
    arguments = (str(_PACKAGE.parent), str(study_set.root), study_set.name)
    process = subprocess.Popen(
        [sys.executable, "-c", _ENTRY, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def make_all(root: str, name: str) -> None:
    """Make what is missing of a set, lesson by lesson (what the background process does)."""
    if hasattr(os, "nice"):
        os.nice(_KINDER)
    study_set = StudySet(name, Path(root))
    made_of = _made_of(study_set)
    for lesson in _missing(study_set, made_of):
        if not is_trusted(study_set):  # it was exchanged for another one meanwhile
            return
        with suppress(KitError):  # one that cannot be opened or kept; there is nobody to be told
            make(study_set, lesson, made_of)


def make(study_set: StudySet, lesson: Path, made_of: str) -> None:
    """Run a lesson and keep what its cells show, as far as it runs.

    Raises:
        KitError: it is no notebook, or nothing can be written.
    """
    from kit.handout.exporter import open_lesson, run_lesson

    notebook = open_lesson(lesson, lesson.name)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []  # what came with the set; the run may fail before it gets there
    with suppress(KitError):  # the learner is told when the lesson runs for them
        run_lesson(notebook, folder=str(lesson.parent), timeout=_PATIENCE, cells=True)
    cells = {cell["id"]: shown for cell in notebook.cells if (shown := _shown(cell))}
    path = _place(study_set, lesson.stem)
    for folder in (data_folder(), path.parent.parent, path.parent):
        make_private(folder)
    write_whole(path, json.dumps({"of": made_of, "cells": cells}, ensure_ascii=False))


def _shown(cell: Mapping[str, Any]) -> Shown | None:
    """Return what is kept of a cell that was run, None where it is nothing."""
    from kit.page import DATA_MIME

    given = [each.get("data", {}) for each in cell.get("outputs", ())]
    if len(given) != 1 or DATA_MIME not in given[0]:
        return None
    record = given[0][DATA_MIME]
    records = record.get("records", (record,))
    shown = {"source": source(dict(cell)), "kind": "", "html": ""}
    for each in records:
        if each["kind"] in _LIVE:
            return shown | {"kind": _room_of(each)}
    if all(each["kind"] in _FIXED for each in records):
        return shown | {"html": given[0]["text/html"]}
    return None


def _room_of(record: Mapping[str, Any]) -> str:
    """Return what a live part is for the room that is kept for it (in the skin's style sheet)."""
    if record["kind"] == "note":
        return "note"
    if record["minutes"]:
        return "mock"
    return ("bare", "test", "folded")[min(2, len(record["intro"]))]


def _missing(study_set: StudySet, made_of: str) -> list[Path]:
    """Return the lessons of which nothing was made of the set as it is."""

    lessons = study_set.lessons()
    return [each for each in lessons if _made(study_set, each.stem, made_of) is None]


def _made(study_set: StudySet, lesson: str, made_of: str) -> dict[str, Shown] | None:
    """Return what was made of a lesson, None if it was not, or of something else."""
    with suppress(OSError, ValueError):
        made = json.loads(read_bytes(_place(study_set, lesson)).decode())
        if made["of"] == made_of:
            cells: dict[str, Shown] = made["cells"]
            return cells
    return None


def _place(study_set: StudySet, lesson: str) -> Path:
    return data_folder() / "beforehand" / key_of(study_set) / f"{lesson}.json"


def _made_of(study_set: StudySet) -> str:
    """Return the digest of all that an output is made of; "" where the set cannot be told."""
    content = content_digest(study_set)
    return content and hashlib.sha256(f"{content} {_program()}".encode()).hexdigest()


@cache
def _program() -> str:
    """Return what tells this kit from every other one, one that is being worked on included."""
    files = sorted(path for path in _PACKAGE.rglob("*") if "__pycache__" not in path.parts)
    stamps = ((path, path.stat()) for path in files if path.is_file())
    listed = [
        (path.relative_to(_PACKAGE).as_posix(), stamp.st_size, stamp.st_mtime_ns)
        for path, stamp in stamps
    ]
    return hashlib.sha256(f"{sys.version} {listed}".encode()).hexdigest()
