"""Each kind of question on a phone: answered by thumb, nothing too small, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.course import Course
from kit.library import StudySet
from kit.progress import Store
from tests.axe import violations
from tests.browser.room_thread import RoomThread
from tests.room.questions import QUESTIONS, of_all_kinds
from tests.small_set import small_set

__all__ = ["small_set"]

pytestmark = pytest.mark.browser

TOO_SMALL = """() => {
  const seen = (each) => each.getClientRects().length > 0;
  const name = (each) => each.outerHTML.slice(0, 100);
  const touched = [...document.querySelectorAll("button, a, input, textarea, summary, .grip")]
    .filter(seen)
    .filter((each) => {
      const { width, height } = (each.closest("label.choice") || each).getBoundingClientRect();
      return width < 44 || height < 44;
    });
  const read = [...document.querySelectorAll("body *")].filter(seen).filter((each) =>
    [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) &&
    parseFloat(getComputedStyle(each).fontSize) < 16);
  const wide = document.documentElement.scrollWidth > innerWidth ? ["wider than the screen"] : [];
  return [...touched.map(name), ...read.map(name), ...wide];
}"""


@pytest.fixture
def room(small_set: StudySet, tmp_path: Path) -> Iterator[RoomThread]:
    with Store(f"sqlite:///{tmp_path / 'room.sqlite3'}") as store:
        led = of_all_kinds(Course(small_set), QUESTIONS.values())
        with RoomThread(led, store) as room:
            yield room


@pytest.fixture(params=[(390, "light"), (320, "dark")], ids=str)
def phone(request: pytest.FixtureRequest, room: RoomThread, chromium: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(
        locale="zh-CN",
        viewport={"width": width, "height": 568},
        has_touch=True,
        is_mobile=True,
        color_scheme=scheme,
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(room.phones_page)
    yield page
    context.close()
    assert faults == []


def _send(page: Page) -> None:
    """Press the button, which is in sight wherever the page is scrolled to."""
    expect(page.locator("#send")).to_be_in_viewport(ratio=1)
    page.locator("#send").tap()


def _choose(page: Page, number: int) -> None:
    page.locator(".choice").nth(number).tap()


def _single(page: Page) -> None:
    _choose(page, 1)


def _multiple(page: Page) -> None:
    _send(page)
    expect(page.get_by_role("status")).to_contain_text("请先选一项")
    _choose(page, 0)
    _choose(page, 2)
    _send(page)


def _fill(page: Page) -> None:
    page.get_by_role("textbox").fill("生产质量" if "抓好" in page.inner_text("main") else "三")
    page.keyboard.press("Enter")


def _order(page: Page) -> None:
    """Draw the first item to its place with a finger's pointer, and the others by their buttons."""
    wanted = QUESTIONS["order"].order
    rows = page.locator(".sorted li")
    grip = rows.filter(has_text=wanted[0]).locator(".grip")
    box, first = grip.bounding_box(), rows.first.bounding_box()
    assert box is not None
    assert first is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, first["y"] + 2, steps=8)
    page.mouse.up()
    expect(rows.first).to_contain_text(wanted[0])
    for place, text in enumerate(wanted):
        row = rows.filter(has_text=text)
        while (at := [text in each for each in rows.all_inner_texts()].index(True)) > place:
            row.get_by_role("button", name="往前移").tap()
            expect(rows.nth(at - 1)).to_contain_text(text)
    _send(page)


def _match(page: Page) -> None:
    for _, right in QUESTIONS["match"].pairs:
        page.locator(".choice:visible", has_text=right).tap()
    _send(page)


def _recall(page: Page) -> None:
    page.get_by_role("textbox").fill("都说到了")
    _send(page)


ANSWERED: dict[str, Callable[[Page], None]] = {
    "single": _single,
    "multiple": _multiple,
    "judge": _single,
    "fill": _fill,
    "numeric": _fill,
    "order": _order,
    "match": _match,
    "recall": _recall,
    "points": _recall,
}


def test_every_kind_is_answered_by_thumb_and_told_once_it_is_revealed(
    room: RoomThread, phone: Page
) -> None:
    for at, (name, answer) in enumerate(ANSWERED.items(), 1):
        room.do({"do": "goto", "slide": at})
        expect(phone.locator("main")).to_contain_text(QUESTIONS[name].plain_stem.split("_")[0])
        assert phone.evaluate(TOO_SMALL) == [], name
        answer(phone)
        expect(phone.get_by_role("status")).to_contain_text("已送达")
        assert phone.evaluate(TOO_SMALL) == [], name
        assert violations(phone) == [], name
        room.do("close")
        expect(phone.locator("main")).to_contain_text("已停止作答")
        room.do("reveal")
        expect(phone.locator(".answer")).to_contain_text("只在解析里")
        if name in {"recall", "points"}:
            for choice in phone.locator(".choice").all()[: 1 if name == "recall" else 2]:
                choice.tap()
            if name == "points":
                _send(phone)
            expect(phone.get_by_role("status")).to_contain_text("自评已送达")
        else:
            expect(phone.locator("main")).to_contain_text("答对了")
        assert phone.evaluate(TOO_SMALL) == [], name
        assert violations(phone) == [], name


def test_a_browser_that_keeps_nothing_says_so_and_still_answers(
    room: RoomThread, chromium: Browser
) -> None:
    context = chromium.new_context(locale="zh-CN")
    context.add_init_script(
        "for (const name of ['localStorage', 'cookie']) Object.defineProperty("
        "name === 'cookie' ? Document.prototype : window, name,"
        "{ get() { if (name === 'cookie') return ''; throw new Error('closed'); }, set() {} });"
    )
    page = context.new_page()
    page.goto(room.phones_page)
    expect(page.locator("main")).to_contain_text("这个浏览器不让网页保存数据")
    room.do({"do": "goto", "slide": 1})
    _choose_with_mouse(page)
    expect(page.get_by_role("status")).to_contain_text("已送达")
    context.close()


def test_a_phone_without_a_store_is_known_by_its_cookie(
    room: RoomThread, chromium: Browser
) -> None:
    context = chromium.new_context(locale="zh-CN")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } });"
    )
    page = context.new_page()
    page.goto(room.phones_page)
    room.do({"do": "goto", "slide": 1})
    _choose_with_mouse(page)
    expect(page.get_by_role("status")).to_contain_text("已送达")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("已送达")
    context.close()


def test_a_phone_without_a_socket_answers_all_the_same(room: RoomThread, chromium: Browser) -> None:
    context = chromium.new_context(locale="zh-CN")
    context.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose(), 1); } };"
    )
    page = context.new_page()
    page.goto(room.phones_page)
    expect(page.locator("main")).to_contain_text("学习会")
    room.do({"do": "goto", "slide": 1})
    _choose_with_mouse(page)
    expect(page.get_by_role("status")).to_contain_text("已送达")
    room.do("close")
    expect(page.locator("main")).to_contain_text("已停止作答")
    context.close()


def _choose_with_mouse(page: Page) -> None:
    page.locator(".choice").nth(1).click()
