"""配对: the title of a part, and something that is said there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from random import Random

from kit.exercises.material import Material, Part, Saying, placed
from kit.exercises.records import question
from kit.quiz.kinds import FEWEST_ITEMS
from kit.quiz.lint_items import shared_words
from kit.quiz.question import Question
from kit.speech.wording import listed

MOST = 5
"""How many pairs a question has at most."""


def matches(material: Material, dice: Random) -> Iterator[Question]:
    """Yield pairs of titles and sayings: for the parts under one part, and for all together."""
    groups = [(place, list(parts)) for place, parts in groupby(material.here, _above(material))]
    if len(groups) > 1:
        groups.append(("讲话", list(material.here)))
    dice.shuffle(groups)
    for place, parts in groups:
        drawn = [(part, saying) for part in parts if (saying := _telling_nothing(part, dice))]
        if len(drawn) >= FEWEST_ITEMS:
            chosen = dice.sample(drawn, min(MOST, len(drawn)))
            yield _match(material, place, sorted(chosen, key=lambda each: each[1].start))


def _match(material: Material, place: str, chosen: Sequence[tuple[Part, Saying]]) -> Question:
    kinds = {part.kind for part, _ in chosen}
    kind = kinds.pop() if len(kinds) == 1 else "部分"
    places = [placed(part.node, material.speech) for part, _ in chosen]
    return question(
        "match",
        f"请把{place}的{kind}与写在该{kind}之下的话连起来。",
        pairs=tuple((part.title, saying.text) for part, saying in chosen),
        evidence=material.evidence(*((saying.start, saying.end) for _, saying in chosen)),
        explanation=f"右边各句依次写在{listed(places)}。",
    )


def _above(material: Material) -> Callable[[Part], str]:
    """Return how to name the part that a part belongs to."""
    speech = material.speech

    def name(part: Part) -> str:
        return placed(speech.node(part.node.parent), speech) if part.node.parent else "讲话"

    return name


def _telling_nothing(part: Part, dice: Random) -> Saying | None:
    """Return something said in a part that shares no word with its title."""
    fitting = [each for each in part.sayings if not shared_words(part.title, each.text)]
    return dice.choice(fitting) if fitting else None
