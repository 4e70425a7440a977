"""What a teacher corrected: lines of the text that are, or are not, headings."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.speech.markers import Candidate, Family, style_of
from kit.speech.paragraphs import Paragraph
from kit.speech.records import NodeKind

_RANKS: dict[NodeKind, float] = {
    "section": 1.0,
    "subsection": 2.0,
    "item": 3.0,
    "subitem": 4.0,
    "heading": 5.5,
    "point": 7.0,
}
KINDS = tuple(_RANKS)
"""The kinds that a teacher may give a line."""

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line put right: ``text`` is true where it is no heading, else its kind or its level.

    ``line`` is 1-based; ``level`` is 1 for the parts of the first level. A kind alone keeps the
    level that the reader finds; a level alone keeps the kind.
    """

    line: int
    kind: NodeKind | None = None
    level: int | None = None
    text: bool = False


def forced(
    text: str,
    paragraphs: Sequence[Paragraph],
    candidates: Sequence[Candidate],
    corrections: Sequence[Correction],
) -> tuple[Candidate, ...]:
    """Return the candidates with every correction carried out.

    A correction of a line that is blank or not there changes nothing.
    """
    kept = list(candidates)
    lines = _line_starts(text) if corrections else []
    starts = [each.start for each in paragraphs]
    for each in corrections:
        if not 1 <= each.line < len(lines):
            continue
        begin, end = lines[each.line - 1], lines[each.line]
        place = bisect.bisect_left(starts, begin)
        if place == len(starts) or starts[place] >= end:
            continue
        here = next((c for c in kept if c.start == starts[place]), None)
        kept = [c for c in kept if not begin <= c.start < end or (not each.text and c is not here)]
        if not each.text:
            kept.append(_candidate(text, paragraphs[place], place, here, each))
    return tuple(sorted(kept, key=lambda candidate: candidate.start))


def _candidate(
    text: str, paragraph: Paragraph, place: int, here: Candidate | None, correction: Correction
) -> Candidate:
    kind = correction.kind
    if here is not None and here.family.name != "heading":
        return replace(here, kind=kind, level=correction.level, forced=True)
    kind = kind or "heading"
    family = Family(f"订正：{kind}", kind, _RANKS[kind], _NOTHING)
    style = style_of(text, paragraph, paragraph.start)
    return Candidate(
        family,
        0,
        paragraph.start,
        paragraph.start,
        place,
        style,
        kind=kind,
        level=correction.level,
        forced=True,
    )


def _line_starts(text: str) -> list[int]:
    """Return where each line begins, and where the text ends."""
    return [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
