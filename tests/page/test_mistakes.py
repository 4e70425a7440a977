"""What was wrong, as one page to take along."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.page import TakeAlong, cell_html
from kit.page.mistakes import mistakes_page
from kit.page.whole_page import Page as HandoutPage
from kit.quiz import Question
from kit.speech import Speech
from tests.page.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_each_question_is_asked_again_and_answered_behind(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = mistakes_page(speech, questions)
    again, answers = html.split('<h2 id="answers"')
    for question in questions:
        assert f'data-id="{question.id}"' in again
        assert f'data-id="{question.id}"' in answers
    assert answers.count("<b>解析：</b>") == len(questions)
    assert f"共 {len(questions)} 题" in again


def test_the_page_needs_nothing_but_itself(speech: Speech, questions: tuple[Question, ...]) -> None:
    html = mistakes_page(speech, questions)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', html)
    assert all(each.startswith(("#", "data:")) for each in addresses)


def test_a_cell_offers_the_page_as_a_file_and_a_handout_does_not() -> None:
    record = TakeAlong("存成网页", "错题.html", "<p>甲 & 乙</p>")
    link = cell_html(record)
    data = re.search(r'href="data:text/html;charset=utf-8;base64,([^"]+)"', link)
    assert data
    assert b64decode(data[1]).decode() == "<p>甲 & 乙</p>"
    assert 'download="错题.html"' in link
    assert HandoutPage().html(record) == ""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_answered_read_by_everybody_and_printed(
    offline_page: Page,
    tmp_path: Path,
    speech: Speech,
    questions: tuple[Question, ...],
    scheme: Any,
) -> None:
    path = tmp_path / "错题.html"
    path.write_text(mistakes_page(speech, questions), encoding="utf-8")
    offline_page.emulate_media(color_scheme=scheme)
    offline_page.set_viewport_size({"width": 390, "height": 844})
    offline_page.goto(path.as_uri())
    offline_page.locator(".kit-live").wait_for()
    assert offline_page.locator(".kit-live").count() == 1
    assert violations(offline_page) == []
    assert offline_page.evaluate("document.documentElement.scrollWidth") == 390
