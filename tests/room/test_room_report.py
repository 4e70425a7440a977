"""The report after a session: what was right before and after, mistaken, and to be read again."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from kit.room.led_session import LedSession
from kit.room.room_report import question_reports, report_csv, report_page
from kit.room.room_state import RoomState, Round
from kit.room.room_store import KeptRoom, new_room
from tests.room.questions import NOON, RIGHT, answer

ROUNDS = (
    Round(1, "question", 2, "single", phase="closed"),
    Round(2, "question", 2, "single", take=2, phase="revealed"),
    Round(3, "question", 3, "order", phase="revealed"),
    Round(4, "poll", 3, title="<去哪里>", options=("甲", "乙"), phase="revealed"),
    Round(5, "question", 4, "recall", phase="closed"),
)


def kept(phones: int = 12) -> KeptRoom:
    """Return a room in which a third was right at first, and all but one after a discussion."""
    answers = []
    for n in range(phones):
        name = f"p{n}"
        answers += [
            answer(name, 1 if n % 3 == 0 else 2, round_id=1),
            answer(name, 0 if n == 1 else 1, round_id=2),
            answer(name, RIGHT["order"], round_id=3),
            answer(name, n % 2, round_id=4),
        ]
    room = replace(new_room("set", "10_session_1", "第一次"), started=NOON)
    return KeptRoom(room, RoomState(rounds=ROUNDS, current=5), tuple(answers))


def test_a_question_is_told_before_and_after_the_discussion(led: LedSession) -> None:
    single, order = question_reports(led, kept())
    assert (single.first.count, single.first.of) == (4, 12)
    assert single.again is not None
    assert (single.again.count, single.again.of) == (11, 12)
    assert single.mistake is not None
    assert (single.mistake.text, single.mistake.count) == ("丙", 8)
    assert order.again is None
    assert order.mistake is None


def test_of_how_few_it_is_said_that_they_are_few(led: LedSession) -> None:
    assert "不到 10 人" in question_reports(led, kept(9))[0].remark
    assert "不到 50 人" in question_reports(led, kept(49))[0].remark


def test_the_csv_has_a_line_for_each_question_that_was_answered(led: LedSession) -> None:
    lines = list(csv.DictReader(io.StringIO(report_csv(led, kept()))))
    assert [line["题号"] for line in lines] == ["single", "order"]
    assert lines[0]["答对率"] == "0.33"
    assert lines[0]["讨论后答对"] == "11"
    assert lines[1]["讨论后答对"] == ""


def test_the_page_says_what_to_read_again_and_shows_what_was_written_as_text(
    led: LedSession,
) -> None:
    first_only = replace(kept(), answers=tuple(one for one in kept().answers if one.round_id != 2))
    page = report_page(led, first_only)
    assert "建议重读" in page
    assert "single 只有 33% 答对" in page
    assert "&lt;去哪里&gt;" in page
    assert "建议重读" not in report_page(led, kept())


def test_a_room_that_answered_nothing_has_a_report_too(led: LedSession) -> None:
    empty = replace(kept(), answers=())
    assert question_reports(led, empty) == ()
    assert "0 部手机作答" in report_page(led, empty)


def test_no_text_of_a_paper_becomes_a_formula(led: LedSession) -> None:
    bank = led.bank
    question = bank.asked("single").question
    bank._asked.clear()
    bank._questions["single"] = replace(question, stem="=1+1")
    assert "'=1+1" in report_csv(led, kept())
