"""What was made of a set last time, and what a person has written into it since.

Of every piece that was made, a cell of a notebook, a question of a paper, a word of a list or a
whole file, a digest is remembered in ``made.json`` beside the seeds. A piece that nobody touched
follows the text; what a person wrote, changed or took out stays as it is. So does what stands in
the metadata of a notebook and its cells, of which nothing is remembered.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.errors import KitError
from kit.files import read_bytes, resolved
from kit.lab.notebooks import Notebook, Piece, cell_pieces, distinct, dumped, merge, read_notebook
from kit.lab.trust import is_trusted
from kit.library import StudySet

MADE = "made.json"

_ELSEWHERE = "这是通到别处的链接，没有改动任何文件。"

_STEM = re.compile(r"[\w-]+")

Digests = Mapping[str, str]
"""What is remembered of a file: the digests of its pieces by their ids."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The file a set was made from (from the root), its lessons' titles, the digests of its files.

    ``known`` is false where nothing is remembered: a new set, or one that somebody wrote.
    """

    file: str = ""
    lessons: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Digests] = field(default_factory=dict)
    known: bool = False

    def text(self) -> str:
        """Return the content of ``made.json``."""
        return dumped({"file": self.file, "lessons": self.lessons, "pieces": self.pieces})


def read_manifest(study_set: StudySet) -> Manifest:
    """Return what is remembered of a set.

    Raises:
        KitError: the file that keeps it is spoilt, or names a file that is not the set's.
    """
    path = study_set.seeds / MADE
    if not path.is_file():
        return Manifest()
    try:
        kept = json.loads(read_bytes(path))
        pieces = {str(name): dict(digests) for name, digests in dict(kept["pieces"]).items()}
        lessons = {str(stem): str(title) for stem, title in dict(kept["lessons"]).items()}
        manifest = Manifest(str(kept["file"]), lessons, pieces, known=True)
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        what = "记录哪些内容是程序生成的文件坏了，分不清哪些是您写的。"
        remedy = "请恢复它；找不回来的，请用 --name 换一个名字，另做一套。"
        raise KitError(what, remedy=remedy, path=study_set.shown(path)) from None
    strange = [name for name in pieces if not _is_of(study_set, name)]
    strange += [stem for stem in lessons if not _STEM.fullmatch(stem)]
    if strange:
        what = f"其中记有不属于这个学习集的文件“{strange[0]}”，没有改动任何文件。"
        remedy = "请恢复它；找不回来的，请用 --name 换一个名字，另做一套。"
        raise KitError(what, remedy=remedy, path=study_set.shown(path))
    return manifest


def check_inside(study_set: StudySet, *, is_new: bool) -> None:
    """Hold that a set's files are where they seem to be, and are files.

    None is a link to another place, a pipe or a device.

    A folder may be one, to another disk, if the set is new or trusted: whoever sent the set may
    have put the link there, and where it leads there may be files of the user's own.

    Raises:
        KitError: a folder or a file of the set leads elsewhere, or a file is none.
    """
    root = resolved(study_set.root)
    for folder in (study_set.seeds, study_set.notebooks, study_set.quizzes):
        real = resolved(folder)
        is_inside = _is_same_path(real, root / folder.parent.name / folder.name)
        if not is_inside and not is_new and not is_trusted(study_set):
            remedy = (
                f"如果链接是您自己建的，请运行 kit study {study_set.name} --edit，"
                "回答 y 信任这个学习集，然后再试；否则请用 --name 另做一套。"
            )
            raise KitError(_ELSEWHERE, remedy=remedy, path=folder)
        for path in sorted(folder.glob("*.*")):
            if not _is_same_path(resolved(path), real / path.name):
                remedy = "请把它换成真正的文件，或者用 --name 另做一套。"
                raise KitError(_ELSEWHERE, remedy=remedy, path=path)
            if path.exists() and not path.is_file() and not path.is_dir():
                what = "这不是普通文件，没有改动任何文件。"  # a pipe would be waited for
                raise KitError(what, remedy="请移走它，或者用 --name 另做一套。", path=path)


def _is_same_path(left: Path, right: Path) -> bool:
    return os.path.normcase(left) == os.path.normcase(right)


def origin(file: Path, root: Path) -> str:
    """Return how a file is remembered: its path from the root, with forward slashes."""
    try:
        return Path(os.path.relpath(file.resolve(), root.resolve())).as_posix()
    except ValueError:  # another drive
        return file.name


def bring_together(
    path: str, base: Digests, mine: str | None, theirs: str
) -> tuple[str, tuple[str, ...]]:
    """Return what a file is to hold, and the ids of the pieces that both sides changed.

    Args:
        path: the file as messages show it; its ending decides what its pieces are.
        base: the digests of the pieces that were made last time.
        mine: the file as it is, None where there is none.
        theirs: the file as it would be made now.

    Raises:
        KitError: the file is no longer a notebook.
    """
    if mine is None or mine == theirs:
        return theirs, ()
    own = pieces(path, mine)
    merged, contested = merge(base, own, pieces(path, theirs))
    if [(piece.id, piece.text) for piece in merged] == [(piece.id, piece.text) for piece in own]:
        return mine, contested
    if path.endswith(".ipynb"):
        return _joined_notebook(_notebook(path, mine), _notebook(path, theirs), merged), contested
    texts = [piece.text for piece in merged]
    if path.endswith(".md"):
        return "\n\n".join(texts) + "\n", contested
    return "".join(f"{text}\n" for text in texts) if _is_list(path) else texts[0], contested


def digests(path: str, content: str) -> dict[str, str]:
    """Return what is to be remembered of a file that was made."""
    return {piece.id: piece.digest for piece in pieces(path, content)}


def untouched(path: str, base: Digests, mine: str) -> bool:
    """Tell whether a file is as it was made."""
    return digests(path, mine) == dict(base)


def pieces(path: str, content: str) -> list[Piece]:
    """Return the pieces of a file.

    Raises:
        KitError: a notebook is none.
    """
    if path.endswith(".ipynb"):
        return cell_pieces(_notebook(path, content))
    if path.endswith(".md"):
        blocks = re.split(r"(?m)^(?=##[ \t])", content)
        return distinct(Piece(_question_id(block), block.strip()) for block in blocks)
    if _is_list(path):
        lines = (line.strip() for line in content.splitlines() if line.strip())
        return distinct(Piece(line.split()[0], line) for line in lines)
    return [Piece("", content)]


def _is_of(study_set: StudySet, name: str) -> bool:
    """Tell whether a stored path is one that a set's own file can have."""
    folder, _, file = name.rpartition("/")
    own = {f"{kind}/{study_set.name}" for kind in ("seeds", "notebooks", "quizzes")}
    stem, _, ending = file.rpartition(".")
    return folder in own and bool(_STEM.fullmatch(stem) and _STEM.fullmatch(ending))


def _joined_notebook(mine: Notebook, theirs: Notebook, merged: Sequence[Piece]) -> str:
    """Return the new notebook with the merged cells; metadata are those that a person has set."""
    own = {piece.id: piece.cell for piece in cell_pieces(mine)}
    cells = []
    for piece in merged:
        cell = dict(piece.cell or {})
        if "metadata" in (before := own.get(piece.id) or {}):
            cell["metadata"] = before["metadata"]
        cells.append(cell)
    return dumped({**theirs, "cells": cells, "metadata": mine.get("metadata", theirs["metadata"])})


def _notebook(path: str, content: str) -> Notebook:
    notebook = read_notebook(content)
    if notebook is None:
        what = "不是合格的笔记本文件，看不出您写了什么。"
        raise KitError(what, remedy="请改正或移走它，再运行一遍。", path=path)
    return notebook


def _question_id(block: str) -> str:
    head = block.split(maxsplit=2)
    return head[1] if block.startswith("##") and len(head) > 1 else ""


def _is_list(path: str) -> bool:
    """Tell whether a file is a list of words, one a line."""
    return path.endswith("words.txt")
