"""What a room's answers come to: the spread of each question, shares, how well it tells apart.

Wilson's interval for a share: E. B. Wilson, “Probable Inference, the Law of Succession, and
Statistical Inference”, JASA 22, 1927. How well a question tells apart is the correlation of its
score with the mean score of the same phone's other questions; its interval is the bootstrap's.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from kit.quiz import grade
from kit.room.asked import Asked
from kit.room.room_state import team_name
from kit.room.room_store import RoomAnswer

FEW = 10
"""Below so many answers a share says little, and the report says so."""

ENOUGH = 50
"""From so many answers on it is told how well a question tells apart."""

ALL_RIGHT, PARTLY, WRONG, OTHERS = OUTCOMES = ("全对", "部分对", "不对", "其他不对的")
"""The bars that say how well something was answered, and not what."""

_Z = 1.959964  # 95 %
_SAMPLES = 1000
_OTHERS = 2  # how many other questions a phone must have answered to be compared with


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one answer; ``right`` is None where there is no right or wrong."""

    label: str
    text: str
    count: int
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with Wilson's 95 % interval."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 of none."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Between what and what it lies for many such rooms; everything is possible of none.

        >>> [round(edge, 3) for edge in Share(8, 10).interval]
        [0.49, 0.943]
        """
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.value
        middle = p + _Z**2 / (2 * n)
        wide = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        whole = 1 + _Z**2 / n
        return max(0.0, (middle - wide) / whole), min(1.0, (middle + wide) / whole)


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How well a question tells apart, from -1 to 1, with its 95 % interval, of so many phones."""

    value: float
    low: float
    high: float
    phones: int


def graded_response(asked: Asked, answer: RoomAnswer) -> object:
    """Return what of an answer is graded: of one in own words the learner's rating, or None."""
    return answer.rating if asked.question.kind == "recall" else answer.response


def outcome(asked: Asked, answer: RoomAnswer) -> str:
    """Return what an answer came to; "unanswered" of one in own words that nobody has rated."""
    return grade(asked.question, graded_response(asked, answer)).outcome


def right_share(asked: Asked, answers: Iterable[RoomAnswer]) -> Share:
    """Return how many answered wholly right; of answers in own words, of those that were rated."""
    return _share_of(outcome(asked, one) for one in answers)


def compared(told: Iterable[tuple[int, str]], teams: int) -> tuple[tuple[str, Share], ...]:
    """Return the groups by name, each with how many of its answers were right.

    ``told`` has the group and the outcome of each answer. Last come those who chose no group, or
    one that there is not. Who gave no answer that counts is left out.
    """
    by_team: dict[int, list[str]] = {team: [] for team in (*range(1, teams + 1), 0)}
    for team, came_to in told:
        by_team[team if team in by_team else 0].append(came_to)
    shares = ((team, _share_of(came_to)) for team, came_to in by_team.items())
    return tuple((team_name(team), share) for team, share in shares if share.of)


def rated_share(asked: Asked, answers: Sequence[RoomAnswer]) -> Share | None:
    """Return how many rated what they answered in own words; None where nobody is to."""
    if asked.question.kind != "recall":
        return None
    return Share(sum(outcome(asked, one) != "unanswered" for one in answers), len(answers))


def _share_of(outcomes: Iterable[str]) -> Share:
    known = [each for each in outcomes if each != "unanswered"]
    return Share(known.count("right"), len(known))


def spread(asked: Asked, answers: Sequence[RoomAnswer]) -> tuple[Bar, ...]:
    """Return how the answers to a question are spread.

    For a choice a bar for each option, for a match one for each left; for what is typed, ordered or
    told in own words one for each outcome and for each likely wrong answer that the paper knows:
    nothing that a phone wrote stands in it.
    """
    question = asked.question
    responses = [graded_response(asked, one) for one in answers]
    if question.options:
        ticked = Counter(at for response in responses for at in _ticked(response))
        return tuple(
            Bar(one.letter, one.text, ticked[one.number], question.options[one.number].correct)
            for one in asked.view.options
        )
    grades = [grade(question, response) for response in responses]
    made = Counter(at for one in grades for at, mark in enumerate(one.marks) if mark == "right")
    if question.kind == "match":
        rights = {one.number: one for one in asked.view.rights}
        return tuple(
            Bar(rights[at].letter, f"{left}—{right}", made[at], True)
            for at, (left, right) in enumerate(question.pairs)
        )
    if question.kind == "recall" and question.points:
        return tuple(Bar("", text, made[at], True) for at, text in enumerate(question.points))
    outcomes = Counter(one.outcome for one in grades)
    known = Counter(number for one in grades for number in one.wrong)
    unknown = sum(one.outcome == "wrong" and not one.wrong for one in grades)
    names = {each.number: each.name for each in asked.answer.reasons}
    return (
        Bar("", ALL_RIGHT, outcomes["right"], True),
        Bar("", PARTLY, outcomes["partly"], False),
        *(Bar("", names[number], known[number], False) for number in sorted(names)),
        Bar("", OTHERS if names else WRONG, unknown, False),
    )


def poll_spread(options: Sequence[str], answers: Iterable[RoomAnswer]) -> tuple[Bar, ...]:
    """Return how many chose each option of a poll."""
    chosen = Counter(one.response for one in answers if isinstance(one.response, int))
    return tuple(Bar(ascii_uppercase[at], text, chosen[at]) for at, text in enumerate(options))


def discrimination(
    scores: Mapping[str, Mapping[str, float]], question: str
) -> Discrimination | None:
    """Return how well a question tells apart, None where too few answered for that.

    ``scores`` has for each phone its score, from 0 to 1, in each question that it answered.
    """
    rows: list[tuple[float, ...]] = []
    for of_phone in scores.values():
        others = [score for other, score in of_phone.items() if other != question]
        if question in of_phone and len(others) >= _OTHERS:
            x, y = of_phone[question], sum(others) / len(others)
            rows.append((x, y, x * x, y * y, x * y))
    value = _correlation(rows) if len(rows) >= ENOUGH else None
    if value is None:
        return None
    chance = random.Random(0)
    drawn = (_correlation(chance.choices(rows, k=len(rows))) for _ in range(_SAMPLES))
    found = sorted(one for one in drawn if one is not None)
    low, high = found[int(0.025 * len(found))], found[int(0.975 * len(found))]
    return Discrimination(value, low, high, len(rows))


def _ticked(response: object) -> set[int]:
    """Return the options that a response chooses, each once."""
    listed = response if isinstance(response, list) else [response]
    return {int(at) for at in listed if isinstance(at, int | float)}


def _correlation(rows: Sequence[tuple[float, ...]]) -> float | None:
    """Return Pearson's correlation of x and y in rows of x, y, x², y² and xy.

    It is None where one side is all the same.
    """
    n = len(rows)
    x, y, xx, yy, xy = map(sum, zip(*rows, strict=True))
    of_x, of_y = n * xx - x * x, n * yy - y * y
    if min(of_x, of_y) < 1e-9 * n * n:
        return None
    return (n * xy - x * y) / math.sqrt(of_x * of_y)
