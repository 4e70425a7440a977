"""Questions by the hundred on the whole of the built-in speech: what is asked, and of what."""

from __future__ import annotations

from kit.exercises import generate
from kit.quiz import BLANK
from kit.speech import Speech
from kit.speech.wording import full_width


def test_another_seed_gives_other_questions_and_a_question_keeps_its_id(speech: Speech) -> None:
    known: dict[str, str] = {}
    sets = set()
    for seed in range(8):
        questions = generate(speech, number=30, seed=seed)
        sets.add(tuple(each.id for each in questions))
        for each in questions:
            options = sorted(f"{option.correct}{option.text}" for option in each.options)
            said = f"{each.kind}{each.stem}{options}{each.order}{each.pairs}{each.answers}"
            assert known.setdefault(each.id, said) == said
    assert len(sets) == 8


def test_ten_questions_on_the_whole_speech_are_of_four_kinds_at_least(speech: Speech) -> None:
    for seed in range(5):
        kinds = [each.kind for each in generate(speech, number=10, seed=seed)]
        assert len(kinds) == 10
        assert len(set(kinds)) >= 4


def test_a_blank_filled_in_gives_the_words_of_the_speech(speech: Speech) -> None:
    for question in generate(speech, number=60, seed=2, kinds=["term"]):
        shown = question.stem.partition("：")[2].replace(BLANK, question.answers[0][0], 1)
        (evidence,) = question.evidence
        assert shown == f"{full_width(evidence.quote)}。"


def test_a_blank_leaves_no_half_of_a_name_in_quotation_marks(speech: Speech) -> None:
    for question in generate(speech, number=200, seed=0, kinds=["term"]):
        before, _, after = question.stem.partition(BLANK)
        if before.rfind("“") > before.rfind("”"):
            assert (before[-1], after[0]) == ("“", "”")


def test_terms_that_nobody_explains_for_certain_are_not_asked_for(speech: Speech) -> None:
    unsure = [each for each in speech.terms if not each.sure or each.origin == "unexplained"]
    asked = generate(speech, number=200, seed=0, kinds=["term"])
    assert unsure
    for term in unsure:
        assert not any(each.answers[0][0] == term.name for each in asked)


def test_what_is_explained_from_outside_is_called_background(speech: Speech) -> None:
    background = {each.name: each for each in speech.terms if each.origin == "background"}
    explained = [
        question
        for question in generate(speech, number=200, seed=0, kinds=["term"])
        for term in background.values()
        if term.explanation[:-1] in question.explanation
    ]
    assert explained
    assert all("（背景知识，讲话未作解释）" in each.explanation for each in explained)
