"""One question of each kind, and a page to open them on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.page import self_test_data
from kit.quiz import Question, parse_paper
from kit.speech import Speech
from tests.page.reading import page_of
from tests.sample_papers import MISTAKES, PAPER

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="session")
def questions(speech: Speech) -> tuple[Question, ...]:
    """One question of each kind, sa01 to sa08."""
    paper = parse_paper(PAPER, speech, name="样卷", shown="样卷.md")
    assert paper.faults == ()
    return paper.questions


@pytest.fixture(scope="session")
def mistakes(speech: Speech) -> tuple[Question, ...]:
    """Questions that know what people get wrong, and one with marking points: sb01 to sb04."""
    paper = parse_paper(MISTAKES, speech, name="样卷", shown="样卷.md")
    assert paper.faults == ()
    return paper.questions


@pytest.fixture
def open_test(
    offline_page: Page,
    tmp_path: Path,
    speech: Speech,
    questions: tuple[Question, ...],
    mistakes: tuple[Question, ...],
) -> Callable[..., Page]:
    """Open some questions (by default one of each kind) as a page in a file of its own.

    With ``sittings`` so many are asked at a time, and those behind them are for a close reading.
    """

    def opened(*ids: str, sittings: tuple[int, ...] = ()) -> Page:
        asked = [each for each in questions + mistakes if each.id in ids] or list(questions)
        if sittings:
            by_choice = asked[sum(sittings) :]
            asked[sum(sittings) :] = [replace(each, tier="close") for each in by_choice]
        path = tmp_path / "page.html"
        test = self_test_data(asked, speech, sittings=sittings)
        path.write_text(page_of(test), encoding="utf-8")
        offline_page.goto(path.as_uri())
        offline_page.locator(".kit-live").wait_for()
        return offline_page

    return opened
