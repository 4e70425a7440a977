"""Two speeches side by side: which tasks the one repeats, reworks, adds and drops beside the other.

Two tasks are the same where, but for width and punctuation, they have the same characters; alike
where they share enough of their pairs of neighbouring characters (Dice's coefficient). Each task
has at most one partner; the likest pairs are joined first.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kit.speech.records import Passage, Speech, Task, as_passage

ALIKE = 0.5
"""Least share of character pairs that two alike tasks have in common."""

COMMON = 40
"""A pair of characters found in more tasks than this brings no two together by itself.

Where a task has no other pairs, it is held against as many tasks, those nearest in their place.
"""

Relation = Literal["repeated", "reworked", "added", "dropped"]

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """One row of the comparison: a task of either speech or of both, and how alike they are.

    ``old`` is None for what was added, ``new`` for what was dropped; ``similarity`` is from 0 to 1.
    """

    relation: Relation
    old: Task | None
    new: Task | None
    similarity: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """A speech beside an earlier one, or one of the superior office: all tasks of both.

    ``matches`` come in the order of the new speech; what was dropped follows in that of the old.
    """

    old: Passage
    new: Passage
    matches: tuple[Match, ...]

    def of(self, relation: Relation) -> tuple[Match, ...]:
        """Return the rows of one kind."""
        return tuple(match for match in self.matches if match.relation == relation)

    @cached_property
    def counts(self) -> dict[Relation, int]:
        """How many rows there are of each kind."""
        counts = Counter(match.relation for match in self.matches)
        kinds: tuple[Relation, ...] = ("repeated", "reworked", "added", "dropped")
        return {kind: counts[kind] for kind in kinds}


def compare(old: Speech | Passage, new: Speech | Passage, *, alike: float = ALIKE) -> Comparison:
    """Return what the new speech repeats, reworks and adds, and what of the old one it drops.

    The time grows with the number of tasks, not with its square.
    """
    before, after = as_passage(old), as_passage(new)
    old_tasks, new_tasks = before.tasks, after.tasks
    joined = _joined(old_tasks, new_tasks, alike)
    partners = {new_: (old_, share) for old_, new_, share in joined}
    rows = [
        Match(
            "repeated" if partners[place][1] == 1 else "reworked",
            old_tasks[partners[place][0]],
            task,
            partners[place][1],
        )
        if place in partners
        else Match("added", None, task)
        for place, task in enumerate(new_tasks)
    ]
    taken = {old_ for old_, _, _ in joined}
    rows += [
        Match("dropped", task, None) for place, task in enumerate(old_tasks) if place not in taken
    ]
    return Comparison(before, after, tuple(rows))


def similarity(one: str, other: str) -> float:
    """Return how alike two tasks are: 1 for the same words, 0 where they share no two characters.

    >>> similarity("加强未检工作。", "加强未检工作"), similarity("加强未检工作", "做好未检工作")
    (1.0, 0.6)
    """
    left, right = _pairs(one), _pairs(other)
    return _dice(left, right, left.total() + right.total())


def _joined(
    old: Iterable[Task], new: Iterable[Task], alike: float
) -> tuple[tuple[int, int, float], ...]:
    """Return pairs of places in both, with their similarity; each place comes once."""
    before, after = [_pairs(task.text) for task in old], [_pairs(task.text) for task in new]
    sizes = [pairs.total() for pairs in before]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(before):
        for pair in pairs:
            holders[pair].append(place)
    alike_pairs: list[tuple[float, int, int]] = []
    for place, pairs in enumerate(after):
        size = pairs.total()
        rare = [pair for pair in pairs if len(holders.get(pair, ())) <= COMMON]
        near = {other for pair in rare or pairs for other in _nearest(holders.get(pair, []), place)}
        for other in near:
            if 2 * min(sizes[other], size) < alike * (sizes[other] + size):
                continue
            share = _dice(before[other], pairs, sizes[other] + size)
            if share >= alike:
                alike_pairs.append((share, other, place))
    alike_pairs.sort(key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[2], pair[1]))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    joined = []
    for share, other, place in alike_pairs:
        if other not in taken_old and place not in taken_new:
            joined.append((other, place, share))
            taken_old.add(other)
            taken_new.add(place)
    return tuple(joined)


def _pairs(text: str) -> Counter[str]:
    """Return the pairs of neighbouring characters of a text without its punctuation."""
    bare = _SIGNS.sub("", unicodedata.normalize("NFKC", text)).removeprefix("要")
    return Counter(bare[place : place + 2] for place in range(max(1, len(bare) - 1)))


def _nearest(places: Sequence[int], place: int) -> Sequence[int]:
    """Return the `COMMON` of some places, in rising order, that are nearest to another one."""
    first = bisect.bisect_left(places, place) - COMMON // 2
    first = max(0, min(first, len(places) - COMMON))
    return places[first : first + COMMON]


def _dice(one: Counter[str], other: Counter[str], size: int) -> float:
    """Return the share of pairs that two have in common; ``size`` is how many both have."""
    return 2 * (one & other).total() / size
