"""What jupyterquiz itself makes of the JSON, in a real browser without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jupyterquiz", reason="jupyterquiz is not installed")

from playwright.sync_api import Locator, Page, expect

from kit.decks import FORMATS, Deck

pytestmark = pytest.mark.browser


def open_quiz(tab: Page, path: Path) -> None:
    """Show a file as a notebook cell with ``display_quiz(path)`` would."""
    from jupyterquiz.dynamic import display as module

    shown: list[str] = []
    with pytest.MonkeyPatch.context() as patch:  # there is no notebook to display it in
        patch.setattr(module, "display", lambda output: shown.append(output.data))
        module.display_quiz(str(path), shuffle_answers=False)
    body, script = shown
    tab.set_content(f"<!DOCTYPE html><meta charset='utf-8'>{body}</div><script>{script}</script>")


@pytest.fixture
def quiz(offline_page: Page, eight: Deck, tmp_path: Path) -> Locator:
    path = tmp_path / "quiz.json"
    path.write_bytes(FORMATS["jupyterquiz"].write(eight).data)
    open_quiz(offline_page, path)
    expect(offline_page.locator(".Quiz")).to_have_count(5)
    return offline_page.locator(".Quiz")


def test_stems_and_options_are_shown_as_the_paper_has_them(quiz: Locator) -> None:
    expect(quiz.nth(0)).to_contain_text("工作站驻哪里？")
    expect(quiz.nth(0).locator("strong")).to_have_text("哪里")
    expect(quiz.nth(0).locator("label")).to_have_text(["各镇（街）", "各县", "各{国}"])
    expect(quiz.nth(2).locator("label")).to_have_text(["错", "对"])


def test_a_wrong_option_says_why_and_the_right_one_quotes_the_speech(quiz: Locator) -> None:
    feedback = quiz.nth(0).locator(".Feedback")
    quiz.nth(0).get_by_text("各县").click()
    expect(feedback).to_have_class("Feedback incorrect")
    expect(feedback).to_have_text("说的是参会的检察院。")
    quiz.nth(0).get_by_text("各镇（街）").click()
    expect(feedback).to_have_class("Feedback correct")
    expect(feedback).to_contain_text("说明 1 < 2。")
    expect(feedback).to_contain_text("依据（二（二）五要）：用好12309检察服务中心驻各镇(街)工作站")


def test_several_right_options_are_counted(quiz: Locator) -> None:
    quiz.nth(1).get_by_text("甲").click()
    quiz.nth(1).get_by_text("乙=丙").click()
    expect(quiz.nth(1).locator(".Feedback")).to_contain_text("[2/2]")


@pytest.mark.parametrize(
    ("number", "typed", "outcome", "said"),
    [
        (3, "1号建议", "correct", "对。"),
        (3, "一号*建议", "correct", "对。"),
        (3, "二号建议", "incorrect", "少了“一号”。"),
        (3, "三号建议", "incorrect", "不对。"),
        (4, "6", "correct", "对。"),
        (4, "7", "incorrect", "第七个=标题。"),
        (4, "8", "incorrect", "不对。提示：数"),
    ],
)
def test_typed_answers_are_judged(
    quiz: Locator, number: int, typed: str, outcome: str, said: str
) -> None:
    box = quiz.nth(number).locator("input")
    box.press_sequentially(typed)
    box.press("Enter")
    feedback = quiz.nth(number).locator(".Feedback")
    expect(feedback).to_have_class(f"Feedback {outcome}")
    expect(feedback).to_contain_text(said)
    assert "Incorrect" not in feedback.inner_text()


def test_all_the_built_in_questions_are_shown(
    offline_page: Page, built_in: Deck, tmp_path: Path
) -> None:
    written = FORMATS["jupyterquiz"].write(built_in)
    path = tmp_path / "quiz.json"
    path.write_bytes(written.data)
    open_quiz(offline_page, path)
    left = {each.name for each in written.left}
    stems = [each.plain_stem for _, each in built_in.questions() if each.id not in left]
    expect(offline_page.locator(".Quiz > div:first-child > div:first-child")).to_have_text(stems)
