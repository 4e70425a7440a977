"""How wide a Chinese line is and where it may break.

Widths are counted in em (one em = the type's size), not measured: a chart is drawn in one font
and read, as SVG, in another, so a line has to have some slack anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NOT_FIRST = set("，。、；：！？”’）》】〕…—·,.;:!?)%")
_NOT_LAST = set("“‘（《【〔(")
_SPLITS = (  # where a line had better break, from best to worst
    re.compile(r"(?<=[，；。：])(?![，；。：”）])"),
    re.compile(r"(?<=[，；。：）　])(?![，；。：”）　])"),
    re.compile(r"(?<=[，；。：）　])(?![，；。：”）　])|(?<!^)(?<![“（　])(?=“)"),
)
_SHORTEST = 5.0  # em: the last line of a paragraph


def em_width(text: str) -> float:
    """Return the width of one line in em: Chinese signs 1, all others 0.6.

    >>> em_width("任务 27 项")
    5.4
    """
    return round(
        sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.6 for sign in text), 1
    )


def fill(text: str, width: float) -> tuple[str, ...]:
    """Break a text into lines as full as `width` em allows, as in a paragraph; else as `wrap`.

    The lines are a little shorter where the last would otherwise be a word or two.
    """
    pieces = tuple(_pieces(text))
    lines = _fill(pieces, width)
    for narrower in (width - step / 2 for step in range(7)):
        again = _fill(pieces, narrower)
        if len(again) == len(lines) > 1 and em_width(again[-1]) >= _SHORTEST:
            return again
    return lines


def wrap(text: str, width: float) -> tuple[str, ...]:
    """Break a text into as few lines of at most `width` em as will do, about equally long.

    Breaks after a comma, a bracket or a gap, or before a quotation are preferred if they cost no
    line. No line begins with a closing mark
    or ends with an opening one; a number or a Latin word stays whole. A piece that is wider than
    the line has a line to itself. Empty text gives one empty line.

    >>> wrap("紧盯一个目标，坚持做到“六个必须”", 12)
    ('紧盯一个目标，', '坚持做到“六个必须”')
    """
    pieces = tuple(_pieces(text))
    fewest = len(_fill(pieces, width))
    if fewest == 1:
        return (text.strip(),)
    for split in _SPLITS:
        lines = _fill(tuple(split.split(text)), width)
        if len(lines) == fewest and all(em_width(line) <= width for line in lines):
            return lines
    narrowest = em_width(text) / fewest
    while len(_fill(pieces, narrowest)) > fewest:
        narrowest += 0.5
    return _fill(pieces, min(narrowest, width))


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may break."""
    held = ""
    for word in re.findall(r"[!-~]+|.", text):
        if held and not (word[0] in _NOT_FIRST or held[-1] in _NOT_LAST):
            yield held
            held = ""
        held += word
    if held:
        yield held


def _fill(pieces: tuple[str, ...], width: float) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        if lines[-1].strip() and em_width(lines[-1] + piece) > width + 0.01:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines)
