"""Moodle's notation for answers inside a sentence, ``{1:SHORTANSWER:=甲~=乙}``: written, read.

Marks with a meaning in HTML or in the notation are written as numeric entities, which Moodle
undoes; they are read, and so is a backslash before them.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from kit.decks.deck import Draft, NotHeldError
from kit.decks.figures import digits_of, with_margin
from kit.decks.html_text import clean, from_html, to_html
from kit.decks.weighed import (
    WeighedAnswer,
    choice,
    one_blank,
    several_blanks,
    typed_answers,
    without_star,
)
from kit.quiz.question import BLANK, Question

_ENTITIES = str.maketrans({each: f"&#{ord(each)};" for each in "&<>{}~#\\"})
_FIELD = re.compile(r"\{([0-9]*):([A-Z_]+):((?:[^\\{}]|\\.)*+)\}", re.DOTALL)
_UNREAD = re.compile(r"\{[0-9]*:[A-Z_]+:")
_BETWEEN = re.compile(r"(?<!\\)~")
_TOLD = re.compile(r"(?<!\\)(?<!&)#")
_WORTH = re.compile(r"=|%(-?[0-9]+(?:\.[0-9]+)?)%")
_ESCAPE = re.compile(r"\\([}#~/\"\\=])")
_TYPED = {"SHORTANSWER", "SA", "MW", "NUMERICAL", "NM"}
_EXACT_CASE = {"SHORTANSWER_C", "SAC", "MWC"}


def write_cloze(question: Question) -> str:
    """Return the stem of a question with several blanks as HTML, its answers at each blank."""
    first, *rest = (to_html(each).replace("{", "&#123;") for each in question.stem.split(BLANK))
    blanks = [_blank(question, place) for place in range(len(question.answers))]
    blanks += [BLANK] * (len(rest) - len(blanks))
    return first + "".join(blank + piece for blank, piece in zip(blanks, rest, strict=False))


def starless(answer: str) -> str:
    """Return a typed answer in which a star does not stand for anything at all."""
    return clean(answer).replace("*", r"\*")


def read_cloze(text: str) -> tuple[str, Draft]:
    """Return the HTML of a text with blanks in it, and the question that its fields make.

    Raises:
        NotHeldError: there is no field, or not all of them are to be typed into.
    """
    fields = list(_FIELD.finditer(text))
    if not fields:
        raise NotHeldError("没有答案的说明文字")
    rest = _FIELD.sub(BLANK, text)
    if _UNREAD.search(rest):
        raise NotHeldError("花括号里看不懂的填空题")
    worths = {match[1] or "1" for match in fields}
    lost = ["各空不同的分值"] if len(worths) > 1 else []
    lost += ["区分大小写的要求"] if any(match[2] in _EXACT_CASE for match in fields) else []
    read = [_field(match[2], match[3]) for match in fields]
    question, more = read[0] if len(read) == 1 else several_blanks(read)
    return rest, (question, (*lost, *more))


def _blank(question: Question, place: int) -> str:
    answers: list[str] = []
    for each in typed_answers(question, place):
        text = starless(each.text).translate(_ENTITIES)
        said = to_html(each.feedback).translate(_ENTITIES)
        answers.append(f"={text}" if each.worth else f"%0%{text}#{said}")
    return f"{{1:SHORTANSWER:{'~'.join(answers)}}}"


def _field(kind: str, body: str) -> Draft:
    """Return what one field asks for."""
    answers = [_answer(each) for each in _BETWEEN.split(body) if each]
    if kind in {"NUMERICAL", "NM"}:
        return one_blank(replace(each, text=_number(each.text)) for each in answers)
    if kind in _TYPED | _EXACT_CASE:
        return one_blank(replace(each, text=without_star(each.text)) for each in answers)
    if kind.startswith("M"):  # MULTICHOICE, MULTIRESPONSE, and how they are laid out
        options = [replace(each, text=from_html(each.text)) for each in answers]
        return choice(options, single=not kind.startswith(("MULTIRESPONSE", "MR")))
    raise NotHeldError(f"带“{kind}”的填空题")


def _answer(text: str) -> WeighedAnswer:
    worth = _WORTH.match(text)
    rest = text[worth.end() :] if worth else text
    said, *feedback = _TOLD.split(rest, maxsplit=1)
    value = 0.0 if worth is None else float(worth[1] or 100)
    return WeighedAnswer(_characters(said), from_html(_characters("".join(feedback))), value)


def _characters(text: str) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", text))


def _number(text: str) -> str:
    number, *margin = text.split(":", maxsplit=1)
    return with_margin(number, margin[0]) if margin else digits_of(number)
