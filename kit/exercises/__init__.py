"""Practice made by rule: questions on any passage of any text, the same for the same seed.

Each rule draws on what the text itself shows, its outline, its clauses and its words, and never
on what they mean. Whatever a rule proposes is written as a paper, read back and looked over like a
hand-written question; what earns a fault or a warning is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from kit.errors import KitError
from kit.exercises.choosing import Choice, mark_generated
from kit.exercises.gaps import clozes, completions
from kit.exercises.material import Material, gather
from kit.exercises.structure import contents, matches, places, sequences
from kit.quiz.question import Question
from kit.speech import Passage, Speech

__all__ = ["RULES", "Material", "gather", "generate", "mark_generated"]

RULES: dict[str, Callable[[Material, Random], Iterator[Question]]] = {
    "cloze": clozes,
    "place": places,
    "contents": contents,
    "order": sequences,
    "list": completions,
    "match": matches,
}
"""The rules by name.

============  =========================================================  ==================
name          what is asked                                              kind of question
============  =========================================================  ==================
``cloze``     a term, a word of the dictionary, a number left out        fill, numeric
``place``     where something stands; what stands somewhere              single
``contents``  which of these stand in one part                           multiple
``order``     in which order the text has them                           order
``list``      the missing members of a list (甲、乙、丙)                  fill
``match``     titles of parts and what stands there                      match
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
    The rules named by ``kinds`` take turns, cloze twice as often as the others. The same passage,
    number, seed and kinds always give the same questions; a question that another seed gives too
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
        names = [name for name in waiting for _ in range(2 if name == "cloze" else 1)]
        turns.shuffle(names)
        for name in names[: number - len(choice.chosen)]:
            if name in waiting and not any(choice.take(each) for each in waiting[name]):
                del waiting[name]
    return tuple(choice.chosen)
