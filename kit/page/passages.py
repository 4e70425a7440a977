"""A passage of the speech, its structure set apart, every character as it stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kit.page.rendering import render
from kit.speech import Passage, Segment


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one line: its class (``marker``, ``title``, ``task`` or ""), and its text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the text, or what parts two lines (then ``level`` is "").

    ``start`` is where a whole line of the speech begins in it; -1: this is but part of one.
    """

    level: str
    pieces: tuple[_Piece, ...]
    start: int = -1


def passage_html(passage: Passage) -> Markup:
    """Return a passage as HTML, with a line that says where it stands.

    The text content of its ``blockquote`` is ``passage.text``, unchanged.
    """
    speech = passage.speech
    return render(
        "passage",
        label=passage.label,
        lines=tuple(_lines(passage)),
        path=speech.source.path,
        line=speech.line(passage.start),
        tasks=len(passage.tasks),
    )


def _lines(passage: Passage) -> Iterator[_Line]:
    for match in re.finditer(r"[^\r\n]*\S[^\r\n]*|\s+", passage.text):
        start, end = passage.start + match.start(), passage.start + match.end()
        if match.group().isspace():
            yield _Line("", (_Piece("", match.group()),))
            continue
        line = Passage(passage.speech, start, end, passage.node)
        yield _Line(_level(line), tuple(_pieces(line)), start if _is_whole(line) else -1)


def _is_whole(line: Passage) -> bool:
    text = line.speech.text
    after = text[line.end : line.end + 1]
    return (line.start == 0 or text[line.start - 1] == "\n") and after in {"", "\r", "\n"}


def _level(line: Passage) -> str:
    """Return the kind of the part that begins on this line, else ``body``."""
    first = next((each for each in line.segments if each.kind != "space"), None)
    if first is None or first.kind == "body":
        return "body"
    return line.speech.node(first.node).kind


def _pieces(line: Passage) -> Iterator[_Piece]:
    text = line.speech.text
    for segment in line.segments:
        role = segment.kind if segment.kind in {"marker", "title"} else ""
        place = segment.start
        for start, end in _tasks_in(line, segment):
            if place < start:
                yield _Piece(role, text[place:start])
            yield _Piece("task", text[start:end])
            place = end
        if place < segment.end:
            yield _Piece(role, text[place : segment.end])


def _tasks_in(line: Passage, segment: Segment) -> Iterator[tuple[int, int]]:
    for task in line.speech.tasks:
        start, end = max(task.start, segment.start), min(task.end, segment.end)
        if start < end:
            yield start, end
