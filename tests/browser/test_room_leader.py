"""The leader's page on the projector and the speaker's view, while phones answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from kit.course import Course
from kit.library import DEFAULT_SET, study_set
from kit.progress import Store
from kit.quiz import Option, Question
from kit.room.asked import Bank
from kit.room.led_session import LedSession, read_session, sessions
from tests.browser.room_thread import ADDRESS, RoomThread
from tests.browser.room_windows import BAD_TEXT, Screens, see
from tests.browser.running_room import until
from tests.room.questions import QUESTIONS

pytestmark = pytest.mark.browser

QUESTION = 6  # the slide that asks the first question, from 0
STEM = "一份提纲写道"
KEY = "✓ 应选"


@pytest.fixture(scope="module")
def led() -> LedSession:
    course = Course(study_set(DEFAULT_SET))
    return read_session(course, sessions(course)[0].path)


@pytest.fixture
def room(led: LedSession, tmp_path: Path) -> Iterator[RoomThread]:
    store = Store(f"sqlite:///{tmp_path / 'room.sqlite3'}")
    with store, RoomThread(led, store) as running:
        yield running


@pytest.fixture
def screens(chromium: Browser) -> Iterator[Screens]:
    opened = Screens(chromium)
    yield opened
    opened.close()


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def to_question(room: RoomThread) -> dict[str, Any]:
    return room.do({"do": "goto", "screen": QUESTION + 1})


def test_one_key_leads_from_the_slide_to_the_answer(room: RoomThread, screens: Screens) -> None:
    wall = screens.open(room.leader)
    room.come(3)
    room.do({"do": "goto", "screen": QUESTION})
    expect(wall.locator(".kit-number")).to_have_text("6 / 40")
    wall.keyboard.press("ArrowRight")
    expect(wall.locator(".kit-stem")).to_contain_text(STEM)
    room.answer(0, 2)
    expect(wall.locator(".kit-coming")).to_have_text("正在作答　2 / 3 人")
    wall.keyboard.press("PageDown")
    expect(wall.locator(".kit-coming")).to_have_text("已停止作答　2 份")
    assert KEY not in wall.inner_text("body")
    wall.keyboard.press("Space")
    expect(wall.locator(".kit-spread .kit-right")).to_have_count(1)
    expect(wall.locator(".kit-spread .kit-right")).to_contain_text(KEY)
    expect(wall.locator(".kit-spread td")).to_have_text(
        ["1 人（50%）", "0 人（0%）", "1 人（50%）"]
    )
    wall.keyboard.press("ArrowRight")
    expect(wall.locator(".kit-slide blockquote mark").first).to_be_visible()
    expect(wall.locator(".kit-place")).to_contain_text("第3段")
    expect(wall.locator(".kit-slide")).to_contain_text("解析：")
    wall.keyboard.press("PageUp")
    expect(wall.locator(".kit-spread")).to_be_visible()


def test_without_phones_the_answer_follows_and_nothing_is_counted(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    see(wall, to_question(room))
    expect(wall.locator(".kit-coming")).to_have_text("正在作答")
    expect(wall.locator(".kit-enter")).to_have_text(f"手机进入：{ADDRESS.rstrip('/')}")
    wall.keyboard.press("ArrowRight")
    expect(wall.locator(".kit-options .kit-right")).to_have_count(1)
    expect(wall.locator(".kit-coming")).to_be_empty()
    see(wall, room.do("end"))
    assert "手机" not in wall.locator(".kit-slide").inner_text()


def test_a_second_answer_stands_beside_the_first(room: RoomThread, screens: Screens) -> None:
    wall = screens.open(room.leader, 1366, 768)
    room.come(4)
    to_question(room)
    room.answer(0, 1, 2, 2)
    room.do("close", "again")
    expect(wall.locator(".kit-coming")).to_have_text("再次作答　0 / 4 人")
    room.answer(2, 2, 2, 1)
    see(wall, room.do("close", "reveal"))
    assert wall.locator(".kit-spread thead th").all_inner_texts() == [
        "第一次（4 份）",
        "讨论以后（4 份）",
    ]
    expect(wall.locator(".kit-right td")).to_have_text(["2 人（50%）", "3 人（75%）"])
    assert wall.evaluate(BAD_TEXT) == []


def test_buttons_are_pressed_once_and_only_when_they_make_sense(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    room.come(1)
    see(wall, to_question(room))
    wall.mouse.move(200, 200)
    expect(button(wall, "揭晓")).to_be_enabled()
    button(wall, "停止作答").click()
    expect(button(wall, "停止作答")).to_be_disabled()
    assert room.live.hub.state.round.phase == "closed"  # type: ignore[union-attr]
    button(wall, "下一屏").focus()
    wall.keyboard.press("Space")  # the button's own press, not also the page's key
    expect(wall.locator(".kit-spread")).to_be_visible()
    version = room.live.hub.state.version
    for key in ("F5", "Escape", "x", "p", "n", "h", "Shift"):
        wall.keyboard.press(key)
    assert wall.locator(".kit-spread").is_visible()
    wall.keyboard.press("b")
    expect(wall.locator(".kit-stage > .kit-black")).to_be_visible()
    wall.keyboard.press(".")
    expect(wall.locator(".kit-stage > .kit-black")).to_be_hidden()
    assert room.live.hub.state.version == version + 2


def test_what_is_typed_leads_nowhere_and_stays_off_the_wall(
    room: RoomThread, screens: Screens
) -> None:
    wall, speaker = screens.open(room.leader), screens.open(f"{room.leader}/speaker", 1280, 800)
    version = room.live.hub.state.version
    speaker.get_by_text("投票", exact=True).click()
    speaker.get_by_label("投票决定什么").press_sequentially("先做 b. 哪一件")
    speaker.get_by_label("选项，一行一个").fill("甲")
    button(speaker, "开始投票").click()
    expect(speaker.locator("#forms [role=alert]")).to_have_text("投票要有 2 至 6 个选项。")
    speaker.get_by_label("选项，一行一个").fill("甲\n\n乙\n")
    assert room.live.hub.state.version == version
    assert "哪一件" not in wall.content()
    button(speaker, "开始投票").click()
    expect(wall.locator("h2").first).to_have_text("先做 b. 哪一件 （投票）")
    assert wall.locator(".kit-options li").all_inner_texts() == ["A. 甲", "B. 乙"]
    expect(speaker.get_by_label("投票决定什么")).to_have_value("")
    room.come(2)
    room.answer(1, 1)
    button(speaker, "停止投票").click()
    expect(speaker.locator("#bar [data-do=next]")).to_have_text("公布结果")
    button(speaker, "公布结果").click()
    expect(wall.locator(".kit-spread td")).to_have_text(["0 人（0%）", "2 人（100%）"])


def test_a_question_is_found_by_number_and_by_words(room: RoomThread, screens: Screens) -> None:
    wall, speaker = screens.open(room.leader), screens.open(f"{room.leader}/speaker", 390, 844)
    speaker.get_by_text("提问", exact=True).click()
    words = speaker.get_by_role("searchbox")
    words.fill("没有这样的题")
    expect(speaker.locator("#forms li")).to_have_text("没有找到。")
    words.fill("六个比喻")
    expect(speaker.locator("#forms li").first).to_contain_text("ms91")
    words.fill("ms91")
    button(speaker, "问 ms91").click()
    expect(wall.locator(".kit-stem")).to_contain_text("六个比喻")
    expect(speaker.locator("#asked")).to_contain_text("正确答案：")


def test_what_was_typed_stays_until_the_room_has_followed_it(
    room: RoomThread, screens: Screens
) -> None:
    speaker = screens.open(f"{room.leader}/speaker", 1280, 800)
    speaker.get_by_text("投票", exact=True).click()
    speaker.get_by_label("投票决定什么").fill("先做哪一件")
    speaker.get_by_label("选项，一行一个").fill("甲\n乙")
    room.stop()
    expect(speaker.locator("nav .kit-said")).to_contain_text("连接断了")
    button(speaker, "开始投票").click()
    room.start()
    expect(speaker.locator("nav .kit-said")).to_be_empty()
    see(speaker, room.do("black"))
    expect(speaker.get_by_label("投票决定什么")).to_have_value("先做哪一件")
    button(speaker, "开始投票").click()
    expect(speaker.locator("#now .kit-slide h2")).to_have_text("先做哪一件 （投票）")
    expect(speaker.get_by_label("投票决定什么")).to_have_value("")


def test_nothing_that_phones_write_is_shown_unseen(room: RoomThread, screens: Screens) -> None:
    wall, speaker = screens.open(room.leader), screens.open(f"{room.leader}/speaker", 390, 844)
    speaker.get_by_text("讨论", exact=True).click()
    speaker.get_by_label("讨论什么").fill("还缺什么？")
    button(speaker, "开始讨论").click()
    expect(wall.locator(".kit-countdown")).to_have_text("2:59")
    room.come(2)
    room.say("缺责任人", "<b>缺时间</b>")
    expect(speaker.locator("#voices li")).to_have_count(2)
    assert "缺责任人" not in wall.content()
    speaker.locator("#voices li", has_text="<b>缺时间</b>").get_by_role("button").click()
    expect(wall.locator(".kit-voices li")).to_have_text(["<b>缺时间</b>"])
    button(speaker, "撤下").click()
    expect(wall.locator(".kit-voices li")).to_have_count(0)
    speaker.evaluate("document.querySelectorAll('#voices button').forEach((one) => one.click())")
    expect(wall.locator(".kit-voices li")).to_have_count(2)
    room.come(30)
    room.say(*("展板不是措施，要写清谁来做、什么时候做完" * 3 for _ in room.phones))
    see(
        wall, room.do(*({"do": "approve", "message": one.number} for one in room.live.hub.messages))
    )
    expect(wall.locator(".kit-slide > .kit-asked")).to_contain_text("还有较早的")
    assert wall.evaluate(BAD_TEXT) == []
    see(wall, room.do("close"))
    assert wall.locator(".kit-coming").evaluate("box => box.offsetWidth") == 0


def test_groups_are_compared_after_the_answer_and_at_the_end(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    room.come(3)
    room.do({"do": "teams", "count": 2})
    expect(wall.locator(".kit-coming")).to_have_text("请在手机上选组：已选 0 / 3")
    to_question(room)
    room.join_teams(1, 1, 2)
    room.answer(2, 0, 2)
    room.go()
    until(lambda: room.live.hub.counts()["phones"] == 2, wall)
    expect(wall.locator(".kit-coming")).to_have_text("正在作答　3 / 3 人")
    see(wall, room.do("reveal", "next", "next"))
    expect(wall.locator(".kit-teams tr")).to_have_text(
        ["第一组1 / 2（50%）", "第二组1 / 1（100%）"]
    )
    assert wall.evaluate(BAD_TEXT) == []
    see(wall, room.do("end"))
    expect(wall.locator(".kit-slide h1")).to_have_text("学习会到此结束")
    expect(wall.locator(".kit-teams tr")).to_have_count(2)
    assert wall.evaluate(BAD_TEXT) == []


def test_many_groups_and_long_polls_fit(room: RoomThread, screens: Screens) -> None:
    wall = screens.open(room.leader)
    room.come(1)
    options = [f"{name}{'把责任落到人，' * 8}" for name in "甲乙丙丁戊己"]
    for command in (
        {"do": "poll", "title": "哪一件最先做完？" * 12, "options": options},
        *("close", "reveal"),
    ):
        see(wall, room.do(command))
        assert wall.evaluate(BAD_TEXT) == []
        expect(wall.get_by_text("己把责任落到人")).to_be_visible()
    see(wall, room.do({"do": "discuss", "title": "哪一件最先做完？" * 25, "minutes": 3}))
    room.say("要写清谁来做" * 20)
    see(wall, room.do({"do": "approve", "message": 1}))
    assert wall.evaluate(BAD_TEXT) == []
    room.do({"do": "teams", "count": 12})
    to_question(room)
    room.come(11)
    room.join_teams(*range(1, 13))
    room.answer(*[2] * 12)
    see(wall, room.do("reveal", "next", "next"))
    expect(wall.locator(".kit-teams tr")).to_have_count(12)
    assert wall.evaluate(BAD_TEXT) == []
    see(wall, room.do("end"))
    assert wall.evaluate(BAD_TEXT) == []


def test_ending_is_asked_about(room: RoomThread, screens: Screens) -> None:
    speaker = screens.open(f"{room.leader}/speaker", 390, 844)
    button(speaker, "结束").click()
    button(speaker, "不结束").click()
    assert not room.live.hub.state.ended
    to_question(room)
    expect(button(speaker, "停止作答").first).to_be_visible()
    button(speaker, "结束").click()
    expect(speaker.get_by_text("还有一题没有揭晓，结果和报告也算上它。")).to_be_visible()
    room.come(1)  # what happens meanwhile does not put the button back beside the question
    expect(speaker.locator("#asked")).to_contain_text("0 / 1 人已作答")
    expect(button(speaker, "结束")).to_be_hidden()
    button(speaker, "确定结束").click()
    expect(speaker.get_by_role("link", name="看这一次的报告")).to_be_visible()
    assert room.live.hub.state.ended
    expect(button(speaker, "下一屏")).to_be_disabled()


def test_the_address_is_called_up_from_anywhere(room: RoomThread, screens: Screens) -> None:
    wall, speaker = screens.open(room.leader), screens.open(f"{room.leader}/speaker", 390, 844)
    see(wall, to_question(room))
    expect(wall.locator(".kit-join")).to_be_hidden()
    button(speaker, "二维码").click()
    expect(wall.locator(".kit-join img")).to_be_visible()
    expect(wall.locator(".kit-address")).to_have_text(ADDRESS.rstrip("/"))
    assert wall.evaluate(BAD_TEXT) == []
    code = wall.locator(".kit-join img").get_attribute("src")
    room.live.hub.address = "http://192.168.1.6:8410/"  # begun again in another network
    see(wall, room.do("code", "code"))
    assert wall.locator(".kit-join img").get_attribute("src") != code
    wall.keyboard.press("q")
    expect(wall.locator(".kit-join")).to_be_hidden()
    expect(wall.locator(".kit-stem")).to_be_visible()


def test_keys_lead_back_to_the_slide_and_to_any_other(room: RoomThread, screens: Screens) -> None:
    wall = screens.open(room.leader)
    see(wall, room.do({"do": "goto", "screen": 4}))
    wall.keyboard.press("q")
    expect(wall.locator(".kit-join")).to_be_visible()
    wall.keyboard.press("Escape")
    expect(wall.locator(".kit-join")).to_be_hidden()
    wall.keyboard.press("b")
    expect(wall.locator(".kit-stage > .kit-black")).to_be_visible()
    wall.keyboard.press("Escape")
    expect(wall.locator(".kit-stage > .kit-black")).to_be_hidden()
    wall.keyboard.press("End")
    expect(wall.locator(".kit-number")).to_have_text("40 / 40")
    wall.keyboard.press("Home")
    expect(wall.locator(".kit-number")).to_have_text("1 / 40")
    wall.keyboard.press("1")
    wall.keyboard.press("2")
    expect(wall.locator(".kit-said")).to_have_text("第 12 屏：按回车就到")
    wall.keyboard.press("Enter")
    expect(wall.locator(".kit-number")).to_have_text("12 / 40")
    expect(wall.locator(".kit-said")).to_be_empty()


def test_the_leader_s_secret_is_not_on_the_wall(room: RoomThread, screens: Screens) -> None:
    wall, speaker = screens.open(room.leader), screens.open(f"{room.leader}/speaker", 390, 844)
    speaker.get_by_text("在自己的手机上带").click()
    code = speaker.locator("#phone img")
    expect(code).to_be_visible()
    assert code.get_attribute("src") == f"{room.live.leader_path}/qr.svg?of=speaker"
    assert room.live.hub.room.secret not in wall.inner_text("body")
    assert wall.locator("img[src*=speaker]").count() == 0


def test_windows_agree_and_find_a_room_again_that_was_away(
    room: RoomThread, screens: Screens
) -> None:
    wall, speaker = screens.open(room.leader), screens.open(f"{room.leader}/speaker", 1280, 800)
    room.come(1)
    to_question(room)
    room.answer(2)
    room.stop()
    for page in (wall, speaker):
        expect(page.locator("nav .kit-said, #stage .kit-said")).to_have_text(
            "连接断了，正在重新连接。已有的作答都在。"
        )
    assert wall.evaluate(BAD_TEXT) == []
    room.start()
    for page in (wall, speaker):
        expect(page.locator("nav .kit-said, #stage .kit-said")).to_be_empty()
    button(speaker, "停止作答").click()
    expect(wall.locator(".kit-coming")).to_have_text("已停止作答　1 份")
    wall.keyboard.press("ArrowRight")
    expect(speaker.locator("#now .kit-right td")).to_have_text(["1 人（100%）"])


def test_the_buttons_of_the_desk_keep_their_places(room: RoomThread, screens: Screens) -> None:
    speaker = screens.open(f"{room.leader}/speaker", 1280, 800)
    before = button(speaker, "上一屏").bounding_box()
    room.come(1)
    see(speaker, to_question(room))
    expect(button(speaker, "揭晓")).to_be_visible()
    assert button(speaker, "上一屏").bounding_box() == before


def test_a_connection_that_dies_without_a_word_is_begun_anew(
    room: RoomThread, screens: Screens
) -> None:
    speaker = screens.open(f"{room.leader}/speaker", 390, 844)
    sockets = 0

    def carry(socket: WebSocketRoute) -> None:
        nonlocal sockets
        sockets += 1
        room_side = socket.connect_to_server()
        if sockets == 1:  # what the leader says is lost on the way
            socket.on_message(lambda _said: None)
        else:
            socket.on_message(room_side.send)

    speaker.route_web_socket("**/ws?*", carry)
    speaker.reload()
    expect(speaker.locator("#now-title")).to_contain_text("第 1 屏")
    button(speaker, "下一屏").click()
    until(lambda: sockets == 2, speaker)
    expect(speaker.locator("nav .kit-said")).to_be_empty()  # it says until then what is wrong
    button(speaker, "下一屏").click()
    expect(speaker.locator("#now-title")).to_contain_text("第 2 屏")


def test_the_speaker_s_view_tells_what_the_room_does_not_see(
    room: RoomThread, screens: Screens
) -> None:
    speaker = screens.open(f"{room.leader}/speaker", 1280, 800)
    room.come(2)
    to_question(room)
    room.answer(2, 0)
    see(speaker, room.do("close"))
    expect(speaker.locator("#asked")).to_contain_text("正确答案：C.")
    expect(speaker.locator("#asked .kit-right td")).to_have_text(["1 人（50%）"])
    expect(speaker.locator("#asked")).to_contain_text("不妨先让大家讨论")
    expect(speaker.locator("#notes")).to_contain_text("四十秒")
    expect(speaker.locator("#notes")).to_contain_text("大家用手机作答")
    expect(speaker.get_by_text("正解：")).to_be_hidden()
    expect(speaker.locator("#after .kit-stem")).to_contain_text("建设省域副中心城市")
    expect(speaker.locator('[data-time="part"]')).to_contain_text("/ 12 分钟")
    expect(speaker.locator('[data-time="all"]')).to_contain_text("/ 90 分钟")


@pytest.mark.parametrize("views", [("", "/speaker"), ("/speaker",)], ids=["screen", "phone"])
def test_axe_finds_nothing(room: RoomThread, screens: Screens, views: tuple[str, ...]) -> None:
    width, height = (1920, 1080) if "" in views else (390, 844)
    pages = [screens.open(room.leader + view, width, height) for view in views]
    room.come(1)
    to_question(room)
    room.answer(2)
    discussion = {"do": "discuss", "title": "还缺什么？", "minutes": 3}
    for command in ("close", "reveal", discussion):
        state = room.do(command)
        if command == discussion:
            room.say("缺责任人")
            pages[0].keyboard.press("m")
        for page in pages:
            see(page, state)
            page.mouse.move(10, 10)
            for title in (
                ("提问", "投票", "讨论", "分组", "到某一屏") if command == discussion else ()
            ):
                page.locator("summary", has_text=title).first.click()
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def faults(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def test_all_that_a_room_reads_in_the_session_is_large_and_whole(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    expect(wall.locator(".kit-corner .kit-said")).to_have_text(
        "动一动鼠标，左下角有按钮；按 ? 看按键"
    )
    room.come(3)
    seen = 0
    before = -1
    state = room.do()
    while state["version"] > before:
        before = state["version"]
        see(wall, state)
        assert wall.evaluate(BAD_TEXT) == [], (state["slide"], state["screen"])
        seen += 1
        state = room.do("next")
    assert state["slide"] + 1 == state["of"]
    assert seen > state["of"]


@pytest.mark.parametrize("kind", ["single", "multiple", "fill", "match", "recall"])
def test_the_longest_question_of_each_kind_fits(
    room: RoomThread, screens: Screens, kind: str
) -> None:
    wall = screens.open(room.leader)
    room.come(1)
    bank = room.live.led.bank
    of_kind = [name for name in bank if bank.asked(name).question.kind == kind]
    for name in sorted(of_kind, key=lambda name: len(bank.asked(name).html))[-2:]:
        for command in ({"do": "ask", "question": name}, "close", "again", "reveal", "next"):
            see(wall, room.do(command))
            assert wall.evaluate(BAD_TEXT) == [], (name, command)


def test_own_words_have_no_shares_before_anybody_has_rated_them(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    room.come(3)
    room.do({"do": "ask", "question": "mt63"})
    room.answer("甲", "乙")
    see(wall, room.do("close", "reveal"))
    expect(wall.locator(".kit-slide .kit-asked")).to_have_text("请在手机上自评　已自评 0 / 2 人")
    assert "%" not in wall.locator(".kit-slide").inner_text()
    room.answer([0])
    expect(wall.locator("caption")).to_have_text("请在手机上自评　已自评 1 / 2 人")
    expect(wall.locator(".kit-spread td").first).to_have_text("1 人（100%）")


def test_rows_that_say_nothing_are_left_out_and_what_is_wholly_right_is_told(
    led: LedSession, tmp_path: Path, screens: Screens
) -> None:
    bank = Bank(tuple(QUESTIONS.values()), led.course.speech)
    with (
        Store(f"sqlite:///{tmp_path / 'kinds.sqlite3'}") as store,
        RoomThread(replace(led, bank=bank), store) as room,
    ):
        wall = screens.open(room.leader)
        room.come(2)
        rows = wall.locator(".kit-spread tr")
        for response, last in (("三", "不对1 人（50%）"), ("安全", "其他不对的0 人（0%）")):
            room.do({"do": "ask", "question": "fill"})
            room.answer(["生产质量"], [response])
            see(wall, room.do("close", "reveal"))
            expect(rows.last).to_have_text(last)
            expect(rows.first).to_have_text("全对1 人（50%）")
            expect(rows).to_have_count(2 if response == "三" else 3)
        room.do({"do": "ask", "question": "multiple"})
        room.answer([0, 2], [0])
        see(wall, room.do("close", "reveal"))
        expect(wall.locator("caption")).to_have_text("全对 1 / 2 人")


LONG = Question(
    "long",
    "single",
    "哪一项不合讲话？" * 80,
    options=tuple(Option(f"第{at}项，" + "要把责任落到人" * 12, at == 3) for at in range(4)),
    explanation="第三项不合。",
)


def test_what_is_too_long_beside_its_bars_is_left_out_and_nothing_is_cut(
    led: LedSession, tmp_path: Path, screens: Screens
) -> None:
    bank = Bank((LONG,), led.course.speech)
    longer = replace(led, bank=bank)
    with (
        Store(f"sqlite:///{tmp_path / 'long.sqlite3'}") as store,
        RoomThread(longer, store) as room,
    ):
        wall = screens.open(room.leader)
        room.come(1)
        state = room.do({"do": "ask", "question": "long"})
        see(wall, state)
        expect(wall.locator(".kit-slide")).to_have_attribute("data-size", "0")
        while room.do()["version"] == state["version"]:  # one turns pages before one goes on
            before = wall.locator(".kit-slide").evaluate("slide => slide.scrollTop")
            wall.keyboard.press("PageDown")
            wall.wait_for_function(
                "([top, version]) => document.querySelector('.kit-slide').scrollTop > top"
                " || Number(document.body.dataset.version) > version",
                arg=[before, state["version"]],
            )
        assert before > 0
        see(wall, room.do("reveal"))
        expect(wall.locator(".kit-stem")).to_be_hidden()
        assert wall.evaluate(BAD_TEXT) == []


def test_a_page_of_a_meeting_that_is_over_says_that_the_secret_is_another(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    room.do("end")
    room.stop()
    room.start()
    expect(wall.locator(".kit-said")).to_contain_text("口令已换")


def test_after_a_discussion_the_question_is_there_to_be_answered_again(
    room: RoomThread, screens: Screens
) -> None:
    wall = screens.open(room.leader)
    to_question(room)
    room.come(2)
    room.answer(0, 2)
    room.do("close", {"do": "discuss", "title": "为什么", "minutes": 0}, "next", "next")
    expect(wall.locator(".kit-stem")).to_contain_text(STEM)
    expect(wall.locator(".kit-coming")).to_have_text("已停止作答　2 份")
    wall.keyboard.press("ArrowRight")
    expect(wall.locator(".kit-coming")).to_have_text("再次作答　0 / 2 人")
    assert [one.take for one in room.live.hub.state.rounds] == [1, 1, 2]


def test_a_title_in_the_list_leads_to_its_slide(
    led: LedSession, room: RoomThread, screens: Screens
) -> None:
    speaker = screens.open(f"{room.leader}/speaker")
    speaker.locator("summary", has_text="到某一屏").click()
    number, title = led.titles[-2]
    speaker.get_by_label("或者按标题找").select_option(label=f"{number}　{title}")
    expect(speaker.get_by_label("第几屏")).to_have_value(str(number))
    button(speaker, "到这一屏").click()
    expect(speaker.locator("#now-title")).to_have_text(f"现在：第 {number} 屏（共 40 屏）")
    expect(speaker.locator("#now")).to_contain_text(title)
