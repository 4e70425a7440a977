"""An attempt says what was answered, is graded here, and comes back as it left; a question's mark
changes with what is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.errors import KitError
from kit.progress import Attempt
from kit.progress.attempts import (
    Confidence,
    Outcome,
    Session,
    attempt_from,
    checked,
    plain,
    stamp,
)
from kit.progress.record_file import FORMAT, VERSION, from_text, to_text
from kit.quiz import Evidence, Option, Question, WrongAnswer, content_hash, grade
from tests.responses import partly, report, right, wrong

QUESTION = Question(
    "ms05",
    "single",
    "工作站驻在哪里？",
    options=(Option("各镇（街）", True), Option("各县", False, "说的是别处。")),
    explanation="见二（二）五要。",
    line=12,
)
REPORT = report(QUESTION)


def test_the_mark_of_a_question_never_changes_by_itself() -> None:
    assert content_hash(QUESTION) == "0c400a4e39c09ccb"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "ms06"},
        {"explanation": "换一种说法。"},
        {"hint": "想一想"},
        {"line": 99, "path": "b.md"},
        {"tier": "close", "level": "apply"},
        {"wrong": (WrongAnswer("说明。", 0, texts=("甲",)),)},
        {"evidence": (Evidence("各镇", 1, 3, "1"),)},
        {"options": (Option("各镇（街）", True, "对。"), Option("各县", False))},
    ],
)
def test_explaining_better_is_not_editing(change: dict[str, Any]) -> None:
    assert content_hash(replace(QUESTION, **change)) == content_hash(QUESTION)


@pytest.mark.parametrize(
    "change",
    [
        {"stem": "工作站驻在哪些地方？"},
        {"kind": "multiple"},
        {"options": (Option("各镇（街）", False), Option("各县", True))},
        {"options": QUESTION.options[::-1]},
        {"answers": (("3", "三"),)},
        {"order": ("甲", "乙")},
        {"pairs": (("甲", "乙"),)},
        {"model_answer": "甲"},
        {"points": ("甲",)},
    ],
)
def test_asking_something_else_is_editing(change: dict[str, Any]) -> None:
    assert content_hash(replace(QUESTION, **change)) != content_hash(QUESTION)


def test_every_question_of_the_papers_has_a_mark_of_its_own(
    questions: tuple[Question, ...],
) -> None:
    assert len({content_hash(question) for question in questions}) == len(questions)


def test_what_the_self_test_reports_becomes_an_attempt() -> None:
    now = datetime(2026, 3, 2, 20, tzinfo=timezone(timedelta(hours=8)))
    made = attempt_from(REPORT, [QUESTION], study_set="zh", session="review", now=now)
    assert (made.question, made.content) == ("ms05", content_hash(QUESTION))
    assert (made.kind, made.response, made.outcome, made.score) == ("single", 0, "right", 1.0)
    assert (made.confidence, made.hinted, made.seconds) == ("sure", False, 4.2)
    assert (made.study_set, made.session) == ("zh", "review")
    assert made.at == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_short_answer_is_kept_by_the_points_that_were_made() -> None:
    asked = Question(
        "ms07", "recall", "哪三项？", model_answer="甲乙丙。", points=("甲", "乙", "丙")
    )
    made = attempt_from(report(asked, [2, 0]), [asked], study_set="zh")
    assert (made.response, made.outcome, made.score) == ([2, 0], "partly", pytest.approx(2 / 3))
    none = attempt_from(report(asked, []), [asked], study_set="zh")
    assert (none.response, none.outcome, none.score) == ([], "wrong", 0.0)
    assert from_text(to_text([made, none])).attempts == (made, none)


def test_two_attempts_are_never_the_same() -> None:
    first, second = (attempt_from(REPORT, [QUESTION], study_set="zh") for _ in range(2))
    assert first.uuid != second.uuid


@pytest.mark.parametrize("change", [{"confidence": "very"}, {"seconds": -1}, {"seconds": "4"}])
def test_what_is_doubtful_is_left_out(change: dict[str, Any]) -> None:
    made = attempt_from(REPORT | change, [QUESTION], study_set="zh")
    assert None in (made.confidence, made.seconds)


CLAIMS: list[dict[str, Any]] = [
    {"outcome": "right", "score": 1},
    {"outcome": "wrong", "score": 0},
    {"outcome": "unanswered", "score": 0},
    {"outcome": "excellent", "score": 2},
    {"outcome": ["right"], "score": float("nan")},
    {"outcome": None, "score": True},
]


@pytest.mark.parametrize("claim", CLAIMS)
def test_whatever_a_browser_claims_the_grade_is_ours(
    questions: tuple[Question, ...], claim: dict[str, Any]
) -> None:
    for question in questions:
        for response, outcome in (
            (right(question), "right"),
            (wrong(question), "wrong"),
            (partly(question), "partly"),
        ):
            if response is None:
                continue
            made = attempt_from(report(question, response, **claim), questions, study_set="zh")
            assert (made.response, made.outcome) == (response, outcome)
            assert made.score == grade(question, response).score


def test_a_report_without_outcome_and_score_is_graded_too() -> None:
    bare = {"id": QUESTION.id, "response": 1}
    made = attempt_from(bare, [QUESTION], study_set="zh")
    assert (made.outcome, made.score) == ("wrong", 0.0)


@pytest.mark.parametrize("response", [None, [], "", [""], [None], -1, 26, True, "0", {}])
def test_a_right_answer_to_which_nothing_was_answered_is_refused(
    questions: tuple[Question, ...], response: object
) -> None:
    for question in questions:
        if question.points and response == []:
            continue  # none of the points was made: that is an answer
        claim = report(question) | {"response": response}
        with pytest.raises(KitError, match="这次作答没有答案，或者答案与题型不符。"):
            attempt_from(claim, questions, study_set="zh")


@pytest.mark.parametrize(
    "change",
    [
        {"id": "none"},
        {"response": {1, 2}},
        {"response": float("inf")},
        {"response": "字" * 10_000},
    ],
)
def test_what_is_no_answer_is_refused_in_chinese(change: dict[str, Any]) -> None:
    with pytest.raises(KitError, match="作答"):
        attempt_from(REPORT | change, [QUESTION], study_set="zh")


@pytest.mark.parametrize("typed", ["字" * 10_000, "\ud800"])
def test_a_typed_answer_that_cannot_be_kept_is_refused_in_chinese(typed: str) -> None:
    blank = Question("ms06", "fill", "当好____。", answers=(("压舱石",),))
    with pytest.raises(KitError, match="作答记录中的“response”不合格"):
        attempt_from(report(blank, [typed]), [blank], study_set="zh")


def test_a_record_reads_back_as_it_was_written() -> None:
    made = attempt_from(REPORT, [QUESTION], study_set="zh")
    assert checked(plain(made)) == made


@pytest.mark.parametrize(
    "change",
    [
        {"uuid": "1"},
        {"uuid": None},
        {"at": "2026-03-02T12:00:00"},
        {"at": "yesterday"},
        {"at": "0001-01-01T00:00:00+00:00"},
        {"study_set": ""},
        {"question": "a\x00b"},
        {"hinted": 1},
        {"session": "exam"},
        {"seconds": -1},
        {"confidence": "very"},
    ],
)
def test_a_faulty_record_is_named_by_its_fault(change: dict[str, Any]) -> None:
    record = plain(attempt_from(REPORT, [QUESTION], study_set="zh")) | change
    with pytest.raises(KitError, match=next(iter(change))):
        checked(record)


def test_times_sort_as_text() -> None:
    begin = datetime(2026, 3, 2, tzinfo=UTC)
    times = [begin + timedelta(microseconds=step) for step in (0, 1, 10**6, 10**9)]
    stamps = [stamp(time) for time in times]
    assert stamps == sorted(stamps)
    assert {len(each) for each in stamps} == {32}


NAMES = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | st.floats(0, 1),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
ATTEMPTS = st.builds(
    Attempt,
    study_set=NAMES,
    question=NAMES,
    content=NAMES,
    kind=NAMES,
    response=JSON,
    outcome=st.sampled_from(get_args(Outcome)),
    score=st.floats(0, 1),
    at=st.datetimes(
        min_value=datetime(2001, 1, 1),
        max_value=datetime(2099, 1, 1),
        timezones=st.just(UTC),
    ),
    confidence=st.sampled_from([None, *get_args(Confidence)]),
    hinted=st.booleans(),
    seconds=st.none() | st.floats(0, 1e6),
    session=st.sampled_from(get_args(Session)),
    uuid=st.uuids().map(str),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a shared machine pauses
@given(st.lists(ATTEMPTS, max_size=5))
def test_written_then_read_is_the_same(attempts: list[Attempt]) -> None:
    assert from_text(to_text(attempts)).attempts == tuple(attempts)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "不是合格的 JSON"),
        ("[" * 100_000, "不是合格的 JSON"),
        ("[]", "不是学习记录"),
        ('{"attempts": []}', "不是学习记录"),
        (json.dumps({"format": FORMAT, "version": VERSION + 1, "attempts": []}), "更新版本"),
        (json.dumps({"format": FORMAT, "version": VERSION}), "没有作答记录"),
    ],
)
def test_another_file_is_refused_with_its_name(text: str, sentence: str) -> None:
    with pytest.raises(KitError) as refused:
        from_text(text, "记录.json")
    assert str(refused.value).startswith("记录.json：")
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("seconds", 10**400), ("score", 10**400), ("response", "\ud800"), ("response", ["\udfff"])],
)
def test_what_no_file_or_number_can_hold_is_refused(
    attempt: Callable[..., Any], name: str, value: object
) -> None:
    whole = json.loads(to_text([attempt()]))
    whole["attempts"][0][name] = value
    (fault,) = from_text(json.dumps(whole)).faults
    assert fault.what == f"第 1 条记录：作答记录中的“{name}”不合格。"


def test_a_response_kept_earlier_that_no_file_can_hold_still_leaves(
    attempt: Callable[..., Any],
) -> None:
    text = to_text([attempt(response="一\ud800")])
    assert from_text(text.encode()).attempts[0].response == "一\ufffd"


def test_a_faulty_record_is_told_and_the_others_are_read(attempt: Callable[..., Any]) -> None:
    sound = attempt()
    whole = json.loads(to_text([sound, attempt(), sound]))
    whole["attempts"][1]["score"] = 7
    whole["attempts"][2] = 1
    read = from_text(json.dumps(whole), "记录.json")
    assert read.attempts == (sound,)
    assert [str(fault)[:20] for fault in read.faults] == [
        "记录.json：第 2 条记录：作答记录",
        "记录.json：第 3 条记录：作答记录",
    ]


OLD_EXPORT = """{
 "format": "speech-study-kit progress",
 "version": 1,
 "attempts": [
  {
   "uuid": "0b7c2c1e-6f0a-4a3a-9a52-3d2f7d9f3c11",
   "study_set": "zhanjiang2021",
   "question": "ms05",
   "content": "0c400a4e39c09ccb",
   "kind": "fill",
   "response": ["压舱石", ""],
   "outcome": "partly",
   "score": 0.5,
   "confidence": null,
   "hinted": true,
   "seconds": 4.2,
   "at": "2026-03-02T12:00:00.000000+00:00",
   "session": "mixed"
  }
 ]
}
"""


def test_a_file_of_the_first_version_is_read() -> None:
    assert from_text(OLD_EXPORT).attempts == (
        Attempt(
            study_set="zhanjiang2021",
            question="ms05",
            content="0c400a4e39c09ccb",
            kind="fill",
            response=["压舱石", ""],
            outcome="partly",
            score=0.5,
            at=datetime(2026, 3, 2, 12, tzinfo=UTC),
            hinted=True,
            seconds=4.2,
            session="mixed",
            uuid="0b7c2c1e-6f0a-4a3a-9a52-3d2f7d9f3c11",
        ),
    )
