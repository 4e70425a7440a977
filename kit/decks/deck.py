"""What goes into a deck format and what comes out of it, made ready for a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

from kit.errors import KitError
from kit.quiz.question import ID, Evidence, Paper, Question
from kit.speech import Speech, find_quote

_WORDS = re.compile(r"[A-Za-z]+")
_Record = TypeVar("_Record")

Draft = tuple[Question, tuple[str, ...]]
"""A question of another format, and the sorts of what a paper has no place for, in Chinese."""


@dataclass(frozen=True, slots=True)
class Left:
    """A question that the other side cannot hold; ``what`` says of which sort, in Chinese."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Deck:
    """The papers of one study set, ready to be written in any format.

    ``name`` is the set's; with a question's id it makes the identity that other programs keep
    their reviews by. ``title`` is what a person sees. ``modified`` is in seconds since 1970, UTC;
    only Anki asks for it: a note that it has already is brought up to date only by a later one.
    """

    name: str
    title: str
    papers: tuple[Paper, ...]
    speech: Speech
    modified: int = 0

    def questions(self) -> Iterator[tuple[Paper, Question]]:
        """Yield every question with its paper, in order."""
        for paper in self.papers:
            for question in paper.questions:
                yield paper, question

    def held(
        self, unfit: Callable[[Question], str]
    ) -> tuple[list[tuple[Paper, Question]], tuple[Left, ...]]:
        """Return the questions that a format can hold, with their papers, and those it cannot.

        ``unfit`` gives the sort of a question that cannot be held, "" for all others.
        """
        sorts = [(paper, question, unfit(question)) for paper, question in self.questions()]
        left = tuple(Left(question.id, sort) for _, question, sort in sorts if sort)
        return [(paper, question) for paper, question, sort in sorts if not sort], left


@dataclass(frozen=True, slots=True)
class Exported:
    """A deck in one format: the bytes of the file, and what is not, or not all, in it.

    ``left`` are questions that are not in the file; ``partly`` are in it, but for what is told.
    """

    data: bytes
    left: tuple[Left, ...] = ()
    partly: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The questions of a file; what a paper cannot hold, or not all of it, is told.

    ``title`` is the file's own name for its questions, or "". Evidence is as the file has it: see
    `settle` for its place in the speech.
    """

    title: str
    questions: tuple[Question, ...]
    left: tuple[Left, ...] = ()
    partly: tuple[Left, ...] = ()
    beside: tuple[str, ...] = ()
    """What of the file itself is lost, such as categories, in Chinese."""


class NotHeldError(Exception):
    """A paper cannot hold this; the message says what it is, in Chinese."""


def read_each(
    records: Iterable[tuple[str, int, _Record]], read: Callable[[_Record], Draft]
) -> Imported:
    """Read questions one by one; what a paper cannot hold is named, the title stays empty.

    ``records`` are names, 1-based lines (0: not known) and what is to be read; where a name is
    empty, the place in the file serves. ``read`` gives a question with what of it is lost, or
    raises `NotHeldError`.
    """
    questions: list[Question] = []
    left: list[Left] = []
    partly: list[Left] = []
    for number, (name, line, record) in enumerate(records, start=1):
        called = name or f"第 {number} 题"
        called += f"（第 {line} 行）" if line else ""
        try:
            question, lost = read(record)
        except NotHeldError as error:
            left.append(Left(called, str(error)))
            continue
        questions.append(question)
        partly += (Left(called, what) for what in dict.fromkeys(lost))
    return Imported("", tuple(questions), tuple(left), tuple(partly))


def settle(
    questions: Iterable[Question],
    speech: Speech,
    *,
    prefix: str = "q",
    taken: Iterable[str] = (),
) -> tuple[Question, ...]:
    """Return the questions with ids of their own and their evidence found in the speech.

    An id that a paper may have, and that no earlier question has and is not ``taken``, stays;
    the rest become ``prefix`` and a number. A quotation that is not found keeps the span ``0, 0``,
    so that whoever reads the paper is told.
    """
    questions = tuple(questions)
    ids: list[str] = []
    gone = {each.lower() for each in taken}
    for question in questions:
        free = ID.fullmatch(question.id) and question.id.lower() not in gone
        ids.append(question.id if free else "")
        gone.add(ids[-1].lower())
    numbered = (f"{prefix}{number:02}" for number in count(1))
    fresh = (each for each in numbered if each.lower() not in gone)
    return tuple(
        replace(
            question,
            id=own or next(fresh),
            evidence=tuple(_placed(each, speech) for each in question.evidence),
        )
        for question, own in zip(questions, ids, strict=True)
    )


def _placed(evidence: Evidence, speech: Speech) -> Evidence:
    """Return evidence with its place in the speech.

    Its own span counts if the quotation stands there; otherwise the only place in the part that
    ``node`` names (an id, or as the text numbers it), or in the whole text.
    """
    start, end = evidence.start, evidence.end
    if not (0 <= start < end and speech.text[start:end] == evidence.quote):
        within = None
        if evidence.node is not None:
            with suppress(KitError):
                within = speech.find(evidence.node)
        places = find_quote(speech, evidence.quote, within)
        if len(places) != 1:
            return replace(evidence, start=0, end=0, node=None)
        start, end = places[0]
    return Evidence.at(speech, start, end)


def prefix_of(name: str) -> str:
    """Return the letters that ids of a paper begin with, from its file name.

    >>> prefix_of("04_livelihood_brand"), prefix_of("10"), prefix_of("补充")
    ('lb', 'q', 'q')
    """
    return "".join(word[0].lower() for word in _WORDS.findall(name))[:12] or "q"
