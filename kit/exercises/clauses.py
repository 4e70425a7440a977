"""Sentences and clauses of a passage, as spans; quotation marks and brackets are kept whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kit.speech import Passage

Span = tuple[int, int]

_OPENING = "“‘「『（(《〈【［[〔"
_CLOSING = "”’」』）)》〉】］]〕"
_CLAUSE_ENDS = "，,；;：:"
_SENTENCE_ENDS = "。！!？?"


def sentences(passage: Passage) -> tuple[tuple[Span, ...], ...]:
    """Return the sentences of titles and bodies, each as the spans of its clauses.

    A clause has neither the mark that ends it nor white space at its ends. A mark inside quotation
    marks or brackets ends nothing.
    """
    found: list[tuple[Span, ...]] = []
    for segment in passage.segments:
        if segment.kind in {"title", "body"}:
            found += _sentences(passage.speech.text, segment.start, segment.end)
    return tuple(found)


def enumeration(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the members of the first list (甲、乙、丙) that have a 、 on either side."""
    marks: dict[int, list[int]] = {}
    depth = 0
    for place in range(start, end):
        if text[place] in _OPENING:
            depth += 1
        elif text[place] in _CLOSING:
            depth -= 1
        elif text[place] == "、":
            marks.setdefault(depth, []).append(place)
    for places in marks.values():
        if len(places) > 1:
            return tuple((left + 1, right) for left, right in pairwise(places))
    return ()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[Span, ...]]:
    clauses: list[Span] = []
    left, depth = start, 0
    for place in range(start, end):
        mark = text[place]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif mark in "\r\n":
            depth = 0
        ends = mark in _CLAUSE_ENDS + _SENTENCE_ENDS and not _in_number(text, place)
        if mark in "\r\n" or (ends and not depth):
            if span := _trimmed(text, left, place):
                clauses.append(span)
            left = place + 1
            if mark not in _CLAUSE_ENDS and clauses:
                yield tuple(clauses)
                clauses = []
    if span := _trimmed(text, left, end):
        clauses.append(span)
    if clauses:
        yield tuple(clauses)


def _in_number(text: str, place: int) -> bool:
    """Tell whether a mark stands between two digits: 8,000; 9:30."""
    return text[place - 1 : place].isdecimal() and text[place + 1 : place + 2].isdecimal()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    stretch = text[start:end]
    left = start + len(stretch) - len(stretch.lstrip())
    right = left + len(stretch.strip())
    return (left, right) if left < right else None
