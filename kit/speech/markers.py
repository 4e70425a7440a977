"""Where a text may be numbered: every marker that stands where a sentence begins.

The families are those of GB/T 9704-2012 (一、 （一） 1. （1）), their common variants (1、 ① 第一
部分) and the spoken ones (一是, 一要, 第一，, 首先/其次, ——). Finding one says only that it may
count; whether it does is for :mod:`kit.speech.sequences` to tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kit.speech.numerals import CHINESE_NUMERAL, chinese_number
from kit.speech.paragraphs import Paragraph
from kit.speech.records import NodeKind

Style = Literal["alone", "sentence", "run-in", "inline"]


@dataclass(frozen=True, slots=True)
class Family:
    """A way of numbering. ``rank`` tells what usually holds what: the smaller holds the larger."""

    name: str
    kind: NodeKind
    rank: float
    pattern: re.Pattern[str]
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A marker that may count, or a line that may be a heading (marker ``""``).

    ``style`` is alone (its paragraph is a heading and nothing else), sentence (the same, with the
    mark that ends a sentence), run-in (the text follows) or inline (it stands within a
    paragraph). ``kind``, ``level`` and ``forced`` are a teacher's corrections.
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


_NUMERAL = rf"({CHINESE_NUMERAL})"
_NOT_A_PAIR = r"(?![一二三四五六七八九](?:、|产业|线|审|季|级|类))"
_DIGITS = r"(\d{1,2})"

DASH = Family("——", "point", 6.5, re.compile(r"(?:[—―─–－-]{2,})(?![—―─–－-])"), spoken=True)
HEADING = Family("heading", "heading", 5.5, re.compile(r"(?!)"))
REFRAIN = Family("refrain", "heading", 5.3, re.compile(r"(?!)"))
APPENDIX = Family("附件", "heading", 0.0, re.compile(r"附(?:件|录|表)\s?(\d{0,2})(?=[:：\s]|$)"))
BOX = Family("专栏", "heading", 3.0, re.compile(rf"专栏\s?(?:{_DIGITS}|{_NUMERAL})(?=[:：\s]|$)"))
FIRST = Family(
    "首先", "point", 6.0, re.compile(r"(首先|其次|再次|再者|最后)[,，:：]?"), spoken=True
)
ORDINAL = Family("第一，", "point", 6.0, re.compile(rf"第{_NUMERAL}[,，、:：]"), spoken=True)
_FAMILIES = (
    Family("第一部分", "section", 0.5, re.compile(rf"第{_NUMERAL}(?:部分|篇|编|章)(?![,，的])")),
    Family("第一节", "subsection", 0.8, re.compile(rf"第{_NUMERAL}节(?![,，的])")),
    Family("一、", "section", 1.0, re.compile(rf"{_NUMERAL}[、.．﹒]{_NOT_A_PAIR}")),
    Family("（一）", "subsection", 2.0, re.compile(rf"[(（]\s?{_NUMERAL}\s?[)）][、.．]?")),
    Family("1.", "item", 3.0, re.compile(rf"{_DIGITS}[.．﹒](?!\d)")),
    Family("1.", "item", 3.0, re.compile(r"([⒈-⒛])")),
    Family("1、", "item", 3.2, re.compile(rf"{_DIGITS}、(?!\d)")),
    Family("（1）", "subitem", 4.0, re.compile(rf"[(（]{_DIGITS}[)）][、.．]?")),
    Family("（1）", "subitem", 4.0, re.compile(r"([⑴-⒇])")),
    Family("1）", "subitem", 4.2, re.compile(rf"{_DIGITS}[)）]")),
    Family("①", "subitem", 5.0, re.compile(r"([①-⑳])")),
    ORDINAL,
    Family(
        "第一是", "point", 6.0, re.compile(rf"第{_NUMERAL}(?:是|个(?:是|方面(?!的)))"), spoken=True
    ),
    FIRST,
    Family("其一，", "point", 7.0, re.compile(rf"其{_NUMERAL}[,，是]"), spoken=True),
    Family("一是", "point", 7.0, re.compile(rf"{_NUMERAL}是"), spoken=True),
    Family("一要", "point", 7.0, re.compile(rf"{_NUMERAL}要"), spoken=True),
    Family("一个是", "point", 7.0, re.compile(rf"{_NUMERAL}个(?:是|要)"), spoken=True),
    DASH,
    BOX,
    APPENDIX,
)
_FIRST_NUMBERS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
_MAY_BEGIN = re.compile(r"[一二三四五六七八九十第首其再最附专（(—―─–－\-\d\u2460-\u249b]")
_SENTENCE_START = re.compile(
    r"(?:[。；;：:！!？?”…]|(?<=[/／])摄)[ \t\u3000\xa0]*"
    r"|[,，](?=首先[^。]{2,80}[。；;]|一([是要])[^。；;]{2,120}[。；;]二\1)"
)
_HEADING_LENGTH = 80
_SENTENCE_END = re.compile(r"[。！？!?；;]")
_SUBTITLE = re.compile(r"[^。；;！!？?]*(?:\d{4}|[〇○零一二三四五六七八九]{4})年[^。；;！!？?]*$")
_CONTENTS_TAIL = re.compile(r"[.…·．\s]*\d*$")


def find_markers(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Candidate, ...]:
    """Return every marker in text order; those of a table of contents are left out."""
    contents = _contents_lines(text, paragraphs)
    return tuple(
        found
        for index, paragraph in enumerate(paragraphs)
        if index not in contents
        for found in _of_paragraph(text, paragraph, index)
    )


def style_of(text: str, paragraph: Paragraph, marker_end: int) -> Style:
    """Return whether a marker at the head of a paragraph makes all of it a heading."""
    if not 0 < paragraph.end - marker_end <= _HEADING_LENGTH:
        return "run-in"
    if _SENTENCE_END.search(text, marker_end, paragraph.end - 1):
        return "run-in"
    return "sentence" if text[paragraph.end - 1] in "。；;，,：:" else "alone"


def _of_paragraph(text: str, paragraph: Paragraph, index: int) -> Iterator[Candidate]:
    begin = paragraph.start
    head = _match(text, begin, paragraph)
    if head is not None:
        family, number, end = head
        if family is not DASH or not _SUBTITLE.match(text, begin, paragraph.end):
            style: Style = style_of(text, paragraph, end)
            yield Candidate(family, number, begin, end, index, style)
    for opening in _SENTENCE_START.finditer(text, begin, paragraph.end):
        at = opening.end()
        if head is not None and at <= head[2]:
            continue
        found = _match(text, at, paragraph)
        if found is not None and found[0].rank > 0.9 and found[0] is not BOX:
            yield Candidate(found[0], found[1], at, found[2], index, "inline")


def _match(text: str, at: int, paragraph: Paragraph) -> tuple[Family, int, int] | None:
    if at >= paragraph.end or not _MAY_BEGIN.match(text, at):
        return None
    for family in _FAMILIES:
        match = family.pattern.match(text, at, paragraph.end)
        if match:
            return family, _number(family, match), match.end()
    return None


def _is_sign(character: str) -> bool:
    """Return whether a character is a number in one sign (①, ⑴, ⒈)."""
    return "\u2460" <= character <= "\u249b"


def _number(family: Family, match: re.Match[str]) -> int:
    if family is DASH:
        return 0
    digits = next((group for group in match.groups() if group), "")
    if not digits:
        return 1
    if family is FIRST:
        return _FIRST_NUMBERS[digits]
    if _is_sign(digits):
        return int(unicodedata.normalize("NFKC", digits).strip("()."))
    return int(digits) if digits.isdecimal() else chinese_number(digits)


def _contents_lines(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the paragraphs that are lines of a table of contents.

    They stand one after the other, three or more, each is short, and each comes again later.
    """
    short = {
        index: _CONTENTS_TAIL.sub("", text[each.start : each.end])
        for index, each in enumerate(paragraphs)
        if each.length <= _HEADING_LENGTH and _match(text, each.start, each) is not None
    }
    last = {line: index for index, line in short.items()}
    again = [index for index, line in short.items() if last[line] > index]
    runs: list[list[int]] = []
    for index in again:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return frozenset(index for run in runs if len(run) >= 3 for index in run)
