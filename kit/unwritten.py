"""Places in a lesson that a person has still to write, each marked the same way: 〔待写：…〕.

Whoever makes a lesson sees them, whoever studies it does not.
"""

from __future__ import annotations

import re
from typing import Any

_MARK = re.compile(r"〔待写：([^〕\n]*)〕")
_HEADING = re.compile(r"(#{1,6})[ \t]")


def mark(what: str) -> str:
    """Return the mark for what is to be written.

    >>> mark("主旨一句")
    '〔待写：主旨一句〕'
    """
    return f"〔待写：{what}〕"


def marked(text: str) -> tuple[str, ...]:
    """Return what is still to be written in a text, in its order."""
    return tuple(_MARK.findall(text))


def without_marks(text: str) -> str:
    """Return Markdown without the lines that hold a mark, and without headings left empty by it.

    A text without a mark is returned unchanged.

    >>> without_marks("## 记住\\n\\n一句。\\n\\n### 背景\\n\\n〔待写：背景〕\\n\\n## 以后")
    '## 记住\\n\\n一句。\\n\\n## 以后'
    >>> without_marks("## 讨论\\n\\n1. 〔待写：一个问题〕")
    ''
    """
    if not _MARK.search(text):
        return text
    kept: list[str] = []
    pending: list[str] = []  # headings over which nothing has been kept yet
    emptied = 0  # how many of these had nothing but marks below them so far
    for block in re.split(r"\n[ \t]*\n", text):
        rest = "\n".join(line for line in block.split("\n") if not _MARK.search(line))
        heading = _HEADING.match(rest)
        if heading and "\n" not in rest:
            while pending and _rank(pending[-1]) >= len(heading[1]):
                if len(pending) > emptied:  # a heading that stands above nothing, as it was written
                    kept += pending
                    pending = []
                else:
                    pending.pop()
                emptied = min(emptied, len(pending))
            pending.append(rest)
        elif rest.strip():
            kept += [*pending, rest]
            pending, emptied = [], 0
        if rest != block:
            emptied = len(pending)
    return "\n\n".join([*kept, *(pending if len(pending) > emptied else ())])


def leave_out_marks(notebook: dict[str, Any]) -> None:
    """Take the marks out of the Markdown cells of a notebook, and cells that are empty then."""
    cells = []
    for cell in notebook["cells"]:
        source = cell.get("source", "")
        text = source if isinstance(source, str) else "".join(source)
        if cell["cell_type"] == "markdown" and marked(text):
            cell["source"] = without_marks(text)
            if not cell["source"]:
                continue
        cells.append(cell)
    notebook["cells"] = cells


def _rank(heading: str) -> int:
    return len(heading.split()[0])
