"""Text → paragraphs, also where the file has lost its newlines."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from kit.speech.wording import BLANKS, CHINESE_NUMERAL, FINISHED, SENTENCE_END

# 各位代表！ 同志们、朋友们！
VOCATIVE = re.compile(
    r"(?:(?:尊敬的)?各位(?:代表|委员|同志|同事|来宾|嘉宾)|同志们|朋友们|女士们|先生们|同胞们)"
    r"(?:[、，]?(?:同志们|朋友们|先生们|各位代表|各位委员))*[，：！。]"
)
"""Words that address the whole audience; a paragraph that begins with them begins anew."""

_LONG = 400
"""Length of a line in which two spaces stand for a lost newline, whatever is before them."""

_ENDLESS = 1500
"""Length of a line that must once have been many paragraphs."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_GAP = re.compile(rf"(?<![{BLANKS}])[{BLANKS}]{{2,}}")
_WHOLE = FINISHED | {"："}
_OPEN = frozenset("《“‘（〔［[、，")
_CLOSES = frozenset("》”’）〕］]，。、；：！？.")
_STOP = re.compile(SENTENCE_END)
_MARKER = re.compile(
    rf"（?(?:(?:{CHINESE_NUMERAL})|\d{{1,2}})(?:[、﹒）是要]|[.．](?!\d))|第(?:{CHINESE_NUMERAL})"
    r"|[—―─-]{2}|专栏|附件"
)
_ADDRESS = re.compile(rf"(?<=[。！？”])(?={VOCATIVE.pattern})")
_UNSEEN = BLANKS + "\u200b\u200c\u200d\ufeff"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without the white space around it.

    ``endless`` is true where one line holds what must once have been many paragraphs.
    """

    start: int
    end: int
    endless: bool = False


def cut_paragraphs(text: str, apart: Container[int] = ()) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in order; lines that begin at ``apart`` go on with none.

    A line is a paragraph, unless it goes on with a sentence that the line above broke off. Where
    newlines were lost, two spaces in a row stand for one in a long line or after the end of a
    sentence, and so does an address of the audience in an endless line.
    """
    paragraphs: list[Paragraph] = []
    for line in _LINE.finditer(text):
        endless = line.end() - line.start() > _ENDLESS
        for begin, stop in _pieces(text, line.start(), line.end(), endless=endless):
            start, end = _stripped(text, begin, stop)
            if start == end:
                continue
            alone = line.start() in apart
            if paragraphs and not alone and _goes_on(text, paragraphs[-1], start):
                start = paragraphs.pop().start
            paragraphs.append(Paragraph(start, end, endless))
    return tuple(paragraphs)


def _goes_on(text: str, above: Paragraph, start: int) -> bool:
    """Return whether a line goes on with the paragraph above, which a link or the like broke."""
    last = text[above.end - 1]
    if _MARKER.match(text, start) and last not in "（“":
        return False  # 通过了以下条例， / 一是……
    if last in _OPEN or text[start] in _CLOSES:
        return True  # 通过了《 / 某某条例 / 》等法规。
    if last in _WHOLE:
        return False
    return _STOP.search(text, above.start, above.end) is not None


def _pieces(text: str, start: int, end: int, *, endless: bool) -> list[tuple[int, int]]:
    """Return the stretches of a line that were paragraphs before its newlines were lost."""
    marks = {start}
    for gap in _GAP.finditer(text, start, end):
        before = text[gap.start() - 1] if gap.start() > start else ""
        if before and (end - start > _LONG or before in _WHOLE):
            marks.add(gap.end())
    if endless:
        marks |= {match.start() for match in _ADDRESS.finditer(text, start, end)}
    ordered = sorted(marks)
    return list(zip(ordered, [*ordered[1:], end], strict=True))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip(_UNSEEN))
    return begin, begin + len(text[begin:end].rstrip(_UNSEEN))
