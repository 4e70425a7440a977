"""Each kind of question on a phone: answered by thumb, nothing too small, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from kit.course import Course
from kit.library import StudySet
from kit.progress import Store
from tests.axe import violations
from tests.browser.phone import Phone
from tests.browser.room_thread import RoomThread
from tests.conftest import ARGUMENTS
from tests.old_chromium import old_chromium
from tests.room.questions import QUESTIONS, of_all_kinds
from tests.small_set import small_set

__all__ = ["small_set"]

pytestmark = pytest.mark.browser


@pytest.fixture
def room(small_set: StudySet, tmp_path: Path) -> Iterator[RoomThread]:
    with Store(f"sqlite:///{tmp_path / 'room.sqlite3'}") as store:
        led = of_all_kinds(Course(small_set), QUESTIONS.values())
        with RoomThread(led, store) as room:
            yield room


@pytest.fixture
def phone(request: pytest.FixtureRequest, room: RoomThread, chromium: Browser) -> Iterator[Phone]:
    width, scheme = getattr(request, "param", (320, "dark"))
    phone = Phone.new(chromium, room.phones_page, size=(width, 568), scheme=scheme)
    yield phone
    phone.close()


def _single(phone: Phone) -> None:
    phone.choose(1)


def _multiple(phone: Phone) -> None:
    phone.send()
    phone.is_told("请先选一项")
    phone.choose(0, 2)
    phone.send()


def _fill(phone: Phone) -> None:
    phone.write("生产质量" if "抓好" in phone.main.inner_text() else "三")
    phone.page.keyboard.press("Enter")


def _order(phone: Phone) -> None:
    """Draw the first item to its place with a finger, and move the others by their buttons."""
    wanted = QUESTIONS["order"].order
    rows = phone.page.locator(".sorted li")
    grip = rows.filter(has_text=wanted[0]).locator(".grip")
    box, first = grip.bounding_box(), rows.first.bounding_box()
    assert box is not None
    assert first is not None
    touch = phone.context.new_cdp_session(phone.page)
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
    phone.send()


def _match(phone: Phone) -> None:
    for _, right in QUESTIONS["match"].pairs:
        phone.page.locator(".choice:visible", has_text=right).click()
    phone.send()


def _recall(phone: Phone) -> None:
    """What is half written is there again after the page was loaded anew."""
    phone.write("都说到了")
    phone.page.reload()
    expect(phone.page.get_by_role("textbox")).to_have_value("都说到了")
    phone.send()


ANSWERED: dict[str, Callable[[Phone], None]] = {
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


def ask(room: RoomThread, kind: str) -> None:
    room.do({"do": "goto", "screen": list(ANSWERED).index(kind) + 2})


@pytest.mark.parametrize("phone", [(390, "light"), (320, "dark")], indirect=True, ids=str)
def test_every_kind_is_answered_by_thumb_and_told_once_it_is_revealed(
    room: RoomThread, phone: Phone
) -> None:
    light = phone.page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")

    def can_be_used() -> None:
        phone.can_be_read_and_touched()
        assert light or violations(phone.page) == [], name

    for name, answer in ANSWERED.items():
        ask(room, name)
        phone.sees(QUESTIONS[name].plain_stem.split("_")[0])
        phone.can_be_read_and_touched()
        answer(phone)
        phone.is_told("已送达")
        can_be_used()
        room.do("close")
        phone.sees("已停止作答")
        room.do("reveal")
        expect(phone.page.locator(".answer")).to_contain_text("只在解析里")
        if name in {"recall", "points"}:
            phone.choose(*range(1 if name == "recall" else 2))
            if name == "points":
                phone.send()
            phone.is_told("自评已送达")
        else:
            phone.sees("答对了")
            expect(phone.page.locator("footer")).to_have_css("height", "0px")  # no line across
        can_be_used()


CLOSED_STORE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error(); }});"
NO_COOKIES = (
    "Object.defineProperty(Document.prototype, 'cookie', {get() { return ''; }, set() {}});"
)
NO_SOCKET = "WebSocket = class { constructor() { setTimeout(() => this.onclose(), 1); } };"


@pytest.mark.parametrize(
    "lacking", [CLOSED_STORE, CLOSED_STORE + NO_COOKIES, NO_SOCKET], ids=["store", "all", "socket"]
)
def test_a_browser_that_lacks_something_is_enough(
    room: RoomThread, chromium: Browser, lacking: str
) -> None:
    phone = Phone.new(chromium, room.phones_page, lacking=lacking)
    keeps = NO_COOKIES not in lacking
    phone.sees("题目出现时" if keeps else "这个浏览器不让网页保存数据")
    ask(room, "single")
    phone.choose(1)
    phone.is_told("已送达")
    if keeps:
        phone.page.reload()
        phone.is_told("已送达")
    room.do("close")
    phone.sees("已停止作答")
    phone.close()


def test_a_connection_that_dies_without_a_word_is_begun_anew(
    room: RoomThread, phone: Phone
) -> None:
    sockets = 0

    def carry(socket: WebSocketRoute) -> None:
        nonlocal sockets
        sockets += 1
        room_side = socket.connect_to_server()
        if sockets == 1:  # what the phone answers is lost on the way
            socket.on_message(
                lambda said: room_side.send(said) if "answer" not in str(said) else None
            )

    phone.page.route_web_socket("**/ws", carry)
    phone.page.reload()
    ask(room, "single")
    phone.choose(1)
    phone.is_told("正在送出")
    phone.is_told("已送达")
    assert sockets == 2


def test_an_answer_that_comes_too_late_stays_in_sight_and_is_said_not_to_count(
    room: RoomThread, phone: Phone
) -> None:
    ask(room, "single")
    expect(phone.choices).to_have_count(3)
    phone.context.set_offline(True)
    phone.is_told("网络断开")
    phone.choose(2)
    phone.is_told("恢复后自动送出；停止以前送到才计入")
    room.do("close")
    phone.context.set_offline(False)
    phone.sees("您选的 C 没有赶在停止以前送到，没有计入。")
    phone.page.reload()
    room.do("reveal")
    phone.sees("您选的 C 没有赶在停止以前送到，没有计入。")
    expect(phone.page.locator(".options li").nth(2)).to_contain_text("您选的，没有计入")
    phone.does_not_see("没有作答")
    phone.can_be_read_and_touched()
    assert room.live.hub.counts()["in"] == 0


def test_what_was_not_sent_stays_in_sight_and_is_said_not_to_count(
    room: RoomThread, phone: Phone
) -> None:
    ask(room, "multiple")
    phone.choose(0, 2)
    phone.is_told("还没有提交")
    room.do("close")
    phone.sees("您选好了 A、C，但没有按“提交”，没有计入。")
    expect(phone.page.locator(".options li.chosen")).to_have_count(2)
    phone.does_not_see("没有作答")
    room.do("open")
    phone.send()
    phone.is_told("已送达")
    phone.choose(0)
    room.do("close", "reveal")
    phone.sees("您改选的 C 没有按“提交”，没有计入。计入的是上一次的。")
    phone.sees("答对了")


def test_words_places_and_pairs_that_were_not_sent_stay_in_sight(
    room: RoomThread, phone: Phone
) -> None:
    page = phone.page
    for name, change, kept in (
        ("fill", lambda: phone.write("生产质量"), "生产质量"),
        ("order", lambda: page.get_by_role("button", name="往后移").first.click(), "后二"),
        ("match", lambda: page.locator(".choice:visible", has_text="鼠").click(), "子 → "),
        ("recall", lambda: phone.write("都说到了"), "都说到了"),
    ):
        ask(room, name)
        phone.sees(QUESTIONS[name].plain_stem.split("_")[0])
        change()
        phone.is_told("还没有提交")
        room.do("close")
        phone.sees("您的作答没有按“提交”，没有计入。")
        room.do("reveal")
        phone.sees("只在解析里")
        expect(page.locator(".notice + .marked, .notice + .own")).to_contain_text(kept)
        phone.does_not_see("答对了")


def test_what_is_left_open_is_asked_about_once(room: RoomThread, phone: Phone) -> None:
    ask(room, "match")
    phone.page.locator(".choice:visible", has_text="鼠").click()
    phone.send()
    phone.is_told("还有 2 项没有选。再按一次就提交。")
    phone.page.locator(".choice:visible", has_text="牛").click()
    phone.send()
    phone.is_told("还有 1 项没有选。再按一次就提交。")
    assert room.live.hub.counts()["in"] == 0
    phone.send()
    phone.is_told("已送达")


def test_ones_own_result_stays_when_another_meeting_begins(room: RoomThread, phone: Phone) -> None:
    def can_be_opened(name: str) -> None:
        own = phone.page.get_by_role("link", name=name).get_attribute("href")
        assert phone.page.evaluate("path => fetch(path).then(({ status }) => status)", own) == 200

    ask(room, "single")
    phone.choose(0)
    phone.is_told("已送达")
    room.do("reveal", "end")
    phone.sees("共 1 题，您答了 1 题，全对 0 题。")
    phone.can_be_read_and_touched()
    room.stop()
    room.start()
    phone.sees("带学人已经开了新的一次学习会")
    phone.sees("您答了 1 题")
    can_be_opened("打开错题")
    ask(room, "multiple")
    phone.page.get_by_role("button", name="去新的一次").click()
    phone.sees(QUESTIONS["multiple"].plain_stem)
    room.do("close", "reveal", {"do": "goto", "screen": 1})
    phone.page.reload()
    can_be_opened("上一次学习会没有全对的 1 题")
    phone.can_be_read_and_touched()


def test_the_keyboard_does_not_cover_the_button(room: RoomThread, phone: Phone) -> None:
    ask(room, "recall")
    phone.page.get_by_role("textbox").focus()
    phone.page.evaluate(
        "Object.defineProperty(visualViewport, 'height', { value: 300 });"
        "visualViewport.dispatchEvent(new Event('resize'));"
    )
    box = phone.page.locator("#send").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 300


def test_a_phone_of_years_ago_answers_too(room: RoomThread, chromium: Browser) -> None:
    arguments = [*ARGUMENTS, "--no-sandbox", "--disable-gpu"]  # it carries neither of them
    browser = chromium.browser_type.launch(executable_path=old_chromium(), args=arguments)
    page = browser.new_page(bypass_csp=True, viewport={"width": 390, "height": 700})
    page.goto(room.phones_page)
    ask(room, "match")
    page.wait_for_function("Boolean(document.querySelector('.choice input'))")
    for _ in QUESTIONS["match"].pairs:
        page.evaluate("document.querySelector('.choice input').click()")
    page.evaluate("document.getElementById('send').click()")
    page.wait_for_function("document.getElementById('said').textContent.includes('已送达')")
    room.do("close", "reveal")
    page.wait_for_function("document.querySelector('.answer').textContent.includes('解析')")
    browser.close()
