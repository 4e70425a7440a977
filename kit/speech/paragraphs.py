"""Text → paragraphs, also where the file has lost its newlines."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from kit.speech.wording import BLANKS, CHINESE_NUMERAL, EDGES, FINISHED, SENTENCE_END, trimmed

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

_MAIN = 120
"""Length of a line that must once have been several if it is most of the text."""

# 图为会议现场。通讯员 某某/摄; 新华社记者　某某摄; （此处放照片两张）
CAPTION = re.compile(
    r"[（【]?图[①-⑳1-9]?为[^\r\n]{2,150}$"
    r"|（?(?:新华社|本报|本网)?(?:特约)?(?:记者|通讯员)[^，。；：！？\r\n]{1,24}[/／\s]?摄影?[）。]?$"
    r"|（?[^，。；：！？\s\r\n]{2,4}(?:\s|[/／])\s?摄影?[）。]?$"
    r"|（?(?:摄影|图|文/图|图文|供图|制图)[：/／][^，。；！？\r\n]{2,16}[）。]?$"
    r"|[（【](?:此处|这里)?(?:放|插入?|配|附)?(?:照片|图片|配图|插图|合影|视频|截图)[^（）【】\r\n]{0,60}[）】]$"
    r"|[（【]?(?:资料|示意)(?:图片?|照片)[^（）【】\r\n]{0,20}[）】]?$"
    r"|（此处[^（）\r\n]{1,60}）$"
)
"""What stands below a picture, or in its place."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_GAP = re.compile(rf"(?<![{BLANKS}])[{BLANKS}]{{2,}}")
_LONGEST_TITLE = 40
_SHORTEST_BODY = 12
_AFTER_TITLES = 3
_NUMBER_ALONE = re.compile(
    rf"(?:{CHINESE_NUMERAL}|0?\d{{1,2}}|[Ⅰ-Ⅻ]|[壹贰叁肆伍陆柒捌玖拾])[、.．]?$"
    rf"|（(?:{CHINESE_NUMERAL})）$|第(?:{CHINESE_NUMERAL})(?:部分|章|节|篇)$"
    r"|(?:PART|Part)[ .]?\d{1,2}$"
)
_WHOLE = FINISHED | {"："}
_OPEN = frozenset("《“‘（〔［[、，")
_CLOSES = frozenset("》”’）〕］]，。、；：！？.")
_STOP = re.compile(SENTENCE_END)
MARKER = re.compile(
    rf"（?(?:(?:{CHINESE_NUMERAL})|\d{{1,2}})(?:[、﹒）是要]|[.．](?!\d))|第(?:{CHINESE_NUMERAL})"
    r"|[—―─-]{2}|专栏|附件"
)
_ADDRESS = re.compile(rf"(?<=[。！？”])(?={VOCATIVE.pattern})")


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

    A line is a paragraph, unless it goes on with a sentence that the line above broke off, or is
    the title of a number alone above it (一 / 总体要求); captions are none. Where newlines were
    lost, two spaces in a row stand for one in a long line or after the end of a sentence, and so
    does an address of the audience in an endless line.
    """
    paragraphs: list[Paragraph] = []
    own: set[int] = set()
    main = max(_MAIN, len(text.strip()) * 3 // 4)
    for line in _LINE.finditer(text):
        endless = line.end() - line.start() > min(main, _ENDLESS)
        for begin, stop in _pieces(text, line.start(), line.end(), endless=endless):
            start, end = trimmed(text, begin, stop)
            alone = line.start() in apart
            if start == end or (not alone and CAPTION.match(text, start, end)):
                continue
            if paragraphs and not alone and _goes_on(text, paragraphs[-1], start):
                start = paragraphs.pop().start
            paragraphs.append(Paragraph(start, end, endless))
            if alone:
                own.add(start)
    return tuple(_with_titles(text, paragraphs, own))


def _with_titles(
    text: str, paragraphs: Sequence[Paragraph], own: Container[int]
) -> Iterator[Paragraph]:
    """Yield the paragraphs, each number alone on its line as one with the title below it.

    Those that begin at ``own`` stay by themselves.
    一 / 总体要求 / 坚持……: the number of a page or of a row has no title with a text below.
    """
    lines = [text[each.start : each.end] for each in paragraphs]
    held: Paragraph | None = None
    for place, each in enumerate(paragraphs):
        if held is not None:
            yield Paragraph(held.start, each.end)
            held = None
        elif (
            _NUMBER_ALONE.match(lines[place])
            and _is_titled(lines, place)
            and each.start not in own
            and paragraphs[place + 1].start not in own
        ):
            held = each
        else:
            yield each


def _is_titled(lines: Sequence[str], place: int) -> bool:
    """Return whether the line below a number is a title over a text."""
    if place + 2 >= len(lines):
        return False
    above = lines[place - 1]
    if place >= _AFTER_TITLES and above[-1] not in _WHOLE and not MARKER.match(above):
        return False  # the number of a page
    title, body = lines[place + 1 : place + 3]
    if len(title) > _LONGEST_TITLE or _STOP.search(title) or title[-1] in _OPEN:
        return False
    if MARKER.match(title):
        return False
    carries_on = body[-1] in FINISHED or MARKER.match(body)
    return bool(carries_on) or len(body) > max(len(title), _SHORTEST_BODY)


def without_captions(text: str) -> str:
    """Return a text with blanks where captions are, as long as before."""
    return _LINE.sub(lambda line: " " * len(line[0]) if _is_caption(line[0]) else line[0], text)


def _is_caption(line: str) -> bool:
    return CAPTION.match(line.strip(EDGES)) is not None


def _goes_on(text: str, above: Paragraph, start: int) -> bool:
    """Return whether a line goes on with the paragraph above, which a link or the like broke."""
    last = text[above.end - 1]
    if MARKER.match(text, start) and last not in "（“":
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
