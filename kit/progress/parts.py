"""Which part of the speech a question belongs to."""

from __future__ import annotations

from kit.quiz import Question
from kit.speech import Node, Speech


def parts(speech: Speech) -> tuple[Node, ...]:
    """Return the parts: the top nodes with opening and closing, each split into its subsections."""
    return tuple(
        part
        for top in speech.nodes
        if top.parent is None
        for part in _subsections(speech, top) or (top,)
    )


def lineage(speech: Speech, question: Question) -> frozenset[str]:
    """Return the ids of a question's node and of all above it; none for the whole text."""
    known = {node.id for node in speech.nodes}
    if question.node not in known:
        return frozenset()
    return frozenset(node.id for node in speech.path(speech.node(question.node)))


def part_of(speech: Speech, question: Question) -> str | None:
    """Return the id of a question's part; None if it spans several or is about none."""
    above = lineage(speech, question)
    return next((part.id for part in parts(speech) if part.id in above), None)


def _subsections(speech: Speech, node: Node) -> tuple[Node, ...]:
    return tuple(each for each in speech.children(node) if each.kind == "subsection")
