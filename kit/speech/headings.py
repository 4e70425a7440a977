"""Lines without a number that the text sets apart as headings."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence

from kit.speech.markers import APPENDIX, HEADING, REFRAIN, Candidate
from kit.speech.paragraphs import VOCATIVE, Paragraph

NOTES = re.compile(r"(?:注\s?释|名词解释)[:：]?$", re.MULTILINE)
"""Headings of what explains words below the speech."""

LAST_PARTS = re.compile(rf"(?:结束语|结\s?语|结\s?尾|尾\s?声|后\s?记)[:：]?$|{NOTES.pattern}")
"""Headings that stand beside the numbered parts, never within the last of them."""

_SHORTEST = 2
_LONGEST = 60
_REFRAIN_LONGEST = 80
_REFRAIN_SHARES = 6
_LEAD_LONGEST = 40
_LEAD_BODY = 40
_BODY_SHORTEST = 40
_BARE = 5
_ENDS_SENTENCE = frozenset("。！？!?”’）)；;…」』】")
_NO_HEADING_END = frozenset("，,、；;：:！!？?（(《“‘-—…的与和及或在是把被对向从")
_NO_HEADING_START = frozenset("，,、；;：:。）)》”’！!？?.．〔[［")
_INNER_STOP = re.compile(r"[。；;！!？?]")
_DATE = re.compile(r"[（(]?(?:\d{2,4}|[〇○零一二三四五六七八九十]{2,})年.{1,6}月.{1,4}日[）)]?$")
_NAMES = re.compile(
    r".{1,14}[\s\u3000]\S{1,2}[\s\u3000]?\S{1,2}$|(?:来源|时间|作者|编辑|责任编辑|记者|字号|附)[:：【]"
)
_LEADS_IN = re.compile(
    r"(?:现在，|以下|下列|如下|下面|几(?:个|项|点|件|方面)|[一二三四五六七八九十两]个方面|这样|同志)"
)
_SPEAKS = re.compile(r"[\u4e00-\u9fff]")


def find_headings(
    text: str, paragraphs: Sequence[Paragraph], marked: frozenset[int], parts: frozenset[int]
) -> tuple[Candidate, ...]:
    """Return the headings without a number.

    ``marked`` are the paragraphs that begin with a number, ``parts`` those that are headings of
    parts. A heading is a short line between a finished sentence and a longer paragraph. One alone
    proves nothing: it takes two in a text that end without a full stop, or two with one within
    the same part. Blank lines and indents prove nothing either: they change from copy to copy.
    """
    begin = _after_titles(text, paragraphs, marked)
    lines = [
        i
        for i in range(begin, len(paragraphs))
        if i not in marked and _is_line(text, paragraphs, i, marked, parts)
    ]
    open_ended = [i for i in lines if text[paragraphs[i].end - 1] != "。"]
    proved = {
        i for i in open_ended if len(open_ended) > 1 or _heads_a_part(text, paragraphs, i, marked)
    }
    bounds = sorted(parts)
    leads = [i for i in lines if i not in open_ended and _is_lead(text, paragraphs, i)]
    listed = [i for i in range(begin, len(paragraphs)) if _leads_list(text, paragraphs, i, marked)]
    stretches: dict[int, list[int]] = {}
    for index in sorted({*leads, *listed}):
        stretches.setdefault(bisect.bisect(bounds, index), []).append(index)
    for stretch in stretches.values():
        if len(stretch) > 1 and not set(stretch).isdisjoint(leads):
            proved.update(stretch)
    proved |= _alike(text, paragraphs, [i for i in lines if i not in proved], proved, bounds)
    refrains = _refrains(text, paragraphs, sorted(proved), parts)
    return tuple(
        Candidate(
            REFRAIN if i in refrains else HEADING,
            0,
            paragraphs[i].start,
            paragraphs[i].start,
            i,
            "sentence" if text[paragraphs[i].end - 1] == "。" else "alone",
        )
        for i in sorted(proved | refrains)
    )


def _alike(
    text: str,
    paragraphs: Sequence[Paragraph],
    lines: Sequence[int],
    proved: set[int],
    bounds: Sequence[int],
) -> set[int]:
    """Return the longer lines that begin as headings of the same part do."""

    def opening(index: int) -> tuple[int, str]:
        start = paragraphs[index].start
        return bisect.bisect(bounds, index), text[start : start + _REFRAIN_SHARES]

    known = {opening(index) for index in proved}
    return {index for index in lines if opening(index) in known}


def _refrains(
    text: str, paragraphs: Sequence[Paragraph], headings: Sequence[int], parts: frozenset[int]
) -> set[int]:
    """Return the lines that begin alike over groups of headings: 五年来，我们坚定不移….

    Three or more of a part that share their first characters, with a heading that does not
    between most of them, head what those headings belong to.
    """
    bounds = sorted(parts)
    alike: dict[tuple[int, str], list[int]] = {}
    for index in range(1, len(paragraphs) - 1):
        above, each, below = paragraphs[index - 1], paragraphs[index], paragraphs[index + 1]
        if not _BODY_SHORTEST // 2 <= each.length <= _REFRAIN_LONGEST < 2 * below.length:
            continue
        finished = text[above.end - 1] in _ENDS_SENTENCE or index - 1 in parts
        if finished and text[each.end - 1] == "。":
            opening = text[each.start : each.start + _REFRAIN_SHARES]
            alike.setdefault((bisect.bisect(bounds, index), opening), []).append(index)
    found: set[int] = set()
    for group in alike.values():
        gaps = [
            bisect.bisect_left(headings, right) - bisect.bisect_right(headings, left)
            for left, right in itertools.pairwise(group)
        ]
        if len(gaps) > 1 and 2 * sum(gap > 0 for gap in gaps) > len(gaps):
            found.update(group)
    return found


def _heads_a_part(
    text: str, paragraphs: Sequence[Paragraph], index: int, marked: frozenset[int]
) -> bool:
    """Return whether a line is the title of what follows, or one that needs no other beside it."""
    each = paragraphs[index]
    return index + 1 in marked or LAST_PARTS.match(text, each.start, each.end) is not None


def _is_lead(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Return whether a line is one short sentence that its much longer paragraph carries out."""
    each, below = paragraphs[index], paragraphs[index + 1]
    return _is_sentence(text, each) and below.length >= max(2 * each.length, _LEAD_BODY)


def _leads_list(
    text: str, paragraphs: Sequence[Paragraph], index: int, marked: frozenset[int]
) -> bool:
    """Return whether a line is one short sentence over a list, or over what leads a list in."""
    each, above = paragraphs[index], paragraphs[index - 1]
    if index in marked or text[each.end - 1] != "。" or not _is_sentence(text, each):
        return False
    if text[above.end - 1] not in _ENDS_SENTENCE or above.length <= _LEAD_LONGEST:
        return False
    below = text[paragraphs[index + 1].end - 1] if index + 2 in marked else ""
    return index + 1 in marked or (below in {"：", ":"} and index + 1 not in marked)


def _is_sentence(text: str, each: Paragraph) -> bool:
    """Return whether a line is one short sentence that does not itself lead something in."""
    if each.length > _LEAD_LONGEST or _LEADS_IN.search(text, each.start, each.end):
        return False
    return not _INNER_STOP.search(text[each.start : each.end - 1])


def _after_titles(text: str, paragraphs: Sequence[Paragraph], marked: frozenset[int]) -> int:
    """Return the first paragraph after the title, the date, the speaker and the address."""
    for index, each in enumerate(paragraphs):
        line = text[each.start : each.end]
        if index in marked or VOCATIVE.match(line):
            return index + 1
        if line.endswith("。") and each.length > 15:
            return index + 1
    return len(paragraphs)


def _is_line(
    text: str,
    paragraphs: Sequence[Paragraph],
    index: int,
    marked: frozenset[int],
    parts: frozenset[int],
) -> bool:
    each = paragraphs[index]
    line = text[each.start : each.end]
    above = text[paragraphs[index - 1].start : paragraphs[index - 1].end]
    if APPENDIX.pattern.fullmatch(above):
        return False
    if each.endless or each.length > _LONGEST:
        return False
    if each.length <= _SHORTEST and not LAST_PARTS.match(line):
        return False
    if line[-1] in _NO_HEADING_END or line[0] in _NO_HEADING_START or not _SPEAKS.search(line):
        return bool(LAST_PARTS.match(line))
    if VOCATIVE.match(line) or _DATE.search(line) or _NAMES.match(line):
        return False
    if _INNER_STOP.search(line[:-1]) and not line.endswith("。"):
        return False
    return _is_between(text, paragraphs, index, marked, parts)


def _is_between(
    text: str,
    paragraphs: Sequence[Paragraph],
    index: int,
    marked: frozenset[int],
    parts: frozenset[int],
) -> bool:
    """Return whether a finished sentence or a heading stands above and its text below."""
    if index + 1 >= len(paragraphs):
        return False
    above, each, below = paragraphs[index - 1], paragraphs[index], paragraphs[index + 1]
    finished = text[above.end - 1] in _ENDS_SENTENCE or index - 1 in parts
    if index - 1 in marked and above.length <= _BARE:
        return False
    if not finished and not _DATE.search(text[above.start : above.end]):
        return text[above.end - 1] in "：:" and text[each.end - 1] == "。"
    if text[below.start] in _NO_HEADING_START and text[below.start] not in "［[〔":
        return False
    if index + 1 in marked or VOCATIVE.match(text, below.start):
        return text[each.end - 1] != "。"
    if LAST_PARTS.match(text, each.start, each.end):
        return True
    return below.length >= min(_BODY_SHORTEST, max(_BODY_SHORTEST // 2, 3 * each.length))
