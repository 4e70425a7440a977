"""Each kind of question on a phone: answered by thumb, nothing too small, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from kit.course import Course
from kit.library import StudySet
from kit.progress import Store
from tests.axe import violations
from tests.browser.room_thread import RoomThread
from tests.conftest import ARGUMENTS
from tests.old_chromium import old_chromium
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
    page.locator("#send").click()


def _choose(page: Page, number: int) -> None:
    page.locator(".choice").nth(number).click()


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
    """Draw the first item to its place with a finger, and move the others by their buttons."""
    wanted = QUESTIONS["order"].order
    rows = page.locator(".sorted li")
    grip = rows.filter(has_text=wanted[0]).locator(".grip")
    box, first = grip.bounding_box(), rows.first.bounding_box()
    assert box is not None
    assert first is not None
    touch = page.context.new_cdp_session(page)
    x, start, end = box["x"] + 20, box["y"] + 20, first["y"] + 2
    for kind, y in (("Start", start), ("Move", (start + end) / 2), ("Move", end), ("End", None)):
        points = [] if y is None else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    expect(rows.first).to_contain_text(wanted[0])
    for place, text in enumerate(wanted):
        row = rows.filter(has_text=text)
        while (at := [text in each for each in rows.all_inner_texts()].index(True)) > place:
            row.get_by_role("button", name="往前移").click()
            expect(rows.nth(at - 1)).to_contain_text(text)
    _send(page)


def _match(page: Page) -> None:
    for _, right in QUESTIONS["match"].pairs:
        page.locator(".choice:visible", has_text=right).click()
    _send(page)


def _recall(page: Page) -> None:
    """What is half written is there again after the page was loaded anew."""
    page.get_by_role("textbox").fill("都说到了")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("都说到了")
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
    light = phone.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    for at, (name, answer) in enumerate(ANSWERED.items(), 1):
        room.do({"do": "goto", "slide": at})
        expect(phone.locator("main")).to_contain_text(QUESTIONS[name].plain_stem.split("_")[0])
        assert phone.evaluate(TOO_SMALL) == [], name
        answer(phone)
        expect(phone.get_by_role("status")).to_contain_text("已送达")
        assert phone.evaluate(TOO_SMALL) == [], name
        assert light or violations(phone) == [], name
        room.do("close")
        expect(phone.locator("main")).to_contain_text("已停止作答")
        room.do("reveal")
        expect(phone.locator(".answer")).to_contain_text("只在解析里")
        if name in {"recall", "points"}:
            for choice in phone.locator(".choice").all()[: 1 if name == "recall" else 2]:
                choice.click()
            if name == "points":
                _send(phone)
            expect(phone.get_by_role("status")).to_contain_text("自评已送达")
        else:
            expect(phone.locator("main")).to_contain_text("答对了")
        assert phone.evaluate(TOO_SMALL) == [], name
        assert light or violations(phone) == [], name


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


def test_a_connection_that_dies_without_a_word_is_begun_anew(
    room: RoomThread, chromium: Browser
) -> None:
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    sockets = 0

    def carry(socket: WebSocketRoute) -> None:
        nonlocal sockets
        sockets += 1
        room_side = socket.connect_to_server()
        if sockets == 1:  # what the phone answers is lost on the way
            socket.on_message(
                lambda said: room_side.send(said) if "answer" not in str(said) else None
            )

    page.route_web_socket("**/ws", carry)
    page.goto(room.phones_page)
    room.do({"do": "goto", "slide": 1})
    _choose_with_mouse(page)
    expect(page.get_by_role("status")).to_contain_text("正在送出")
    expect(page.get_by_role("status")).to_contain_text("已送达", timeout=10_000)
    assert sockets == 2
    context.close()


def test_an_answer_that_comes_too_late_stays_in_sight_and_is_said_not_to_count(
    room: RoomThread, phone: Page
) -> None:
    room.do({"do": "goto", "slide": 1})
    expect(phone.locator(".choice")).to_have_count(3)
    phone.context.set_offline(True)
    expect(phone.get_by_role("status")).to_contain_text("网络断开")
    _choose(phone, 2)
    expect(phone.get_by_role("status")).to_contain_text("恢复后自动送出；停止以前送到才计入")
    room.do("close")
    phone.context.set_offline(False)
    main = phone.locator("main")
    expect(main).to_contain_text("您选的 C 没有赶在停止以前送到，没有计入。")
    phone.reload()
    room.do("reveal")
    expect(main).to_contain_text("您选的 C 没有赶在停止以前送到，没有计入。")
    expect(phone.locator(".options li").nth(2)).to_contain_text("您选的，没有计入")
    expect(main).not_to_contain_text("没有作答")
    assert phone.evaluate(TOO_SMALL) == []
    assert room.live.hub.counts()["in"] == 0


def test_what_was_not_sent_stays_in_sight_and_is_said_not_to_count(
    room: RoomThread, phone: Page
) -> None:
    room.do({"do": "goto", "slide": 2})
    _choose(phone, 0)
    _choose(phone, 2)
    expect(phone.get_by_role("status")).to_contain_text("还没有提交")
    room.do("close")
    main = phone.locator("main")
    expect(main).to_contain_text("您选好了 A、C，但没有按“提交”，没有计入。")
    expect(phone.locator(".options li.chosen")).to_have_count(2)
    expect(main).not_to_contain_text("没有作答")
    room.do("open")
    _send(phone)
    expect(phone.get_by_role("status")).to_contain_text("已送达")
    _choose(phone, 0)
    room.do("close", "reveal")
    expect(main).to_contain_text("您改选的 C 没有按“提交”，没有计入。计入的是上一次的。")
    expect(main).to_contain_text("答对了")


def test_words_places_and_pairs_that_were_not_sent_stay_in_sight(
    room: RoomThread, phone: Page
) -> None:
    main = phone.locator("main")
    for name, change in {
        "fill": lambda: phone.get_by_role("textbox").fill("生产质量"),
        "order": lambda: phone.get_by_role("button", name="往后移").first.click(),
        "match": lambda: phone.locator(".choice:visible", has_text="鼠").click(),
        "recall": lambda: phone.get_by_role("textbox").fill("都说到了"),
    }.items():
        room.do({"do": "goto", "slide": list(ANSWERED).index(name) + 1})
        expect(main).to_contain_text(QUESTIONS[name].plain_stem.split("_")[0])
        change()
        expect(phone.get_by_role("status")).to_contain_text("还没有提交")
        room.do("close")
        expect(main).to_contain_text("您的作答没有按“提交”，没有计入。")
        room.do("reveal")
        expect(main).to_contain_text("只在解析里")
        kept = {"fill": "生产质量", "order": "后二", "match": "子 → ", "recall": "都说到了"}[name]
        expect(phone.locator(".notice + .marked, .notice + .own")).to_contain_text(kept)
        expect(main).not_to_contain_text("答对了")


def test_a_second_take_is_called_so_while_it_is_open(room: RoomThread, phone: Page) -> None:
    room.do({"do": "goto", "slide": 1})
    _choose(phone, 0)
    expect(phone.get_by_role("status")).to_contain_text("已送达")
    room.do("close", "again")
    expect(phone.locator("main")).to_contain_text("第二次作答")
    _choose(phone, 1)
    expect(phone.get_by_role("status")).to_contain_text("已送达")
    room.do("close")
    expect(phone.locator("main")).to_contain_text("已停止作答")
    expect(phone.locator("main")).not_to_contain_text("第二次作答")


def test_a_poll_has_the_letters_of_the_wall(room: RoomThread, phone: Page) -> None:
    room.do({"do": "poll", "title": "何时？", "options": ["上午", "下午"]})
    expect(phone.locator(".choice").nth(1)).to_have_text("B. 下午")
    _choose(phone, 1)
    expect(phone.get_by_role("status")).to_contain_text("已送达")
    room.do("close", "reveal")
    expect(phone.locator(".options li.chosen")).to_have_text("B. 下午您选的1 人（100%）")
    expect(phone.locator("footer")).to_have_css("height", "0px")  # no line across the text


def test_ones_own_result_stays_when_another_meeting_begins(room: RoomThread, phone: Page) -> None:
    room.do({"do": "goto", "slide": 1})
    _choose(phone, 0)
    expect(phone.get_by_role("status")).to_contain_text("已送达")
    room.do("reveal", "end")
    main = phone.locator("main")
    expect(main).to_contain_text("共 1 题，您答了 1 题，全对 0 题。")
    assert phone.evaluate(TOO_SMALL) == []
    room.stop()
    room.start()
    expect(main).to_contain_text("带学人已经开了新的一次学习会")
    expect(main).to_contain_text("您答了 1 题")
    own = phone.get_by_role("link", name="打开错题").get_attribute("href")
    assert phone.evaluate("path => fetch(path).then((answered) => answered.status)", own) == 200
    room.do({"do": "goto", "slide": 2})
    phone.get_by_role("button", name="去新的一次").click()
    expect(main).to_contain_text(QUESTIONS["multiple"].plain_stem)
    room.do("close", "reveal", {"do": "goto", "slide": 0})
    phone.reload()
    own = phone.get_by_role("link", name="上一次学习会没有全对的 1 题").get_attribute("href")
    assert phone.evaluate("path => fetch(path).then((answered) => answered.status)", own) == 200
    assert phone.evaluate(TOO_SMALL) == []


def test_the_keyboard_does_not_cover_the_button(room: RoomThread, phone: Page) -> None:
    room.do({"do": "goto", "slide": list(ANSWERED).index("recall") + 1})
    phone.get_by_role("textbox").focus()
    phone.evaluate(
        "Object.defineProperty(visualViewport, 'height', { value: 300 });"
        "visualViewport.dispatchEvent(new Event('resize'));"
    )
    box = phone.locator("#send").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 300


def test_a_phone_of_years_ago_answers_too(room: RoomThread, chromium: Browser) -> None:
    arguments = [*ARGUMENTS, "--no-sandbox", "--disable-gpu"]  # it carries neither of them
    browser = chromium.browser_type.launch(executable_path=old_chromium(), args=arguments)
    page = browser.new_page(bypass_csp=True, viewport={"width": 390, "height": 700})
    page.goto(room.phones_page)
    room.do({"do": "goto", "slide": list(ANSWERED).index("match") + 1})
    page.wait_for_function("Boolean(document.querySelector('.choice input'))")
    for _ in QUESTIONS["match"].pairs:
        page.evaluate("document.querySelector('.choice input').click()")
    page.evaluate("document.getElementById('send').click()")
    page.wait_for_function("document.getElementById('said').textContent.includes('已送达')")
    room.do("close", "reveal")
    page.wait_for_function("document.querySelector('.answer').textContent.includes('解析')")
    browser.close()


def _choose_with_mouse(page: Page) -> None:
    page.locator(".choice").nth(1).click()
