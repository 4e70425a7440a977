"""What leaves as JSON comes back the same, on any computer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.progress import Attempt, Confidence, Outcome, Session, from_text, to_text
from kit.progress.exchange import FORMAT, VERSION

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


@given(st.lists(ATTEMPTS, max_size=5))
def test_written_then_read_is_the_same(attempts: list[Attempt]) -> None:
    assert from_text(to_text(attempts)) == tuple(attempts)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "不是合格的 JSON"),
        ("[" * 100_000, "不是合格的 JSON"),
        ("[]", "不是学习记录"),
        ('{"attempts": []}', "不是学习记录"),
        (json.dumps({"format": FORMAT, "version": VERSION + 1, "attempts": []}), "更新版本"),
        (json.dumps({"format": FORMAT, "version": VERSION}), "没有作答记录"),
        (json.dumps({"format": FORMAT, "version": VERSION, "attempts": [1]}), "第 1 条记录"),
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
    with pytest.raises(KitError, match=f"第 1 条记录：作答记录中的“{name}”不合格"):
        from_text(json.dumps(whole))


def test_a_response_kept_earlier_that_no_file_can_hold_still_leaves(
    attempt: Callable[..., Any],
) -> None:
    text = to_text([attempt(response="一\ud800")])
    assert from_text(text.encode())[0].response == "一\ufffd"


def test_one_faulty_record_refuses_all(attempt: Callable[..., Any]) -> None:
    whole = json.loads(to_text([attempt(), attempt()]))
    whole["attempts"][1]["score"] = 7
    with pytest.raises(KitError, match="第 2 条记录：作答记录中的“score”不合格"):
        from_text(json.dumps(whole))
