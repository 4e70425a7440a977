"""填空: a number that has another beside it, or a term of the glossary, left out of its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kit.exercises.material import Material, Span, balanced
from kit.quiz.answers import strip, typed_kind
from kit.quiz.question import BLANK, Question, WrongAnswer
from kit.speech import Term, chinese_number
from kit.speech.wording import CHINESE_NUMERAL, full_width, numeral, quoted, sentence

CONTEXT = 8
"""Characters that are left beside a blank, where the sentence has so many."""

LONGEST = 60
"""Characters of the longest text around a blank."""

MOST = 16
"""Characters of the longest term that a learner is asked to fill in."""

# 新建幼儿园120所, 3.5万人; neither years, clock times, ordinals nor what is part of a name
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.．,，:：（(第—\-])([0-9]+(?:\.[0-9]+)?)"
    r"((?:[十百千万亿]+)?(?:[名人户家所座亩公里元吨台辆套村张]|平方|%|％))"
)
_SLOGAN = re.compile(rf"(?:{CHINESE_NUMERAL}|两)[个大项]")  # 六个必须: the number tells the rest
_COUNTED = re.compile(rf"(第?)({CHINESE_NUMERAL})(?=[个项号次届条])")


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is left out: its span, what is accepted, why it is worth knowing, likely mistakes."""

    span: Span
    accepted: tuple[str, ...]
    explanation: str
    wrong: tuple[WrongAnswer, ...] = ()


def numbers(material: Material, dice: Random) -> Iterator[Question]:
    """Yield clauses without their number, where the part has another of the unit."""
    text = material.speech.text
    found = [
        (task.node, match)
        for task in material.passage.tasks  # what has been reached is no more than a figure
        for match in _NUMBER.finditer(text, task.start, task.end)
    ]
    for node, match in dice.sample(found, len(found)):
        frame = _frame(material, match.span(1))
        others = [
            (each[1], clause)
            for part, each in found
            if part == node and each[2] == match[2] and each[1] != match[1]
            if (clause := material.clause(each.span(1))) and clause != frame
        ]
        if frame is None or not others:
            continue
        other, clause = others[0]
        said = f"{other}{match[2]}说的是{quoted(text[slice(*clause)])}"
        yield _fill(
            material,
            frame,
            _Gap(
                match.span(1),
                _readings(match[1]),
                f"{match[1]}{match[2]}说的是{quoted(text[slice(*frame)])}；{said}。"
                "单位相同，容易记混，先想清数的是什么。",
                (WrongAnswer(f"{said}。", 0, texts=(other,)),),
            ),
        )


def terms(material: Material, dice: Random) -> Iterator[Question]:
    """Yield clauses without a term that the glossary explains for certain."""
    passage = material.passage
    found = [
        (term, place)
        for term in material.speech.terms
        if term.sure and term.origin != "unexplained"
        for form in term.forms
        if len(form) <= MOST and not _SLOGAN.match(form)
        for place in _places(material, form)
    ]
    for term, span in dice.sample(found, len(found)):
        frame = _frame(material, span)
        if frame is None or not passage.start <= frame[0] < frame[1] <= passage.end:
            continue
        form = material.speech.text[slice(*span)]
        others = (each for each in term.forms if each not in form and form not in each)
        accepted = (*_spellings(form), *others)
        yield _fill(material, frame, _Gap(span, accepted, _gloss(term)))


def _fill(material: Material, frame: Span, gap: _Gap) -> Question:
    """Return the question for a stretch of the speech and the blank in it."""
    quote = material.speech.text[slice(*frame)]
    shown = full_width(quote)
    start, end = gap.span[0] - frame[0], gap.span[1] - frame[0]
    return Question(
        "",
        typed_kind([gap.accepted]),
        f"{material.place(*frame)}提出：{sentence(shown[:start] + BLANK + shown[end:])}",
        answers=(gap.accepted,),
        evidence=material.evidence(frame),
        explanation=gap.explanation,
        wrong=gap.wrong,
    )


def _frame(material: Material, span: Span) -> Span | None:
    """Return the clause of a stretch if it says enough, and nothing else fits into the gap."""
    frame = material.clause(span)
    if frame is None or frame[1] - frame[0] > LONGEST:
        return None
    text = material.speech.text
    before, after = text[frame[0] : span[0]], text[span[1] : frame[1]]
    if before.count("“") > before.count("”") and (before[-1], after[:1]) != ("“", "”"):
        return None  # “一号____”: half a name
    if before.endswith("、") and after.startswith("、"):
        return None  # one of a list, which nothing leads to
    rest, gone = strip(full_width(before + after)), strip(text[slice(*span)])
    place = material.place(*frame)
    if len(rest) < CONTEXT or gone in rest or gone in place or not balanced(text[slice(*frame)]):
        return None
    node = material.speech.deepest(*frame)
    part = text[node.start : node.end] if node else text
    around = re.compile(f"{re.escape(before)}[^，,。；;\\r\\n]{{1,20}}?{re.escape(after)}")
    return frame if len(around.findall(part)) == 1 else None


def _places(material: Material, form: str) -> Iterator[Span]:
    passage = material.passage
    place = material.speech.text.find(form, passage.start, passage.end)
    while place >= 0:
        yield place, place + len(form)
        place = material.speech.text.find(form, place + 1, passage.end)


def _readings(digits: str) -> tuple[str, ...]:
    small = digits.isdecimal() and 0 < int(digits) < 100 and not digits.startswith("0")
    return (digits, numeral(int(digits))) if small else (digits,)


def _spellings(word: str) -> tuple[str, ...]:
    """Return a word, and the word with a number of its own in digits: 六个必须, 6个必须."""
    other = _COUNTED.sub(lambda match: match[1] + str(chinese_number(match[2])), word)
    return (word,) if other == word else (word, other)


def _gloss(term: Term) -> str:
    """Return what the glossary says about a term, and whose words these are."""
    aside = "" if term.origin == "speech" else "（背景知识，讲话未作解释）"
    return f"“{term.name}”{aside}：{sentence(term.explanation)}"
