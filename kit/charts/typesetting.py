"""How wide a Chinese line is, where it may break, and where labels stand that would touch.

Widths are counted in em (one em = the type's size), not measured: a chart is drawn in one font
and read, as SVG, in another, so a line has to have some slack anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

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
    line. No line begins with a closing mark or ends with an opening one; a number or a Latin word
    stays whole. A piece that is wider than the line has a line to itself. Empty text gives one
    empty line.

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


def apart(wanted: Sequence[float], heights: Sequence[float], limit: float) -> tuple[float, ...]:
    """Return middles near the wanted ones (which ascend) so that no two labels overlap.

    All lie between 0 and `limit` if they have room; the sum of the squared shifts is the least.

    >>> apart([1, 2, 9], [2, 2, 2], 10)
    (1.0, 3.0, 9.0)
    """
    if not heights:
        return ()
    offsets = [0.0]
    for one, other in pairwise(heights):
        offsets.append(offsets[-1] + (one + other) / 2)
    groups: list[tuple[float, int]] = []  # mean, size: ascending means, so no two cross
    for place, offset in zip(wanted, offsets, strict=False):
        mean, size = place - offset, 1
        while groups and groups[-1][0] > mean:
            previous, members = groups.pop()
            mean = (mean * size + previous * members) / (size + members)
            size += members
        groups.append((mean, size))
    lowest = heights[0] / 2
    highest = max(lowest, limit - offsets[-1] - heights[-1] / 2)
    starts = [min(max(mean, lowest), highest) for mean, size in groups for _ in range(size)]
    return tuple(start + offset for start, offset in zip(starts, offsets, strict=True))


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
