"""A whole session in a real Chromium: a leader, three phones, a broken network, a killed server."""

from __future__ import annotations

import csv
import io
import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kit.course import Course
from kit.quiz import Question
from tests.axe import violations
from tests.browser.phone import PATIENCE, Phone
from tests.browser.running_room import Leading, Room, running_room, until

pytestmark = pytest.mark.browser


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with running_room(tmp_path) as running:
        yield running


@pytest.fixture
def phones(room: Room, chromium: Browser) -> Iterator[list[Phone]]:
    opened = [Phone.new(chromium, room.phones) for _ in range(3)]
    yield opened
    for phone in opened:
        phone.close()


@pytest.fixture
def leader(room: Room, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(room.leader)
    yield page
    context.close()


def test_a_whole_session_is_led_to_its_end(
    room: Room, leader: Page, phones: list[Phone], course: Course, tmp_path: Path
) -> None:
    lead = Leading(room, leader)
    by_id = {question.id: question for question in course.questions}
    one, two, _ = phones
    until(lambda: room.state()["counts"]["phones"] == 3, leader)
    for phone in phones:
        phone.sees("题目出现时，这个页面会自己换")
    assert violations(one.page) == []

    right: dict[str, tuple[int, str]] = {}
    happenings = [_changes_its_mind, _loses_the_network, _is_killed, _reloads, _has_two_tabs]
    state = lead.state
    while state["slide"] + 1 < state["of"] or state.get("round", {}).get("phase") == "open":
        state = lead.key()
        now = state.get("round")
        if now is None or now["phase"] != "open":
            continue
        question = by_id[now["question"]]
        for phone in phones:
            phone.sees(question.plain_stem[:12])
        happening = happenings[len(right)] if len(right) < len(happenings) else _all_answer
        happening(room, phones, question)
        lead.answered(3)
        first = not right
        right[question.id] = (2 if happening in (_loses_the_network, _is_killed) else 1, "")
        state = lead.press("停止作答") if first else lead.key()
        assert state["round"]["phase"] == "closed"
        one.sees("已停止作答，等待揭晓")
        heard = "".join(text for phone in phones for text in phone.heard)
        assert question.explanation[:12] not in heard
        assert not first or violations(one.page) == []
        state = lead.press("揭晓") if first else lead.key()
        assert state["round"]["phase"] == "revealed"
        one.sees("答对了")
        two.sees("没有答对")
        for phone in phones:
            phone.sees(question.explanation[:12])
        assert not first or violations(two.page) == []
    assert len(right) == 8
    questions = [by_id[name] for name in right]
    _a_question_is_asked_again(lead, phones, by_id["mt58"])
    _what_has_no_key(lead, phones)
    _own_words(lead, phones, by_id["mt63"])
    right |= {"mt58": (0, "1"), "mt63": (1, "")}

    lead.end()
    for phone in phones:
        phone.sees("学习会到此结束")
    one.sees("您答了 10 题，全都答对了")
    two.sees("您答了 9 题，全对 0 题")
    assert violations(two.page) == []
    _is_taken_along(room, two, [*questions, by_id["mt58"]], tmp_path)
    _the_report_is_right(room, right)


def _all_answer(_room: Room, phones: list[Phone], question: Question) -> None:
    for at, phone in enumerate(phones):
        phone.answer(question, right=at == 0)


def _changes_its_mind(room: Room, phones: list[Phone], question: Question) -> None:
    one = phones[0]
    assert violations(one.page) == []
    one.answer(question, right=False)
    _all_answer(room, phones, question)


def _loses_the_network(room: Room, phones: list[Phone], question: Question) -> None:
    one, two, three = phones
    three.context.set_offline(True)
    three.is_told("网络断开")
    three.choose(*question.keys)
    three.is_told("网络断开，已记下，恢复后自动送出")
    one.answer(question, right=True)
    two.answer(question, right=False)
    assert room.state()["counts"]["in"] == 2
    three.context.set_offline(False)
    three.is_told("已送达")


def _is_killed(room: Room, phones: list[Phone], question: Question) -> None:
    """The server dies; one has answered, one answers meanwhile, one afterwards."""
    one, two, three = phones
    slide = room.state()["state"]["slide"]
    one.answer(question, right=True)
    room.stop(signal.SIGKILL)
    two.choose(next(at for at in range(len(question.options)) if at not in question.keys))
    two.is_told("网络断开，已记下，恢复后自动送出")
    room.start()
    two.is_told("已送达")
    one.is_told("已送达")
    assert room.state()["state"]["slide"] == slide
    three.answer(question, right=True)


def _reloads(room: Room, phones: list[Phone], question: Question) -> None:
    one = phones[0]
    _all_answer(room, phones, question)
    one.page.reload()
    one.is_told("已送达")
    expect(one.page.locator(".choice").nth(question.keys[0]).locator("input")).to_be_checked()
    one.page.goto("about:blank")
    one.page.go_back()
    one.is_told("已送达")


def _has_two_tabs(room: Room, phones: list[Phone], question: Question) -> None:
    one = phones[0]
    there = room.state()["counts"]["phones"]
    second = one.context.new_page()
    one.listen(second)
    second.goto(room.phones)
    expect(second.locator(".choice").first).to_be_visible()
    _all_answer(room, phones, question)
    expect(second.get_by_role("status")).to_contain_text("已送达")
    expect(second.locator(".choice").nth(question.keys[0]).locator("input")).to_be_checked()
    assert room.state()["counts"]["phones"] == there
    second.close()


def _a_question_is_asked_again(lead: Leading, phones: list[Phone], question: Question) -> None:
    """By its number; all are wrong at first, and one is right once it has been talked over."""
    lead.room.do(do="ask", question=question.id)
    for phone in phones:
        phone.sees(question.plain_stem[:12])
        phone.answer(question, right=False)
    lead.key()
    phones[0].sees("已停止作答")
    lead.room.do(do="again")
    for at, phone in enumerate(phones):
        phone.sees("第二次作答")
        phone.answer(question, right=at == 0)
    lead.key()
    phones[0].sees("已停止作答")
    phones[0].does_not_see("第二次作答")
    lead.key()
    phones[0].sees("答对了")


def _what_has_no_key(lead: Leading, phones: list[Phone]) -> None:
    """Groups, a poll, a discussion."""
    one, two, three = phones
    lead.room.do(do="teams", count=3)
    two.sees("您在第几组？")
    one.page.get_by_role("button", name="第二组").click()
    expect(one.page.get_by_role("button", name="第二组，改选")).to_be_visible()

    lead.room.do(do="poll", title="下次什么时候学？", options=["上午", "下午"])
    for at, phone in enumerate(phones):
        phone.sees("下次什么时候学？")
        expect(phone.choices).to_have_text(["A. 上午", "B. 下午"])  # the letters of the wall
        phone.choose(0 if at else 1)
        phone.is_told("已送达")
    assert violations(one.page) == []
    lead.key()
    one.sees("已停止投票，等待公布")
    lead.key()
    one.sees("2 人（67%）")
    expect(one.page.locator(".options li.chosen")).to_have_text("B. 下午您选的1 人（33%）")

    lead.room.do(do="discuss", title="先做哪一件？", minutes=3)
    one.page.get_by_label("发言", exact=True).fill("先<b>对标</b>")
    one.send()
    one.sees("已送出，待带学人查看")
    assert violations(one.page) == []
    three.page.get_by_label("发言", exact=True).fill("正在写")
    lead.room.do(do="approve", message=1)
    two.sees("先<b>对标</b>")
    one.sees("已放到屏幕上")
    expect(three.page.get_by_label("发言", exact=True)).to_have_value("正在写")
    lead.key()
    one.sees("讨论已经停止")


def _own_words(lead: Leading, phones: list[Phone], question: Question) -> None:
    one = phones[0]
    lead.room.do(do="ask", question=question.id)
    one.page.get_by_label("作答").fill("都说到了")
    one.send()
    one.is_told("已送达")
    lead.key()
    one.sees("都说到了")
    lead.key()
    one.sees("参考答案")
    assert violations(one.page) == []
    one.choose(*range(len(question.points)))
    one.send()
    one.is_told("自评已送达")


def _is_taken_along(room: Room, phone: Phone, questions: list[Question], folder: Path) -> None:
    """What was wrong is a page, and the answers are merged by another machine, once."""
    page = phone.page
    address = page.get_by_role("link", name="打开错题").get_attribute("href")
    wrong = page.request.get(room.phones.rstrip("/") + str(address)).text()
    assert all(question.explanation in wrong for question in questions)
    page.get_by_text("电脑上装了这套学习工具的人").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="存下作答记录").click()
    file = folder / "kit-records.json"
    download.value.save_as(file)
    home = Room(folder / "another")
    for _ in range(2):
        assert home.kit("progress", "--import", str(file)).returncode == 0
    told = home.kit("progress", "zhanjiang2021", "--json").stdout
    attempts = json.loads(told)["attempts"]
    assert sorted(each["question"] for each in attempts) == sorted(each.id for each in questions)


def _the_report_is_right(room: Room, right: dict[str, tuple[int, str]]) -> None:
    text = room.get("/report.csv").decode("utf-8-sig")
    rows = {row["题号"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows.pop("")["题目"] == "下次什么时候学？"
    found = {name: (int(row["答对"]), row["讨论后答对"]) for name, row in rows.items()}
    assert found == right
    assert {row["作答"] for row in rows.values()} == {"3", "1"}
    assert "学习会报告" in room.get("/report.html").decode()
