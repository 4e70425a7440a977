"""Headings that the file itself declares → candidates that count, and where its numbers disagree.

Levels decide between levels; among headings of one level numbers do, for many files give all their
headings one style. What is declared stands in the place of guesses at headings without a number.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kit.speech.families import DECLARED, HEADING, REFRAIN
from kit.speech.markers import Candidate, heading_style
from kit.speech.nesting import Draft
from kit.speech.paragraphs import Paragraph
from kit.speech.records import Doubt
from kit.speech.wording import NEWLINE, line_bounds

_GUESSED = (HEADING, REFRAIN)
_TOO_LONG = "文件把这一整段标作标题，按正文读。"
_NOT_DECLARED = "同一组编号，上一个由文件标作标题，这一个没有标，按编号读。"
_BROKEN_NUMBER = "文件把这里标作标题，编号却接不上同级的上一个。"
_SAME_LEVEL = "文件把这里和上一级标在同一级，按编号归入上一级。"
_AGAINST_NUMBER = "文件标的级别和编号的级别不一致，按文件读。"
_TITLE = re.compile(
    "(?:讲话|报告|致辞|意见|规划|纲要|通知|决定|决议|要点|方案|办法|部署|汇报|发言|纪要|稿)[）】]?$"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """A line that the file itself declares a heading: its level, from 1, and its line, from 1."""

    level: int
    line: int


def found(headings: Iterable[str], text: str) -> tuple[Declared, ...]:
    """Return where headings, as Markdown writes them, stand in a text, in order.

    One that is not there is passed over.
    """
    declared = []
    lines = [line.strip() for line in NEWLINE.split(text)]
    at = 0
    for heading in headings:
        marks, _, title = heading.partition(" ")
        if title.strip() in lines[at:]:
            at = lines.index(title.strip(), at) + 1
            declared.append(Declared(len(marks), at))
    return tuple(declared)


def set_apart(text: str, declared: Sequence[Declared]) -> frozenset[int]:
    """Return where the lines of declared headings, and those below them, begin."""
    starts = line_bounds(text)
    lines = {line for each in declared for line in (each.line - 1, each.line)}
    return frozenset(starts[line] for line in lines if line < len(starts))


def with_declared(
    text: str,
    paragraphs: Sequence[Paragraph],
    candidates: Sequence[Candidate],
    declared: Sequence[Declared],
) -> tuple[tuple[Candidate, ...], tuple[Doubt, ...]]:
    """Return the candidates with the declared headings among them, and what cannot be a heading.

    The title of the whole text is no part of it.
    """
    lines = line_bounds(text)
    starts = [paragraph.start for paragraph in paragraphs]
    by_start = {each.start: each for each in candidates if each.style != "inline"}
    places: list[tuple[Declared, int]] = []
    doubts = []
    for each in declared:
        index = bisect.bisect_left(starts, lines[each.line - 1]) if each.line < len(lines) else -1
        if not 0 <= index < len(starts) or starts[index] >= lines[each.line]:
            continue
        here = by_start.get(starts[index])
        numbered = here is not None and here.family not in _GUESSED
        if not numbered and heading_style(text, paragraphs[index], starts[index]) == "run-in":
            doubts.append(Doubt(starts[index], paragraphs[index].end, None, _TOO_LONG))
        else:
            places.append((each, index))
    headings = {}
    for each, index in places[_titles(text, paragraphs, places, by_start) :]:
        start = starts[index]
        here = by_start.get(start)
        if here is None or here.family in _GUESSED:
            style = heading_style(text, paragraphs[index], start)
            here = Candidate(DECLARED, 0, start, start, index, style)
        headings[start] = replace(here, declared=each.level)
    if not headings:
        return tuple(candidates), tuple(doubts)
    titles = {paragraphs[index].start for _, index in places} - headings.keys()
    others = (
        each
        for each in candidates
        if each.start not in headings and each.start not in titles and each.family not in _GUESSED
    )
    every = sorted([*others, *headings.values()], key=lambda each: each.start)
    return tuple(every), tuple(doubts)


def without_titles(text: str, declared: Sequence[Declared], first: int) -> str:
    """Return a text of the same length in which declared lines above its first part are blank.

    They are its title, which says nothing that is to be done.
    """
    lines = line_bounds(text)
    for each in declared:
        begin, end = lines[each.line - 1], lines[each.line] - 1
        if end <= first:
            text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def conflicts(drafts: Sequence[Draft]) -> Iterator[Doubt]:
    """Yield where numbers say something else than what the file declares."""
    last: dict[int | None, Draft] = {}
    for draft in drafts:
        parent = draft.parent
        sister = last.get(None if parent is None else id(parent))
        last[None if parent is None else id(parent)] = draft
        reason = _conflict(draft, parent, sister)
        if reason:
            yield Doubt(draft.start, draft.end, None, reason)


def _conflict(draft: Draft, parent: Draft | None, sister: Draft | None) -> str:
    before, candidate = draft.before, draft.candidate
    if candidate.declared is None:
        goes_on = before is not None and before.candidate.declared is not None
        return _NOT_DECLARED if goes_on else ""
    if not candidate.number:
        return ""
    if parent is not None and parent.candidate.number:
        if parent.candidate.declared == candidate.declared:
            return _SAME_LEVEL
        if parent.rank >= draft.rank:
            return _AGAINST_NUMBER
    if sister is not None and sister.candidate.number and sister.rank != draft.rank:
        return _AGAINST_NUMBER
    same = sister is not None and sister.family is draft.family
    expected = sister.candidate.number + 1 if sister is not None and same else 1
    return _BROKEN_NUMBER if candidate.number not in {expected, 1} else ""


def _titles(
    text: str,
    paragraphs: Sequence[Paragraph],
    places: Sequence[tuple[Declared, int]],
    by_start: dict[int, Candidate],
) -> int:
    """Return how many of the first declared headings are the title of the whole text."""
    if not places or places[0][1] > 2:
        return 0

    def numbered(index: int) -> bool:
        here = by_start.get(paragraphs[index].start)
        return here is not None and here.number > 0

    top = min(each.level for each, _ in places)
    if places[0][0].level > top or numbered(places[0][1]):
        return 0
    count = 1
    while (
        count < len(places)
        and places[count][0].level == top
        and places[count][1] == places[count - 1][1] + 1
        and not numbered(places[count][1])
    ):
        count += 1
    rest = [index for each, index in places[count:] if each.level == top]
    if not rest or all(map(numbered, rest)):
        return count
    title = paragraphs[places[0][1]]
    return count if _TITLE.search(text[title.start : title.end]) else 0
