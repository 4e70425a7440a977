"""The report after a session: what was right before and after, mistaken, and to be read again."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from kit.room.led_session import LedSession
from kit.room.results import Share
from kit.room.room_report import question_reports, report_csv, report_page, revealed
from kit.room.room_state import RoomState, Round
from kit.room.room_store import KeptRoom, RoomMessage, new_room
from tests.room.questions import NOON, RIGHT, answer

ROUNDS = (
    Round(1, "question", 2, "single", phase="closed", screen=3),
    Round(2, "question", 2, "single", take=2, phase="revealed", screen=3),
    Round(3, "question", 3, "order", phase="revealed", screen=4),
    Round(4, "poll", 3, title="<去哪里>", options=("甲", "乙"), phase="revealed"),
    Round(5, "question", 4, "recall", phase="closed", screen=5),
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
    single, order, recall = question_reports(led, kept())
    assert single.first.share == Share(4, 12)
    assert single.again is not None
    assert single.again.share == Share(11, 12)
    assert [(bar.text, bar.count) for bar in single.first.mistakes] == [("丙", 8)]
    assert order.again is None
    assert order.first.mistakes == ()
    assert (recall.answered, recall.remark) == (0, "无人作答。")


def test_a_phone_counts_once_in_each_take_with_its_last_answer(led: LedSession) -> None:
    anew = Round(6, "question", 2, "single", phase="closed")
    room = replace(
        kept(3),
        state=RoomState(rounds=(*ROUNDS, anew)),
        answers=(*kept(3).answers, *(answer(f"p{n}", 1, round_id=6) for n in range(2))),
    )
    single = question_reports(led, room)[0]
    assert single.again is not None
    assert (single.first.answered, single.again.answered) == (3, 3)
    assert single.first.share == Share(2, 3)
    page = report_page(led, room)
    assert "3 部手机作答。问了 3 道题，共 9 份作答；另有投票 1 次，共 3 份。" in page
    assert "3 份中 2 份，67%（21% 至 94%）" in page
    assert not re.search(r"\d 人", page)
    assert "人" not in report_csv(led, room).splitlines()[0]


def test_questions_are_named_by_their_number_and_by_that_of_their_screen_if_it_was_kept(
    led: LedSession,
) -> None:
    rounds = (
        *ROUNDS[:-1],
        replace(ROUNDS[-1], screen=0),
        Round(6, "question", 4, "judge", apart=True, phase="revealed"),
    )
    page = report_page(led, replace(kept(), state=RoomState(rounds=rounds)))
    heads = re.findall(r"<h2 id=.*?>(.*?)</h2>", page)
    assert heads == [
        "第 1 题（第 3 屏）",
        "第 2 题（第 4 屏）",
        "第 3 题",
        "第 4 题（另提的题）",
    ]
    assert page.count("<p>无人作答。</p>") == 2
    assert page.count("真实的比例大约在括号里的范围内（95% 的置信区间，威尔逊法）") == 1
    assert page.index("威尔逊法") < page.index("第 2 题（第 4 屏）")


def test_all_wrong_answers_that_as_many_gave_are_named(led: LedSession) -> None:
    answers = tuple(answer(f"p{n}", n % 2 * 2) for n in range(4))
    page = report_page(led, replace(kept(), answers=answers))
    assert re.search(r"最常见的错误：</b>[A-C]\. [甲丙]；[A-C]\. [甲丙]（各 2 份）", page)


def test_what_two_answered_comes_last_among_what_is_to_be_read_again(led: LedSession) -> None:
    scarce = [answer(f"p{n}", [3, 2, 1, 0], round_id=3) for n in range(2)]
    answers = (*scarce, *(answer(f"p{n}", int(n < 2), round_id=1) for n in range(9)))
    page = report_page(led, replace(kept(), answers=answers))
    few, two = page.index("22% 答对（不到 10 份"), page.index("0% 答对（只有 2 份作答")
    assert few < two


def test_of_how_few_it_is_said_that_they_are_few(led: LedSession) -> None:
    assert "不到 10 份" in question_reports(led, kept(9))[0].remark
    assert "不到 50 份" in question_reports(led, kept(49))[0].remark


def test_the_csv_has_a_line_for_each_question_and_for_each_poll(led: LedSession) -> None:
    lines = list(csv.DictReader(io.StringIO(report_csv(led, kept()))))
    assert [line["题号"] for line in lines] == ["single", "order", "recall", ""]
    assert [line["第几屏"] for line in lines] == ["3", "4", "5", ""]
    assert lines[0]["答对率"] == "0.33"
    assert lines[0]["讨论后答对"] == "11"
    assert lines[1]["讨论后答对"] == ""
    poll = {name: cell for name, cell in lines[3].items() if cell}
    assert poll == {
        "题目": "<去哪里>",
        "作答": "12",
        "说明": "投票，没有对错。",
        "分布": "A. 甲 6；B. 乙 6",
    }


def test_the_page_says_what_to_read_again_and_shows_what_was_written_as_text(
    led: LedSession,
) -> None:
    first_only = replace(kept(), answers=tuple(one for one in kept().answers if one.round_id != 2))
    page = report_page(led, first_only)
    assert "建议重读" in page
    assert '<a href="#single">第 1 题</a>，33% 答对；最常见的错误：' in page
    assert "&lt;去哪里&gt;" in page
    assert "最常见的错误：</b>C. 丙" in page
    assert "建议重读" not in report_page(led, kept())


def test_what_to_read_again_is_told_of_the_last_answers_alone(led: LedSession) -> None:
    firsts = [answer(f"p{n}", 2) for n in range(12)]
    lasts = [answer(f"p{n}", int(n < 2), round_id=2) for n in range(12)]
    page = report_page(led, replace(kept(), answers=(*firsts, *lasts)))
    assert "第 1 题</a>，讨论以后 17% 答对；最常见的错误：A. 甲。" in page
    assert "讨论以前最常见的错误：</b>C. 丙（12 份）" in page


def test_a_room_that_answered_nothing_has_a_report_too(led: LedSession) -> None:
    empty = replace(kept(), answers=())
    assert [one.answered for one in question_reports(led, empty)] == [0, 0, 0]
    assert "0 部手机作答" in report_page(led, empty)


def test_no_text_of_a_paper_becomes_a_formula(led: LedSession) -> None:
    bank = led.bank
    question = bank.asked("single").question
    for sign in "=＝":
        bank._asked.clear()
        bank._questions["single"] = replace(question, stem=f"{sign}1+1")
        assert f"'{sign}1+1" in report_csv(led, kept())


def test_groups_are_compared_and_what_the_wall_showed_of_a_discussion_is_told(
    led: LedSession,
) -> None:
    in_groups = tuple(
        replace(one, team=int(one.phone[1:]) % 3) for one in kept().answers if one.round_id < 3
    )
    talk = Round(6, "discussion", 4, title="怎么做", phase="closed")
    said = tuple(RoomMessage(n, 6, "p1", text, NOON) for n, text in ((1, "<好>"), (2, "不给看")))
    state = replace(kept().state, rounds=(*ROUNDS, talk), wall=(1,))
    room = replace(kept(), state=state, answers=in_groups, messages=said)
    single = question_reports(led, room)[0]
    assert single.teams == (
        ("第一组", Share(3, 4)),
        ("第二组", Share(4, 4)),
        ("未选组", Share(4, 4)),
    )
    assert "第一组 4 份中 3 份；第二组 4 份中 4 份；未选组 4 份中 4 份" in report_csv(led, room)
    page = report_page(led, room)
    assert "第一组 3/4，第二组 4/4，未选组 4/4" in page
    assert "&lt;好&gt;" in page
    assert "不给看" not in page


def test_what_only_says_that_it_was_wrong_is_no_common_mistake(led: LedSession) -> None:
    rounds = (Round(1, "question", 3, "order", phase="revealed"),)
    wrong = tuple(answer(f"p{n}", [3, 2, 1, 0]) for n in range(5))
    (order,) = question_reports(led, replace(kept(), state=RoomState(rounds=rounds), answers=wrong))
    assert order.first.share.count == 0
    assert order.first.mistakes == ()


def test_how_well_a_question_tells_apart_is_told_from_fifty_on(led: LedSession) -> None:
    wrong: dict[str, object] = {"single": 0, "judge": 0, "multiple": [1], "order": [3, 2, 1, 0]}
    rounds = tuple(
        Round(n, "question", 2, name, phase="revealed") for n, name in enumerate(wrong, 1)
    )
    answers = tuple(
        answer(f"p{n}", RIGHT[name] if n % 2 else wrong[name], round_id=at)
        for n in range(60)
        for at, name in enumerate(wrong, 1)
    )
    room = replace(kept(), state=RoomState(rounds=rounds), answers=answers)
    assert "<b>区分度：</b>1.00" in report_page(led, room)


def test_before_an_answer_is_shown_the_report_keeps_it_back_until_all_is_over() -> None:
    rounds = (*ROUNDS[:-1], replace(ROUNDS[-1], screen=0), Round(6, "question", 2, "judge"))
    shown = revealed(replace(kept(), state=replace(kept().state, rounds=rounds)))
    assert [one.id for one in shown.state.rounds] == [1, 2, 3, 4]
    over = replace(kept(), state=replace(kept().state, rounds=rounds, ended=True))
    assert revealed(over) == over


def report_of(led: LedSession, name: str, *ratings: object) -> str:
    """Return the report of answers in own words, of which each was rated so."""
    rounds = (Round(1, "question", 4, name, phase="revealed"),)
    own_words = tuple(answer(f"p{n}", "话", rating=one) for n, one in enumerate(ratings))
    return report_page(led, replace(kept(), state=RoomState(rounds=rounds), answers=own_words))


def test_of_answers_in_own_words_those_count_that_were_rated(led: LedSession) -> None:
    none = report_of(led, "points", None, None)
    assert "<b>自评：</b>没有人自评（2 份作答）。" in none
    some = report_of(led, "points", [0], [0, 1], None)
    assert "3 份作答中自评 2 份；自评全对：2 份中 1 份，50%" in some
    assert "要点一</td><td>2（100%）" in some
    unticked = report_of(led, "points", [], [])
    assert "2 份作答中自评 2 份，没有一份勾了要点。" in unticked
    for page in (none, unticked):
        assert "建议重读" not in page
        assert "威尔逊法" not in page
    assert "建议重读" in report_of(led, "recall", 0, 0)


def test_options_that_are_to_be_chosen_are_marked_and_nothing_else(led: LedSession) -> None:
    page = report_page(led, kept())
    assert "乙（应选）" in page
    assert "全对</td>" in page
    assert "全对（" not in page


def test_a_blank_is_still_to_be_seen_in_what_is_copied(led: LedSession) -> None:
    rounds = (Round(1, "question", 4, "fill", phase="revealed"),)
    page = report_page(led, replace(kept(), state=RoomState(rounds=rounds)))
    assert "抓好____。" in re.sub("<[^>]*>", "", page)
