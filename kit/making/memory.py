"""What is remembered of a set that was made: `made.json` beside its seeds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.errors import KitError
from kit.library import StudySet
from kit.making.seeding import found_date

MADE = "made.json"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
"""What a set may be called."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The file a set was made from (from the root), its lessons' titles, the digests of all pieces.

    ``known`` is false where nothing is remembered: a new set, or one that somebody wrote.
    """

    file: str = ""
    lessons: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    known: bool = False

    def text(self) -> str:
        """Return the file that keeps it."""
        kept = {"file": self.file, "lessons": self.lessons, "pieces": self.pieces}
        return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def recall(chosen: StudySet) -> Memory:
    """Return what is remembered of a set.

    Raises:
        KitError: the file that keeps it is spoilt.
    """
    path = chosen.seeds / MADE
    if not path.is_file():
        return Memory()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        pieces = {str(name): dict(each) for name, each in dict(kept["pieces"]).items()}
        return Memory(str(kept["file"]), dict(kept["lessons"]), pieces, known=True)
    except (OSError, ValueError, LookupError, TypeError):
        what = "记录哪些内容是程序生成的文件坏了，分不清哪些是您写的。"
        remedy = "请恢复它；找不回来的，请用 --name 换一个名字，另做一套。"
        raise KitError(what, remedy=remedy, path=chosen.shown(path)) from None


def origin(file: Path, root: Path) -> str:
    """Return how a file is remembered: its path from the root, with forward slashes."""
    try:
        return Path(os.path.relpath(file.resolve(), root.resolve())).as_posix()
    except ValueError:  # another drive
        return file.name


def name_for(file: Path, root: Path, text: str) -> str:
    """Return the name of the set that was made from a file, else one made from the file's name.

    A name that another set of the root has gets a number.
    """
    folder = file.resolve().parent
    if file.name == "speech.txt" and folder.parent == (root / "seeds").resolve():
        return folder.name
    for path in sorted((root / "seeds").glob(f"*/{MADE}")):
        if recall(StudySet(path.parent.name, root)).file == origin(file, root):
            return path.parent.name
    name = re.sub(r"[^a-z0-9_-]+", "_", file.stem.lower()).strip("_-")[:30]
    if not re.search("[a-z]", name):
        name = f"speech{name or found_date(text)[:4]}"
    taken = {path.parent.name for path in (root / "seeds").glob("*/speech.txt")}
    numbered = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(each for each in numbered if each not in taken)
