"""Text → paragraphs, also where the file has lost its newlines."""

from __future__ import annotations

import re
from dataclasses import dataclass

VOCATIVE = re.compile(
    r"(?:(?:各位|尊敬的各位)(?:代表|委员|同志|同事|来宾|嘉宾)"
    r"|同志们|朋友们|女士们|先生们|同胞们)(?:[、，,]?(?:同志们|朋友们|先生们|各位代表|各位委员))*[，,！!：:。]"
)
"""Words that address the whole audience; a paragraph that begins with them begins anew."""

_LONG = 400
_ENDLESS = 1500
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_GAP = re.compile(r"(?<![ \t\u3000\xa0])[ \t\u3000\xa0]{2,}")
_AFTER_SENTENCE = frozenset("。！？!?；;：:”’）)")
_OPEN = frozenset("《“‘（(〔［[，,、")
_CLOSING = frozenset("》”’）)〕］]，,。、；;：:！!？?.")
_FINISHED = frozenset("。！!？?；;：:”’）)》…】」』.")
_STOP = re.compile(r"[。！？；]")
_MARKER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、﹒）)是要]|[.．](?!\d))|第[一二三四五六七八九十]+|[—―─-]{2}|专栏|附件"
)
_ADDRESS = re.compile(rf"(?<=[。！？!?”])(?={VOCATIVE.pattern})")
_BLANK = " \t\u3000\xa0\u200b\u200c\u200d\ufeff"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without the white space around it.

    ``gap`` counts the line breaks before it (0 where the file has none there, \\r\\n is one);
    ``endless`` is true where one line holds what must once have been many paragraphs.
    """

    start: int
    end: int
    gap: int
    endless: bool = False

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start


def cut_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in order.

    A line is a paragraph, unless it goes on with a sentence that the line above broke off. Where
    newlines were lost, two spaces in a row stand for one in a long line or after the end of a
    sentence, and so does an address of the audience in an endless line.
    """
    found: list[Paragraph] = []
    end = 0
    broken = False
    for line in _LINE.finditer(text):
        breaks = _line_breaks(text[end : line.start()])
        endless = line.end() - line.start() > _ENDLESS
        for start, stop in _pieces(text, line.start(), line.end(), endless=endless):
            left, right = _stripped(text, start, stop)
            if left < right:
                if found and _goes_on(text, found[-1], left, broken=broken):
                    found[-1] = Paragraph(found[-1].start, right, found[-1].gap, endless)
                    broken = True
                else:
                    found.append(Paragraph(left, right, breaks, endless))
                    broken = False
                breaks = 0
                end = line.end()
    return tuple(found)


def _goes_on(text: str, above: Paragraph, start: int, *, broken: bool) -> bool:
    """Return whether a line goes on with the paragraph above, which a link or the like broke."""
    last = text[above.end - 1]
    if _MARKER.match(text, start) and last not in "（(":
        return False
    if last in _OPEN or text[start] in _CLOSING:
        return True
    if last in _FINISHED:
        return False
    return broken or _STOP.search(text, above.start, above.end) is not None


def _line_breaks(between: str) -> int:
    return len(between) - between.count("\r\n") - sum(between.count(each) for each in _BLANK)


def _pieces(text: str, start: int, end: int, *, endless: bool) -> list[tuple[int, int]]:
    marks = [start]
    for gap in _GAP.finditer(text, start, end):
        before = text[gap.start() - 1] if gap.start() > start else ""
        if before and (end - start > _LONG or before in _AFTER_SENTENCE):
            marks.append(gap.end())
    if endless:
        marks += [match.start() for match in _ADDRESS.finditer(text, start, end)]
    marks = sorted(set(marks))
    return list(zip(marks, [*marks[1:], end], strict=True))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip(_BLANK))
    return begin, begin + len(text[begin:end].rstrip())
