"""Where a text may be numbered: every marker that stands where a sentence begins.

The families are those of GB/T 9704-2012 (一、 （一） 1. （1）), their common variants (1、 ① 第一
部分) and the spoken ones (一是, 一要, 第一，, 首先/其次, ——). Finding one says only that it may
count; whether it does is for :mod:`kit.speech.sequences` to tell.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kit.speech.paragraphs import Paragraph
from kit.speech.records import Correction, Doubt, NodeKind
from kit.speech.wording import BLANKS, CHINESE_NUMERAL, SENTENCE_END, marker_number

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

    @property
    def heads_paragraphs(self) -> bool:
        """Whether its paragraph is a heading and its text stands in those below."""
        return self.style in {"alone", "sentence"}


def _family(
    name: str, kind: NodeKind, rank: float, pattern: str, *, spoken: bool = False
) -> Family:
    return Family(name, kind, rank, re.compile(pattern), spoken)


_NOTHING = "(?!)"
_N = f"(?:{CHINESE_NUMERAL})"
_D = r"\d{1,2}"
_AFTER_NAME = r"(?=[：\s]|$)"

# ——党建引领有力有效。 不忘初心——方得始终: no marker, for no sentence begins there
DASH = _family("——", "point", 6.5, r"[—―─–－-]{2,}(?![—―─–－-])", spoken=True)
HEADING = _family("heading", "heading", 5.5, _NOTHING)
REFRAIN = _family("refrain", "heading", 5.3, _NOTHING)
# 附件1 某某清单; 附件2所列: no marker
APPENDIX = _family("附件", "heading", 0.0, rf"附[件录表]\s?(?:{_D})?{_AFTER_NAME}")
# 专栏3：重大工程
BOX = _family("专栏", "heading", 3.0, rf"专栏\s?(?:{_D}|{_N}){_AFTER_NAME}")
# 首先，抓好生产。其次，抓好生活。
FIRST = _family("首先", "point", 6.0, r"(?:首先|其次|再次|再者)[，：]?", spoken=True)
# 第一，抓好生产; 第一要务: no marker
ORDINAL = _family("第一，", "point", 6.0, rf"第{_N}[，：、]", spoken=True)

_FAMILIES = (
    # 第一部分 总体要求; 第一部分的任务: no marker
    _family("第一部分", "section", 0.5, rf"第{_N}(?:部分|篇|编|章)(?![，的])"),
    # 第一节 指导思想
    _family("第一节", "subsection", 0.8, rf"第{_N}节(?![，的])"),
    # 一、总体要求; 优化二、三产业: no marker, for no sentence begins there
    _family("一、", "section", 1.0, rf"{_N}[、.．﹒]"),
    # （一）抓好生产。
    _family("（一）", "subsection", 2.0, rf"（\s?{_N}\s?）[、.．]?"),
    # 1.抓好生产; 1.5亿元: no marker
    _family("1.", "item", 3.0, rf"{_D}[.．﹒](?!\d)|[⒈-⒛]"),
    # 1、抓好生产; 1、2号线: no marker
    _family("1、", "item", 3.2, rf"{_D}、(?!\d)"),
    # （1）新建学校5所; 1）某项; ①某项
    _family("（1）", "subitem", 4.0, rf"（{_D}）[、.．]?|[⑴-⒇]"),
    _family("1）", "subitem", 4.2, rf"{_D}）"),
    _family("①", "subitem", 5.0, "[①-⑳]"),
    ORDINAL,
    # 第一是抓好生产。 第一个方面，抓好生产; 第一个方面的改革: no marker
    _family("第一是", "point", 6.0, rf"第{_N}(?:是|个(?:是|方面(?!的)))", spoken=True),
    FIRST,
    # 其一，要快。 一是抓好生产; 统一是大势: no marker. 一要抓好生产。 一个是生产，
    _family("其一，", "point", 7.0, rf"其{_N}[，是]", spoken=True),
    _family("一是", "point", 7.0, rf"{_N}是", spoken=True),
    _family("一要", "point", 7.0, rf"{_N}要", spoken=True),
    _family("一个是", "point", 7.0, rf"{_N}个[是要]", spoken=True),
    DASH,
    BOX,
    APPENDIX,
)
_RANKS: dict[NodeKind, float] = {
    "section": 1.0,
    "subsection": 2.0,
    "item": 3.0,
    "subitem": 4.0,
    "heading": HEADING.rank,
    "point": 7.0,
}
_MAY_BEGIN = re.compile(r"[一二三四五六七八九十第首其再附专（—―─–－\-\d\u2460-\u249b]")
_SENTENCE_START = re.compile(
    # 抓几件事：一是……；二是…… and a photograph's credit: 新华社记者 某某/摄二是……
    rf"(?:[。！？；：”…]|(?<=[/／])摄)[{BLANKS}]*"
    # 搞建设，首先要全面规划。 问题在于，一是人们乐意去做；二是收益要大。
    # not 老话说，一要吃饭，二要建设。
    rf"|，(?=首先[^。]{{2,80}}[。；]|一([是要])[^。；]{{2,120}}[。；]二\1)"
)
_HEADING_LENGTH = 80
_SENTENCE_END = re.compile(SENTENCE_END)
_ENDS_HEADING = "。；，："
# 一、总体要求……3: a line of a table of contents
_CONTENTS_LINE = re.compile(r".{2,60}(?:…|[.·．]{2})[.…·．\s]*\d+$")


def find_markers(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Candidate, ...]:
    """Return every marker in text order; those of a table of contents are left out."""
    return tuple(
        candidate
        for index, paragraph in enumerate(paragraphs)
        if not _CONTENTS_LINE.match(text, paragraph.start, paragraph.end)
        for candidate in _of_paragraph(text, paragraph, index)
    )


def corrected(
    text: str,
    paragraphs: Sequence[Paragraph],
    candidates: Sequence[Candidate],
    corrections: Sequence[Correction],
) -> tuple[tuple[Candidate, ...], tuple[Doubt, ...]]:
    """Return the candidates with every correction of a teacher's carried out, and what fits none.

    A correction of a line that is blank or not there changes nothing.
    """
    lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    starts = [paragraph.start for paragraph in paragraphs]
    kept: dict[int, list[Candidate]] = {}  # by the lines that they begin in
    for candidate in candidates:
        kept.setdefault(bisect.bisect(lines, candidate.start), []).append(candidate)
    unfit: list[Doubt] = []
    seen: set[int] = set()
    for correction in corrections:
        if not 1 <= correction.line < len(lines):
            unfit.append(_unfit(correction, len(text), "原文没有这一行。"))
            continue
        begin, end = lines[correction.line - 1 : correction.line + 1]
        index = bisect.bisect_left(starts, begin)
        if index == len(starts) or starts[index] >= end:
            unfit.append(_unfit(correction, begin, "这一行是空行，或者不在正文里。"))
            continue
        on_line = kept.pop(correction.line, [])
        if correction.line in seen:
            unfit.append(_unfit(correction, begin, "这一行订正了不止一次。"))
        elif correction.text and not on_line:
            unfit.append(_unfit(correction, begin, "这一行本来就读作正文，不用订正。"))
        seen.add(correction.line)
        if not correction.text:
            here = next((c for c in on_line if c.start == starts[index]), None)
            forced = _forced(text, paragraphs[index], index, here, correction)
            kept[correction.line] = [*(c for c in on_line if c is not here), forced]
    every = (candidate for on_line in kept.values() for candidate in on_line)
    return tuple(sorted(every, key=lambda candidate: candidate.start)), tuple(unfit)


def _unfit(correction: Correction, at: int, reason: str) -> Doubt:
    return Doubt(at, at, None, reason, correction.line)


def _forced(
    text: str, paragraph: Paragraph, index: int, here: Candidate | None, correction: Correction
) -> Candidate:
    """Return what a line begins as a teacher has it; a number that it has stays."""
    kind, level = correction.kind, correction.level
    if here is not None and here.family is not HEADING:
        return replace(here, kind=kind, level=level, forced=True)
    kind = kind or "heading"
    start = paragraph.start
    style = _style(text, paragraph, start)
    family = _family(f"订正：{kind}", kind, _RANKS[kind], _NOTHING)
    return Candidate(family, 0, start, start, index, style, kind=kind, level=level, forced=True)


def _style(text: str, paragraph: Paragraph, marker_end: int) -> Style:
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
        family, number, end = head
        yield Candidate(family, number, begin, end, index, _style(text, paragraph, end))
    for opening in _SENTENCE_START.finditer(text, begin, paragraph.end):
        at = opening.end()
        within = _match(text, at, paragraph)
        if within is not None and within[0].rank > 0.9 and within[0] is not BOX:
            yield Candidate(within[0], within[1], at, within[2], index, "inline")


def _match(text: str, at: int, paragraph: Paragraph) -> tuple[Family, int, int] | None:
    """Return the family of the marker at a place, its number and where it ends."""
    if at >= paragraph.end or not _MAY_BEGIN.match(text, at):
        return None
    for family in _FAMILIES:
        match = family.pattern.match(text, at, paragraph.end)
        if match:
            number = marker_number(match.group())
            if number is None:
                number = 0 if family is DASH else 1  # 附件 alone is the first
            return family, number, match.end()
    return None
