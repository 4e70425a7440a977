"""Slides in a real browser: keys, screens, the speaker's window, what is cut and what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.handout import EDITIONS, Handouts
from kit.handout.pages import lesson_page
from kit.page import passage_data, self_test_data
from kit.page.slide_fit import HEIGHT, height
from kit.quiz import Question
from kit.speech import Speech

from .sessions import cell, session

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SEEN = """() => [...document.querySelectorAll(".kit-slide")]
  .filter((slide) => slide.checkVisibility()).map((slide) => slide.id)"""
SMALL = """() => {
  const stage = document.querySelector(".kit-stage");
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const small = [];
  while (walker.nextNode()) {
    const size = parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize);
    if (walker.currentNode.data.trim() && size < 36) small.push(walker.currentNode.data);
  }
  return small;
}"""


@pytest.fixture
def page_file(tmp_path: Path, speech: Speech, questions: tuple[Question, ...]) -> Path:
    asked = next(each for each in questions if each.id == "ms61")
    lesson = session(
        cell("title", "slide", "# 第一次学习会", minutes=5),
        cell("title-notes", "notes", "照读开场词。"),
        cell("ask", "slide", self_test_data([asked], speech), minutes=12),
        cell("think", "slide", "## 想一想\n\n还缺什么？"),
        cell("think-answer", "fragment", "> **编者归纳** 有人做，看得见。"),
        cell("text", "slide", passage_data(speech["二（二）"])),
    )
    html, body = lesson_page(lesson, EDITIONS["projector"])
    assert body.notices == ()
    path = tmp_path / "session.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def show(offline_page: Page, page_file: Path) -> Callable[..., Page]:
    """Open the session at a size of the screen."""

    def opened(width: int = 1920, height: int = 1080) -> Page:
        offline_page.set_viewport_size({"width": width, "height": height})
        offline_page.context.set_offline(True)
        offline_page.goto(page_file.as_uri())
        return offline_page

    return opened


def seen(page: Page) -> str:
    (slide,) = page.evaluate(SEEN)
    return str(slide)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(
    ("on", "back"),
    [
        ("ArrowRight", "ArrowLeft"),
        ("PageDown", "PageUp"),
        ("Space", "Backspace"),
        ("ArrowDown", "ArrowUp"),
        ("Enter", "p"),
    ],
)
def test_keys_and_clickers_go_on_and_back(show: Callable[..., Page], on: str, back: str) -> None:
    page = show()
    assert seen(page) == "s-title"
    press(page, on)
    assert seen(page) == "s-ask"
    press(page, back)
    assert seen(page) == "s-title"
    press(page, "End")
    assert seen(page) == "s-text-2"
    press(page, on, "Home", back)
    assert seen(page) == "s-title"
    press(page, "4", "Enter")
    assert seen(page) == "s-think"


def test_the_key_then_quotation_and_explanation_wait_for_a_key(show: Callable[..., Page]) -> None:
    page = show()
    press(page, "ArrowRight")
    key = page.locator("#s-ask .kit-key")
    right = page.locator("#s-ask .kit-right")
    plain = "each => getComputedStyle(each).backgroundColor"
    before = right.evaluate(plain)
    assert key.is_hidden()
    press(page, "ArrowRight")
    assert key.is_visible()
    assert right.evaluate(plain) != before
    press(page, "ArrowRight")
    assert seen(page) == "s-ask-2"
    assert page.locator("#s-ask-2 mark").first.is_visible()
    press(page, "ArrowLeft")
    assert key.is_visible()
    press(page, "ArrowLeft")
    assert key.is_hidden()
    assert seen(page) == "s-ask"


def test_a_fragment_waits_and_a_reload_stays_where_one_was(show: Callable[..., Page]) -> None:
    page = show()
    press(page, "4", "Enter")
    answer = page.get_by_text("看得见")
    assert answer.is_hidden()
    press(page, "PageDown")
    page.reload()
    assert seen(page) == "s-think"
    assert answer.is_visible()


def test_a_black_screen_hides_all_and_the_next_key_only_lifts_it(show: Callable[..., Page]) -> None:
    page = show()
    for key in ("b", "."):
        press(page, key)
        assert page.locator(".kit-black").is_visible()
        press(page, "ArrowRight")
        assert page.locator(".kit-black").is_hidden()
        assert seen(page) == "s-title"


def test_the_table_of_keys_comes_and_goes(show: Callable[..., Page]) -> None:
    page = show()
    press(page, "?")
    page.get_by_role("dialog", name="按键").wait_for()
    press(page, "Escape")
    page.get_by_role("dialog").wait_for(state="hidden")


def test_the_mouse_goes_on_and_back_and_the_buttons_too(show: Callable[..., Page]) -> None:
    page = show()
    page.mouse.click(1500, 600)
    assert seen(page) == "s-ask"
    page.mouse.click(100, 600)
    assert seen(page) == "s-title"
    page.get_by_role("button", name="下一屏").click()
    assert seen(page) == "s-ask"
    press(page, "Space")  # the button has not kept the focus
    assert page.locator("#s-ask .kit-key").is_visible()


def test_the_clock_counts_down_the_step_and_can_be_put_away(show: Callable[..., Page]) -> None:
    page = show()
    page.clock.install()
    page.reload()
    clock = page.locator(".kit-clock")
    assert "还剩" not in clock.inner_text()
    press(page, "ArrowRight")
    assert "还剩 12 分钟" in clock.inner_text()
    page.clock.run_for(13.5 * 60_000)
    assert "已超 2 分钟" in clock.inner_text()
    press(page, "c")
    assert clock.inner_text() == ""
    press(page, "c")
    page.mouse.move(300, 300)
    page.get_by_role("button", name="重新计时").click()
    assert "还剩 12 分钟" in clock.inner_text()


def test_the_speakers_window_shows_notes_next_step_and_time(show: Callable[..., Page]) -> None:
    page = show(1280, 720)
    with page.expect_popup() as opened:
        press(page, "s")
    speaker = opened.value
    assert "照读开场词。" in speaker.locator(".kit-told").inner_text()
    assert speaker.locator('[data-preview="next"] .kit-stem').is_visible()
    speaker.keyboard.press("PageDown")
    assert seen(page) == "s-ask"
    assert "正确答案：" in speaker.locator(".kit-told").inner_text()
    assert speaker.locator('[data-time="step"]').inner_text().endswith("/ 12 分钟")
    assert speaker.locator('[data-time="all"]').inner_text().endswith("/ 17 分钟")
    assert speaker.locator('[data-time="left"]').inner_text().startswith("还剩 1")
    assert page.locator("#s-ask .kit-key").is_hidden()
    speaker.get_by_role("button", name="下一步").click()
    assert page.locator("#s-ask .kit-key").is_visible()
    speaker.get_by_role("button", name="黑屏").click()
    assert page.locator(".kit-black").is_visible()
    page.reload()
    assert speaker.is_closed()  # a page that was loaded again could not write into it


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_slides_and_speakers_view_are_accessible(show: Callable[..., Page], theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = show(1280, 720)
    if theme == "dark":
        press(page, "d")
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    with page.expect_popup() as opened:
        press(page, "s")
    speaker = opened.value
    found = []
    for keys in (["Home"], ["ArrowRight", "ArrowRight"], ["ArrowRight"], ["End"], ["?"]):
        press(page, *keys)
        found += axe.run(page).response["violations"]
    page.mouse.move(300, 300)
    found += axe.run(page).response["violations"]
    found += axe.run(speaker).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_printed_there_is_one_slide_a_page(show: Callable[..., Page], tmp_path: Path) -> None:
    page = show()
    slides = page.locator(".kit-slide").count()
    page.emulate_media(media="print")
    pdf = page.pdf(path=tmp_path / "slides.pdf", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == slides


@pytest.fixture(scope="module")
def sessions(edition: Callable[[str], Handouts]) -> Handouts:
    """The slides of the built-in set."""
    return edition("projector")


@pytest.mark.parametrize("screen", [(1920, 1080), (1280, 720), (1024, 768)])
def test_nothing_of_the_built_in_sessions_is_cut(
    offline_page: Page, sessions: Handouts, screen: tuple[int, int]
) -> None:
    width, tall = screen
    offline_page.set_viewport_size({"width": width, "height": tall})
    for path in sessions.pages:
        offline_page.goto(path.as_uri())
        sizes = offline_page.locator(".kit-slide").evaluate_all(
            "all => all.map((slide) => Number(slide.dataset.size))"
        )
        assert min(sizes) >= 36, path.name
        assert offline_page.evaluate(SMALL) == [], path.name
        stage = offline_page.locator(".kit-stage").bounding_box()
        assert stage is not None
        assert stage["x"] >= -0.5
        assert stage["y"] >= -0.5
        assert stage["width"] <= width + 0.5
        assert stage["height"] <= tall + 0.5


REAL = """() => [...document.querySelectorAll(".kit-slide")].map((slide) => {
  slide.style.setProperty("--kit-type", "36px");
  slide.style.display = "block";
  const contents = [...slide.children].filter((each) => each.localName !== "template");
  const inner = contents.map((each) => each.outerHTML).join("");
  slide.append(...contents, Object.assign(document.createElement("i"), { className: "end" }));
  const top = slide.getBoundingClientRect().top + 64;
  return [slide.id, inner, slide.querySelector(".end").getBoundingClientRect().top - top];
})"""


def test_what_is_reckoned_is_never_less_than_what_a_browser_needs(
    offline_page: Page, sessions: Handouts
) -> None:
    offline_page.set_viewport_size({"width": 1920, "height": 1080})
    measured: list[list[Any]] = []
    for path in sessions.pages:
        offline_page.goto(path.as_uri())
        measured += offline_page.evaluate(REAL)
    assert len(measured) > 50
    too_low = [(id_, height(html), real) for id_, html, real in measured if height(html) < real]
    assert too_low == []
    wide = [id_ for id_, html, real in measured if height(html) > 1.25 * real + 0.1 * HEIGHT]
    assert wide == []
