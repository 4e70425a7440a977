"""Slides in a real browser: keys, screens, the speaker's window, what is cut and what is not."""

from __future__ import annotations

import re
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
    page.get_by_role("button", name="下一步").click()
    assert seen(page) == "s-ask"
    press(page, "Space")  # the button has not kept the focus
    assert page.locator("#s-ask .kit-key").is_visible()


@pytest.fixture
def timed(show: Callable[..., Page]) -> Page:
    """The session at its title, with a clock that the test turns."""
    page = show()
    page.clock.install()
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    return show()


def time_shown(page: Page) -> str:
    return page.locator(".kit-clock").inner_text()


def wait(page: Page, minutes: float) -> None:
    """Let time pass, and the second in which it is shown."""
    page.clock.run_for(minutes * 60_000 + 1100)


def speakers(page: Page) -> Page:
    with page.expect_popup() as opened:
        press(page, "s")
    return opened.value


def told_time(speaker: Page, name: str) -> str:
    return speaker.locator(f'[data-time="{name}"]').inner_text()


def test_the_clock_runs_when_the_leader_says_so_and_can_be_put_away(timed: Page) -> None:
    page = timed
    assert time_shown(page) == ""
    press(page, "t")
    assert time_shown(page) == "本环节还剩 5 分钟"
    wait(page, 2)
    press(page, "ArrowRight")
    assert time_shown(page) == "本环节还剩 12 分钟"
    wait(page, 13.5)
    assert time_shown(page) == "本环节已超 2 分钟"
    press(page, "c")
    assert time_shown(page).count(":") == 1
    press(page, "c")
    assert time_shown(page) == ""
    press(page, "c")
    assert time_shown(page) == "本环节已超 2 分钟"


def test_a_running_clock_is_begun_anew_only_when_told_twice(timed: Page) -> None:
    page = timed
    press(page, "t")
    wait(page, 1.5)
    page.mouse.move(300, 300)
    again = page.get_by_role("button", name="重新计时")
    again.click()
    assert "再按一次" in page.locator(".kit-said").inner_text()
    assert time_shown(page) == "本环节还剩 4 分钟"
    page.clock.run_for(10_000)  # nobody has said it again: it has to be said twice anew
    assert page.locator(".kit-said").inner_text() == ""
    again.click()
    assert time_shown(page) == "本环节还剩 4 分钟"
    again.click()
    assert time_shown(page) == "本环节还剩 5 分钟"


def test_the_first_turn_starts_a_forgotten_clock_and_says_so(timed: Page) -> None:
    page = timed
    speaker = speakers(page)
    assert told_time(speaker, "state") == "还没有计时，开场时按 T"
    assert speaker.get_by_role("button", name="开始计时").is_visible()
    press(page, "ArrowRight")
    assert told_time(speaker, "state") == "计时已开始；按 T 重新开始"
    wait(page, 2)
    # The five minutes of the title were not counted, and are not reckoned with.
    assert re.fullmatch(r"2:0\d / 12 分钟", told_time(speaker, "all"))
    assert told_time(speaker, "plan") == "与计划相符"
    speaker.keyboard.press("t")
    assert told_time(speaker, "all") == "0:00 / 12 分钟"
    assert told_time(speaker, "state") == ""


def test_paging_through_beforehand_starts_nothing(timed: Page) -> None:
    page = timed
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    wait(page, 5)
    press(page, "Home")
    assert time_shown(page) == ""
    press(page, "4", "Enter")  # one who jumps looks for something
    assert time_shown(page) == ""
    press(page, "Home")
    page.reload()
    press(page, "ArrowRight")
    assert time_shown(page) == ""
    press(page, "Home", "t")
    wait(page, 1)
    page.reload()
    assert time_shown(page) == "本环节还剩 4 分钟"


def test_the_speaker_is_told_how_far_behind_the_plan_one_is(timed: Page) -> None:
    page = timed
    speaker = speakers(page)
    press(page, "t")
    wait(page, 4)
    assert told_time(speaker, "plan") == "与计划相符"
    wait(page, 4)
    assert told_time(speaker, "plan") == "比计划晚 3 分钟"
    press(page, "ArrowRight")  # late still, as long as no step was shorter than planned
    wait(page, 1)
    assert told_time(speaker, "plan") == "比计划晚 3 分钟"
    assert re.fullmatch(r"9:0\d / 17 分钟", told_time(speaker, "all"))
    press(page, "t", "t")
    assert told_time(speaker, "all") == "0:00 / 12 分钟"
    press(page, "Home", "t", "t", "ArrowRight")
    assert told_time(speaker, "plan") == "比计划早 5 分钟"


@pytest.mark.parametrize("size", [(1366, 650), (1280, 800), (1920, 950)])
def test_notes_have_half_the_speakers_window_and_say_where_they_go_on(
    show: Callable[..., Page], size: tuple[int, int]
) -> None:
    width, tall = size
    page = show()
    template = "document.querySelector('#s-title template').innerHTML = '<p>照读。</p>'.repeat(60)"
    page.evaluate(template)
    speaker = speakers(page)
    speaker.set_viewport_size({"width": width, "height": tall})
    told = speaker.locator(".kit-told")
    box = told.bounding_box()
    assert box is not None
    assert box["height"] >= tall / 2
    assert box["width"] >= width / 2
    assert speaker.evaluate("document.documentElement.scrollHeight <= innerHeight")
    more = speaker.get_by_role("button", name="下面还有")
    assert more.is_visible()
    speaker.keyboard.press("ArrowDown")
    assert told.evaluate("told => told.scrollTop") > 0
    assert seen(page) == "s-title"
    speaker.keyboard.press("ArrowUp")
    assert told.evaluate("told => told.scrollTop") == 0
    more.click()
    told.evaluate("told => told.scrollTo(0, told.scrollHeight)")
    more.wait_for(state="hidden")
    speaker.keyboard.press("Space")
    assert seen(page) == "s-ask"
    assert told.evaluate("told => told.scrollTop") == 0
    assert more.is_hidden()


def test_the_answers_notes_have_its_reasons_and_number(show: Callable[..., Page]) -> None:
    page = show()
    speaker = speakers(page)
    press(page, "3", "Enter")
    assert seen(page) == "s-ask-2"
    assert "选 A：" in speaker.locator(".kit-told").inner_text()
    assert told_time(speaker, "number").startswith("屏 3（")


def test_the_leader_is_told_to_extend_the_screen_not_to_mirror_it(
    show: Callable[..., Page],
) -> None:
    page = show()
    told = "只能“复制”的，不要打开备注窗口"
    assert told in speakers(page).locator(".kit-tools").inner_text()
    press(page, "?")
    assert told in page.get_by_role("dialog").inner_text()


def test_the_speakers_window_shows_notes_next_step_and_time(show: Callable[..., Page]) -> None:
    page = show(1280, 720)
    press(page, "t")
    speaker = speakers(page)
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
    speaker = speakers(page)
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
