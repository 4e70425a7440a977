"""A question as a room is asked it: what phones get, what they give, what is shown afterwards.

What phones get does not depend on the key. Items to be put in order and right sides to be matched
are numbered as they are shown; `Asked.response` turns that into the paper's numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from markupsafe import Markup

from kit.exercises.material import called
from kit.page import self_test_data
from kit.page.cell_data import QuestionData
from kit.page.question_view import AnswerView, QuestionView, answer_view, paper_view
from kit.page.slide_view import answer_slides, asked_html, leader_notes
from kit.quiz import Grade, Question, grade
from kit.room.refusal import RefusedError
from kit.speech import Speech

LONGEST_ANSWER = 200
"""Characters of what is typed into one blank."""

LONGEST_RECALL = 500
"""Characters of an answer in one's own words."""


@dataclass(frozen=True)
class Asked:
    """One question, ready to be asked."""

    data: QuestionData

    @property
    def question(self) -> Question:
        """The question of the paper."""
        return self.data.question

    @cached_property
    def view(self) -> QuestionView:
        """What is asked, without the key."""
        return paper_view(self.question, None)

    @cached_property
    def answer(self) -> AnswerView:
        """What is said of its answer."""
        return answer_view(self.data, self.view, sheet=True)

    @cached_property
    def html(self) -> Markup:
        """The question as a slide, without the key."""
        return asked_html(self.data, with_key=False)

    @cached_property
    def screens(self) -> tuple[Markup, ...]:
        """The slides that follow the key: quotation and explanation."""
        return answer_slides(self.data)

    @cached_property
    def notes(self) -> Markup:
        """What the leader alone is told."""
        return leader_notes(self.data)

    @cached_property
    def form(self) -> dict[str, Any]:
        """What a phone needs to ask it, as plain JSON values."""
        view = self.view
        return {
            "kind": view.kind,
            "kind_name": view.kind_name,
            "stem": str(view.stem),
            "options": [_choice(one.number, one.letter, one.text) for one in view.options],
            "blanks": len(self.question.answers),
            "items": [_choice(at, one.letter, one.text) for at, one in enumerate(view.items)],
            "lefts": list(view.lefts),
            "rights": [_choice(at, one.letter, one.text) for at, one in enumerate(view.rights)],
        }

    def response(self, given: object, *, revealed: bool = False) -> Any:
        """Return what a phone gave as a response that `kit.quiz.grade` reads.

        An answer in one's own words is that text; once the answer is ``revealed`` it is the
        learner's own rating of it.

        Raises:
            RefusedError: it answers nothing, or is not what the kind of question asks for.
        """
        kind = self.question.kind
        if kind == "recall" and not revealed:
            text = given.strip() if isinstance(given, str) else ""
            if not text or len(text) > LONGEST_RECALL:
                raise RefusedError(f"请写 1 至 {LONGEST_RECALL} 个字。")
            return text
        response = self._in_paper_order(given)
        if grade(self.question, response).outcome == "unanswered":
            raise RefusedError("还没有作答。")
        return response

    def _in_paper_order(self, given: object) -> object:
        match self.question.kind:
            case "order" | "match" as kind:
                shown = self.view.items if kind == "order" else self.view.rights
                numbers = [one.number for one in shown]
                return [_paper_number(numbers, each) for each in _listed(given)]
            case "fill" | "numeric":
                typed = [each if isinstance(each, str) else "" for each in _listed(given)]
                if any(len(each) > LONGEST_ANSWER for each in typed):
                    raise RefusedError(f"每空最多 {LONGEST_ANSWER} 个字。")
                return typed
            case _ if isinstance(given, list):
                return [each for each in _listed(given) if _is_number(each)]
            case _:
                return given if _is_number(given) else None

    def as_shown(self, response: object) -> object:
        """Return a kept response in the numbers that phones are shown."""
        kind = self.question.kind
        if kind not in {"order", "match"} or not isinstance(response, list):
            return response
        shown = self.view.items if kind == "order" else self.view.rights
        places = {one.number: at for at, one in enumerate(shown)}
        return [places.get(each) if isinstance(each, int) else None for each in response]

    def told(self, response: object) -> dict[str, Any]:
        """Return what its giver is told of a kept response once the answer is revealed."""
        graded = grade(self.question, response)
        marks: list[str] = list(graded.marks)
        if self.question.kind == "order":
            marks = [graded.marks[one.number] for one in self.view.items]
        return {
            "outcome": graded.outcome,
            "marks": marks,
            "reasons": self._reasons(response, graded),
        }

    def _reasons(self, response: object, graded: Grade) -> list[str]:
        """Return what the paper says to the wrong options or answers that were given."""
        if self.question.options:
            chosen = response if isinstance(response, list) else [response]
            wrong = {at for at in chosen if isinstance(at, int) and at not in self.question.keys}
        else:
            wrong = set(graded.wrong)
        return [each.text for each in self.answer.reasons if each.number in wrong]


class Bank(Mapping[str, int]):
    """The good questions of a course by id; as a mapping, how many screens each answer takes."""

    def __init__(self, questions: tuple[Question, ...], speech: Speech) -> None:
        self._questions = {question.id: question for question in questions}
        self._speech = speech
        self._asked: dict[str, Asked] = {}

    def asked(self, question: str) -> Asked:
        """Return a question, ready to be asked.

        Raises:
            KeyError: there is none of this id.
        """
        if question not in self._asked:
            data = self_test_data([self._questions[question]], self._speech, place=_place)
            self._asked[question] = Asked(data.questions[0])
        return self._asked[question]

    def found(self, words: str, most: int = 20) -> list[dict[str, str]]:
        """Return id and stem of the questions whose id or stem has all the words."""
        parts = words.casefold().split()
        matching = (
            {"id": one.id, "stem": one.plain_stem}
            for one in self._questions.values()
            if parts and all(part in f"{one.id} {one.plain_stem}".casefold() for part in parts)
        )
        return list(islice(matching, most))

    def __getitem__(self, question: str) -> int:
        """Return how many screens the answer to a question takes."""
        return len(self.asked(question).screens)

    def __contains__(self, question: object) -> bool:
        """Tell whether there is a question of this id."""
        return question in self._questions

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._questions)

    def __len__(self) -> int:
        """Return how many questions there are."""
        return len(self._questions)


def _place(node: str | None, speech: Speech) -> str:
    """Return a part's name as one says it to a room: 第三部分“二是”, 第二部分（二）五要."""
    name = "" if node is None else called(node, speech)
    return re.sub("^([一二三四五六七八九十]+)（", r"第\1部分（", name)


def _choice(number: int, letter: str, text: str) -> dict[str, Any]:
    return {"number": number, "letter": letter, "text": text}


def _listed(given: object) -> list[object]:
    return given[:64] if isinstance(given, list) else []


def _is_number(value: object) -> bool:
    """Tell whether a value may be the number of something, or a rating."""
    return value == 0.5 or (isinstance(value, int) and value in range(1000) and value is not True)


def _paper_number(numbers: list[int], shown: object) -> int | None:
    """Return the paper's number of what is shown at a place, None where nothing is."""
    if isinstance(shown, int) and not isinstance(shown, bool) and 0 <= shown < len(numbers):
        return numbers[shown]
    return None
