"""Imported questions made ready for a paper: ids that a paper can have, evidence with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kit.errors import KitError
from kit.quiz.question import Evidence, Question
from kit.speech import Speech, find_quote

_ID = re.compile(r"[A-Za-z]{1,12}[0-9]{1,6}")
_WORDS = re.compile(r"[A-Za-z]+")


def settle(
    questions: Iterable[Question], speech: Speech, *, prefix: str = "q"
) -> tuple[Question, ...]:
    """Return the questions with ids of their own and their evidence found in the speech.

    An id that a paper may have, and that no earlier question has, stays; others become ``prefix``
    and a number. A quotation that is not found keeps the span ``0, 0``, so that whoever reads the
    paper is told.
    """
    found = tuple(questions)
    kept: dict[int, str] = {}
    for index, question in enumerate(found):
        taken = {each.lower() for each in kept.values()}
        if _ID.fullmatch(question.id) and question.id.lower() not in taken:
            kept[index] = question.id
    taken = {each.lower() for each in kept.values()}
    free = (f"{prefix}{number:02}" for number in range(1, len(found) * 2 + 1))
    fresh = (each for each in free if each.lower() not in taken)
    return tuple(
        replace(
            question,
            id=kept[index] if index in kept else next(fresh),
            evidence=tuple(locate(each, speech) for each in question.evidence),
        )
        for index, question in enumerate(found)
    )


def locate(evidence: Evidence, speech: Speech) -> Evidence:
    """Return evidence with its place in the speech.

    Its own span counts if the quotation stands there; otherwise the only place in the part that
    ``node`` names (an id, or as the text numbers it), or in the whole text.
    """
    start, end = evidence.start, evidence.end
    if not (0 <= start < end and speech.text[start:end] == evidence.quote):
        within = None
        if evidence.node is not None:
            try:
                within = speech.find(evidence.node)
            except KitError:
                within = None
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
