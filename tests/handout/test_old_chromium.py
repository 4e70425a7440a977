"""Handouts in a real Chromium 86 of 2020.

Playwright finds elements by what came with Chromium 105; so these tests look for them by
themselves, and use its mouse and keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.handout import Handouts
from kit.page import self_test_data
from kit.quiz import parse_paper
from kit.speech import Speech
from tests.conftest import ARGUMENTS
from tests.old_chromium import old_chromium
from tests.page.reading import page_of as page_showing
from tests.sample_papers import MISTAKES, PAPER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LESSON = "04_livelihood_brand"
LESSON_WITH_MOCK_TEST = "08_self_test"

FIND = """([css, text]) => {
  const element = [...document.querySelectorAll(css)].find(
    (one) => one.offsetParent && (!text || one.textContent.trim() === text)
  );
  if (!element) throw new Error(`nothing to be seen: ${css} ${text}`);
  element.scrollIntoView({ block: "center" });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.fixture(scope="module")
def old_browser(chromium: Browser) -> Iterator[Browser]:
    arguments = [*ARGUMENTS, "--no-sandbox", "--disable-gpu"]  # it carries neither of them
    browser = chromium.browser_type.launch(executable_path=old_chromium(), args=arguments)
    assert browser.version.startswith("86.")
    yield browser
    browser.close()


@pytest.fixture
def old_page(old_browser: Browser) -> Iterator[Page]:
    """A fresh tab in Chromium 86 that fails the test if the page's script fails."""
    context = old_browser.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


@pytest.fixture
def page_of(builtin: Handouts) -> Callable[[str], str]:
    """The address of a lesson's page."""
    return lambda name: (builtin.index.parent / f"{name}.html").as_uri()


def click(page: Page, css: str, text: str = "") -> None:
    """Click the first element of a selector, and maybe of a text, that can be seen."""
    page.mouse.click(*page.evaluate(FIND, [css, text]))


def press(page: Page, button: str, within: str = "body") -> None:
    click(page, f"{within} button", button)


def text_of(page: Page, css: str) -> str:
    return str(page.evaluate("css => document.querySelector(css).innerText", css))


def card(kind: str) -> str:
    return f'.kit-question[data-kind="{kind}"]'


def show_first(page: Page, kind: str) -> None:
    """Show the first question of a kind, alone."""
    for _ in range(100):
        if page.evaluate("css => document.querySelector(css).offsetParent !== null", card(kind)):
            return
        press(page, "跳过")
    raise AssertionError(kind)


@pytest.mark.parametrize("key", [True, False])
def test_an_answer_is_graded_and_explained_and_the_next_question_comes_up(
    old_page: Page, page_of: Callable[[str], str], key: bool
) -> None:
    old_page.goto(page_of(LESSON))
    show_first(old_page, "single")
    options = old_page.evaluate(
        "css => JSON.parse(document.querySelector(css).dataset.question).options", card("single")
    )
    number = next(n for n, option in enumerate(options) if option["correct"] is key)
    click(old_page, f'{card("single")} input[value="{number}"]')
    press(old_page, "检查")
    assert text_of(old_page, f"{card('single')} .kit-verdict").startswith(
        "答对了。" if key else "答错了。"
    )
    if key:  # then the explanation is folded
        click(old_page, f"{card('single')} .kit-answer summary")
    assert "解析：" in text_of(old_page, f"{card('single')} .kit-answer")
    old_page.evaluate("css => document.querySelector(css).focus()", f"{card('single')} .kit-main")
    focused = "document.activeElement.closest('.kit-question').dataset.id"
    asked = old_page.evaluate(focused)
    old_page.keyboard.press("Enter")  # the button that leads on has the focus
    assert old_page.evaluate(focused) != asked
    press(old_page, "看结果")
    assert f"答对 {1 if key else 0} 题" in text_of(old_page, ".kit-summary")
    assert old_page.evaluate("document.activeElement.textContent") == "结果"


RATING = (
    "(card) => document.querySelector(card + ' fieldset.kit-points')"
    " ? '.kit-points label' : '.kit-sure label'"
)


@pytest.mark.parametrize("paper", [PAPER, MISTAKES])
def test_every_kind_of_question_can_be_answered_and_asked_again(
    old_page: Page, tmp_path: Path, speech: Speech, paper: str
) -> None:
    asked = parse_paper(paper, speech, name="样卷", shown="样卷.md").questions
    path = tmp_path / "page.html"
    path.write_text(page_showing(self_test_data(asked, speech)), encoding="utf-8")
    old_page.goto(path.as_uri())
    cards = "[...document.querySelectorAll('.kit-question')]"
    kinds = set(old_page.evaluate(f"{cards}.map((card) => card.dataset.kind)"))
    assert kinds == {each.kind for each in asked}
    press(old_page, "全部显示")
    for kind in sorted(kinds):
        question = card(kind)
        match kind:
            case "fill" | "numeric":
                click(old_page, f"{question} input[type=text]")
                old_page.keyboard.type("践行")
            case "order":
                press(old_page, "下移", question)
            case "match":
                click(old_page, f"{question} select")
                old_page.keyboard.press("ArrowDown")
                old_page.keyboard.press("Enter")
            case "recall":
                press(old_page, "看参考答案", question)
                rating = old_page.evaluate(RATING, question)
                click(old_page, f"{question} {rating}")
            case _:
                click(old_page, f"{question} input")
        press(old_page, "记下自评" if kind == "recall" else "检查", question)
        verdict = text_of(old_page, f"{question} .kit-verdict")
        if verdict.startswith("还有 "):  # what is left empty is asked of once
            press(old_page, "检查", question)
            verdict = text_of(old_page, f"{question} .kit-verdict")
        assert verdict.startswith(("答对了。", "部分答对。", "答错了。", "已记下：")), kind
    press(old_page, "看结果")
    press(old_page, "全部重做")
    assert "已答 0 /" in text_of(old_page, ".kit-bar")


def test_a_mock_test_is_begun_left_and_handed_in(
    old_page: Page, page_of: Callable[[str], str]
) -> None:
    old_page.goto(page_of(LESSON_WITH_MOCK_TEST))
    press(old_page, "开始计时")
    clock = text_of(old_page, "[data-minutes] [role=timer]")
    assert clock.startswith("剩余 ")
    old_page.reload()
    assert text_of(old_page, "[data-minutes] [role=timer]") == clock
    click(old_page, "[data-minutes] .kit-bar button", "交卷")
    press(old_page, "确认交卷")
    assert "已交卷" in text_of(old_page, "[data-minutes] .kit-summary")


def test_every_page_is_live_and_fits_wide_and_narrow(old_page: Page, builtin: Handouts) -> None:
    for path in (builtin.index, *builtin.pages):
        for width in (360, 1000):
            old_page.set_viewport_size({"width": width, "height": 800})
            old_page.goto(path.as_uri())
            assert old_page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        tests, live = old_page.evaluate(
            "['.kit-test', '.kit-live'].map((css) => document.querySelectorAll(css).length)"
        )
        assert tests == live, path.name


@pytest.fixture
def sessions(edition: Callable[[str], Handouts]) -> Handouts:
    """The slides of the built-in set."""
    return edition("projector")


def test_slides_go_on_and_nothing_of_them_is_cut(old_page: Page, sessions: Handouts) -> None:
    old_page.set_viewport_size({"width": 1280, "height": 720})
    now = "document.querySelector('.kit-now').id"
    for path in sessions.pages:
        old_page.goto(path.as_uri())
        sizes = "[...document.querySelectorAll('.kit-slide')].map((one) => one.dataset.size)"
        assert min(map(int, old_page.evaluate(sizes))) >= 36, path.name
        first = old_page.evaluate(now)
        old_page.keyboard.press("PageDown")
        assert old_page.evaluate(now) != first
        old_page.keyboard.press("PageUp")
        assert old_page.evaluate(now) == first
        with old_page.expect_popup() as opened:
            old_page.keyboard.press("s")
        assert opened.value.evaluate("document.querySelector('.kit-told').textContent.trim()")
        old_page.keyboard.press("b")
        assert old_page.evaluate("document.querySelector('.kit-black').offsetWidth") == 1280


LOOKS = """() => {
  const names = ["display", "position", "float", "color", "backgroundColor", "fontSize",
    "fontWeight", "lineHeight", "textIndent", "marginTop", "marginBottom", "paddingTop",
    "paddingLeft", "borderTopWidth", "borderTopStyle", "borderLeftWidth", "borderLeftColor",
    "rowGap", "textDecorationStyle"];
  // Left out: what a browser draws by itself, or by a rule of its own that has changed.
  const ours = (element) => !element.closest("svg, option, strong, details:not([open])");
  return [...document.body.querySelectorAll("*")].filter(ours).map((element) => {
    const style = getComputedStyle(element);
    return [element.localName, element.className, ...names.map((name) => style[name])];
  });
}"""


@pytest.mark.parametrize("width", [390, 1300])
@pytest.mark.parametrize("name", ["index", "02_one_goal", LESSON])
def test_a_page_looks_as_in_a_browser_of_today(
    old_page: Page, offline_page: Page, page_of: Callable[[str], str], name: str, width: int
) -> None:
    looks: list[list[Any]] = []
    for page in (old_page, offline_page):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(page_of(name))
        looks.append(page.evaluate(LOOKS))
    old, new = looks
    assert len(old) == len(new) > 50
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]][:5] == []


def test_without_a_script_a_page_is_whole(
    old_browser: Browser, page_of: Callable[[str], str], builtin: Handouts
) -> None:
    context = old_browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(page_of(LESSON))
    hidden = "[...document.querySelectorAll('.kit-question')].filter((one) => !one.offsetParent)"
    assert page.evaluate(f"{hidden}.length") == 0
    answer = f"{card('single')} .kit-answer"
    assert "解析：" not in text_of(page, answer)
    click(page, f"{answer} summary")
    assert "正确答案：" in text_of(page, answer)
    context.close()
