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
    Family,
)
from kit.speech.paragraphs import VOCATIVE, Paragraph

_NUMBERED_HEADS = frozenset(
    {"第一部分", "第一节", "一、", "（一）", "1.", "1、", "（1）", "1）", "①"}
)
_MAY_STAND_ALONE = frozenset({"第一部分", "一、", "（一）", "一是", "一要"})
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
        self._open: list[Draft] = []
        self._closed: dict[str, Draft] = {}
        self._tops: set[str] = set()
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
                self._open.append(draft)
                if draft.parent is None:
                    self._tops.add(found.family.name)
                self.drafts.append(draft)
        return self.drafts

    def _first(self, index: int, found: Candidate) -> Draft | None:
        family = found.family
        if not self._may_begin(index, found):
            return None
        same = self._innermost(family, None)
        depth, least = len(self._open), 0
        if same is not None and self._holds_same(self._open[same], index):
            least = same + 1
        elif same is not None:
            depth = same
        while depth > least and not self._holds(self._open[depth - 1], index, found):
            depth -= 1
        return self._add(found, depth)

    def _next(self, index: int, found: Candidate) -> Draft | None:
        at = self._innermost(found.family, found.number - 1, style=found.style)
        if at is None and found.family is FIRST:
            at = self._last_of_first(found)
        if at is None and found.family is ORDINAL:
            at = self._innermost(FIRST, found.number - 1)
        if at is not None and self._fits(self._open[at], found):
            return self._add(found, at, before=self._open[at])
        if found.style == "inline" or found.family.spoken:
            return self._mended(index, found) if found.family.spoken else None
        through = self._closed.get(found.family.name)
        if through is not None and through.found.number == found.number - 1:
            depth = len(self._open)
            while depth and self._open[depth - 1].rank >= found.family.rank:
                depth -= 1
            if depth:
                return self._add(found, depth)
        return self._mended(index, found)

    def _mended(self, index: int, found: Candidate) -> Draft | None:
        """Continue a sequence in which one number is missing or stands twice."""
        for back, reason in ((2, _GAP), (0, _TWICE)):
            at = self._innermost(found.family, found.number - back, style=found.style)
            if at is None or self._open[at].found.style != found.style:
                continue
            if back and self._ahead.comes(index, found.family, found.number - 1):
                continue
            if not back and found.family.spoken:
                continue
            sure = not back or found.family.spoken
            if sure and not self._ahead.comes(index, found.family, found.number + 1):
                continue
            return self._add(found, at, before=self._open[at], reason=reason)
        return None

    def _dash(self, index: int, found: Candidate) -> Draft | None:
        at = self._innermost(DASH, None)
        near = at is not None and found.paragraph - self._open[at].found.paragraph <= 3
        if at is not None and near and not self._addressed(self._open[at], found):
            return self._add(found, at, before=self._open[at])
        follower = self._ahead.follower(index)
        if follower is None or follower.paragraph - found.paragraph > 3:
            return None
        depth = at if at is not None else len(self._open)
        while depth and not self._holds(self._open[depth - 1], index, found):
            depth -= 1
        return self._add(found, depth)

    def _heading(self, index: int, found: Candidate) -> Draft:
        numbered = [i for i, each in enumerate(self._open) if each.found.family is not HEADING]
        own = self._innermost(HEADING, None)
        line = self._text[found.start : self._paragraphs[found.paragraph].end]
        if LAST_PARTS.match(line) or (not numbered and (own is None or self._open[own].level == 0)):
            return self._add(
                found, 0, before=self._open[0] if self._top_heading() else None, level=0
            )
        if self._top_heading() and not self._goes_on(1, index):
            return self._add(found, 0, before=self._open[0], level=0)
        depth = len(self._open)
        while depth and not self._stays_open(depth - 1, index, found):
            depth -= 1
        before = self._open[depth] if depth < len(self._open) else None
        if before is not None and before.found.family is not found.family:
            before = None
        if before is not None and self._addressed(before, found):
            before = None
        return self._add(found, depth, before=before)

    def _addressed(self, before: Draft, found: Candidate) -> bool:
        """Return whether the speaker turns to the audience between two parts without numbers."""
        place = bisect.bisect_right(self._addresses, before.found.paragraph)
        return place < len(self._addresses) and self._addresses[place] <= found.paragraph

    def _beside(self, index: int, found: Candidate) -> Draft | None:
        """Add an appendix, or a box that stands beside the numbered parts."""
        if found.family is APPENDIX:
            return self._add(found, 0, level=0)
        depth = len(self._open)
        while depth and self._open[depth - 1].rank >= BOX.rank:
            depth -= 1
        return self._add(found, depth)

    def _corrected(self, index: int, found: Candidate) -> Draft:
        """Add what a teacher named, at the level named or else where its kind puts it."""
        depth = len(self._open)
        if found.level is not None:
            depth = min(depth, found.level - 1)
        else:
            at = self._innermost(found.family, found.number - 1 if found.number else None)
            if at is not None:
                return self._add(found, at, before=self._open[at])
            while depth and self._open[depth - 1].rank >= found.family.rank:
                depth -= 1
        same = self._open[depth] if depth < len(self._open) else None
        alike = same is not None and same.found.family.name == found.family.name
        return self._add(found, depth, before=same if alike else None)

    def _add(
        self,
        found: Candidate,
        depth: int,
        *,
        before: Draft | None = None,
        reason: str = "",
        level: int | None = None,
    ) -> Draft:
        """Close what is open from ``depth`` on and return the draft that takes its place."""
        for closed in self._open[depth:]:
            self._closed[closed.found.family.name] = closed
        del self._open[depth:]
        draft = Draft(found, self._open[-1] if self._open else None, before, reason=reason)
        draft.level = level
        if before is not None:
            before.after = draft
        if not found.family.spoken and found.number == 1:
            self._closed.pop(found.family.name, None)
        return draft

    def _innermost(
        self, family: Family, number: int | None, *, style: str | None = None
    ) -> int | None:
        """Return the place of the innermost open part so numbered, of the same style if any is."""
        places = [
            place
            for place in range(len(self._open) - 1, -1, -1)
            if self._open[place].found.family.name == family.name
            and number in {None, self._open[place].found.number}
        ]
        alike = [p for p in places if style in {None, self._open[p].found.style}]
        return next(iter(alike or places), None)

    def _last_of_first(self, found: Candidate) -> int | None:
        """Return the open 首先/其次 that 最后 ends; one after 首先 alone is no list."""
        at = self._innermost(FIRST, None)
        if found.number or at is None or self._open[at].before is None:
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
        bounds = [ahead.place_of_next(each.found) for each in self._open]
        return second is not None and all(b is None or second < b for b in bounds)

    def _holds_same(self, outer: Draft, index: int) -> bool:
        """Return whether a number one begins a list within a part of the same family."""
        inner = self._candidates[index].style
        if outer.found.style == "alone" != inner:
            return True
        return self._ahead.resumes(index, outer.found)

    def _holds(self, outer: Draft, index: int, found: Candidate) -> bool:
        """Return whether an open part holds the list that begins here."""
        if outer.level == 0 or outer.rank < found.family.rank:
            return True
        if outer is self._open[0] and outer.found.style == "alone":
            return found.family.name not in self._tops
        same = outer.found.paragraph == found.paragraph
        if same and found.style == "inline" and outer.found.style == "run-in":
            return not self._paragraphs[found.paragraph].endless
        return self._goes_on(self._open.index(outer), index)

    def _goes_on(self, place: int, index: int) -> bool:
        """Return whether the numbering of an open part goes on before that of those around it."""
        if place >= len(self._open):
            return False
        following = self._ahead.continuation(self._open[place].found, index)
        if following is None:
            return False
        around = (self._ahead.continuation(each.found, index) for each in self._open[:place])
        return all(other is None or following < other for other in around)

    def _stays_open(self, place: int, index: int, found: Candidate) -> bool:
        """Return whether an open part goes on below a heading without a number."""
        outer = self._open[place]
        if outer.found.family is HEADING or outer.found.family is REFRAIN:
            return outer.rank < found.family.rank
        if outer.found.family.name not in _NUMBERED_HEADS:
            return self._goes_on(place, index)
        return outer.rank < HEADING.rank and (
            outer.found.style in {"alone", "sentence"} or self._goes_on(place, index)
        )

    def _top_heading(self) -> bool:
        return bool(self._open) and self._open[0].level == 0
