"""Notebooks as the kit stores them, and three versions of a file brought together.

The three are the one that was given out before, the one that somebody has written into since, and
the one that is to be given out now. A file is a list of pieces, told by their ids: the cells of a
notebook, or what `kit.making` cuts a paper into.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

from kit.errors import HALF_PAIR

Cell = dict[str, Any]
Notebook = dict[str, Any]

_COMMAND = re.compile("data-commandlinker", re.IGNORECASE)

_DEEPEST = 100
"""How deep the values of a notebook may be nested."""

MINE = "mine"
"""Tag of a learner's version of a cell that the lesson has changed too."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a file: its id, none like it in the file, its text, its cell if it is one."""

    id: str
    text: str
    cell: Cell | None = None

    @property
    def digest(self) -> str:
        """What is remembered of it; white space around the text makes no difference."""
        return hashlib.sha256(self.text.strip().encode()).hexdigest()[:16]


def source(cell: Cell) -> str:
    """Return a cell's source as one string, whichever of the two forms the file uses."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def is_cell(cell: object) -> bool:
    """Tell whether a cell has the form that JupyterLab gives one."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in {"code", "markdown", "raw"}:
        return False
    text, metadata = cell.get("source", ""), cell.get("metadata", {})
    return (
        all(isinstance(line, str) for line in (text if isinstance(text, list) else [text]))
        and isinstance(metadata, dict)
        and isinstance(metadata.get("jupyter", {}), dict)
        and isinstance(cell.get("id", ""), str)
    )


def read_notebook(text: str) -> Notebook | None:
    """Return the notebook that a file's text holds, None where it is none."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not _can_be_stored(notebook):
        return None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("metadata", {}), dict):
        return None
    if notebook.get("nbformat", 4) != 4:  # an older one keeps its cells elsewhere, outputs and all
        return None
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(is_cell(cell) for cell in cells):
        return None
    return dict(notebook)


def _can_be_stored(value: object) -> bool:
    """Tell whether JupyterLab can open what JSON gave, and the kit write it again.

    Some of what Python reads is no JSON or no text: a number that is not finite, half a surrogate
    pair. Some is nested deeper than other programs follow.
    """
    level = [value]
    for _ in range(_DEEPEST):
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.keys()
                inner += each.values()
            elif isinstance(each, list):
                inner += each
            elif not _is_plain(each):
                return False
        if not inner:
            return True
        level = inner
    return False


def _is_plain(value: object) -> bool:
    match value:
        case str():
            return HALF_PAIR.search(value) is None
        case float():
            return math.isfinite(value)
    return True


def dumped(notebook: Notebook) -> str:
    """Return a notebook's file: sorted keys and one line a value, so that two compare well."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def strip_outputs(model: dict[str, Any], **_: object) -> None:
    """Take outputs and run counts out of a notebook before JupyterLab saves it.

    What the learner sees stays on the screen; the file keeps what was written and nothing else.
    """
    content = model.get("content")
    if model.get("type") == "notebook" and isinstance(content, dict):
        _strip(content)


def without_outputs(notebook: Notebook) -> Notebook:
    """Return a notebook without outputs, run counts and states of widgets."""
    stripped = deepcopy(notebook)
    _strip(stripped)
    return stripped


def has_outputs(notebook: Mapping[str, Any]) -> bool:
    """Tell whether a notebook holds what may run when it is shown: outputs, states of widgets."""
    return "widgets" in notebook.get("metadata", {}) or any(
        cell.get("outputs") for cell in notebook["cells"]
    )


def _strip(notebook: Notebook) -> None:
    for computed in ("widgets", "language_info"):
        notebook.get("metadata", {}).pop(computed, None)
    for cell in notebook.get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
            cell.get("metadata", {}).pop("execution", None)
        else:
            cell.pop("outputs", None)


def protect(notebook: Notebook) -> None:
    """Mark the cells of a lesson as the kit's own: not to be edited, deleted or moved."""
    for cell in notebook["cells"]:
        cell.setdefault("metadata", {}).update(deletable=False, editable=False)


def disarm(notebook: Notebook) -> None:
    """Take out of a lesson's text what makes a click on it a command of JupyterLab."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" and _COMMAND.search(text := source(cell)):
            cell["source"] = _COMMAND.sub("data-no-command", text)


def cell_pieces(notebook: Notebook) -> list[Piece]:
    """Return the cells of a notebook as pieces."""
    return distinct(
        Piece(str(cell.get("id", "")), source(cell), cell) for cell in notebook["cells"]
    )


def distinct(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces of which no two have the same id: the second `a` becomes `a#2`."""
    seen: dict[str, int] = {}
    result = []
    for piece in pieces:
        seen[piece.id] = number = seen.get(piece.id, 0) + 1
        name = piece.id if number == 1 else f"{piece.id}#{number}"
        result.append(Piece(name, piece.text, piece.cell))
    return result


def merge(
    base: Mapping[str, str], mine: Sequence[Piece], theirs: Sequence[Piece]
) -> tuple[list[Piece], tuple[str, ...]]:
    """Return the pieces that are to be, and the ids of those that both sides changed.

    A piece that somebody wrote or changed stays as it is, behind the pieces it stood behind; so
    does one that both sides changed. Any other follows the new version. One that is in ``base``
    and not in ``mine`` was taken out and stays out. A new piece without text is left out.

    Args:
        base: the digests of the pieces of the version given out before, by id.
        mine: the version that somebody has written into.
        theirs: the version to be given out.
    """
    here = {piece.id: piece for piece in mine}
    merged: list[Piece] = []
    contested: list[str] = []
    for new in theirs:
        own, before = here.get(new.id), base.get(new.id)
        if own is None:
            if before is None:
                merged.append(new)
        elif own.digest in {before, new.digest}:
            merged.append(new)
        else:
            merged.append(own)
            if new.digest != before:
                contested.append(new.id)
    taken = {piece.id for piece in merged}
    for place, own in enumerate(mine):
        written = own.digest != base.get(own.id) and (own.id in base or own.text.strip())
        if written and own.id not in taken:
            ahead = {piece.id for piece in mine[:place]}
            at = max((i for i, piece in enumerate(merged) if piece.id in ahead), default=-1)
            merged.insert(at + 1, own)
    return merged, tuple(contested)


def same_content(left: Notebook, right: Notebook) -> bool:
    """Tell whether two notebooks have the same cells: ids, types and sources."""
    return _contents(left) == _contents(right)


def merge_lesson(base: Notebook, mine: Notebook, theirs: Notebook) -> Notebook:
    """Return the new lesson `theirs` with what a learner wrote into `base` to get `mine`.

    Where both changed a cell, the new one is followed by the learner's, tagged `MINE`. A cell of
    the lesson that the learner took out comes back.
    """
    own, new = cell_pieces(mine), cell_pieces(theirs)
    held = {piece.id for piece in own}
    digests = {piece.id: piece.digest for piece in cell_pieces(base) if piece.id in held}
    merged, contested = merge(digests, own, new)
    theirs_now = {piece.id: piece.cell for piece in new}
    ids = {cell["id"] for cell in (*mine["cells"], *theirs["cells"])}
    cells: list[Cell | None] = []
    for piece in merged:
        if piece.id in contested and piece.cell is not None:
            cells += [theirs_now[piece.id], _tagged(piece.cell, ids)]
        else:
            cells.append(piece.cell)
    return {**theirs, "cells": cells}


def _contents(notebook: Notebook) -> list[tuple[object, ...]]:
    return [(cell.get("id"), cell.get("cell_type"), source(cell)) for cell in notebook["cells"]]


def _tagged(cell: Cell, ids: set[str]) -> Cell:
    """Return a learner's version of a cell, with the tag and an id that no other cell has."""
    stem = f"{cell['id'][:50]}-{MINE}"
    free = next(name for n in count(1) if (name := stem if n == 1 else f"{stem}-{n}") not in ids)
    metadata = dict(cell.get("metadata", {}))
    metadata["tags"] = [*(tag for tag in metadata.get("tags", []) if tag != MINE), MINE]
    ids.add(free)
    return {**cell, "id": free, "metadata": metadata}
