"""Candidates → drafts: a marker counts only where it begins or continues a sequence.

Which part holds which is told by what comes later, not by a table of levels alone: a list lies in
the open part whose own numbering goes on after it. Only where nothing later tells does the rank
of the families decide.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from kit.speech.drafts import Draft
from kit.speech.headings import LAST_PARTS
from kit.speech.lookahead import Lookahead
from kit.speech.markers import (
    APPENDIX,
    BOX,
    DASH,
    FIRST,
    HEADING,
    ORDINAL,
    REFRAIN,
    Candidate,
)
from kit.speech.nesting import Nesting
from kit.speech.paragraphs import VOCATIVE, Paragraph

_MAY_STAND_ALONE = frozenset({"第一部分", "一、", "（一）", "一是", "一要"})
_FAR = 3
_FAR_HEADS = 12
_GAP = "编号不连续：前面缺了一个。"
_TWICE = "编号与前面的重复。"


class Sequencer:
    """Reads the candidates once, from first to last, and keeps the parts that are open."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], candidates: Sequence[Candidate]
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._candidates = candidates
        self._ahead = Lookahead(candidates)
        self._parts = Nesting(paragraphs, candidates, self._ahead)
        self._addresses = [
            place
            for place, each in enumerate(paragraphs)
            if VOCATIVE.match(text, each.start, each.end)
        ]
        self.drafts: list[Draft] = []
        self.passed: list[Candidate] = []

    def run(self) -> list[Draft]:
        """Return the drafts in text order; ``passed`` then holds the markers that do not count."""
        for index, found in enumerate(self._candidates):
            family = found.family
            draft: Draft | None
            if found.forced:
                draft = self._corrected(index, found)
            elif family is HEADING or family is REFRAIN:
                draft = self._heading(index, found)
            elif family is APPENDIX or family is BOX:
                draft = self._beside(index, found)
            elif family is DASH:
                draft = self._dash(index, found)
            elif found.number == 1:
                draft = self._first(index, found)
            else:
                draft = self._next(index, found)
            if draft is None:
                self.passed.append(found)
            else:
                self.drafts.append(draft)
        return self.drafts

    def _first(self, index: int, found: Candidate) -> Draft | None:
        family = found.family
        if not self._may_begin(index, found):
            return None
        led = self._led_in(index, found)
        if led is not None:
            return self._parts.add(found, led)
        same = self._parts.innermost(family, None)
        depth, least = len(self._parts.open), 0
        if same is not None and self._parts.holds_same(self._parts.open[same], index):
            least = same + 1
        elif same is not None:
            depth = same
        while depth > least and not self._parts.holds(self._parts.open[depth - 1], index, found):
            depth -= 1
        return self._parts.add(found, depth)

    def _led_in(self, index: int, found: Candidate) -> int | None:
        """Return the depth of a short list in the part whose last words lead it in: 做三件事：."""
        above = self._paragraphs[found.paragraph - 1]
        second = self._ahead.place_of_next(found)
        if found.paragraph == 0 or found.style == "inline" or found.family.spoken:
            return None
        if self._text[above.end - 1] not in "：:" or second is None:
            return None
        if self._candidates[second].paragraph != found.paragraph + 1:
            return None
        depth = len(self._parts.open)
        while depth and self._parts.open[depth - 1].found.style in {"inline", "run-in"}:
            depth -= 1
        if not depth or self._parts.innermost(found.family, None) is not None:
            return None
        return depth

    def _next(self, index: int, found: Candidate) -> Draft | None:
        at = self._parts.innermost(found.family, found.number - 1, style=found.style)
        if at is None and found.family is FIRST:
            at = self._last_of_first(found)
        if at is None and (found.family is ORDINAL or self._follows_first(found)):
            at = self._parts.innermost(FIRST, found.number - 1)
        if at is not None and self._fits(self._parts.open[at], found):
            return self._parts.add(found, at, before=self._parts.open[at])
        if found.style == "inline" or found.family.spoken:
            return self._mended(index, found) if found.family.spoken else None
        through = self._parts.closed.get(found.family.name)
        if through is not None and through.found.number == found.number - 1:
            depth = len(self._parts.open)
            while depth and self._parts.open[depth - 1].rank >= found.family.rank:
                depth -= 1
            if depth:
                return self._parts.add(found, depth)
        return self._mended(index, found)

    def _follows_first(self, found: Candidate) -> bool:
        """Return whether 二是 or the like may go on with a 首先 of the same paragraph."""
        at = self._parts.innermost(FIRST, 1)
        if at is None or found.number != 2 or not found.family.spoken:
            return False
        return self._parts.open[at].found.paragraph == found.paragraph

    def _mended(self, index: int, found: Candidate) -> Draft | None:
        """Continue a sequence in which one number is missing or stands twice."""
        for back, reason in ((2, _GAP), (0, _TWICE)):
            at = self._parts.innermost(found.family, found.number - back, style=found.style)
            if at is None or self._parts.open[at].found.style != found.style:
                continue
            if back and self._ahead.comes(index, found.family, found.number - 1):
                continue
            if not back and found.family.spoken:
                continue
            sure = not back or found.family.spoken
            if sure and not self._ahead.comes(index, found.family, found.number + 1):
                continue
            return self._parts.add(found, at, before=self._parts.open[at], reason=reason)
        return None

    def _dash(self, index: int, found: Candidate) -> Draft | None:
        at = self._parts.innermost(DASH, None)
        if at is not None and self._is_next_dash(self._parts.open[at], found):
            return self._parts.add(found, at, before=self._parts.open[at])
        follower = self._ahead.follower(index)
        if follower is None or not _near(found, follower):
            return None
        depth = at if at is not None else len(self._parts.open)
        while depth and not self._parts.holds(self._parts.open[depth - 1], index, found):
            depth -= 1
        return self._parts.add(found, depth)

    def _is_next_dash(self, last: Draft, found: Candidate) -> bool:
        return _near(last.found, found) and not self._addressed(last, found)

    def _heading(self, index: int, found: Candidate) -> Draft:
        numbered = any(each.found.family is not HEADING for each in self._parts.open)
        own = self._parts.innermost(HEADING, None)
        beside = self._parts.top_heading()
        line = self._text[found.start : self._paragraphs[found.paragraph].end]
        first = not numbered and (own is None or self._parts.open[own].level == 0)
        if first or LAST_PARTS.match(line) or (beside and not self._parts.goes_on(1, index)):
            return self._parts.add(found, 0, before=beside, level=0)
        depth = len(self._parts.open)
        while depth and not self._parts.stays_open(depth - 1, index, found):
            depth -= 1
        before = self._parts.open[depth] if depth < len(self._parts.open) else None
        if before is not None and before.found.family is not found.family:
            before = None
        if before is not None and self._addressed(before, found):
            before = None
        return self._parts.add(found, depth, before=before)

    def _addressed(self, before: Draft, found: Candidate) -> bool:
        """Return whether the speaker turns to the audience between two parts without numbers."""
        place = bisect.bisect_right(self._addresses, before.found.paragraph)
        return place < len(self._addresses) and self._addresses[place] <= found.paragraph

    def _beside(self, index: int, found: Candidate) -> Draft | None:
        """Add an appendix, or a box that stands beside the numbered parts."""
        if found.family is APPENDIX:
            return self._parts.add(found, 0, level=0)
        depth = len(self._parts.open)
        while depth and self._parts.open[depth - 1].rank >= BOX.rank:
            depth -= 1
        return self._parts.add(found, depth)

    def _corrected(self, index: int, found: Candidate) -> Draft:
        """Add what a teacher named, at the level named or else where its kind puts it."""
        depth = len(self._parts.open)
        if found.level is not None:
            depth = min(depth, found.level - 1)
        else:
            at = self._parts.innermost(found.family, found.number - 1 if found.number else None)
            if at is not None:
                return self._parts.add(found, at, before=self._parts.open[at])
            while depth and self._parts.open[depth - 1].rank >= found.family.rank:
                depth -= 1
        same = self._parts.open[depth] if depth < len(self._parts.open) else None
        alike = same is not None and same.found.family.name == found.family.name
        return self._parts.add(found, depth, before=same if alike else None)

    def _last_of_first(self, found: Candidate) -> int | None:
        """Return the open 首先/其次 that 最后 ends; one after 首先 alone is no list."""
        at = self._parts.innermost(FIRST, None)
        if found.number or at is None or self._parts.open[at].before is None:
            return None
        return at

    def _fits(self, last: Draft, found: Candidate) -> bool:
        """Return whether a marker may continue a sequence whose parts head their paragraphs."""
        if found.style != "inline" or found.family.spoken:
            return True
        return last.found.style == "inline" or self._paragraphs[found.paragraph].endless

    def _may_begin(self, index: int, found: Candidate) -> bool:
        """Return whether a number one begins a list; a single one must head a paragraph."""
        ahead = self._ahead
        if found.style != "inline" and found.family.name in _MAY_STAND_ALONE:
            return True
        if found.style != "inline" and not found.family.spoken:
            return ahead.goes_on(index)
        second = ahead.next_number(index) if ahead.goes_on(index) else None
        if second is None and found.family.spoken:
            second = ahead.over_gap(index)
        bounds = [ahead.place_of_next(each.found) for each in self._parts.open]
        return second is not None and all(b is None or second < b for b in bounds)


def _near(one: Candidate, other: Candidate) -> bool:
    """Return whether two dashes are so close that they may belong to one list."""
    apart = other.paragraph - one.paragraph
    heads = [each.style in {"alone", "sentence"} for each in (one, other)]
    if apart > 1 and heads[0] != heads[1]:
        return False
    return apart <= (_FAR_HEADS if all(heads) else _FAR)
