"""What a room is at: one frozen record, from which all that any page shows follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

RoundKind = Literal["question", "poll", "discussion"]
RoundPhase = Literal["open", "closed", "revealed"]

TAKES = 2
"""How often one question is asked in a row: at first, and again after a discussion."""


@dataclass(frozen=True, slots=True)
class Round:
    """One time that something was put to the room.

    Attributes:
        id: counts the rounds of a room from 1.
        kind: a question of the papers, a poll without a right answer, a discussion.
        slide: the number of the slide that was shown, from 0.
        question: the id of the question asked, "" where it is none.
        title: what a poll or a discussion asks, in the leader's words.
        options: those of a poll.
        take: 1, or 2 where it is asked again.
        phase: whether answers are taken, no longer taken, or shown.
        apart: whether it is on no slide of the session, and covers the one that is shown.
        deadline: when a discussion is to end, in seconds since 1970; 0 for never.
        before: the id of the question asked apart that it covers, 0 for none.
        step: how many further steps of what it covers were shown.
        grouped: whether there were groups when it was asked.
        screen: the number of the screen that asks it, as on the printed pages; 0 for none.
    """

    id: int
    kind: RoundKind
    slide: int
    question: str = ""
    title: str = ""
    options: tuple[str, ...] = ()
    take: int = 1
    phase: RoundPhase = "open"
    apart: bool = False
    deadline: float = 0.0
    before: int = 0
    step: int = 0
    grouped: bool = True
    screen: int = 0


@dataclass(frozen=True, slots=True)
class RoomState:
    """All of it.

    Attributes:
        slide: the number of the slide shown, from 0.
        step: how many of its further steps are shown.
        rounds: all that was put to the room so far, in order.
        current: the id of the round that the phones see, 0 for none.
        black: whether the wall is dark.
        code: whether the wall shows how phones come in, in place of all else.
        wall: the numbers of the short answers that may be shown, in the order they were let in.
        teams: how many groups there are, 0 for none.
        ended: whether the session is over.
        since: when the slide shown was come to, in seconds since 1970; 0 before the clock runs.
        spent: how many seconds each slide was shown before that, as far as the session came.
        version: grows with every change.
    """

    slide: int = 0
    step: int = 0
    rounds: tuple[Round, ...] = ()
    current: int = 0
    black: bool = False
    code: bool = False
    wall: tuple[int, ...] = ()
    teams: int = 0
    ended: bool = False
    since: float = 0.0
    spent: tuple[float, ...] = ()
    version: int = 1

    @property
    def round(self) -> Round | None:
        """The round that the phones see."""
        return next((one for one in self.rounds if one.id == self.current), None)

    @property
    def on_wall(self) -> Round | None:
        """The round that the wall shows: one apart, or that of the slide that is shown."""
        now = self.round
        return now if now is not None and (now.apart or now.slide == self.slide) else None

    def of_slide(self, slide: int) -> Round | None:
        """Return the latest round of a slide's own question, None where it was not asked."""
        asked = (one for one in reversed(self.rounds) if one.slide == slide and not one.apart)
        return next(asked, None)

    @property
    def talked(self) -> bool:
        """Whether the room has discussed the question on the wall, and is to answer it again."""
        shown = self.on_wall
        if shown is None or shown.kind != "question" or shown.phase != "closed":
            return False
        return shown.take < TAKES and any(
            one.kind == "discussion"
            and one.id > shown.id
            and one.slide == shown.slide
            and one.before == (shown.id if shown.apart else 0)
            for one in self.rounds
        )

    def earlier(self, later: Round) -> Round | None:
        """Return the first take of a question that was asked again."""
        if later.take == 1:
            return None
        before = (one for one in reversed(self.rounds) if one.id < later.id)
        return next((one for one in before if one.question == later.question), None)

    def with_round(self, changed: Round) -> RoomState:
        """Return the state with one of its rounds changed."""
        rounds = tuple(changed if one.id == changed.id else one for one in self.rounds)
        return replace(self, rounds=rounds)


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """What steering must know of a slide.

    Attributes:
        steps: how many follow its first sight.
        question: the id of what it asks, or "".
        minutes: those of the step of the run sheet that it begins.
        screens: how many it is counted as: with those of its answer, as on the printed pages.
    """

    steps: int = 0
    question: str = ""
    minutes: int = 0
    screens: int = 1


def team_name(number: int) -> str:
    """Return what a group is called: 第一组 to 第十二组; 未选组 for 0, of those who chose none."""
    ten, one = divmod(number, 10)
    return (
        f"第{'十' * ten}{'一二三四五六七八九'[one - 1 : one] if one else ''}组"
        if number
        else "未选组"
    )


def state_from(record: Mapping[str, Any]) -> RoomState:
    """Return the state that a record of plain JSON values, made by `asdict`, is of.

    Raises:
        TypeError, KeyError: it is none.
    """
    rounds = tuple(Round(**one | {"options": tuple(one["options"])}) for one in record["rounds"])
    lists = {name: tuple(record.get(name, ())) for name in ("wall", "spent")}
    return RoomState(**{**record, "rounds": rounds, **lists})
