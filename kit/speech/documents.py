"""What a file gives that is more than its text: the headings it declares, what it lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """A line that the file itself declares a heading: its level, from 1, and its line, from 1."""

    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file once it has been read.

    ``declared`` are in the order of the text. ``title`` and ``date`` are those that the file
    states beside its text, or "". ``left_out`` names in Chinese sentences what was not read.
    """

    text: str
    declared: tuple[Declared, ...] = ()
    title: str = ""
    date: str = ""
    left_out: tuple[str, ...] = ()

    def headings(self) -> tuple[str, ...]:
        """Return the headings as Markdown writes them: ``## 加强巡查``; () where there is one."""
        if len(self.declared) < 2:  # the title of the text
            return ()
        lines = self.text.split("\n")
        return tuple(f"{'#' * each.level} {lines[each.line - 1]}" for each in self.declared)


def joined(lines: Iterable[tuple[str, int]], *, title: str = "", date: str = "") -> Manuscript:
    """Return the document of lines with their levels, 0 for text; blank lines are left out.

    A heading is one line, whatever breaks it has.
    """
    texts: list[str] = []
    declared = []
    for text, level in lines:
        pieces = [piece.strip() for piece in text.split("\n") if piece.strip()]
        if level and pieces:
            pieces = [" ".join(pieces)]
            declared.append(Declared(level, len(texts) + 1))
        texts += pieces
    return Manuscript("\n".join(texts), tuple(declared), title, date)


def found(headings: Iterable[str], text: str) -> tuple[Declared, ...]:
    """Return where headings, as `Manuscript.headings` gives them, stand in a text, in order.

    One that is not there is passed over.
    """
    declared = []
    lines = [line.strip() for line in text.split("\n")]
    at = 0
    for heading in headings:
        marks, _, title = heading.partition(" ")
        if title.strip() in lines[at:]:
            at = lines.index(title.strip(), at) + 1
            declared.append(Declared(len(marks), at))
    return tuple(declared)
