"""The parts that are open while a text is read, and which of them holds what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from kit.speech.drafts import Draft
from kit.speech.lookahead import Lookahead
from kit.speech.markers import HEADING, REFRAIN, Candidate, Family
from kit.speech.paragraphs import Paragraph

_NUMBERED_HEADS = frozenset(
    {"第一部分", "第一节", "一、", "（一）", "1.", "1、", "（1）", "1）", "①"}
)


class Nesting:
    """The open parts, from the outermost to the innermost; ``closed`` are the last of each family.

    A depth is a number of open parts; a place is the index of one of them.
    """

    def __init__(
        self, paragraphs: Sequence[Paragraph], candidates: Sequence[Candidate], ahead: Lookahead
    ) -> None:
        self._paragraphs = paragraphs
        self._candidates = candidates
        self._ahead = ahead
        self._tops: set[str] = set()
        self.open: list[Draft] = []
        self.closed: dict[str, Draft] = {}

    def add(
        self,
        found: Candidate,
        depth: int,
        *,
        before: Draft | None = None,
        reason: str = "",
        level: int | None = None,
    ) -> Draft:
        """Close what is open from ``depth`` on and return the draft that takes its place."""
        for closed in self.open[depth:]:
            self.closed[closed.found.family.name] = closed
        del self.open[depth:]
        draft = Draft(found, self.open[-1] if self.open else None, before, reason=reason)
        draft.level = level
        if before is not None:
            before.after = draft
        if not found.family.spoken and found.number == 1:
            self.closed.pop(found.family.name, None)
        if draft.parent is None:
            self._tops.add(found.family.name)
        self.open.append(draft)
        return draft

    def innermost(
        self, family: Family, number: int | None, *, style: str | None = None
    ) -> int | None:
        """Return the place of the innermost open part so numbered, of the same style if any is."""
        places = [
            place
            for place in range(len(self.open) - 1, -1, -1)
            if self.open[place].found.family.name == family.name
            and number in {None, self.open[place].found.number}
        ]
        alike = [p for p in places if style in {None, self.open[p].found.style}]
        return next(iter(alike or places), None)

    def holds(self, outer: Draft, index: int, found: Candidate) -> bool:
        """Return whether an open part holds the list that begins here."""
        if outer.found.family is HEADING and outer.level == 0:
            # A lead is a sentence; what heads a part of its own stands beside it, not in it.
            return outer.found.style == "alone" or found.style != "alone"
        if outer.level == 0 or outer.rank < found.family.rank:
            return True
        if outer is self.open[0] and outer.found.style == "alone":
            return found.family.name not in self._tops
        same = outer.found.paragraph == found.paragraph
        if same and found.style == "inline" and outer.found.style == "run-in":
            return not self._paragraphs[found.paragraph].endless
        return self.goes_on(self.open.index(outer), index)

    def holds_same(self, outer: Draft, index: int) -> bool:
        """Return whether a number one begins a list within a part of the same family."""
        inner = self._candidates[index].style
        if outer.found.style == "alone" != inner:
            return True
        return self._ahead.resumes(index, outer.found)

    def goes_on(self, place: int, index: int) -> bool:
        """Return whether the numbering of an open part goes on before that of those around it."""
        if place >= len(self.open):
            return False
        following = self._ahead.continuation(self.open[place].found, index)
        if following is None:
            return False
        around = (self._ahead.continuation(each.found, index) for each in self.open[:place])
        return all(other is None or following < other for other in around)

    def stays_open(self, place: int, index: int, found: Candidate) -> bool:
        """Return whether an open part goes on below a heading without a number."""
        outer = self.open[place]
        if outer.found.family is HEADING or outer.found.family is REFRAIN:
            return outer.rank < found.family.rank
        if outer.found.family.name not in _NUMBERED_HEADS:
            return self.goes_on(place, index)
        return outer.rank < HEADING.rank and (
            outer.found.style in {"alone", "sentence"} or self.goes_on(place, index)
        )

    def top_heading(self) -> Draft | None:
        """Return the open heading beside the numbered parts, if the outermost part is one."""
        return self.open[0] if self.open and self.open[0].level == 0 else None
