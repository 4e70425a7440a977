"""Moodle XML: all eight kinds, each as the question type that Moodle has for it.

=================  ========================================================================
single, multiple   ``multichoice``; of several right options each is worth its share
judge              ``truefalse``
fill               ``shortanswer``; with more than one blank ``cloze``, the blanks in place
numeric            ``numerical``, without a margin
order              ``ordering`` (in Moodle itself since 4.4, before that a plugin)
match              ``matching``
recall             ``essay``, the model answer for the grader and in the general feedback
=================  ========================================================================

``idnumber`` is the question's id, so that a question can be found again. Each paper is a category.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from kit.decks.cloze import cloze_html
from kit.decks.inline import clean, to_html
from kit.decks.records import Deck, Exported, Left
from kit.decks.weights import weights
from kit.decks.wording import part_name, reasons
from kit.quiz.answers import quantity
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
    left: list[Left] = []
    category = ""
    for paper, question in deck.questions():
        if question.kind == "multiple" and weights(question) is None:
            left.append(Left(question.id, "正确项超过十个的多选题"))
            continue
        here = "/".join(clean(each).replace("/", "//") for each in (deck.title, paper.title))
        if here != category:
            element = ET.SubElement(quiz, "question", type="category")
            _text(ET.SubElement(element, "category"), f"$course$/top/{here}")
            category = here
        quiz.append(_question(question, paper.name, deck.speech))
    ET.indent(quiz)
    data = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(data + b"\n", tuple(left))


def _question(question: Question, paper: str, speech: Speech) -> ET.Element:
    several = len(question.answers) > 1
    element = ET.Element("question", type="cloze" if several else _TYPES[question.kind])
    _text(ET.SubElement(element, "name"), question.id)
    _html(element, "questiontext", cloze_html(question) if several else _stem(question))
    _html(element, "generalfeedback", _after(question, speech))
    if not several:
        _value(element, "defaultgrade", "1")
    _value(element, "penalty", {"judge": "1", "recall": "0"}.get(question.kind, "0.3333333"))
    _value(element, "hidden", "0")
    _value(element, "idnumber", question.id)
    if not several:
        _answers(element, question)
    if question.hint:
        _html(element, "hint", to_html(question.hint))
    _tags(element, (paper, part_name(question.node, speech)))
    return element


def _stem(question: Question) -> str:
    stem = to_html(question.stem)
    return stem.replace(BLANK, _INPUT) if question.answers else stem


def _after(question: Question, speech: Speech) -> str:
    """Return what everybody sees at the end: the model answer, and the reasons."""
    lines = [f"参考答案：{question.model_answer}"] if question.model_answer else []
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
            _value(element, "usecase", "0")
            for accepted in question.answers[0]:
                _answer(element, "100", clean(accepted).replace("*", r"\*"))
        case "numeric":
            for value in dict.fromkeys(filter(None, map(quantity, question.answers[0]))):
                _value(_answer(element, "100", value), "tolerance", "0")
        case "order":
            _order(element, question)
        case "match":
            _value(element, "shuffleanswers", "true")
            for left, right in question.pairs:
                pair = _html(element, "subquestion", to_html(left))
                _text(ET.SubElement(pair, "answer"), right)
        case "recall":
            _value(element, "responseformat", "editor")
            _value(element, "responserequired", "0")
            _value(element, "responsefieldlines", "10")
            _value(element, "attachments", "0")
            _html(element, "graderinfo", to_html(question.model_answer))
            _html(element, "responsetemplate", "")


def _options(element: ET.Element, question: Question) -> None:
    single = question.kind == "single"
    _value(element, "single", "true" if single else "false")
    _value(element, "shuffleanswers", "false" if question.fixed_order else "true")
    _value(element, "answernumbering", "ABCD")
    shares = [_share(each) for each in question.options] if single else weights(question) or ()
    for option, share in zip(question.options, shares, strict=True):
        _answer(element, share, to_html(option.text), option.feedback, form="html")


def _order(element: ET.Element, question: Question) -> None:
    """Write the items in their right order; graded, as by the kit, by every pair of them."""
    _value(element, "layouttype", "VERTICAL")
    _value(element, "selecttype", "ALL")
    _value(element, "selectcount", str(len(question.order)))
    _value(element, "gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT")
    _value(element, "showgrading", "SHOW")
    _value(element, "numberingstyle", "none")
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


def _tags(element: ET.Element, names: Iterable[str]) -> None:
    tags = ET.SubElement(element, "tags")
    for name in names:
        if name:
            _text(ET.SubElement(tags, "tag"), name)


def _html(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name, format="html")
    _text(element, text)
    return element


def _text(parent: ET.Element, text: str) -> None:
    _value(parent, "text", text)


def _value(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean(text)
