"""A lesson's new version and what a learner wrote into the old one, brought together.

Cells are told by their ids. A cell that only one side changed is taken from that side; where both
changed it, the new one is followed by the learner's; what the learner added stays after the cell
it stood behind.
"""

from __future__ import annotations

from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]

MINE = "mine"
"""Tag of a learner's version of a cell that the lesson has changed too."""


def source(cell: Cell) -> str:
    """Return a cell's source as one string, whichever of the two forms the file uses."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def same_content(left: Notebook, right: Notebook) -> bool:
    """Tell whether two notebooks have the same cells: ids, types and sources."""
    return [_content(cell) for cell in _cells(left)] == [_content(cell) for cell in _cells(right)]


def merge(base: Notebook, mine: Notebook, theirs: Notebook) -> Notebook:
    """Return the new lesson `theirs` with what the learner wrote into `base` to get `mine`."""
    old = {cell["id"]: cell for cell in _cells(base)}
    written = {cell["id"]: cell for cell in _cells(mine) if _is_written(cell, old)}
    merged: list[Cell] = []
    for cell in _cells(theirs):
        own = written.pop(cell["id"], None)
        shipped = old.get(cell["id"])
        if own is None:
            merged.append(cell)
        elif shipped is not None and source(shipped) == source(cell):
            merged.append(own)
        else:
            merged += [cell, _kept(own)]
    for cell in _cells(mine):
        if cell["id"] in written:
            before = _predecessors(mine, cell["id"])
            place = max((i for i, each in enumerate(merged) if each["id"] in before), default=-1)
            merged.insert(place + 1, cell)
    return {**theirs, "cells": merged}


def _cells(notebook: Notebook) -> list[Cell]:
    return list(notebook.get("cells", []))


def _content(cell: Cell) -> tuple[object, ...]:
    return cell.get("id"), cell.get("cell_type"), source(cell)


def _is_written(cell: Cell, old: dict[str, Cell]) -> bool:
    """Tell whether the learner wrote a cell: an edited one, or a new one that is not empty."""
    shipped = old.get(cell["id"])
    if shipped is None:
        return bool(source(cell).strip())
    return source(shipped) != source(cell)


def _kept(cell: Cell) -> Cell:
    metadata = dict(cell.get("metadata", {}))
    metadata["tags"] = [*metadata.get("tags", []), MINE]
    return {**cell, "id": f"{cell['id'][:50]}-{MINE}", "metadata": metadata}


def _predecessors(notebook: Notebook, cell_id: str) -> set[str]:
    ids = [cell["id"] for cell in _cells(notebook)]
    return set(ids[: ids.index(cell_id)])
