"""Moodle XML: all eight kinds, each as the question type that Moodle has for it.

=================  ========================================================================
single, multiple   ``multichoice``; of several right options each is worth its share
judge              ``truefalse``
fill               ``shortanswer``; with more than one blank ``cloze``, the blanks in place
numeric            ``numerical``; a range is its middle with a margin
order              ``ordering`` (in Moodle itself since 4.4, before that a plugin)
match              ``matching``
recall             ``essay``, the model answer and the marking points for the grader and in the
                   general feedback
=================  ========================================================================

``idnumber`` is the question's id, so that a question can be found again. Each paper is a category.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kit.decks.cloze import starless, write_cloze
from kit.decks.deck import Deck, Exported
from kit.decks.figures import margin_of
from kit.decks.html_text import clean, to_html
from kit.decks.texts import (
    category,
    mistakes,
    part_name,
    reasons,
    standing,
    unnoted,
    unnumbered,
)
from kit.decks.weighed import typed_answers, unweighed, weights
from kit.quiz.question import BLANK, Option, Question
from kit.speech import Speech

_TYPES = {
    **{"single": "multichoice", "multiple": "multichoice", "judge": "truefalse"},
    **{"fill": "shortanswer", "numeric": "numerical"},
    **{"order": "ordering", "match": "matching", "recall": "essay"},
}
_INPUT = "_____"
"""Five underscores: Moodle puts the box for an answer in their place."""


def write_moodle(deck: Deck) -> Exported:
    """Write ``<quiz>``; only a multiple question with more than ten right options is left out."""
    quiz = ET.Element("quiz")
    held, left = deck.held(unweighed)
    last = ""
    for paper, question in held:
        here = category(deck, paper)
        if here != last:
            element = ET.SubElement(quiz, "question", type="category")
            _text(ET.SubElement(element, "category"), f"$course$/top/{here}")
            last = here
        quiz.append(_question(question, paper.name, deck.speech))
    ET.indent(quiz)
    data = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(data + b"\n", left, (*unnumbered(held), *unnoted(held)))


def _question(question: Question, paper: str, speech: Speech) -> ET.Element:
    several = len(question.answers) > 1
    element = ET.Element("question", type="cloze" if several else _TYPES[question.kind])
    _text(ET.SubElement(element, "name"), question.id)
    _html(element, "questiontext", write_cloze(question) if several else _stem(question))
    _html(element, "generalfeedback", _after(question, speech))
    if not several:
        _values(element, defaultgrade="1")
    penalty = {"judge": "1", "recall": "0"}.get(question.kind, "0.3333333")
    _values(element, penalty=penalty, hidden="0", idnumber=question.id)
    if not several:
        _answers(element, question)
    if question.hint:
        _html(element, "hint", to_html(question.hint))
    tags = ET.SubElement(element, "tags")
    named = (paper, part_name(question.node, speech), *standing(question))
    for name in filter(None, named):
        _text(ET.SubElement(tags, "tag"), name)
    return element


def _stem(question: Question) -> str:
    stem = to_html(question.stem)
    return stem.replace(BLANK, _INPUT) if question.answers else stem


def _after(question: Question, speech: Speech) -> str:
    """Return what everybody sees at the end: the model answer and its points, and the reasons.

    What is said to wrong answers is there, too, where the question type has no place for it.
    """
    lines = [f"参考答案：{question.model_answer}"] if question.model_answer else []
    lines += (f"得分点：{point}" for point in question.points)
    if not question.answers:
        lines += mistakes(question)
    return "".join(f"<p>{to_html(each)}</p>" for each in (*lines, *reasons(question, speech)))


def _answers(element: ET.Element, question: Question) -> None:
    match question.kind:
        case "single" | "multiple":
            _options(element, question)
        case "judge":
            for option in question.options:
                text = "true" if option.text == "对" else "false"
                _answer(element, _share(option), text, option.feedback)
        case "fill":
            _values(element, usecase="0")
            for each in typed_answers(question):
                _answer(element, f"{each.worth:g}", starless(each.text), each.feedback)
        case "numeric":
            for each in typed_answers(question):
                value, margin = margin_of(each.text)
                answer = _answer(element, f"{each.worth:g}", value, each.feedback)
                _values(answer, tolerance=margin)
        case "order":
            _order(element, question)
        case "match":
            _values(element, shuffleanswers="true")
            for left, right in question.pairs:
                pair = _html(element, "subquestion", to_html(left))
                _text(ET.SubElement(pair, "answer"), right)
        case "recall":
            _values(element, responseformat="editor", responserequired="0")
            _values(element, responsefieldlines="10", attachments="0")
            points = (f"<p>得分点：{to_html(point)}</p>" for point in question.points)
            _html(element, "graderinfo", f"{to_html(question.model_answer)}{''.join(points)}")
            _html(element, "responsetemplate", "")


def _options(element: ET.Element, question: Question) -> None:
    single = question.kind == "single"
    shuffled = "false" if question.fixed_order else "true"
    _values(element, single="true" if single else "false", shuffleanswers=shuffled)
    _values(element, answernumbering="ABCD")
    shares = [_share(each) for each in question.options] if single else weights(question) or ()
    for option, share in zip(question.options, shares, strict=True):
        _answer(element, share, to_html(option.text), option.feedback, form="html")


def _order(element: ET.Element, question: Question) -> None:
    """Write the items in their right order; graded, as by the kit, by every pair of them."""
    _values(element, layouttype="VERTICAL", selecttype="ALL", selectcount=str(len(question.order)))
    _values(element, gradingtype="RELATIVE_ALL_PREVIOUS_AND_NEXT", showgrading="SHOW")
    _values(element, numberingstyle="none")
    for number, item in enumerate(question.order, start=1):
        _html(element, "answer", to_html(item)).set("fraction", str(number))


def _share(option: Option) -> str:
    return "100" if option.correct else "0"


def _answer(
    element: ET.Element, fraction: str, text: str, feedback: str = "", form: str = "plain_text"
) -> ET.Element:
    answer = ET.SubElement(element, "answer", fraction=fraction, format=form)
    _text(answer, text)
    _html(answer, "feedback", to_html(feedback))
    return answer


def _html(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name, format="html")
    _text(element, text)
    return element


def _text(parent: ET.Element, text: str) -> None:
    _values(parent, text=text)


def _values(parent: ET.Element, **values: str) -> None:
    """Add an element for each name, with its text."""
    for name, text in values.items():
        ET.SubElement(parent, name).text = clean(text)
