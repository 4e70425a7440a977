"""The number of what the wall shows, the same as in the slides' own page and on the printed ones.

There an answer has screens of its own; here they are steps of the slide that asks its question.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from kit.room.room_state import RoomState, SlidePlan


def screen_count(slides: Sequence[SlidePlan]) -> int:
    """Return how many screens slides have in all."""
    return sum(slide.screens for slide in slides)


def first_screens(slides: Sequence[SlidePlan]) -> tuple[int, ...]:
    """Return the number, from 1, of the first screen of each slide.

    >>> first_screens([SlidePlan(), SlidePlan(screens=3), SlidePlan()])
    (1, 2, 5)
    """
    return tuple(accumulate((slide.screens for slide in slides[:-1]), initial=1))


def place_of_screen(screen: int, slides: Sequence[SlidePlan]) -> tuple[int, int]:
    """Return the number, from 0, of the slide that has a screen, and how many precede it there.

    >>> place_of_screen(4, [SlidePlan(), SlidePlan(screens=3), SlidePlan()])
    (1, 2)
    """
    firsts = first_screens(slides)
    slide = bisect_right(firsts, screen) - 1
    return slide, screen - firsts[slide]


def screen_number(state: RoomState, slides: Sequence[SlidePlan]) -> int:
    """Return the number of the screen that the wall shows, or that something apart covers."""
    shown, step = state.on_wall, state.step
    while shown is not None and shown.apart:
        step = shown.step
        shown = next((one for one in state.rounds if one.id == shown.before), None) or (
            state.of_slide(state.slide)
        )
    answered = shown is not None and shown.phase == "revealed"
    further = min(step, slides[state.slide].screens - 1) if answered else 0
    return first_screens(slides)[state.slide] + further
