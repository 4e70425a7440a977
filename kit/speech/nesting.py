"""The parts that are open while a text is read, and which of them holds what comes next.

A list lies in the open part whose own numbering goes on after it; what comes later tells. Only
where nothing later tells does the rank of the families decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.speech.families import FIRST, HEADING, ORDINAL, REFRAIN, Family
from kit.speech.markers import Candidate, Style
from kit.speech.records import NodeKind

_FARTHEST = 200
"""Number of markers after which it is not looked any further whether an outer list goes on."""

_DEEPEST = 4
"""Number of lists of one family that may lie in each other."""


@dataclass(slots=True, eq=False)
class Draft:
    """A part of the outline while it is being found: a candidate that counts.

    ``before`` and ``after`` are its neighbours in the sequence that made it count. ``reason``
    says in Chinese why the reader is unsure of it, or is "".
    """

    candidate: Candidate
    parent: Draft | None
    before: Draft | None = None
    after: Draft | None = None
    end: int = 0
    reason: str = ""
    children: list[Draft] = field(default_factory=list)
    level: int | None = None

    @property
    def family(self) -> Family:
        """The way in which it is numbered."""
        return self.candidate.family

    @property
    def start(self) -> int:
        """Where its marker, or its heading, begins."""
        return self.candidate.start

    @property
    def kind(self) -> NodeKind:
        """Its kind, as a teacher put it or as its family has it."""
        return self.candidate.kind or self.family.kind

    @property
    def rank(self) -> float:
        """The rank of its family; a heading beside the numbered parts ranks above them all."""
        return 0.0 if self.family is HEADING and self.level == 0 else self.family.rank

    def top(self) -> Draft:
        """Return the part of the first level that it lies in."""
        draft = self
        while draft.parent is not None:
            draft = draft.parent
        return draft

    @property
    def depth(self) -> int:
        """Number of parts that it lies in."""
        return 0 if self.parent is None else self.parent.depth + 1

    def lies_in(self, other: Draft) -> bool:
        """Return whether ``other`` is one of its ancestors."""
        above = self.parent
        while above is not None and above is not other:
            above = above.parent
        return above is other


class Lookahead:
    """Tells for every candidate where its numbering goes on, from one pass backwards."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._index = {id(candidate): place for place, candidate in enumerate(candidates)}
        self._next: list[int | None] = [None] * len(candidates)
        self._follower: list[int | None] = [None] * len(candidates)
        nearest: dict[tuple[str, int], int] = {}
        latest: dict[str, int] = {}
        for place in range(len(candidates) - 1, -1, -1):
            candidate = candidates[place]
            name, number = candidate.family.name, candidate.number
            restart = nearest.get((name, 1), len(candidates))
            following = nearest.get((name, number + 1))
            if following is None and candidate.family is FIRST and number < 3:
                following = self._after_first(candidate, nearest)
            if following is not None and following < restart:
                self._next[place] = following
            self._follower[place] = latest.get(name)
            nearest[name, number] = latest[name] = place

    def _after_first(self, first: Candidate, nearest: dict[tuple[str, int], int]) -> int | None:
        """Return where another way of counting goes on with 首先 or 其次.

        首先……。其次……。第三，……。 and, in one paragraph without a 一是, 首先……。二是……。
        """
        if first.number == 2:
            return nearest.get((ORDINAL.name, 3))
        for (name, number), place in nearest.items():
            other = self._candidates[place]
            same = other.family.spoken and other.paragraph == first.paragraph
            if number == 2 and same and nearest.get((name, 1), place + 1) > place:
                return place
        return None

    def next_number(self, candidate: Candidate) -> int | None:
        """Return where the next number stands, or None where the family begins anew before it."""
        return self._next[self._index[id(candidate)]]

    def continuation(self, candidate: Candidate, place: int) -> int | None:
        """Return where the next number stands if it comes after ``place``, or None."""
        following = self.next_number(candidate)
        return following if following is not None and following > place else None

    def follower(self, place: int) -> Candidate | None:
        """Return the next candidate of the same family, whatever its number."""
        follower = self._follower[place]
        return None if follower is None else self._candidates[follower]

    def resumes(self, place: int, outer: Candidate) -> bool:
        """Return whether an outer list goes on after the list of its family that begins here.

        What follows is read as it would be if it did: each number continues the innermost list
        that waits for it, of its own style if any does.
        """
        waiting: list[tuple[int, Style]] = [
            (outer.number, outer.style),
            (1, self._candidates[place].style),
        ]
        for _ in range(_FARTHEST):
            follower = self._follower[place]
            if follower is None:
                return False
            place = follower
            candidate = self._candidates[place]
            if candidate.number == 1:
                if len(waiting) == _DEEPEST:
                    return False
                waiting.append((1, candidate.style))
                continue
            fits = [i for i, (number, _) in enumerate(waiting) if number == candidate.number - 1]
            alike = [i for i in fits if waiting[i][1] == candidate.style]
            if fits:
                at = (alike or fits)[-1]
                if at == 0:
                    return True
                waiting[at:] = [(candidate.number, waiting[at][1])]
        return False


class OpenParts:
    """The open parts, from the outermost to the innermost; ``closed`` are the last of each family.

    A depth is a number of open parts, and so the index of the one that opens there.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._tops: set[str] = set()
        self._levels: dict[str, set[int]] = {}  # that the file declares, by family
        for each in candidates:
            if each.declared is not None:
                self._levels.setdefault(each.family.name, set()).add(each.declared)
        self.ahead = Lookahead(candidates)
        self.open: list[Draft] = []
        self.closed: dict[str, Draft] = {}

    def add(
        self,
        candidate: Candidate,
        depth: int,
        *,
        before: Draft | None = None,
        reason: str = "",
        level: int | None = None,
    ) -> Draft:
        """Close what is open from ``depth`` on and return the draft that takes its place."""
        for draft in self.open[depth:]:
            self.closed[draft.family.name] = draft
        del self.open[depth:]
        parent = self.open[-1] if self.open else None
        draft = Draft(candidate, parent, before, reason=reason, level=level)
        if before is not None:
            before.after = draft
        if not draft.family.spoken and candidate.number == 1:
            self.closed.pop(draft.family.name, None)
        if parent is None:
            self._tops.add(draft.family.name)
        self.open.append(draft)
        return draft

    def innermost(
        self, family: Family, number: int | None = None, style: Style | None = None
    ) -> int | None:
        """Return the depth of the innermost open part so numbered, of the same style if any is."""
        depths = [
            depth
            for depth in range(len(self.open) - 1, -1, -1)
            if self.open[depth].family.name == family.name
            and number in {None, self.open[depth].candidate.number}
        ]
        alike = [d for d in depths if style in {None, self.open[d].candidate.style}]
        return next(iter(alike or depths), None)

    def depth_by_rank(self, rank: float) -> int:
        """Return the depth below the innermost open parts that rank as high or lower."""
        depth = len(self.open)
        while depth and self.open[depth - 1].rank >= rank:
            depth -= 1
        return depth

    def depth_of_list(self, place: int, candidate: Candidate, depth: int, least: int = 0) -> int:
        """Return the depth, ``depth`` at most, in a part that holds the list that begins here."""
        while depth > least and not self._holds(self.open[depth - 1], place, candidate):
            depth -= 1
        return depth

    def depth_of_heading(self, place: int, heading: Candidate) -> int:
        """Return the depth of a heading without a number below the parts that go on around it."""
        depth = len(self.open)
        while depth and not self._stays_open(depth - 1, place, heading):
            depth -= 1
        return depth

    @property
    def least(self) -> int:
        """The least depth of what the file declares no heading: below the last that it does."""
        declared = (i for i, draft in enumerate(self.open, 1) if draft.candidate.declared)
        return max(declared, default=0)

    def is_below_declared(self, candidate: Candidate) -> bool:
        """Return whether a number stands right below a heading that the file declares."""
        above = self.open[-1].candidate if self.open else None
        if above is None or above.declared is None:
            return False
        return candidate.paragraph == above.paragraph + 1

    def depth_of_declared(self, place: int, candidate: Candidate) -> int:
        """Return the depth of a heading that the file declares: by its level, then its number."""
        level = candidate.declared or 1
        depth = next(
            (
                at
                for at, draft in enumerate(self.open)
                if not self._lies_above(draft, at, level, place, candidate)
            ),
            len(self.open),
        )
        same = depth < len(self.open) and self.open[depth].candidate.declared == level
        if not same or not candidate.number or len(self._levels[candidate.family.name]) > 1:
            return depth
        while depth < len(self.open):  # 一、 and （一） at one level: the number tells
            outer = self.open[depth]
            holds = outer.candidate.declared == level and outer.candidate.number
            if not holds or outer.rank >= candidate.family.rank:
                break
            depth += 1
        return depth

    def _lies_above(
        self, outer: Draft, at: int, level: int, place: int, candidate: Candidate
    ) -> bool:
        declared = outer.candidate.declared
        if declared is not None:
            return declared < level
        if not outer.candidate.heads_paragraphs or outer.family.spoken:
            return False
        if candidate.number:
            return outer.rank < candidate.family.rank
        return self.goes_on(at, place)

    def _holds(self, outer: Draft, place: int, candidate: Candidate) -> bool:
        if outer.family is HEADING and outer.level == 0:
            # 经济平稳发展。 (a topic sentence) / 一、总: what heads a part of its own stands beside
            return outer.candidate.style == "alone" or candidate.style != "alone"
        if outer.level == 0 or outer.rank < candidate.family.rank:
            return True
        if outer is self.open[0] and outer.candidate.style == "alone":
            return candidate.family.name not in self._tops
        same = outer.candidate.paragraph == candidate.paragraph
        if same and candidate.style == "inline" and outer.candidate.style == "run-in":
            return True  # 三是抓丙。（1）……；（2）……
        return self.goes_on(self.open.index(outer), place)

    def holds_same(self, outer: Draft, place: int) -> bool:
        """Return whether a number one begins a list within a part of the same family.

        二、分 / 要做到： / 一、抓甲； / 二、抓乙。 / 三、合
        """
        if outer.candidate.style == "alone" != self._candidates[place].style:
            return True
        return self.ahead.resumes(place, outer.candidate)

    def goes_on(self, depth: int, place: int) -> bool:
        """Return whether the numbering of an open part goes on before that of those around it."""
        if depth >= len(self.open):
            return False
        following = self.ahead.continuation(self.open[depth].candidate, place)
        if following is None:
            return False
        around = (self.ahead.continuation(each.candidate, place) for each in self.open[:depth])
        return all(other is None or following < other for other in around)

    def _stays_open(self, depth: int, place: int, heading: Candidate) -> bool:
        outer = self.open[depth]
        if outer.family is HEADING or outer.family is REFRAIN:
            return outer.rank < heading.family.rank
        if outer.family.spoken or outer.family.kind == "heading":
            return self.goes_on(depth, place)
        return outer.rank < HEADING.rank and (
            outer.candidate.heads_paragraphs or self.goes_on(depth, place)
        )

    def top_heading(self) -> Draft | None:
        """Return the open heading beside the numbered parts, if the outermost part is one."""
        return self.open[0] if self.open and self.open[0].level == 0 else None
