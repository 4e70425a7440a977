"""Phones get a question without its key, and what they give is read as the paper numbers it."""

from __future__ import annotations

import json

import pytest

from kit.quiz import grade
from kit.room.refusal import RefusedError
from tests.room.questions import QUESTIONS, RIGHT, SECRET, asked

NAMES = list(QUESTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_what_phones_get_tells_nothing_of_the_answer(name: str) -> None:
    one = asked(name)
    sent = json.dumps(one.form, ensure_ascii=False) + str(one.html)
    assert SECRET not in sent
    assert "correct" not in sent
    assert "参考的话" not in sent
    assert "要点一" not in sent
    assert "生产质量" not in sent


@pytest.mark.parametrize("name", ["order", "match"])
def test_what_is_ordered_or_matched_is_numbered_as_it_is_shown(name: str) -> None:
    form = asked(name).form
    shown = form["items"] or form["rights"]
    assert [one["number"] for one in shown] == list(range(len(shown)))


@pytest.mark.parametrize("name", NAMES)
def test_the_right_answer_as_it_is_shown_is_graded_right(name: str) -> None:
    one = asked(name)
    given = one.as_shown(RIGHT[name])
    response = one.response(given, revealed=True)
    assert response == RIGHT[name]
    assert grade(one.question, response).outcome == "right"
    assert one.told(response)["outcome"] == "right"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"recall", "points"}])
@pytest.mark.parametrize(
    "rubbish", [None, True, "", {}, [], "乙", -1, 99, 1e308, [[]], [{}], ["", ""], [None], [-1]]
)
def test_rubbish_is_no_answer(name: str, rubbish: object) -> None:
    with pytest.raises(RefusedError):
        asked(name).response(rubbish)


def test_too_long_an_answer_is_refused() -> None:
    with pytest.raises(RefusedError):
        asked("fill").response(["长" * 201])
    with pytest.raises(RefusedError):
        asked("recall").response("长" * 501)


def test_an_answer_in_own_words_is_text_first_and_a_rating_afterwards() -> None:
    one = asked("recall")
    assert one.response("  我想  ") == "我想"
    assert one.response(0.5, revealed=True) == 0.5
    with pytest.raises(RefusedError):
        one.response("我想", revealed=True)


def test_who_chose_wrong_is_told_why() -> None:
    assert asked("single").told(0)["reasons"] == ["甲是上一段的。"]
    assert asked("single").told(1)["reasons"] == []
    assert asked("fill").told(["安全"])["reasons"] == ["那是第二点。"]
