"""A number means the same screen in a room that is led, in the slides' own page and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.course import Course
from kit.handout.leaders_notes import notes_text, slide_numbers
from kit.handout.lesson_links import Chapters
from kit.handout.slides import session_slides
from kit.library import DEFAULT_SET, study_set
from kit.page.whole_page import Page
from kit.room.led_session import led_lesson, run_lesson, sessions
from kit.room.room_state import RoomState, SlidePlan
from kit.room.screen_numbers import first_screens, screen_number
from kit.room.steering import Session, apply, begin

# screen 1: text; 2: text with one step; 3: asks q1, whose answer takes 4 and 5; 6: text
SLIDES = (SlidePlan(), SlidePlan(1), SlidePlan(0, "q1", screens=3), SlidePlan())
SESSION = Session(SLIDES, {"q1": 2, "q2": 1})
BUILT_IN = [each.path for each in sessions(Course(study_set(DEFAULT_SET)))]


def led(*commands: str | int, state: RoomState | None = None) -> RoomState:
    """Return the state after commands; a number is a screen to go to."""
    state = state or begin(SESSION)
    for each in commands:
        to = {"do": "goto", "screen": each} if isinstance(each, int) else {"do": each}
        state = apply(state, to, SESSION, now=1000.0)
    return state


@pytest.mark.parametrize(
    ("commands", "number"),
    [
        ((), 1),
        (("next", "next"), 2),
        (("next", "next", "next"), 3),
        ((3, "reveal"), 3),
        ((3, "reveal", "next"), 4),
        ((3, "reveal", "next", "next"), 5),
        ((3, "reveal", "next", "next", "next"), 6),
        ((3, "reveal", 1, "next"), 2),
        ((6,), 6),
    ],
)
def test_the_steps_of_an_answer_have_the_numbers_of_its_screens(
    commands: tuple[str | int, ...], number: int
) -> None:
    assert screen_number(led(*commands), SLIDES) == number


def test_the_number_of_an_answer_leads_to_its_question_until_it_is_revealed() -> None:
    asked = led(5)
    assert (asked.slide, asked.step, screen_number(asked, SLIDES)) == (2, 0, 3)
    revealed = led("reveal", 1, 5, state=asked)
    assert (revealed.slide, revealed.step, screen_number(revealed, SLIDES)) == (2, 2, 5)


def test_what_is_asked_apart_leaves_the_number_of_what_it_covers() -> None:
    state = led(3, "reveal", "next")
    for command in ({"do": "ask", "question": "q2"}, {"do": "discuss", "title": "怎么做"}):
        state = apply(state, command, SESSION, now=1000.0)
        assert screen_number(state, SLIDES) == 4


def test_a_round_keeps_the_number_of_the_screen_that_asked_it() -> None:
    state = led(5, "close", "again")
    assert [one.screen for one in state.rounds] == [3, 3]
    apart = apply(state, {"do": "ask", "question": "q2"}, SESSION, now=1000.0)
    assert apart.rounds[-1].screen == 0


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_the_printed_numbers_of_a_built_in_session_lead_to_the_slides_of_these_titles(
    path: Path,
) -> None:
    course = Course(study_set(DEFAULT_SET))
    lesson = run_lesson(course, path)
    room = led_lesson(course, lesson)
    paged, _ = session_slides(lesson, Page("projector"), Chapters())
    numbers = slide_numbers(lesson)
    heads = re.findall(
        r"^### 屏 (\d+)[–\d]*(?:　(.*))?$", notes_text(lesson, numbers), re.MULTILINE
    )
    firsts = first_screens(room.plan.slides)
    assert heads
    assert max(last for _, last in numbers.of_steps) == len(paged)
    for first in {int(number) for number, _ in heads} | {first for first, _ in numbers.of_steps}:
        state = apply(begin(room.plan), {"do": "goto", "screen": first}, room.plan)
        assert screen_number(state, room.plan.slides) == first
        assert room.slides[state.slide].title == paged[first - 1].title
        assert room.slides[state.slide].minutes == paged[first - 1].minutes
    titles = dict(room.titles)
    assert set(titles) == set(firsts)
    assert all(titles.values())
    assert [titles[int(number)] for number, title in heads if title] == [
        title for _, title in heads if title
    ]
