"""Practice made by rule: questions on any passage of any text, the same for the same seed.

Each rule draws on what the text itself shows, its outline, its tasks and their objects, and never
on what they mean; it asks what would have the same answer in other words. Names and set phrases
stay whole. Whatever a rule proposes is written as a paper, read back and looked over like a
hand-written question; what earns a fault or a warning is dropped. So a passage may have few
questions, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from kit.errors import KitError
from kit.exercises.choosing import Choice, mark_generated
from kit.exercises.gaps import numbers, terms
from kit.exercises.material import Material, gather
from kit.exercises.objects import misquotes, objects, scopes
from kit.exercises.structure import contents, matches, places
from kit.quiz.question import Question
from kit.speech import Passage, Speech

__all__ = ["RULES", "Material", "gather", "generate", "mark_generated"]

RULES: dict[str, Callable[[Material, Random], Iterator[Question]]] = {
    "misquote": misquotes,
    "object": objects,
    "scope": scopes,
    "place": places,
    "contents": contents,
    "match": matches,
    "number": numbers,
    "term": terms,
}
"""The rules by name.

============  =========================================================  ==================
name          what is asked                                              kind of question
============  =========================================================  ==================
``misquote``  what a task is about, misquoted with that of another part  single
``object``    what a task is about                                       single
``scope``     whom a task is for, where others are for other circles     single
``place``     to which part a task belongs; which task a part has        single
``contents``  which tasks a part has                                     multiple
``match``     titles of parts and their tasks                            match
``number``    a number that has another of its unit beside it            numeric
``term``      a term that the glossary explains                          fill
============  =========================================================  ==================
"""


def generate(
    source: Speech | Passage | Material,
    *,
    number: int = 10,
    seed: int | str = 0,
    kinds: Sequence[str] = tuple(RULES),
) -> tuple[Question, ...]:
    """Return up to ``number`` questions on a passage or a whole speech, made by rule.

    Whoever asks about many passages of a speech gathers its material once and narrows it.
    The rules named by ``kinds`` take turns. The same passage, number, seed and kinds always give
    the same questions; a question that another seed gives too
    has the same id there. All are marked as generated, have real places of the speech as evidence,
    and pass the lint of a paper. What offers nothing to ask about gives ().

    Raises:
        KitError: there is no rule of that name.
    """
    for kind in kinds:
        if kind not in RULES:
            raise KitError(
                f"没有名为“{kind}”的出题规则。", remedy=f"可用的有：{'、'.join(RULES)}。"
            )
    if isinstance(source, Speech):
        source = source.whole()
    material = source if isinstance(source, Material) else gather(source)
    waiting = {kind: RULES[kind](material, Random(f"{seed}:{kind}")) for kind in kinds}
    choice = Choice(material.speech)
    turns = Random(f"{seed}")
    while waiting and len(choice.chosen) < number:
        names = list(waiting)
        turns.shuffle(names)
        for name in names[: number - len(choice.chosen)]:
            if name in waiting and not any(choice.take(each) for each in waiting[name]):
                del waiting[name]
    return tuple(choice.chosen)
