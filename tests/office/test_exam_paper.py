"""A question paper in Word: what stands on it, and that no answer does."""

from __future__ import annotations

import re

from docx.oxml.ns import qn

from kit.office.exam_paper import KEY, exam_document
from kit.page import SelfTestData
from kit.page.question_view import answer_view, paper_view

from .conftest import every_text, lines, opened


def test_every_question_is_an_item_of_a_numbered_list(sample_test: SelfTestData) -> None:
    document = opened(exam_document("01 样课", [sample_test], answered=False))
    items = lines(document, "List Number")
    assert len(items) == len(sample_test.questions)
    assert lines(document, "Title") == ["01 样课"]
    assert "先自己做。" in lines(document)


def test_a_choice_has_its_bracket_in_front_where_it_is_never_alone(
    sample_test: SelfTestData,
) -> None:
    items = lines(opened(exam_document("样", [sample_test], answered=False)), "List Number")
    for data, item in zip(sample_test.questions, items, strict=True):
        assert item.startswith("（　　）") is bool(data.question.options)
        assert item.count("（　　）") == bool(data.question.options)


def test_options_have_the_letters_of_the_page(sample_test: SelfTestData) -> None:
    text = "\n".join(every_text(opened(exam_document("样", [sample_test], answered=False))))
    for data in sample_test.questions:
        view = paper_view(data.question, sample_test.seed)
        assert all(str(each) in text for each in (*view.options, *view.items, *view.rights))


def test_a_blank_and_a_free_answer_have_room_to_write(sample_test: SelfTestData) -> None:
    document = opened(exam_document("样", [sample_test], answered=False))
    blanks = [
        run.text for paragraph in document.paragraphs for run in paragraph.runs if run.underline
    ]
    assert len(blanks) == sum(data.question.stem.count("____") for data in sample_test.questions)
    assert not any(blank.strip("\u00a0") for blank in blanks)
    assert lines(document).count("\t") >= 4


def test_emphasis_is_bold_with_dots(sample_test: SelfTestData) -> None:
    document = opened(exam_document("样", [sample_test], answered=False))
    dotted = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:em")) is not None
    ]
    assert [run.text for run in dotted] == ["没有"]
    assert all(run.bold for run in dotted)


def test_a_paper_without_its_key_holds_no_explanation(sample_test: SelfTestData) -> None:
    text = "\n".join(every_text(opened(exam_document("样", [sample_test], answered=False))))
    for data in sample_test.questions:
        assert data.question.explanation not in text
    assert not re.search("正确答案|参考答案|解析|依据", text)


def test_the_key_stands_at_the_end_on_a_sheet_of_its_own_and_counts_anew(
    sample_test: SelfTestData,
) -> None:
    document = opened(exam_document("样", [sample_test], answered=True))
    texts = lines(document)
    at = texts.index(KEY)
    assert document.paragraphs[at].paragraph_format.page_break_before
    numbers = [
        each._p.pPr.numPr.numId.val
        for each in document.paragraphs
        if each.style is not None and each.style.name == "List Number"
    ]
    count = len(sample_test.questions)
    assert len(numbers) == 2 * count
    assert len(set(numbers[:count])) == len(set(numbers[count:])) == 1
    assert numbers[0] != numbers[-1]
    key = "\n".join(texts[at:])
    for data in sample_test.questions:
        view = paper_view(data.question, sample_test.seed)
        assert answer_view(data, view, sheet=True).key in key
        assert data.question.explanation in key
        assert all(quote in key for line in data.quoted for quote in line.quotes)
