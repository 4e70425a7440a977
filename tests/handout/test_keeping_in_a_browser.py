"""What is answered on a page stays in the browser, and goes along as a file into the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kit.cli.learner import progress
from kit.handout import Handouts
from kit.library import DEFAULT_SET
from kit.progress import DATABASE_VARIABLE, Store
from kit.progress.note_store import kept_notes

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
LESSON = "04_livelihood_brand"
WITH_NOTES = "02_one_goal"
CLOSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("closed", "SecurityError"); },
});"""


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep records in a database of the test's own."""
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'records.db'}")


def open_page(page: Page, handouts: Handouts, name: str) -> None:
    page.goto((handouts.index.parent / f"{name}.html").as_uri())


def answer_first_choice(page: Page) -> Locator:
    """Answer the first question with one right option that is in sight, rightly; return it."""
    page.get_by_role("button", name="全部显示").first.click()
    card = page.locator(".kit-question[data-kind=single]:visible").first
    options = json.loads(card.get_attribute("data-question") or "")["options"]
    number = next(n for n, option in enumerate(options) if option["correct"])
    card.locator(f'input[value="{number}"]').check()
    card.get_by_role("button", name="检查").click()
    return page.locator(f'.kit-question[data-id="{card.get_attribute("data-id")}"]').first


def take_along(page: Page, name: str, path: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    download.value.save_as(path)
    taken: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return taken


def imported(path: Path) -> str:
    result = CliRunner().invoke(progress, ["--import", str(path)], standalone_mode=False)
    assert result.exception is None
    return result.output


def test_an_answer_stands_after_a_reload_until_the_test_begins_anew(
    offline_page: Page, builtin: Handouts
) -> None:
    open_page(offline_page, builtin, LESSON)
    card = answer_first_choice(offline_page)
    offline_page.reload()
    assert card.get_by_role("status").inner_text().startswith("答对了。")
    assert card.locator("input:checked").count() == 1
    anew = offline_page.get_by_role("button", name="重新开始")
    anew.dblclick()
    assert card.locator("input:checked").count() == 1  # it is asked back, elsewhere
    offline_page.get_by_role("button", name="取消").click()
    assert not offline_page.get_by_role("button", name="清空本测验的作答，从头开始").is_visible()
    anew.click()
    offline_page.get_by_role("button", name="清空本测验的作答，从头开始").click()
    offline_page.reload()
    assert card.locator("input:checked").count() == 0


def test_a_bound_page_goes_on_with_what_was_answered_on_a_lessons_page(
    offline_page: Page, builtin: Handouts
) -> None:
    open_page(offline_page, builtin, LESSON)
    name = answer_first_choice(offline_page).get_attribute("data-id")
    open_page(offline_page, builtin, "bound")
    place = f'[data-lesson="{LESSON}"] .kit-question[data-id="{name}"]'
    assert offline_page.locator(place).get_attribute("data-outcome") == "right"
    assert offline_page.locator('.kit-question[data-outcome="right"]').count() == 1


def test_a_question_that_was_changed_loses_its_own_answer_and_no_other(
    offline_page: Page, builtin: Handouts, tmp_path: Path
) -> None:
    html = (builtin.index.parent / f"{LESSON}.html").read_text(encoding="utf-8")
    page = tmp_path / "lesson.html"
    page.write_text(html, encoding="utf-8")
    offline_page.goto(page.as_uri())
    offline_page.get_by_role("button", name="全部显示").click()
    cards = offline_page.locator(".kit-question[data-kind=single]:visible")
    names = [cards.nth(n).get_attribute("data-id") for n in range(2)]
    for name in names:
        card = offline_page.locator(f'[data-id="{name}"]')
        card.locator("input").first.check()
        card.get_by_role("button", name="检查").click()
    content = offline_page.locator(f'[data-id="{names[0]}"]').get_attribute("data-content")
    assert content
    page.write_text(html.replace(content, "0" * 16), encoding="utf-8")
    offline_page.reload()
    checked = [offline_page.locator(f'[data-id="{name}"] input:checked').count() for name in names]
    assert checked == [0, 1]


def test_a_note_stays_and_is_told_to_stay(offline_page: Page, builtin: Handouts) -> None:
    open_page(offline_page, builtin, WITH_NOTES)
    box = offline_page.locator(".kit-note textarea").first
    box.fill("护航员要清理“挂案”")
    offline_page.reload()
    assert box.input_value() == "护航员要清理“挂案”"
    assert "只保存在这个浏览器里" in offline_page.locator(".kit-note").first.inner_text()


def test_two_tabs_of_a_lesson_lose_no_answer_and_show_what_the_other_did(
    offline_page: Page, builtin: Handouts
) -> None:
    other = offline_page.context.new_page()
    for page in (offline_page, other):
        open_page(page, builtin, LESSON)
    for page in (offline_page, other):
        page.get_by_role("button", name="全部显示").click()
    single = other.locator(".kit-question[data-kind=single]:visible")
    names = [single.nth(n).get_attribute("data-id") for n in range(2)]
    for page, name in zip((offline_page, other), names, strict=True):
        card = page.locator(f'[data-id="{name}"]')
        card.locator("input").first.check()
        card.get_by_role("button", name="检查").click()
    for page in (offline_page, other):
        for name in names:
            page.locator(f'[data-id="{name}"]:not([data-outcome=""])').wait_for()
    offline_page.get_by_role("button", name="重新开始").click()
    offline_page.get_by_role("button", name="清空本测验的作答，从头开始").click()
    other.locator(f'[data-id="{names[1]}"][data-outcome=""]').wait_for()
    other.reload()
    assert other.locator('.kit-question:not([data-outcome=""])').count() == 0
    other.close()


def test_two_tabs_lose_no_word_of_a_note(offline_page: Page, builtin: Handouts) -> None:
    other = offline_page.context.new_page()
    for page in (offline_page, other):
        open_page(page, builtin, WITH_NOTES)
    boxes = [page.locator(".kit-note textarea").first for page in (offline_page, other)]
    boxes[0].fill("先写的")
    other.wait_for_function("document.querySelector('.kit-note textarea').value === '先写的'")
    other.close(run_before_unload=True)
    offline_page.reload()
    assert boxes[0].input_value() == "先写的"


def test_where_the_store_is_closed_one_sentence_says_so_and_all_works(
    offline_page: Page, builtin: Handouts, tmp_path: Path
) -> None:
    offline_page.add_init_script(CLOSED)
    open_page(offline_page, builtin, LESSON)
    assert "不让本页保存作答" in offline_page.locator("form.kit-test").inner_text()
    card = answer_first_choice(offline_page)
    assert card.get_attribute("data-outcome") == "right"
    taken = take_along(offline_page, "把本课的作答带走", tmp_path / "taken.json")
    assert [each["outcome"] for each in taken["attempts"]] == ["right"]


def test_what_the_store_holds_of_others_breaks_nothing(
    offline_page: Page, builtin: Handouts
) -> None:
    open_page(offline_page, builtin, LESSON)
    key = f"speech-study-kit {DEFAULT_SET} {LESSON}"
    name = offline_page.locator("form.kit-test").first.get_attribute("aria-label")
    asked = offline_page.locator(".kit-question").first.get_attribute("data-id")
    fewer_sittings_now = {"tests": {name: {"state": {"sitting": 9, "round": [asked]}}}}
    for text in (
        *("{", "[]", "7", '{"tests": 1, "attempts": {}, "notes": null}'),
        json.dumps(fewer_sittings_now),
    ):
        offline_page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        offline_page.reload()
        assert "已答 0 /" in offline_page.locator(".kit-bar").first.inner_text()


def test_what_was_answered_goes_into_the_records_once_and_is_graded_there(
    offline_page: Page, builtin: Handouts, tmp_path: Path
) -> None:
    open_page(offline_page, builtin, LESSON)
    name = answer_first_choice(offline_page).get_attribute("data-id")
    open_page(offline_page, builtin, WITH_NOTES)
    offline_page.locator(".kit-note textarea").first.fill("甲")
    open_page(offline_page, builtin, "index")
    path = tmp_path / "taken.json"
    taken = take_along(offline_page, "把各课的作答带走", path)
    assert len(taken["attempts"]) == len(taken["notes"]) == 1
    taken["attempts"][0] |= {"outcome": "wrong", "score": 0}  # whatever a page may say of it
    path.write_text(json.dumps(taken), encoding="utf-8")
    assert "导入 1 条记录" in imported(path)
    assert "导入 0 条记录；另有 1 条本机已有" in imported(path)
    with Store() as store:
        (attempt,) = store.attempts(DEFAULT_SET)
        (note,) = kept_notes(store, DEFAULT_SET)
    assert (attempt.question, attempt.outcome, attempt.score) == (name, "right", 1)
    assert note.text == "甲"


def test_with_nothing_answered_no_file_is_made(offline_page: Page, builtin: Handouts) -> None:
    open_page(offline_page, builtin, LESSON)
    offline_page.get_by_role("button", name="把本课的作答带走").click()
    offline_page.get_by_text("还没有作答，也没有写笔记。").wait_for()
    open_page(offline_page, builtin, "index")
    offline_page.get_by_role("button", name="把各课的作答带走").click()
    offline_page.get_by_text("这里没有找到作答。").wait_for()
