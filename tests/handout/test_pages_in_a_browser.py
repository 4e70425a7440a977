from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kit.handout import Handouts
from kit.library import DEFAULT_SET, study_set
from kit.quiz import Question, read_paper
from kit.speech import load_speech

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
LESSON = "02_one_goal"


def questions(kind: str) -> list[Question]:
    chosen = study_set(DEFAULT_SET)
    paper = read_paper(chosen.paper(LESSON), load_speech(chosen))
    return [each for each in paper.questions if each.kind == kind]


def open_lesson(page: Page, handouts: Handouts, name: str = LESSON) -> None:
    page.context.set_offline(True)
    page.goto((handouts.index.parent / f"{name}.html").as_uri())


def card(page: Page, question: Question) -> Locator:
    return page.locator(f'.kit-question[data-id="{question.id}"]')


def answer(page: Page, question: Question, *, right: bool) -> Locator:
    found = card(page, question)
    number = next(n for n, each in enumerate(question.options) if each.correct is right)
    found.locator(f'input[value="{number}"]').check()
    found.get_by_role("button", name="检查").click()
    return found


@pytest.mark.parametrize(("right", "verdict"), [(True, "答对了"), (False, "答错了")])
def test_a_page_grades_an_answer_from_the_disk_without_a_network(
    right: bool, verdict: str, offline_page: Page, builtin: Handouts
) -> None:
    open_lesson(offline_page, builtin)
    offline_page.get_by_role("button", name="全部显示").click()
    asked = offline_page.locator(".kit-question:visible")
    first_sitting = asked.evaluate_all("all => all.map(each => each.dataset.id)")
    question = next(each for each in questions("single") if each.id in first_sitting)
    found = answer(offline_page, question, right=right)
    found.get_by_text(verdict).first.wait_for()
    if right:  # then the explanation is folded
        found.get_by_text("答案与解析").click()
    found.get_by_text(question.explanation).first.wait_for()


def test_a_page_without_its_script_still_asks_and_answers(
    offline_page: Page, builtin: Handouts
) -> None:
    browser = offline_page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, offline=True)
    tab = context.new_page()
    open_lesson(tab, builtin)
    question = questions("single")[0]
    found = card(tab, question)
    found.get_by_text("答案与解析").click()
    found.get_by_text(question.explanation).first.wait_for()
    context.close()


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("name", ["index", "00_index", LESSON, "07_distribution"])
def test_a_page_fits_its_window(
    name: str, width: int, offline_page: Page, builtin: Handouts
) -> None:
    offline_page.set_viewport_size({"width": width, "height": 800})
    open_lesson(offline_page, builtin, name)
    assert offline_page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_index_leads_to_a_lesson_and_the_lesson_to_the_next(
    offline_page: Page, builtin: Handouts
) -> None:
    open_lesson(offline_page, builtin, "index")
    offline_page.get_by_role("link", name="01 会议与回顾").click()
    assert offline_page.get_by_role("heading", level=1).inner_text() == "01 会议与回顾"
    offline_page.get_by_role("navigation").first.get_by_role("link", name="下一课").click()
    assert offline_page.url.endswith("/02_one_goal.html")


def test_a_page_prints_on_a4_with_every_question_and_no_answer(
    offline_page: Page, builtin: Handouts
) -> None:
    open_lesson(offline_page, builtin)
    offline_page.emulate_media(media="print")
    asked = offline_page.locator(".kit-question")
    assert asked.count() > 1
    assert all(asked.nth(n).is_visible() for n in range(asked.count()))
    assert not any(each.is_visible() for each in offline_page.locator(".kit-explanation").all())
    assert not any(each.is_visible() for each in offline_page.get_by_role("navigation").all())
    assert not offline_page.locator("h2", has_text="下一步").is_visible()
    pdf = offline_page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf


def test_a_printed_page_tells_its_answers_at_the_end_and_not_before(
    offline_page: Page, builtin: Handouts
) -> None:
    open_lesson(offline_page, builtin)
    offline_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    offline_page.emulate_media(media="print")
    key = offline_page.locator("main > :last-child")
    assert key.get_by_role("heading", name="答案与解析").is_visible()
    told = key.locator(".kit-answer")
    asked = offline_page.locator(".kit-question")
    assert told.count() == asked.count() > 5
    for number, each in enumerate(told.all(), 1):
        assert each.inner_text().startswith(f"{number}.")
        assert each.get_by_text("解析：").is_visible()
    assert not any(each.is_visible() for each in offline_page.locator("details.kit-answer").all())
    offline_page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert key.get_by_role("heading", name="答案与解析").count() == 0


def test_a_question_that_a_page_asks_twice_is_answered_once(
    offline_page: Page, builtin: Handouts
) -> None:
    open_lesson(offline_page, builtin, "08_self_test")
    offline_page.evaluate("dispatchEvent(new Event('beforeprint'))")
    ids = offline_page.locator(".kit-question").evaluate_all("all => all.map(e => e.dataset.id)")
    key = offline_page.locator(".kit-answers")
    assert key.locator("h3").count() == 2
    assert key.get_by_text("解析：").count() == len(set(ids))
    assert key.get_by_text(re.compile("^同“.+”第 \\d+ 题。$")).count() == len(ids) - len(set(ids))
