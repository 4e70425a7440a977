"""Moodle XML, by the structure that Moodle documents and its own importer asks for."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from kit.decks import FORMATS, Deck
from kit.decks.html_text import to_html
from kit.quiz import Kind, Option, Question
from kit.speech import Speech
from tests.decks.samples import deck_of, questions

KINDS: list[Kind] = ["single", "multiple", "judge", "fill", "numeric", "order", "match", "recall"]
TYPES = {
    **{"single": "multichoice", "multiple": "multichoice", "judge": "truefalse"},
    **{"fill": "shortanswer", "numeric": "numerical", "order": "ordering", "match": "matching"},
    "recall": "essay",
}
GRADES = {100, 50, 33.33333, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 0}
"""The shares that Moodle knows; others it refuses to import."""

CLOZE = re.compile(r"\{1:SHORTANSWER:((?:=.+?(?<!&)(?=[~}])~?)+)\}")


def quiz(deck: Deck) -> list[ET.Element]:
    root = ET.fromstring(FORMATS["moodle"].write(deck).data)
    assert root.tag == "quiz"
    return [each for each in root if each.get("type") != "category"]


@pytest.fixture(scope="module")
def found(eight: Deck) -> dict[str, ET.Element]:
    return {each.findtext("idnumber", ""): each for each in quiz(eight)}


def shares(element: ET.Element) -> list[float]:
    return [float(each.get("fraction", "nan")) for each in element.findall("answer")]


def texts(element: ET.Element, path: str) -> list[str]:
    return [each.findtext("text") or "" for each in element.findall(path)]


def test_all_eight_kinds_are_held(eight: Deck, built_in: Deck) -> None:
    assert FORMATS["moodle"].write(eight).left == ()
    assert FORMATS["moodle"].write(built_in).left == ()
    for deck in (eight, built_in):
        kinds = [
            "cloze" if len(each.answers) > 1 else TYPES[each.kind] for _, each in deck.questions()
        ]
        assert [each.get("type") for each in quiz(deck)] == kinds
    assert {each.get("type") for each in quiz(eight)} == {*TYPES.values(), "cloze"}


def test_every_question_has_what_the_importer_asks_for(built_in: Deck) -> None:
    for element, (paper, question) in zip(quiz(built_in), built_in.questions(), strict=True):
        assert element.findtext("name/text") == element.findtext("idnumber") == question.id
        for name in ("questiontext", "generalfeedback"):
            part = element.find(name)
            assert part is not None
            assert part.get("format") == "html"
            assert part.findtext("text")
        assert texts(element, "tags/tag")[0] == paper.name
        assert all(
            abs(each) in GRADES or element.get("type") == "ordering" for each in shares(element)
        )


def test_each_paper_is_a_category_of_its_own(built_in: Deck, eight: Deck) -> None:
    root = ET.fromstring(FORMATS["moodle"].write(built_in).data)
    paths = [each.findtext("category/text") for each in root if each.get("type") == "category"]
    assert paths == [f"$course$/top/{built_in.title}/{each.title}" for each in built_in.papers]
    root = ET.fromstring(FORMATS["moodle"].write(eight).data)
    assert root.findtext("question/category/text") == "$course$/top/讲话：二〇二一/民生//品牌"


def test_a_choice_has_shares_and_feedback(found: dict[str, ET.Element]) -> None:
    single, multiple = found["aa01"], found["aa02"]
    assert (single.findtext("single"), single.findtext("shuffleanswers")) == ("true", "true")
    assert shares(single) == [100, 0, 0]
    assert single.findtext("questiontext/text") == "工作站驻<strong>哪里</strong>？"
    assert texts(single, "answer/feedback")[1] == "说的是参会的检察院。"
    assert single.findtext("hint/text") == "第五要。"
    assert (multiple.findtext("single"), multiple.findtext("shuffleanswers")) == ("false", "false")
    assert shares(multiple) == [50, 50, -50]


def test_a_judge_question_is_true_or_false(found: dict[str, ET.Element]) -> None:
    assert texts(found["aa03"], "answer") == ["false", "true"]
    assert shares(found["aa03"]) == [0, 100]


def test_one_blank_shows_its_box_in_the_sentence(found: dict[str, ET.Element]) -> None:
    assert found["aa04"].findtext("questiontext/text") == "督促落实_____。"
    accepted = [r"一号\*建议", "1号建议"]  # a star alone would mean anything
    assert texts(found["aa04"], "answer") == [*accepted, "二号建议"]
    assert shares(found["aa04"]) == [100, 100, 0]
    assert texts(found["aa04"], "answer/feedback") == ["", "", "少了“一号”。"]
    assert found["aa04"].findtext("usecase") == "0"
    assert texts(found["aa06"], "answer") == ["6", "7"]
    assert shares(found["aa06"]) == [100, 0]
    assert found["aa06"].findtext("answer/tolerance") == "0"


def test_several_blanks_are_filled_in_their_places(found: dict[str, ET.Element]) -> None:
    text = found["aa05"].findtext("questiontext/text") or ""
    blanks = [each.split("~") for each in CLOZE.findall(text)]
    answers = [[html.unescape(each).removeprefix("=") for each in blank] for blank in blanks]
    assert answers == [["甲}", "a~b"], ["#乙", "%0%~丙#不是 {丙}。"]]
    assert CLOZE.sub("|", text) == "从|到|。"
    assert found["aa05"].find("answer") is None


def test_order_match_and_recall_have_types_of_their_own(found: dict[str, ET.Element]) -> None:
    order, match, recall = found["aa07"], found["aa08"], found["aa09"]
    assert texts(order, "answer") == ["甲", "乙 &amp; 丙", "丁"]
    assert shares(order) == [1, 2, 3]
    assert (order.findtext("selecttype"), order.findtext("selectcount")) == ("ALL", "3")
    assert texts(match, "subquestion") == ["社会稳定", "营商环境", "乡村振兴"]
    assert texts(match, "subquestion/answer") == ["压舱石", "护航员", "助力者"]
    points = "<p>得分点：选人用人</p><p>得分点：对标对表</p>"
    assert recall.findtext("graderinfo/text") == f"六个“必须”。{points}"
    after = [each.findtext("generalfeedback/text") or "" for each in (order, match, recall)]
    assert f"<p>参考答案：六个“必须”。</p>{points}" in after[2]
    assert "常见错误（“丁”排在“甲”前）：先甲后丁。" in after[0]
    assert "常见错误（“社会稳定”配“护航员”）：护航的是企业。" in after[1]


def test_tags_tell_the_tier_and_the_level(found: dict[str, ET.Element]) -> None:
    assert texts(found["aa03"], "tags/tag") == ["04_brand", "二（二）五要", "进阶", "应用"]


def test_everybody_is_shown_the_reasons(found: dict[str, ET.Element]) -> None:
    assert found["aa01"].findtext("generalfeedback/text") == (
        "<p>说明 1 &lt; 2。</p><p>依据（二（二）五要）：用好12309检察服务中心驻各镇(街)工作站</p>"
    )


@pytest.mark.parametrize("right", range(2, 11))
def test_right_options_together_are_worth_all(right: int, speech: Speech) -> None:
    options = [Option(f"第{i}项", i < right) for i in range(right + 1)]
    (element,) = quiz(deck_of([Question("a1", "multiple", "？", tuple(options))], speech))
    given = shares(element)
    assert {abs(each) for each in given} <= GRADES
    assert sum(each for each in given if each > 0) == pytest.approx(100, abs=0.001)
    assert given[-1] == -given[0]


def test_more_right_options_than_moodle_has_shares_for_are_named(speech: Speech) -> None:
    options = tuple(Option(f"第{i}项", i < 11) for i in range(12))
    deck = deck_of([Question("a1", "multiple", "？", options)], speech)
    for name in ("moodle", "gift"):
        assert [each.what for each in FORMATS[name].write(deck).left] == ["正确项超过十个的多选题"]


@settings(max_examples=60)
@given(question=questions(KINDS))
def test_whatever_is_written_is_xml_that_says_it(question: Question, speech: Speech) -> None:
    question = replace(question, stem=question.stem.replace("**", ""))
    (element,) = quiz(deck_of([question], speech))
    stem = html.unescape(element.findtext("questiontext/text") or "")
    assert stem == question.stem.replace("____", "_____")
    for option, shown in zip(question.options, texts(element, "answer"), strict=False):
        if question.kind != "judge":
            assert re.sub("</?strong>", "**", shown) == html.escape(option.text, quote=False)


@given(question=questions(["fill"]))
@settings(max_examples=60)
def test_cloze_notation_holds_any_answer(question: Question, speech: Speech) -> None:
    twice = replace(question, stem="甲____乙____", answers=question.answers * 2)
    (element,) = quiz(deck_of([twice], speech))
    blanks = CLOZE.findall(element.findtext("questiontext/text") or "")
    for blank, wrong in zip(blanks, (question.wrong, ()), strict=True):
        read = [html.unescape(each) for each in blank.split("~")]
        right = [f"={each}".replace("*", r"\*") for each in question.answers[0]]
        told = [(text, each.feedback) for each in wrong for text in each.texts]
        assert read[: len(right)] == right
        assert read[len(right) :] == [
            "%0%" + text.replace("*", r"\*") + f"#{to_html(said)}" for text, said in told
        ]
    assert len(blanks) == 2
