"""The parts of the speech that the questions of a test belong to."""

from __future__ import annotations

from collections.abc import Iterable

from kit.charts.counting import part_label
from kit.quiz import Question
from kit.speech import Node, Speech

WHOLE = ("", "全文")
"""What stands for no part: questions about the whole text, or about what it does not say."""


def part_of(question: Question, speech: Speech) -> Node | None:
    """Return the subsection that a question belongs to, else the section; None without a node."""
    if question.node is None:
        return None
    above = speech.path(speech.node(question.node))
    return next((node for node in above if node.kind == "subsection"), above[0])


def parts_of(questions: Iterable[Question], speech: Speech) -> list[tuple[str, str]]:
    """Return id and name of each part that is asked about, in the order of the speech."""
    asked = [part_of(each, speech) for each in questions]
    ids = {part.id for part in asked if part}
    named = [(node.id, part_label(speech, node)) for node in speech.nodes if node.id in ids]
    return [*named, WHOLE] if None in asked else named
