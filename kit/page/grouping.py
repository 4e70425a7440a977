"""The parts of the speech that the questions of a test belong to."""

from __future__ import annotations

from collections.abc import Iterable

from kit.quiz import Question
from kit.speech import Speech
from kit.speech.parts import ACROSS, part_label, part_of, parts


def parts_of(questions: Iterable[Question], speech: Speech) -> list[tuple[str, str]]:
    """Return id and name of each part that is asked about, in the order of the speech.

    What belongs to several parts, or to the whole text, comes last; its id is "".
    """
    asked = [part_of(speech, each.node) for each in questions]
    named = [(part.id, part_label(speech, part)) for part in parts(speech) if part in asked]
    return [*named, ("", ACROSS)] if None in asked else named
