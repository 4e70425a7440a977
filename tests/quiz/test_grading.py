"""Responses and what they are worth; the cases are shared with the page's own script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.quiz import Option, Question, WrongAnswer, grade

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "grading_cases.json").read_text(encoding="utf-8")
)


def question(essentials: dict[str, Any]) -> Question:
    return Question(
        "x1",
        essentials["kind"],
        "题干",
        options=tuple(
            Option(each["text"], each["correct"]) for each in essentials.get("options", [])
        ),
        answers=tuple(tuple(accepted) for accepted in essentials.get("answers", [])),
        order=tuple(essentials.get("order", [])),
        pairs=tuple((left, right) for left, right in essentials.get("pairs", [])),
        model_answer=essentials.get("model_answer", ""),
        points=tuple(essentials.get("points", [])),
        wrong=tuple(
            WrongAnswer("说明。", each["at"], each.get("other", 0), tuple(each.get("texts", [])))
            for each in essentials.get("wrong", [])
        ),
    )


QUESTIONS = [question(case["question"]) for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_response_is_worth_what_the_table_says(case: dict[str, Any]) -> None:
    found = grade(question(case["question"]), case["response"])
    assert found.outcome == case["outcome"]
    assert found.score == pytest.approx(case["score"])
    assert list(found.marks) == case["marks"]
    assert list(found.wrong) == case.get("wrong", [])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 8)
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["六", "6", "压舱石", "甲"]),
    lambda inner: (
        st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=8,
)


@given(st.sampled_from(QUESTIONS), JSON)
def test_no_response_raises_and_every_score_fits_its_outcome(asked: Question, given: Any) -> None:
    found = grade(asked, given)
    assert 0 <= found.score <= 1
    assert (found.outcome == "right") == (found.score == 1)
    assert (found.outcome == "partly") == (0 < found.score < 1)
    parts = {
        "fill": asked.answers,
        "numeric": asked.answers,
        "order": asked.order,
        "match": asked.pairs,
        "recall": asked.points,
    }
    assert len(found.marks) == len(parts.get(asked.kind, asked.options))


@given(st.lists(st.booleans(), min_size=2, max_size=6).filter(any))
def test_ticking_every_option_is_never_worth_more_than_knowing_half(keys: list[bool]) -> None:
    asked = Question(
        "x1", "multiple", "题干", options=tuple(Option(f"{n}", key) for n, key in enumerate(keys))
    )
    score = grade(asked, list(range(len(keys)))).score
    right, wrong = sum(keys), len(keys) - sum(keys)
    assert score == pytest.approx(max(0, right - wrong) / right)


@given(st.permutations(range(5)))
def test_an_order_and_its_reverse_are_never_both_worth_something(placed: list[int]) -> None:
    asked = Question("x1", "order", "题干", order=tuple("甲乙丙丁戊"))
    assert 0 in {grade(asked, placed).score, grade(asked, placed[::-1]).score}
