"""What every format shares: what it cannot hold, and questions made ready for a paper."""

from __future__ import annotations

import pytest

from kit.decks import Deck, prefix_of, settle
from kit.decks.remarks import explained
from kit.quiz import Evidence, Option, Question
from kit.speech import Speech


def test_what_is_held_and_what_is_left_are_all_the_questions(eight: Deck) -> None:
    held, left = eight.held(lambda question: "长题" if question.kind in {"order", "match"} else "")
    assert [(each.name, each.what) for each in left] == [("aa07", "长题"), ("aa08", "长题")]
    names = [question.id for _, question in eight.questions()]
    assert [question.id for _, question in held] == names[:6] + names[8:]


def test_what_is_said_of_the_only_right_option_explains_it() -> None:
    options = (Option("甲", False, "不是。"), Option("乙", True, "正是。"))
    question = explained(Question("a1", "single", "？", options))
    assert question.explanation == "正是。"
    assert [each.feedback for each in question.options] == ["不是。", ""]


def test_of_several_right_options_each_keeps_what_is_said_of_it() -> None:
    options = (
        Option("甲", True, "是。"),
        Option("乙", True, "正是。"),
        Option("丙", False, "不是。"),
    )
    question = Question("a1", "multiple", "？", options)
    assert explained(question) == question


def test_an_id_that_a_paper_cannot_have_is_replaced(speech: Speech) -> None:
    names = ["", "q01", "题一", "Q01", "ms07"]
    settled = settle([Question(each, "recall", "请默写。") for each in names], speech)
    assert [each.id for each in settled] == ["q02", "q01", "q03", "q04", "ms07"]


def test_an_id_that_is_taken_is_replaced(speech: Speech) -> None:
    asked = [Question(each, "recall", "请默写。") for each in ("ms01", "ms02", "q03")]
    settled = settle(asked, speech, taken=["MS01", "q01"])
    assert [each.id for each in settled] == ["q02", "ms02", "q03"]


def test_a_quotation_that_is_not_in_the_speech_has_no_place(speech: Speech) -> None:
    wrong = Evidence("讲话里没有的话", 3, 10, "2.2")
    (settled,) = settle([Question("a1", "recall", "？", evidence=(wrong,))], speech)
    assert settled.evidence == (Evidence("讲话里没有的话", 0, 0, None),)


def settled_place(quote: str, node: str, speech: Speech) -> Evidence:
    named = Evidence(quote, 0, 0, node)
    (settled,) = settle([Question("a1", "recall", "？", evidence=(named,))], speech)
    return settled.evidence[0]


@pytest.mark.parametrize("node", ["4.1", "四（一）", "四(一)"])
def test_a_quotation_that_stands_in_several_places_is_looked_for_in_the_part_named(
    node: str, speech: Speech, evidence: tuple[Evidence, ...]
) -> None:
    again = evidence[1]
    assert settled_place(again.quote, node, speech) == again


def test_a_part_that_is_not_there_leaves_a_quotation_in_several_places_without_one(
    speech: Speech, evidence: tuple[Evidence, ...]
) -> None:
    quote = evidence[1].quote
    assert settled_place(quote, "没有这一部分", speech) == Evidence(quote, 0, 0, None)


@pytest.mark.parametrize(
    ("name", "prefix"), [("04_livelihood_brand", "lb"), ("10", "q"), ("补充", "q")]
)
def test_ids_begin_with_the_letters_of_the_papers_name(name: str, prefix: str) -> None:
    assert prefix_of(name) == prefix
