"""Lines without a number that the text sets apart as headings."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from kit.speech.families import APPENDIX, HEADING, REFRAIN
from kit.speech.markers import Candidate
from kit.speech.paragraphs import VOCATIVE, Paragraph
from kit.speech.wording import FINISHED, SENTENCE_END, SEVERAL, YEAR

NOTES = re.compile(r"(?:注\s?释|名词解释)：?$")
"""Headings of what explains words below the speech."""

LAST_PARTS = re.compile(rf"(?:结束语|结\s?[语尾]|尾\s?声|后\s?记)：?$|{NOTES.pattern}")
"""Headings that stand beside the numbered parts, never within the last of them."""

_LENGTHS = range(3, 61)
"""Lengths of a line that may be a heading."""

_LONGEST_NAME = 15
_LONGEST_TOPIC = 40
_SHORTEST_BODY = 40
_LONGEST_REFRAIN = 80
_SHARED = 6
"""Number of characters with which lines begin that begin alike."""

_STOP = re.compile(SENTENCE_END)
_NO_END = frozenset("，、；：！？（《“‘-—…的与和及或在是把被对向从")
_NO_START = frozenset("，、；：。！？）》”’.．〔[［")
_DATE = re.compile(rf"（?{YEAR}.{{1,6}}月.{{1,4}}日）?$")
# 某某市市长　某某; 来源：某某网
_CREDIT = re.compile(
    r".{1,14}\s\S{1,2}\s?\S{1,2}$|(?:来源|时间|作者|(?:责任)?编辑|记者|字号|附)[：【]"
)
# 现在，我讲两点意见。 今年要抓好以下工作。 要做好三个方面的工作。
_LEADS_IN = re.compile(rf"现在，|以下|下列|如下|下面|几[个项点件]|{SEVERAL}个?方面|这样|同志")
# 会议指出，……。 某某在报告中强调，……。
_TOLD = re.compile(r"[^，。：]{2,20}(?:指出|强调|表示)，")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def find_headings(
    text: str, paragraphs: Sequence[Paragraph], marked: frozenset[int], parts: frozenset[int]
) -> tuple[Candidate, ...]:
    """Return the headings without a number.

    ``marked`` are the paragraphs that begin with a number, ``parts`` those that are headings of
    parts. A heading is a short line between a finished sentence and a longer paragraph. One alone
    proves nothing: it takes two in a text that end without a full stop, or two with one within
    the same part. Blank lines and indents prove nothing either: they change from copy to copy.
    """
    lines = _Lines(text, paragraphs, marked, parts)
    return tuple(
        Candidate(
            REFRAIN if refrain else HEADING,
            0,
            paragraphs[index].start,
            paragraphs[index].start,
            index,
            "sentence" if text[paragraphs[index].end - 1] == "。" else "alone",
        )
        for index, refrain in lines.headings()
    )


class _Lines:
    """The paragraphs of a text by their number, asked which of them are headings."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        marked: frozenset[int],
        parts: frozenset[int],
    ) -> None:
        self._lines = [text[each.start : each.end] for each in paragraphs]
        self._plain = [
            i for i, each in enumerate(paragraphs[:-1]) if i not in marked and not each.endless
        ]
        self._marked = marked
        self._parts = parts
        self._bounds = sorted(parts)

    def headings(self) -> Iterator[tuple[int, bool]]:
        """Yield the headings in text order, with whether they are a refrain over others."""
        begin = self._after_titles()
        plain = [index for index in self._plain if index >= begin]
        titles = [index for index in plain if self._is_title(index)]
        # in a report of a meeting a short sentence tells what happened: 某某主持会议。
        told = sum(bool(_TOLD.match(line)) for line in self._lines) > 1
        topics = [index for index in plain if not told and self._is_topic_sentence(index)]
        headings = {i for i in titles if len(titles) > 1 or self._needs_no_other(i)}
        for group in _grouped(topics, self._part):
            if len(group) > 1 and any(map(self._has_long_text, group)):
                headings.update(group)
        # 一年来，我们坚持……。 three times in a part: they hold the headings between them, or are
        # headings like those of them that are short
        refrains: set[int] = set()
        ordered = sorted(headings)
        for group in _grouped(filter(self._may_repeat, plain), self._beginning):
            if len(group) > 2 and self._hold_headings(group, ordered):
                refrains.update(group)
            elif len(group) > 2 and not headings.isdisjoint(group):
                headings.update(group)
        for index in sorted(headings | refrains):
            yield index, index in refrains

    def _after_titles(self) -> int:
        """Return the first paragraph after the title, the date, the speaker and the address."""
        for index, line in enumerate(self._lines):
            if index in self._marked or VOCATIVE.match(line):
                return index + 1
            if line[-1] == "。" and len(line) > _LONGEST_NAME:
                return index + 1
        return len(self._lines)

    def _is_title(self, index: int) -> bool:
        """Return whether a line without a full stop stands as a heading over its text."""
        line, below = self._lines[index], self._lines[index + 1]
        if line[-1] == "。" or APPENDIX.pattern.fullmatch(self._lines[index - 1]):
            return False
        if LAST_PARTS.match(line):
            return True
        if not (_reads_as_heading(line) and self._stands_apart(index)):
            return False
        if index + 1 in self._marked or VOCATIVE.match(below):
            return True
        return len(below) >= min(_SHORTEST_BODY, max(_SHORTEST_BODY // 2, 3 * len(line)))

    def _is_topic_sentence(self, index: int) -> bool:
        """Return whether a line is one short sentence that the text or list below carries out."""
        line = self._lines[index]
        if line[-1] != "。" or len(line) > _LONGEST_TOPIC or _LEADS_IN.search(line):
            return False
        return _reads_as_heading(line) and (self._has_long_text(index) or self._has_list(index))

    def _has_long_text(self, index: int) -> bool:
        """Return whether a much longer paragraph follows a topic sentence: 扩大有效投资。"""
        line, below = self._lines[index], self._lines[index + 1]
        if index + 1 in self._marked or len(below) < max(2 * len(line), _SHORTEST_BODY):
            return False
        after_colon = self._lines[index - 1][-1] == "："
        return self._stands_apart(index, after_colon=after_colon)

    def _has_list(self, index: int) -> bool:
        """Return whether a list, or what leads one in, follows a topic sentence below a text.

        加大工业调整力度。 / 要抓好以下两个环节： / 一是……
        """
        if len(self._lines[index - 1]) <= _LONGEST_TOPIC or not self._is_finished(index - 1):
            return False
        led_in = index + 2 in self._marked and self._lines[index + 1][-1] == "："
        return index + 1 in self._marked or led_in

    def _stands_apart(self, index: int, *, after_colon: bool = False) -> bool:
        """Return whether what stands above a line is complete and what stands below begins anew."""
        above, below = self._lines[index - 1], self._lines[index + 1]
        complete = self._is_finished(index - 1) or after_colon or _DATE.search(above)
        return bool(complete) and below[0] not in _NO_START

    def _is_finished(self, index: int) -> bool:
        return self._lines[index][-1] in FINISHED or index in self._parts

    def _needs_no_other(self, index: int) -> bool:
        """Return whether a title is one even if it is the only one: it has parts, or is 结束语."""
        return index + 1 in self._marked or bool(LAST_PARTS.match(self._lines[index]))

    def _may_repeat(self, index: int) -> bool:
        line, below = self._lines[index], self._lines[index + 1]
        if line[-1] != "。" or not len(line) <= _LONGEST_REFRAIN < 2 * len(below):
            return False
        return self._is_finished(index - 1)

    def _part(self, index: int) -> int:
        """Return the number of headings of parts above a line."""
        return bisect.bisect(self._bounds, index)

    def _beginning(self, index: int) -> tuple[int, str]:
        return self._part(index), self._lines[index][:_SHARED]

    def _hold_headings(self, group: Sequence[int], headings: Sequence[int]) -> bool:
        """Return whether headings stand between most of the lines of a group."""
        gaps = [
            bisect.bisect_left(headings, right) - bisect.bisect_right(headings, left)
            for left, right in itertools.pairwise(group)
        ]
        return 2 * sum(gap > 0 for gap in gaps) > len(gaps)


def _reads_as_heading(line: str) -> bool:
    """Return whether a line by itself may be a heading: 大力提振消费。 今后的任务."""
    if len(line) not in _LENGTHS or line[-1] in _NO_END or line[0] in _NO_START:
        return False
    if line[0] == "（" and line[-1] == "）":
        return False  # a remark
    if VOCATIVE.match(line) or _DATE.search(line) or _CREDIT.match(line):
        return False
    return bool(_CHINESE.search(line)) and not _STOP.search(line[:-1])


def _grouped(indices: Iterable[int], key: Callable[[int], Hashable]) -> Iterable[list[int]]:
    """Return lists of the indices that have one key."""
    groups: dict[Hashable, list[int]] = {}
    for index in indices:
        groups.setdefault(key(index), []).append(index)
    return groups.values()
