"""What comes later among the candidates, found in one pass from the last to the first."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from kit.speech.markers import FIRST, ORDINAL, Candidate, Family

_FARTHEST = 200
_DEEPEST = 4


class Lookahead:
    """Tells for every candidate where its numbering goes on, in constant time."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._index = {id(each): place for place, each in enumerate(candidates)}
        self._next: list[int | None] = [None] * len(candidates)
        self._restart: list[int | None] = [None] * len(candidates)
        self._follower: list[int | None] = [None] * len(candidates)
        latest: dict[tuple[str, int], int] = {}
        last: dict[str, int] = {}
        for place in range(len(candidates) - 1, -1, -1):
            each = candidates[place]
            name = each.family.name
            self._next[place] = latest.get((name, each.number + 1))
            if each.family is FIRST and each.number == 2 and self._next[place] is None:
                options = [latest.get((ORDINAL.name, 3)), latest.get((name, 0))]
                self._next[place] = min((o for o in options if o is not None), default=None)
            if each.family is FIRST and each.number == 1 and self._next[place] is None:
                self._next[place] = self._second(each, latest)
            self._restart[place] = latest.get((name, 1))
            self._follower[place] = last.get(name)
            latest[name, each.number] = place
            last[name] = place
        self._places: dict[tuple[str, int], list[int]] = {}
        for place, each in enumerate(candidates):
            self._places.setdefault((each.family.name, each.number), []).append(place)

    def _second(self, first: Candidate, latest: dict[tuple[str, int], int]) -> int | None:
        """Return where 二是 or the like goes on with 首先 in its paragraph, with no 一是 before."""
        for (name, number), place in latest.items():
            other = self._candidates[place]
            if number == 2 and other.family.spoken and other.paragraph == first.paragraph:
                one = latest.get((name, 1))
                if one is None or one > place:
                    return place
        return None

    def next_number(self, index: int) -> int | None:
        """Return where the next number of the same family stands."""
        return self._next[index]

    def goes_on(self, index: int) -> bool:
        """Return whether the next number comes before the family begins anew."""
        following, restart = self._next[index], self._restart[index]
        return following is not None and (restart is None or following < restart)

    def place_of_next(self, found: Candidate) -> int | None:
        """Return where the numbering of a candidate goes on, or None where it begins anew first."""
        index = self._index[id(found)]
        return self._next[index] if self.goes_on(index) else None

    def continuation(self, found: Candidate, index: int) -> int | None:
        """Return where a candidate's numbering goes on after ``index``, or None."""
        following = self.place_of_next(found)
        return following if following is not None and following > index else None

    def follower(self, index: int) -> Candidate | None:
        """Return the next candidate of the same family, whatever its number."""
        place = self._follower[index]
        return None if place is None else self._candidates[place]

    def comes(self, index: int, family: Family, number: int) -> bool:
        """Return whether a number comes later, before the family begins anew."""
        restart = self._restart[index]
        places = self._places.get((family.name, number), ())
        later = bisect.bisect_right(places, index)
        return later < len(places) and (restart is None or places[later] < restart)

    def over_gap(self, index: int) -> int | None:
        """Return where a list of one goes on whose second number is missing: at three, and four."""
        each = self._candidates[index]
        if not all(self.comes(index, each.family, number) for number in (3, 4)):
            return None
        places = self._places[each.family.name, 3]
        return places[bisect.bisect_right(places, index)]

    def resumes(self, index: int, outer: Candidate) -> bool:
        """Return whether an outer list goes on after the list of its family that begins here.

        What follows is read as it would be if it did: each number continues the innermost list
        that waits for it, of its own style if any does.
        """
        waiting = [(outer.number, outer.style), (1, self._candidates[index].style)]
        place = index
        for _ in range(_FARTHEST):
            follower = self._follower[place]
            if follower is None:
                return False
            place = follower
            each = self._candidates[place]
            if each.number == 1:
                if len(waiting) == _DEEPEST:
                    return False
                waiting.append((1, each.style))
                continue
            fits = [i for i, (number, _) in enumerate(waiting) if number == each.number - 1]
            alike = [i for i in fits if waiting[i][1] == each.style]
            if fits:
                at = (alike or fits)[-1]
                if at == 0:
                    return True
                waiting[at:] = [(each.number, waiting[at][1])]
        return False
