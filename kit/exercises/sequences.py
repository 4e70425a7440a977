"""排序: in which order the text has its parts, or what stands in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kit.exercises.clauses import Span
from kit.exercises.material import (
    SAYING,
    TITLE,
    Material,
    fits,
    heading,
    placed,
    said_once,
)
from kit.exercises.records import question
from kit.quiz.answers import strip
from kit.quiz.kinds import FEWEST_ITEMS
from kit.quiz.question import Question
from kit.speech import Node
from kit.speech.wording import full_width

Drawn = tuple[str, list[tuple[str, Span]], int]
"""What is to be put in order, its items (words of the speech with spans), how many at most."""


def sequences(material: Material, dice: Random) -> Iterator[Question]:
    """Yield orders: of the parts under one part, of what a part says, of clauses without parts."""
    drawn = [*_of_parts(material), *_of_sayings(material), *_of_clauses(material)]
    dice.shuffle(drawn)
    for what, items, most in drawn:
        chosen = sorted(dice.sample(items, min(most, len(items))), key=lambda each: each[1])
        texts = tuple(full_width(text) for text, _ in chosen)
        if len({strip(text) for text in texts}) < len(texts):
            continue
        yield question(
            "order",
            f"请按原文的先后，排列{what}。",
            order=texts,
            evidence=material.evidence(*(span for _, span in chosen)),
            explanation=f"原文的先后是：{'；'.join(texts)}。",
        )


def _of_parts(material: Material) -> Iterator[Drawn]:
    """Yield the parts of one level, under one part or at the top, as their titles."""
    speech, passage = material.speech, material.passage
    under: dict[str | None, list[Node]] = {}
    for node in passage.nodes:
        if node.kind not in {"opening", "closing"}:
            under.setdefault(node.parent, []).append(node)
    for parent, nodes in under.items():
        if parent is None and (passage.start, passage.end) != (0, len(speech.text)):
            continue
        unit = "要点" if all(node.kind == "point" for node in nodes) else "部分"
        if len(nodes) >= FEWEST_ITEMS and all(fits(node.title, TITLE) for node in nodes):
            place = placed(speech.node(parent), speech) if parent else "讲话"
            yield (
                f"{place}的下列{unit}",
                [(node.title, heading(node, speech)) for node in nodes],
                5,
            )


def _of_sayings(material: Material) -> Iterator[Drawn]:
    """Yield what one part says, clause by clause."""
    for part in material.here:
        if len(part.sayings) >= FEWEST_ITEMS:
            said = [(each.text, (each.start, each.end)) for each in part.sayings]
            yield f"{part.name}之下的几句话", said, FEWEST_ITEMS


def _of_clauses(material: Material) -> Iterator[Drawn]:
    """Yield the clauses of one sentence, where the text has no parts or stands outside them."""
    speech = material.speech
    for spans in material.sentences:
        node = speech.deepest(spans[0][0], spans[-1][1])
        if node is None or node.kind in {"opening", "closing"}:
            said = [(speech.text[start:end], (start, end)) for start, end in spans]
            said = [each for each in said if fits(each[0], SAYING) and said_once(each[0], speech)]
            if len(said) >= FEWEST_ITEMS:
                yield f"{material.place(*said[0][1])}的下列分句", said, 4
