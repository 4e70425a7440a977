"""The papers that the kit comes with."""

from __future__ import annotations

from collections import Counter

import pytest

from kit.library import DEFAULT_SET, study_set
from kit.quiz import BLANK, Paper, grade, read_papers
from kit.quiz.lint import check_papers
from kit.speech import Speech
from tests.responses import right


@pytest.fixture(scope="module")
def papers(speech: Speech) -> tuple[Paper, ...]:
    return read_papers(study_set(DEFAULT_SET), speech)


def test_they_have_neither_faults_nor_unanswered_warnings(
    papers: tuple[Paper, ...], speech: Speech
) -> None:
    assert [str(each) for each in check_papers(papers, speech)] == []


def test_two_questions_or_more_that_matter_are_about_every_point_of_the_speech(
    papers: tuple[Paper, ...], speech: Speech
) -> None:
    questions = [each for paper in papers for each in paper.questions if each.tier != "close"]
    about = {
        leaf.id: sum(
            any(leaf.start <= each.start and each.end <= leaf.end for each in question.evidence)
            for question in questions
        )
        for leaf in speech.leaves()
    }
    assert {leaf: count for leaf, count in about.items() if count < 2} == {}


def test_they_ask_to_understand_and_to_apply_and_not_only_to_remember(
    papers: tuple[Paper, ...],
) -> None:
    levels = Counter(
        question.level
        for paper in papers
        for question in paper.questions
        if question.tier != "close"
    )
    whole = levels.total()
    assert levels["remember"] <= 0.45 * whole
    assert levels["understand"] >= 0.25 * whole
    assert levels["apply"] >= 0.20 * whole


def test_the_key_of_every_question_is_graded_right(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        for question in paper.questions:
            assert grade(question, right(question)).outcome == "right", question.id


def test_evidence_is_verbatim_and_lies_in_its_node(
    papers: tuple[Paper, ...], speech: Speech
) -> None:
    for paper in papers:
        for question in paper.questions:
            for each in question.evidence:
                assert speech.text[each.start : each.end] == each.quote
                if question.node is not None:
                    node = speech.node(question.node)
                    assert node.start <= each.start
                    assert each.end <= node.end


def test_no_stem_shows_the_answer_to_its_own_blank(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        for question in paper.questions:
            if question.kind == "fill":
                rest = question.stem.replace(BLANK, "")
                long = [each for accepted in question.answers for each in accepted if len(each) > 3]
                assert not any(each in rest for each in long), question.id
