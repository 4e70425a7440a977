"""The questions as plain HTML: what is in it for a learner, and what is not for a test sheet."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kit.page import cell_html, passage_data, self_test_data
from kit.page.whole_page import Edition, Page
from kit.quiz import Option, Question, grade
from kit.speech import Speech, parse
from kit.speech.wording import full_width
from tests.page.reading import page_of

SECRETS = (
    "用好12309检察服务中心驻各镇（街）工作站",
    "服务窗口延伸到镇街一级",
    "“各县（市、区）”说的是参会的检察院",
    "首要党课",
    "推动湛江整体检察工作进入全省第一方阵",
    "data-question",
    "kit-answer",
    "correct",
)


def sheet(questions: tuple[Question, ...], speech: Speech, edition: Edition) -> str:
    return Page(edition).html(self_test_data(questions, speech))


def test_every_kind_has_its_fields(speech: Speech, questions: tuple[Question, ...]) -> None:
    html = cell_html(self_test_data(questions, speech))
    assert re.findall(r'data-kind="(\w+)"', html) == [each.kind for each in questions]
    assert html.count("<fieldset>") == html.count("<legend>") == len(questions)
    assert html.count('type="radio"') == 5
    assert html.count('type="checkbox"') == 4
    assert html.count("<select") == 3
    assert html.count("<textarea") == 1


def test_an_answer_waits_in_a_closed_details(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = cell_html(self_test_data(questions, speech))
    assert html.count('<details class="kit-answer">') == len(questions)
    assert "open" not in re.findall(r"<details[^>]*>", html)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_test_sheet_holds_no_answer_anywhere(
    speech: Speech, questions: tuple[Question, ...], secret: str
) -> None:
    html = sheet(questions, speech, "paper")
    assert secret not in full_width(html)
    page = page_of(self_test_data(questions, speech), edition="paper")
    assert secret not in full_width(page.partition("<main")[2])
    assert "<script" not in page
    assert secret in cell_html(self_test_data(questions, speech))


def test_a_teacher_sees_the_answers_and_needs_no_script(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = sheet(questions, speech, "teacher")
    page = page_of(self_test_data(questions, speech), edition="teacher")
    assert "正确答案：B. 各镇（街）。" in html
    assert '<details class="kit-answer">' not in html
    assert "<script" not in page


def test_the_order_shown_is_never_the_answer(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    for seed in range(20):
        html = cell_html(self_test_data(questions, speech, seed=seed))
        items = re.findall(r'<li data-number="(\d)"><label>第', html)
        assert sorted(items) == ["0", "1", "2"] != items


def test_letters_follow_the_order_shown_and_values_the_paper(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    shown = set()
    for seed in range(20):
        html = cell_html(self_test_data(questions[:1], speech, seed=seed))
        values = re.findall(r'value="(\d)"><b>(\w)', html)
        assert [letter for _, letter in values] == ["A", "B", "C"]
        letter = dict(values)["1"]
        assert f"正确答案：{letter}. 各镇（街）。" in html
        shown.add(letter)
    assert shown == {"A", "B", "C"}


def test_the_script_is_given_enough_to_grade_and_no_more(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = cell_html(self_test_data(questions, speech))
    data = [json.loads(each) for each in re.findall(r"data-question='(.*?)'", html)]
    assert data[0] == {"options": [{"correct": each.correct} for each in questions[0].options]}
    assert data[3] == {"answers": [["首要党课"], ["终身必修课", "必修课"]]}
    assert data[7] == {}


def test_the_script_learns_of_mistakes_without_what_is_said_to_them(
    speech: Speech, mistakes: tuple[Question, ...]
) -> None:
    html = cell_html(self_test_data(mistakes, speech))
    data = [json.loads(each) for each in re.findall(r"data-question='(.*?)'", html)]
    assert [each.get("wrong") for each in data] == [
        [{"at": 0, "texts": ["检察建议"]}, {"at": 1, "texts": ["教育", "保护"]}],
        [{"at": 2, "other": 0}],
        [{"at": 0, "other": 2}],
        None,
    ]
    assert data[3] == {"points": [0, 1, 2]}


@pytest.mark.parametrize("edition", ["learner", "paper", "teacher"])
def test_a_question_says_its_tier_and_what_it_asks(
    speech: Speech, mistakes: tuple[Question, ...], edition: Edition
) -> None:
    html = sheet((*mistakes, replace(mistakes[0], id="sb05", generated=True)), speech, edition)
    said = re.findall(r"<small>（(.*?)）</small>", html)
    assert said[:3] == ["填空，进阶 · 理解", "排序，细读 · 记忆", "配对，必会 · 应用"]
    assert "·" not in said[4]


def test_mistakes_and_marking_points_are_in_the_key_alone(
    speech: Speech, mistakes: tuple[Question, ...]
) -> None:
    key, test = sheet(mistakes, speech, "teacher"), sheet(mistakes, speech, "paper")
    assert "得分点（共 3 点，按答出的点数给分）" in key
    marks = f"共 {len(mistakes)} 题，每题 1 分，满分 {len(mistakes)} 分；"
    assert marks in key
    assert marks in test
    assert key.count("<input") == 0
    for secret in ("作风建设深化工程", "帮教是帮助和教育", "治理是“调度”", "先有质效"):
        assert (secret in key, secret in test) == (True, False)


def test_a_negation_is_stressed_and_blanks_have_names(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = cell_html(self_test_data(questions, speech))
    assert "讲话<strong>没有</strong>说明" in html
    assert html.count('class="kit-blank" role="img" aria-label="第 ') == 2
    assert 'aria-label="空"' in html
    bold = replace(questions[0], kind="fill", stem="**要____**和____", answers=(("甲",), ("乙",)))
    html = cell_html(self_test_data([bold], speech))
    assert re.findall("<strong>要<span [^>]*>①</span></strong>和<span [^>]*>②</span>", html)


def test_what_a_teacher_typed_is_text_never_markup(speech: Speech) -> None:
    evil = "<img src=x onerror=alert(1)> & \"'</script>"
    question = Question(
        id="xx01",
        kind="single",
        stem=f"{evil} **{evil}**",
        options=(Option(evil, True), Option("乙", False, evil)),
        explanation=evil,
        hint=evil,
        source=evil,
    )
    html = cell_html(self_test_data([question], speech, title=evil))
    assert "<img" not in html
    assert "<strong>&lt;img" in html
    assert grade(question, 0).outcome == "right"


def test_what_comes_from_outside_the_speech_says_so(speech: Speech) -> None:
    question = Question(id="xx01", kind="recall", stem="？", model_answer="甲", source="某书")
    assert "<b>出处</b>（讲话以外）：某书" in cell_html(self_test_data([question], speech))


def test_quotations_from_one_paragraph_share_it(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    html = cell_html(self_test_data(questions[6:7], speech))
    assert html.count("kit-context") == 3  # three paragraphs, one quotation each
    assert html.count("<mark>") == 3


def test_on_a_page_evidence_leads_to_the_passage_that_shows_it(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    page = Page()
    passage = page.html(passage_data(speech["二（二）五要"]))
    test = page.html(self_test_data(questions[:1], speech))
    (start,) = re.findall(r'依据（<a href="#at-(\d+)">二（二）五要</a>）：<q>用好12309', test)
    assert f'id="at-{start}"' in passage
    assert "kit-context" not in test
    assert "kit-cited" not in page.appendix()


def test_a_paragraph_that_no_passage_shows_stands_in_an_appendix_once(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    page = Page()
    for _ in range(2):
        page.html(self_test_data(questions[6:7], speech))
    starts = [int(start) for start in re.findall(r'<p id="at-(\d+)">', page.appendix())]
    assert len(starts) == 3
    assert starts == sorted(starts)
    assert "五要当好社会治理“调度员”。" in page.appendix()


def test_a_sheet_without_answers_has_no_appendix(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    page = Page("paper")
    page.html(self_test_data(questions, speech))
    assert page.appendix() == ""


def test_what_stands_before_two_tests_of_a_page_is_said_once(
    speech: Speech, questions: tuple[Question, ...]
) -> None:
    page, test = Page(), self_test_data(questions, speech, intro="甲卷：先看。\n\n乙卷：再看。")
    assert page.html(test).count("题目说明") == 1
    assert page.html(test).count("题目说明") == 0
    assert cell_html(test).count("题目说明") == 1


@pytest.mark.parametrize("edition", ["learner", "paper", "teacher"])
def test_a_page_holds_what_its_tests_need_and_no_more(
    speech: Speech, questions: tuple[Question, ...], edition: Edition
) -> None:
    with_test = page_of(self_test_data(questions, speech), edition=edition)
    without = page_of(passage_data(parse("一、抓甲，推进乙。").whole()), edition=edition)
    assert ("<script" in with_test) is (edition == "learner")
    assert (".kit-told" in with_test) is (edition != "learner")
    assert "<script" not in without
    assert ".kit-question" not in without
    assert ".kit-told" not in without
