"""Where a text may be numbered: every marker that stands where a sentence begins.

Finding one says only that it may count; whether it does is for :mod:`kit.speech.sequences` to
tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kit.speech.families import (
    APPENDIX,
    BOX,
    DECIMAL,
    FAMILIES,
    FIRST,
    MAY_BEGIN,
    WEAK,
    Family,
)
from kit.speech.paragraphs import Paragraph
from kit.speech.records import NodeKind
from kit.speech.wording import BLANKS, SENTENCE_END, marker_number

Style = Literal["alone", "sentence", "run-in", "inline"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A marker that may count, or a line that may be a heading (marker ``""``).

    ``style`` is alone (its paragraph is a heading and nothing else), sentence (the same, with the
    mark that ends a sentence), run-in (the text follows) or inline (it stands within a
    paragraph). ``kind``, ``level`` and ``forced`` are a teacher's corrections; ``declared`` is the
    level at which the file itself declares it a heading.
    """

    family: Family
    number: int
    start: int
    end: int
    paragraph: int
    style: Style
    kind: NodeKind | None = None
    level: int | None = None
    forced: bool = False
    declared: int | None = None

    @property
    def heads_paragraphs(self) -> bool:
        """Whether its paragraph is a heading and its text stands in those below."""
        return self.style in {"alone", "sentence"}


_SENTENCE_START = re.compile(
    # 抓几件事：一是……；二是…… and a photograph's credit: 新华社记者 某某/摄二是……
    rf"(?:[。！？；：”…】]|(?<=[/／])摄)[{BLANKS}]*"
    # 搞建设，首先要全面规划。 问题在于，一是人们乐意去做；二是收益要大。
    # not 老话说，一要吃饭，二要建设。
    rf"|，(?=首先[^。]{{2,80}}[。；]|一([是要则来])[^。；]{{2,120}}[。；]二\1)"
)
_HEADING_LENGTH = 80
_HEADS_ABOVE = 0.9
"""Rank down to which a marker stands at the head of a paragraph: 第一部分."""

_NEAR = 3
"""Number of paragraphs within which 此外 or 最后 goes on with a list."""

_GOES_ON = frozenset({"此外", "另外", "最后"})
_SENTENCE_END = re.compile(SENTENCE_END)
_ENDS_HEADING = "。；，："
# 一、总体要求……3: a line of a table of contents
_PAGE_NUMBER = re.compile(r"(?:\t|[.…·．]{2})[.…·．\s]*\d+$")
_CONTENTS_LINE = re.compile(r".{2,60}(?:…|[.·．]{2})[.…·．\s]*\d+$")


def find_markers(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Candidate, ...]:
    """Return every marker in text order; those of a table of contents are left out."""
    contents = _contents(text, paragraphs)
    found = [
        candidate
        for index, paragraph in enumerate(paragraphs)
        if index not in contents
        if not _CONTENTS_LINE.match(text, paragraph.start, paragraph.end)
        for candidate in _of_paragraph(text, paragraph, index)
    ]
    return tuple(_counted(text, list(_borne_out(text, found))))


def _contents(text: str, paragraphs: Sequence[Paragraph]) -> range:
    """Return the lines below 目录, up to where the first of them stands again."""
    lines = [_PAGE_NUMBER.sub("", text[each.start : each.end]) for each in paragraphs]
    lines = ["".join(line.split()) for line in lines]
    head = next((i for i, line in enumerate(lines[:-1]) if line in {"目录", "目次"}), None)
    if head is None:
        return range(0)
    first = lines[head + 1]
    again = next((i for i in range(head + 2, len(lines)) if lines[i] == first), head)
    return range(head, again)


def _borne_out(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates without 2.10家企业 and the like where no 1. or 3. stands beside it.

    1.3支队伍, where no 1.2 or 1.4 is, is the like.
    """
    counted = {_decimal(text, each) for each in found if each.family is DECIMAL}
    found = [
        _as_weak(text, each)
        if each.family is DECIMAL and counted.isdisjoint(_beside(*_decimal(text, each)))
        else each
        for each in found
    ]
    heads = [each for each in found if each.family.name == WEAK.name and each.style != "inline"]
    after = dict(zip(map(id, heads), heads[1:], strict=False))
    last = -1
    for each in found:
        if each.family is WEAK:
            following = after.get(id(each), each)
            followed = following.family is not WEAK and following.number == each.number + 1
            if last != each.number - 1 and not followed:
                continue
        if each.family.name == WEAK.name and each.style != "inline":
            last = each.number
        yield each


def _decimal(text: str, candidate: Candidate) -> tuple[int, int]:
    """Return both numbers of a decimal: 1.3."""
    first, second = re.findall(r"\d+", text[candidate.start : candidate.end])
    return int(first), int(second)


def _beside(first: int, second: int) -> set[tuple[int, int]]:
    return {(first, second - 1), (first, second + 1)}


def _as_weak(text: str, candidate: Candidate) -> Candidate:
    first, _ = _decimal(text, candidate)
    end = candidate.start + len(str(first)) + 1
    return replace(candidate, family=WEAK, number=first, end=end)


def _counted(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates with 此外 and 最后 numbered by what they follow, or left out.

    首先，…… 此外，…… 最后，……; 首先，…… 其次，…… 最后，……. But 首先 … 最后 is no list, nor is
    首先 … 此外 within a paragraph.
    """
    after: dict[int, frozenset[str]] = {}  # the words that go on with the list from each on
    words: frozenset[str] = frozenset()
    for each in reversed(found):
        if each.family is FIRST:
            after[each.start] = words
            word = text[each.start : each.start + 2]
            words = frozenset() if word == "首先" else words | {word}
    last: Candidate | None = None
    for each in found:
        if each.family is FIRST:
            word = text[each.start : each.start + 2]
            if word in _GOES_ON:
                if last is None or not _goes_on(text, last, each, after[each.start]):
                    continue
                each = replace(each, number=last.number + 1)
            last = each
        yield each


def _goes_on(text: str, last: Candidate, each: Candidate, after: frozenset[str]) -> bool:
    """Return whether 此外 or 最后 goes on with the list that has come to its ``last`` word."""
    if each.paragraph - last.paragraph > _NEAR:
        return False
    if text.startswith("最后", each.start):
        return last.number > 1 and not text.startswith("我", each.end)
    if text[last.end - 1] not in "，：" or "其次" in after:
        return False
    return "inline" not in {last.style, each.style} or "最后" in after


def heading_style(text: str, paragraph: Paragraph, marker_end: int) -> Style:
    """Return whether a marker at the head of a paragraph makes all of it a heading."""
    if not 0 < paragraph.end - marker_end <= _HEADING_LENGTH:
        return "run-in"
    if _SENTENCE_END.search(text, marker_end, paragraph.end - 1):
        return "run-in"
    return "sentence" if text[paragraph.end - 1] in _ENDS_HEADING else "alone"


def _of_paragraph(text: str, paragraph: Paragraph, index: int) -> Iterator[Candidate]:
    begin = paragraph.start
    head = _match(text, begin, paragraph)
    if head is not None:
        found, number, end = head
        yield Candidate(found, number, begin, end, index, heading_style(text, paragraph, end))
    for opening in _SENTENCE_START.finditer(text, begin, paragraph.end):
        at = opening.end()
        within = _match(text, at, paragraph)
        if within is not None and _may_stand_within(within[0], paragraph):
            yield Candidate(within[0], within[1], at, within[2], index, "inline")


def _may_stand_within(found: Family, paragraph: Paragraph) -> bool:
    """Return whether a marker of a family may stand within a paragraph."""
    if found is BOX or found is APPENDIX or (found.heads and not found.counts):
        return False
    return paragraph.endless or not (found.heads or found.rank <= _HEADS_ABOVE)


def _match(text: str, at: int, paragraph: Paragraph) -> tuple[Family, int, int] | None:
    """Return the family of the marker at a place, its number and where it ends.

    A title in brackets may be numbered within them: 【第一部分：……】.
    """
    bracketed = text.startswith("【", at) and text.find("】", at, at + _HEADING_LENGTH) > 0
    inside = at + bracketed
    if inside >= paragraph.end or not MAY_BEGIN.match(text, inside):
        return None
    for found in FAMILIES:
        match = found.pattern.match(text, inside, paragraph.end)
        if match and not (bracketed and found.spoken):
            number = marker_number(match.group())
            if number is None:
                number = 1 if found.counts else 0  # 附件 alone is the first
            return found, number, match.end() + (bracketed and text.startswith("】", match.end()))
    return None
