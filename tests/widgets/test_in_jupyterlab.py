"""The live self-test where it lives: keys reach the answers, and answers outlive a reload."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, Locator, Page, expect  # noqa: E402

from tests.browser.running import Lab, running_lab, show_all, start_lesson  # noqa: E402

pytestmark = pytest.mark.browser
LESSON = "02_one_goal"
_CELLS = "window.jupyterapp.shell.currentWidget.content.model.cells.length"


@pytest.fixture(scope="module")
def lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with running_lab(tmp_path_factory.mktemp("home")) as lab:
        yield lab


@pytest.fixture(scope="module")
def lesson(lab: Lab, chromium: Browser) -> Iterator[Page]:
    """A started lesson, for all tests of this module."""
    page = chromium.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page.set_default_timeout(30_000)
    start_lesson(page, lab.lesson(LESSON))
    yield page
    page.close()


@pytest.fixture
def test(lesson: Page) -> Locator:
    """The live self-test, with all its questions shown."""
    test = lesson.locator(".kit-live")
    test.wait_for()
    everything = test.get_by_role("button", name="全部显示")
    if everything.is_visible():
        everything.click()
    return test


def test_running_a_lesson_leaves_the_reader_at_its_beginning(lesson: Page) -> None:
    # JupyterLab scrolls to the last cell, the last cell scrolls back.
    lesson.wait_for_function("document.querySelector('.jp-WindowedPanel-outer').scrollTop < 40")


def test_arrow_keys_move_inside_a_radio_group(lesson: Page, test: Locator) -> None:
    group = test.locator("[data-kind=single] > fieldset").first
    choices = group.get_by_role("radio")
    choices.first.focus()
    lesson.keyboard.press("Space")
    lesson.keyboard.press("ArrowDown")
    expect(choices.nth(1)).to_be_checked()
    expect(choices.nth(1)).to_be_focused()
    lesson.keyboard.press("ArrowUp")
    expect(choices.first).to_be_checked()


def test_no_key_pressed_in_an_answer_is_a_command_to_the_notebook(
    lesson: Page, test: Locator
) -> None:
    cells = lesson.evaluate(_CELLS)
    test.locator("[data-kind=single] input").first.focus()
    for key in ("d", "d", "x", "a", "m", "Shift+M", "Shift+Enter"):
        lesson.keyboard.press(key)
    assert lesson.evaluate(_CELLS) == cells
    blank = test.locator("textarea").locator("visible=true").first
    blank.click()
    lesson.keyboard.type("ddxMz 1")
    expect(blank).to_have_value("ddxMz 1")
    assert lesson.evaluate(_CELLS) == cells


_RAN = """() => {
  window.ran = [];
  jupyterapp.commands.commandExecuted.connect((_, { id }) => ran.push(id));
}"""


def test_what_is_pressed_to_edit_an_answer_never_edits_the_notebook(
    lesson: Page, test: Locator
) -> None:
    cells = lesson.evaluate(_CELLS)
    lesson.evaluate(_RAN)
    blank = test.locator("textarea").locator("visible=true").first
    blank.fill("")
    blank.click()
    lesson.keyboard.type("一号")
    lesson.keyboard.press("Control+z")
    expect(blank).not_to_have_value("一号")  # undone where it was typed
    radio = test.locator("[data-kind=single] input").first
    for field in (blank, radio, test.get_by_role("button", name="逐题显示")):
        field.focus()
        keys = "z y a c x v Shift+z Backspace ArrowUp ArrowLeft Home End Enter"
        for key in keys.split() if field is not radio else keys.split()[:-1]:
            lesson.keyboard.press(f"Control+{key}")
    assert lesson.evaluate("ran") == []
    assert lesson.evaluate(_CELLS) == cells
    lesson.keyboard.press("Control+s")  # what is no editing goes on to JupyterLab
    lesson.wait_for_function("ran.includes('docmanager:save')")


def test_the_colours_follow_the_systems(lesson: Page, test: Locator) -> None:
    ink = "each => getComputedStyle(each).color"
    light = test.evaluate(ink)
    lesson.emulate_media(color_scheme="dark")
    expect(lesson.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    assert test.evaluate(ink) != light
    lesson.emulate_media(color_scheme="light")
    expect(lesson.locator("body")).to_have_attribute("data-jp-theme-light", "true")


def test_axe_finds_nothing_in_a_test_that_has_been_answered(lesson: Page, test: Locator) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    card = test.locator("[data-kind=single]").first
    card.get_by_role("radio").first.check()
    card.locator(".kit-main").click()
    test.get_by_role("button", name="看结果").first.click()
    for scheme, light in (("dark", "false"), ("light", "true")):
        lesson.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(lesson.locator("body")).to_have_attribute("data-jp-theme-light", light)
        found = axe.run(lesson, context=".kit-live").response["violations"]
        assert [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]] == []


def test_a_page_loaded_again_shows_the_answers_again(lab: Lab, lesson: Page, test: Locator) -> None:
    question = test.locator("[data-kind=single]").first
    chosen = question.locator(".kit-options input").first.get_attribute("value")
    question.locator(f"input[value='{chosen}']").check()
    question.locator(".kit-main").click()
    said = question.get_by_role("status").inner_text()
    assert said.startswith(("答对了。", "答错了。"))
    # The kernel answers in order: when it answers this, it has what was done before.
    lesson.evaluate(
        "jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestKernelInfo()"
        ".then(() => null)"
    )
    start_lesson(lesson, lab.lesson(LESSON))
    again = lesson.locator(".kit-live [data-kind=single]").first
    expect(again.get_by_role("status")).to_have_text(said)
    expect(again.locator(f"input[value='{chosen}']")).to_be_checked()


def test_a_test_that_is_open_in_two_windows_is_one(
    lab: Lab, chromium: Browser, lesson: Page, test: Locator
) -> None:
    other = chromium.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    start_lesson(other, lab.lesson(LESSON))
    there = other.locator(".kit-live")
    show_all(there)
    for one, its, place in ((there, test, 0), (test, there, 1)):
        one.locator("[data-kind=single]").nth(place).get_by_role("radio").first.check()
        expect(
            its.locator("[data-kind=single]").nth(place).get_by_role("radio").first
        ).to_be_checked()
    other.close()
