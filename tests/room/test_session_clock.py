"""How long a session's parts have been shown, and by how much they are late."""

from __future__ import annotations

from dataclasses import asdict

from kit.room.room_state import RoomState, SlidePlan, state_from
from kit.room.session_clock import clock
from kit.room.steering import Session, apply, begin

# A part of two slides, one of a single slide.
SESSION = Session((SlidePlan(minutes=2), SlidePlan(), SlidePlan(minutes=1)), {})


def at(*turns: tuple[float, str]) -> RoomState:
    """Return the state after commands, each given at a second."""
    state = begin(SESSION)
    for second, command in turns:
        state = apply(state, {"do": command}, SESSION, now=second)
    return state


def test_no_clock_runs_before_the_first_slide_is_left() -> None:
    assert clock(at(), SESSION.slides)["since"] == 0
    assert at((1000, "next")).since == 1000


def test_a_part_has_the_time_of_its_slides_whichever_way_they_were_come_to() -> None:
    state = at((1000, "next"), (1030, "back"), (1040, "next"), (1100, "black"))
    told = clock(state, SESSION.slides)
    assert (told["since"], told["slide"], told["part"], told["minutes"]) == (1040, 30, 40, 2)
    assert told["planned"] == 3


def test_what_the_parts_before_took_too_long_is_told() -> None:
    told = clock(at((1000, "next"), (1150, "next")), SESSION.slides)
    assert (told["part"], told["all"], told["late"]) == (0, 150, 30)


def test_the_clock_is_begun_anew_and_kept() -> None:
    state = at((1000, "next"), (1150, "next"), (1200, "clock"))
    assert (state.since, state.spent) == (1200, ())
    assert state_from(asdict(state)) == state


def test_a_state_kept_without_a_clock_is_read() -> None:
    record = asdict(at())
    for name in ("since", "spent", "code"):
        del record[name]
    assert state_from(record) == at()
