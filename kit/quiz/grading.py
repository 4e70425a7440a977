"""Grade a response: the outcome, the score, and a mark for each part of the answer.

What is kept of an answer is what this module says. A page grades by the same table, to tell the
learner at once; tests/quiz/grading_cases.json holds both together.

Responses are plain JSON. What is not an index of the question is left out (a repeated one counts
once); what is then empty is unanswered, never wrong.

===============  ==================================  ============================================
kind             response                            score
===============  ==================================  ============================================
single, judge    index of the ticked option          1 or 0
multiple         list of indices                     (right − wrong) / number of right options,
                                                     not below 0: ticking all gives little
fill, numeric    list of strings, one a blank        share of the blanks that are right
order            list of item indices                (pairs in right order − pairs in wrong
                                                     order) / all pairs, not below 0
match            list: for each left, the index of   share of the lefts that are right
                 a right, or null
recall           own rating: 0, 0.5 or 1             the rating
recall with      list of the indices of the points   share of the points that were made
points           that were made, by own rating
===============  ==================================  ============================================

An ordering is scored by Kendall's tau (M. G. Kendall, “A New Measure of Rank Correlation”,
Biometrika 30, 1938), cut off at 0. It is the rule of *multiple* with pairs for options: a random
order is worth 0 on average before the cut, one swap of neighbours among four items costs a third,
and an item left out costs only the pairs it belongs to. A plain share of pairs in right order
would give half the points for a random order.

Index lists in a question: options, items and rights are numbered from 0 as in the paper; the right
order is 0, 1, 2 …, the right of left *i* is *i*. Blanks are compared by `kit.quiz.answers`
(numeric: the number of `quantity`, which may lie in a range, else `normal`); a blank in which
`normal` leaves nothing counts as empty. The outcome is ``right`` at score 1, ``wrong`` at 0,
``partly`` between. An empty list of points is an answer: none was made.

A likely wrong answer (`WrongAnswer`) is recognised in a blank that is wrong and holds one of its
texts (`kit.quiz.answers.same`), in a left that was given just that right, or in two items of which
the later was put before the earlier, whatever stands between them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kit.quiz.answers import normal, quantity, same
from kit.quiz.question import Question, WrongAnswer

Outcome = Literal["right", "partly", "wrong", "unanswered"]
Mark = Literal["right", "wrong", "missed", ""]


@dataclass(frozen=True, slots=True)
class Grade:
    """What a response is worth.

    ``marks`` has one entry for each option, blank, left side, item or point (in the paper's order):
    ``right`` (rightly ticked, filled, matched, in its right place, or made), ``wrong``, ``missed``
    (a right option that was not ticked; a blank or a left without answer; an item not placed; a
    point not made) or "" (rightly not ticked). It is empty for recall without points. ``wrong``
    numbers those of the question's likely wrong answers that are recognised.
    """

    outcome: Outcome
    score: float
    marks: tuple[Mark, ...] = ()
    wrong: tuple[int, ...] = ()


def grade(question: Question, response: object) -> Grade:
    """Grade a response by the table above; whatever it is, nothing is raised."""
    match question.kind:
        case "single" | "judge":
            return _choice(question, [response])
        case "multiple":
            return _choice(question, response)
        case "fill" | "numeric":
            return _blanks(question, response)
        case "order":
            return _order(question, response)
        case "match":
            return _match(question, response)
        case "recall":
            return _points(question, response) if question.points else _recall(response)


def _choice(question: Question, response: object) -> Grade:
    ticked = _indices(response, len(question.options))
    marks: list[Mark] = []
    for index, option in enumerate(question.options):
        if index in ticked:
            marks.append("right" if option.correct else "wrong")
        else:
            marks.append("missed" if option.correct else "")
    if not ticked:
        return _unanswered(marks)
    points = marks.count("right") - marks.count("wrong")
    return _graded(max(0, points), len(question.keys), marks)


def _blanks(question: Question, response: object) -> Grade:
    typed = response if isinstance(response, list) else []
    marks: list[Mark] = []
    for index, accepted in enumerate(question.answers):
        answer = typed[index] if index < len(typed) else ""
        if not isinstance(answer, str) or not normal(answer):
            marks.append("missed")
        elif question.kind == "numeric" and quantity(answer) is None:
            marks.append("wrong")
        else:
            right = any(same(question.kind, answer, each) for each in accepted)
            marks.append("right" if right else "wrong")
    if set(marks) <= {"missed"}:
        return _unanswered(marks)

    def recognised(each: WrongAnswer) -> bool:
        return marks[each.at] == "wrong" and any(
            same(question.kind, typed[each.at], text) for text in each.texts
        )

    return _graded(marks.count("right"), len(marks), marks, _recognised(question, recognised))


def _order(question: Question, response: object) -> Grade:
    count = len(question.order)
    placed = _indices(response, count)
    marks: list[Mark] = []
    for item in range(count):
        if item not in placed:
            marks.append("missed")
        else:
            marks.append("right" if placed.index(item) == item else "wrong")
    if not placed:
        return _unanswered(marks)
    pairs = list(combinations(placed, 2))
    points = sum(1 if first < second else -1 for first, second in pairs)
    wrong = _recognised(question, lambda each: (each.at, each.other) in pairs)
    return _graded(max(0, points), count * (count - 1) // 2, marks, wrong)


def _match(question: Question, response: object) -> Grade:
    given = response if isinstance(response, list) else []
    count = len(question.pairs)
    chosen = [_indices(given[left : left + 1], count) for left in range(count)]
    marks: list[Mark] = [
        "missed" if not right else "right" if right == [left] else "wrong"
        for left, right in enumerate(chosen)
    ]
    if set(marks) <= {"missed"}:
        return _unanswered(marks)
    wrong = _recognised(question, lambda each: chosen[each.at] == [each.other])
    return _graded(marks.count("right"), count, marks, wrong)


def _points(question: Question, response: object) -> Grade:
    count = len(question.points)
    made = _indices(response, count)
    if not made and response != []:
        return _unanswered(["missed"] * count)
    marks: list[Mark] = ["right" if point in made else "missed" for point in range(count)]
    return _graded(len(made), count, marks)


def _recall(response: object) -> Grade:
    if isinstance(response, bool) or not isinstance(response, int | float):
        return _unanswered([])
    return _graded(response, 1, []) if response in {0, 0.5, 1} else _unanswered([])


def _indices(response: object, count: int) -> list[int]:
    """Return the numbers of a list that are indices below ``count``, each once, in order."""
    indices: list[int] = []
    for value in response if isinstance(response, list) else []:
        if isinstance(value, int | float) and not isinstance(value, bool) and value in range(count):
            indices.append(int(value))
    return list(dict.fromkeys(indices))


def _unanswered(marks: list[Mark]) -> Grade:
    return Grade("unanswered", 0.0, tuple(marks))


def _recognised(question: Question, recognised: Callable[[WrongAnswer], bool]) -> tuple[int, ...]:
    return tuple(number for number, each in enumerate(question.wrong) if recognised(each))


def _graded(points: float, most: int, marks: list[Mark], wrong: tuple[int, ...] = ()) -> Grade:
    score = points / most if most else 0.0
    outcome: Outcome = "right" if score == 1 else "partly" if score > 0 else "wrong"
    return Grade(outcome, float(score), tuple(marks), wrong)
