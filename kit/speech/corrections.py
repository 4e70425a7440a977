"""A teacher's corrections of an outline, read and carried out.

Where the reader is wrong about a line, ``source.toml`` puts it right, one table a line::

    [[outline]]
    line = 12            # the line of speech.txt, from 1
    kind = "point"       # section, subsection, item, subitem, point or heading

    [[outline]]
    line = 30
    level = 2            # 1 for the parts of the first level

    [[outline]]
    line = 45
    text = true          # plain text, no heading, whatever it looks like

A line may have both a kind and a level. What the reader is unsure of is listed by
``kit outline --unsure``, with the numbers of the lines.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from kit.errors import KitError
from kit.speech.families import DECLARED, HEADING, NOTHING, family
from kit.speech.markers import Candidate, heading_style
from kit.speech.paragraphs import Paragraph
from kit.speech.records import Correction, Doubt, NodeKind
from kit.speech.wording import line_bounds
from kit.toml_files import numbered_tables

_CORRECTED_KINDS = tuple(kind for kind in get_args(NodeKind) if kind not in {"opening", "closing"})
_RANKS: dict[NodeKind, float] = {
    "section": 1.0,
    "subsection": 2.0,
    "item": 3.0,
    "subitem": 4.0,
    "heading": HEADING.rank,
    "point": 7.0,
}


def read_corrections(path: Path, content: dict[str, Any], shown: str) -> Iterator[Correction]:
    """Yield the corrections of a set's ``source.toml``; ``shown`` is its path in messages.

    Raises:
        KitError: one of them is faulty; its line is named.
    """
    for line, row in numbered_tables(path, content, "outline", shown):
        try:
            yield _correction(row, shown)
        except KitError as error:
            error.line = line
            raise


def _correction(row: dict[str, Any], shown: str) -> Correction:
    line, kind, level = row.get("line"), row.get("kind"), row.get("level")
    if type(line) is not int or line < 1:
        what = "[[outline]] 里的 line 应为 1 起的行号。"
        raise KitError(what, remedy="请写成 line = 12 的样子。", path=shown)
    if row.get("text") is True:
        return Correction(line, text=True)
    if kind is None and level is None:
        what = f"[[outline]] 第 {line} 行没有说怎样订正。"
        raise KitError(what, remedy="请写上 kind、level 或 text = true。", path=shown)
    if kind is not None and kind not in _CORRECTED_KINDS:
        what = f"[[outline]] 第 {line} 行的 kind 写成了“{kind}”。"
        raise KitError(what, remedy=f"应为 {'、'.join(_CORRECTED_KINDS)} 之一。", path=shown)
    if level is not None and (type(level) is not int or level < 1):
        what = f"[[outline]] 第 {line} 行的 level 写成了“{level}”。"
        raise KitError(what, remedy="应为 1、2、3 这样的数。", path=shown)
    return Correction(line, kind=kind, level=level)


def corrected(
    text: str,
    paragraphs: Sequence[Paragraph],
    candidates: Sequence[Candidate],
    corrections: Sequence[Correction],
) -> tuple[tuple[Candidate, ...], tuple[Doubt, ...]]:
    """Return the candidates with every correction of a teacher's carried out, and what fits none.

    A correction of a line that is blank or not there changes nothing.
    """
    lines = line_bounds(text)
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
    if here is not None and here.family not in {HEADING, DECLARED}:
        return replace(here, kind=kind, level=level, forced=True)
    kind = kind or "heading"
    start = paragraph.start
    style = heading_style(text, paragraph, start)
    named = family(f"订正：{kind}", kind, _RANKS[kind], NOTHING)
    return Candidate(named, 0, start, start, index, style, kind=kind, level=level, forced=True)
