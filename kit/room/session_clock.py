"""How long each slide has been shown, held against the minutes of the run sheet.

The clock begins with the first change of slides, or when the leader says so, and is part of the
room's state: two windows agree, and it goes on after a new start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kit.room.room_state import RoomState, SlidePlan


def moved(before: RoomState, after: RoomState, now: float) -> RoomState:
    """Return the state after a command with the time counted that its last slide was shown."""
    if before.slide == after.slide:
        return after
    spent = list(before.spent) + [0.0] * (before.slide + 1 - len(before.spent))
    if before.since:
        spent[before.slide] += round(max(0.0, now - before.since), 1)
    return replace(after, since=now, spent=tuple(spent))


def clock(state: RoomState, slides: Sequence[SlidePlan]) -> dict[str, Any]:
    """Return what the speaker's view needs to tell the time, in seconds and planned minutes.

    A part is a slide that has minutes with those after it that have none. ``since`` is when the
    slide shown was come to, 0 where no clock runs; ``slide``, ``part`` and ``all`` were spent
    before that. ``late`` is by how much the parts before this one took longer than planned.
    """
    spent = [*state.spent, *([0.0] * (len(slides) - len(state.spent)))]
    begins = [at for at, slide in enumerate(slides) if slide.minutes] or [0]
    first = max((at for at in begins if at <= state.slide), default=0)
    end = min((at for at in begins if at > state.slide), default=len(slides))
    return {
        "since": state.since,
        "slide": spent[state.slide],
        "part": sum(spent[first:end]),
        "all": sum(spent),
        "minutes": slides[first].minutes,
        "planned": sum(slide.minutes for slide in slides),
        "late": sum(spent[:first]) - 60 * sum(slide.minutes for slide in slides[:first]),
    }
