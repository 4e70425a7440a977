"""Questions by the hundred on the whole of the built-in speech: what is asked, and of what."""

from __future__ import annotations

from kit.exercises import generate, vocabulary
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


def test_ten_questions_on_the_whole_speech_are_of_five_kinds_at_least(speech: Speech) -> None:
    for seed in range(5):
        kinds = [each.kind for each in generate(speech, number=10, seed=seed)]
        assert len(kinds) == 10
        assert len(set(kinds) - {"numeric"}) == 5


def test_a_blank_filled_in_gives_the_words_of_the_speech(speech: Speech) -> None:
    for kind in ("cloze", "list"):
        for question in generate(speech, number=60, seed=2, kinds=[kind]):
            shown = question.stem.partition("：")[2]
            for accepted in question.answers:
                shown = shown.replace(BLANK, accepted[0], 1)
            (evidence,) = question.evidence
            assert shown == f"{full_width(evidence.quote)}。"


def test_no_blank_is_for_a_trivial_word(speech: Speech) -> None:
    stop = vocabulary.trivial() | speech.lexicon.stopwords
    for seed in range(3):
        for question in generate(speech, number=80, seed=seed, kinds=["cloze"]):
            answer = question.answers[0][0]
            assert question.kind == "numeric" or answer not in stop


def test_terms_that_the_speech_leaves_open_are_named_and_never_explained(speech: Speech) -> None:
    open_terms = [each for each in speech.terms if not each.sure or each.origin == "unexplained"]
    asked = generate(speech, number=200, seed=0, kinds=["cloze"])
    assert any(each.name == question.answers[0][0] for each in open_terms for question in asked)
    for term in open_terms:
        assert not any(term.explanation[:-1] in question.explanation for question in asked)


def test_what_is_explained_from_outside_is_called_background(speech: Speech) -> None:
    background = {each.name: each for each in speech.terms if each.origin == "background"}
    explained = [
        question
        for question in generate(speech, number=200, seed=0, kinds=["cloze"])
        for term in background.values()
        if term.explanation[:-1] in question.explanation
    ]
    assert explained
    assert all("（背景知识，讲话未作解释）" in each.explanation for each in explained)
