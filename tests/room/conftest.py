"""What the tests of a room share: a small session, a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from kit.course import Course
from kit.library import StudySet
from kit.page.slide_view import Slide
from kit.progress import Store
from kit.room.asked import Bank
from kit.room.led_session import LedSession
from tests.room.live import Live
from tests.room.questions import QUESTIONS, SECRET
from tests.small_set import small_set

__all__ = ["small_set"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'room.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def led(small_set: StudySet) -> LedSession:
    """A session of five slides: text, text with a step, a choice, an ordering, own words."""
    course = Course(small_set)
    bank = Bank(tuple(QUESTIONS.values()), course.speech)
    fragment = Markup('<p>想一想</p><div class="kit-fragment"><p>{}</p></div>').format(SECRET)
    slides = (
        Slide("s-one", Markup("<h1>学习会</h1>"), minutes=5),
        Slide("s-two", fragment, Markup("<p>备注</p>")),
        *(
            Slide(f"s-{name}", bank.asked(name).html, bank.asked(name).notes, question=name)
            for name in ("single", "order", "recall")
        ),
    )
    return LedSession(course, "10_session_1", "第一次", slides, bank)


@pytest.fixture
def live(led: LedSession, store: Store) -> Live:
    return Live(led, store)
