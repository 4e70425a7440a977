"""What a lesson says about itself: read from its cells, nothing run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.library import StudySet

_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_MINUTES = re.compile(r"约\s*(\d+)\s*分钟")


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson's name (the stem of its file), its title and the minutes it takes, if it says so."""

    name: str
    title: str
    minutes: int | None


def lesson_facts(name: str, cells: Iterable[Mapping[str, Any]]) -> LessonFacts:
    """Return what a lesson says about itself in its Markdown cells.

    Its title is its first heading of the first rank (else its name), its length the first “约 n
    分钟”.
    """
    text = "\n".join(source(cell) for cell in cells if cell["cell_type"] == "markdown")
    title, minutes = _TITLE.search(text), _MINUTES.search(text)
    return LessonFacts(name, title[1] if title else name, int(minutes[1]) if minutes else None)


def read_facts(path: Path) -> LessonFacts:
    """Return what a stored lesson says about itself; one that cannot be read has but its name."""
    try:
        return lesson_facts(path.stem, json.loads(path.read_text(encoding="utf-8"))["cells"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return LessonFacts(path.stem, path.stem, None)


def has_page(path: Path) -> bool:
    """Return whether a stored lesson becomes a page of the handouts.

    A lesson about the learner's own records makes sense in JupyterLab only; it says so in its
    metadata, ``"kit": {"handout": false}``.
    """
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        return metadata.get("kit", {}).get("handout") is not False
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return True  # what is wrong with it is told where it is read


def handout_lessons(study_set: StudySet) -> tuple[Path, ...]:
    """Return the lessons of a set that become pages, in order of their file names."""
    return tuple(path for path in study_set.lessons() if has_page(path))


def caption(cell: Mapping[str, Any]) -> str:
    """Return what a code cell says it shows: the comment on its first line, or "".

    >>> caption({"source": "# 图：各部分的任务\\nkit.chart.by_part(speech)"})
    '图：各部分的任务'
    """
    first = source(cell).lstrip().partition("\n")[0]
    return first.lstrip("#").strip() if first.startswith("#") else ""


def source(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, stored as one string or as lines."""
    stored = cell["source"]
    return stored if isinstance(stored, str) else "".join(stored)


def tags(cell: Mapping[str, Any]) -> frozenset[str]:
    """Return the tags of a cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def open_lesson(path: Path, shown: str) -> Any:
    """Return a stored lesson as a notebook node.

    Args:
        path: the file.
        shown: its path in messages.

    Raises:
        KitError: there is no such file, or it is not a notebook.
    """
    import nbformat

    try:
        nb = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(nb)
    except FileNotFoundError:
        raise KitError("找不到这一课。", remedy="请检查文件名。", path=shown) from None
    except Exception as error:  # nbformat raises what it stumbles over, UnboundLocalError too
        raise KitError(
            "不是合格的笔记本文件。", remedy="请用 JupyterLab 打开它，改正后重新保存。", path=shown
        ) from error
    return nb
