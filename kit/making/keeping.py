"""What was made, what a person wrote since, and what would be made now, brought together.

A file is a list of pieces: the cells of a notebook, the questions of a paper, the words of a list,
or all of it in one. Of every piece that was made a digest is remembered. A piece that nobody
touched follows the text; what a person wrote, changed or took out stays as it is. So does what
stands in the metadata of a notebook and its cells, of which nothing is remembered.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.errors import KitError

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a file: its name, none like it in the file, its text, its cell if it is one."""

    id: str
    text: str
    cell: Any = None

    @property
    def digest(self) -> str:
        """What is remembered of it."""
        return hashlib.sha256(self.text.strip().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file is to hold, and the pieces that both sides changed: a person must weigh them."""

    content: str
    contested: tuple[str, ...] = ()


def bring_together(path: str, base: Digests, mine: str | None, theirs: str) -> Kept:
    """Return what a file is to hold; ``path`` decides what its pieces are.

    Args:
        path: the file as messages show it.
        base: the digests of the pieces that were made last time.
        mine: the file as it is, None where there is none.
        theirs: the file as it would be made now.

    Raises:
        KitError: the file is no longer a notebook.
    """
    if mine is None or mine == theirs:
        return Kept(theirs)
    here, new = pieces(path, mine), pieces(path, theirs)
    merged, contested = merge(base, here, new)
    if [(each.id, each.text) for each in merged] == [(each.id, each.text) for each in here]:
        return Kept(mine, contested)
    return Kept(_joined(path, mine, theirs, merged), contested)


def digests(path: str, content: str) -> dict[str, str]:
    """Return what is to be remembered of a file that was made."""
    return {each.id: each.digest for each in pieces(path, content)}


def untouched(path: str, base: Digests, mine: str) -> bool:
    """Tell whether a file is as it was made."""
    return digests(path, mine) == dict(base)


def merge(
    base: Digests, mine: Sequence[Piece], theirs: Sequence[Piece]
) -> tuple[list[Piece], tuple[str, ...]]:
    """Return the pieces that are to be, and the ids of those that both sides changed."""
    here = {each.id: each for each in mine}
    merged: list[Piece] = []
    contested: list[str] = []
    for new in theirs:
        own, made = here.get(new.id), base.get(new.id)
        if own is None:
            if made is None:
                merged.append(new)  # what was made before and is not there, a person took out
        elif own.digest in {made, new.digest}:
            merged.append(_with_metadata(new, own))
        else:
            merged.append(own)
            if new.digest != made:
                contested.append(new.id)
    taken = {each.id for each in merged}
    for place, own in enumerate(mine):
        if own.id not in taken and own.digest != base.get(own.id):
            before = {each.id for each in mine[:place]}
            at = max((i for i, each in enumerate(merged) if each.id in before), default=-1)
            merged.insert(at + 1, own)
    return merged, tuple(contested)


def pieces(path: str, content: str) -> list[Piece]:
    """Return the pieces of a file.

    Raises:
        KitError: a notebook is none.
    """
    if path.endswith(".ipynb"):
        return _unique([_of_cell(cell) for cell in _notebook(path, content)["cells"]])
    if path.endswith(".md"):
        blocks = re.split(r"(?m)^(?=##[ \t])", content.replace("\r\n", "\n"))
        return _unique([Piece(_question_id(block), block.strip()) for block in blocks])
    if path.endswith("words.txt"):
        lines = [line.strip() for line in content.splitlines() if line.strip()]
        return _unique([Piece(line.split()[0], line) for line in lines])
    return [Piece("", content)]


def _with_metadata(new: Piece, own: Piece) -> Piece:
    """Return a new piece; if it is a cell, with the metadata of the one that it replaces."""
    if new.cell is None or "metadata" not in own.cell:
        return new
    return replace(new, cell={**new.cell, "metadata": own.cell["metadata"]})


def _joined(path: str, mine: str, theirs: str, merged: Sequence[Piece]) -> str:
    if path.endswith(".ipynb"):
        content = {**_notebook(path, theirs), "cells": [each.cell for each in merged]}
        content["metadata"] = _notebook(path, mine).get("metadata", content["metadata"])
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if path.endswith(".md"):
        return "\n\n".join(each.text for each in merged) + "\n"
    if path.endswith("words.txt"):
        return "".join(f"{each.text}\n" for each in merged)
    return merged[0].text


def _notebook(path: str, content: str) -> dict[str, Any]:
    try:
        notebook = json.loads(content)
        if not all(isinstance(cell, dict) for cell in notebook["cells"]):
            raise TypeError
    except (ValueError, LookupError, TypeError):
        what = "不是合格的笔记本文件，看不出您写了什么。"
        raise KitError(what, remedy="请改正或移走它，再运行一遍。", path=path) from None
    return dict(notebook)


def _of_cell(cell: dict[str, Any]) -> Piece:
    source = cell.get("source", "")
    return Piece(
        str(cell.get("id", "")), source if isinstance(source, str) else "".join(source), cell
    )


def _question_id(block: str) -> str:
    head = block.split(maxsplit=2)
    return head[1] if block.startswith("##") and len(head) > 1 else ""


def _unique(found: Sequence[Piece]) -> list[Piece]:
    """Return pieces whose ids are all different."""
    seen: dict[str, int] = {}
    result = []
    for each in found:
        seen[each.id] = seen.get(each.id, 0) + 1
        name = each.id if seen[each.id] == 1 else f"{each.id}#{seen[each.id]}"
        result.append(Piece(name, each.text, each.cell))
    return result
