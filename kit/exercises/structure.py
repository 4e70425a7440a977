"""归属, 配对: which task belongs to which part of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, islice, pairwise
from random import Random
from typing import TypeVar

from kit.exercises.material import Material, Part, Saying, unit
from kit.quiz.kinds import FEWEST_ITEMS
from kit.quiz.lint_items import shared_words
from kit.quiz.question import Option, Question, WrongAnswer
from kit.speech.wording import listed, quoted

WRONG = 2
"""How many wrong options a choice has."""

NEAR, TRIES = 8, 12
"""From how many candidates wrong options are drawn, and how many sets of them are tried."""

MOST = 5
"""How many pairs a question has at most."""

_T = TypeVar("_T")
_Elsewhere = tuple[Part, Saying]
_Single = tuple[str, str, Iterable[list[Option]]]
"""The stem of a single choice, its key, and sets of wrong options."""


def places(material: Material, dice: Random) -> Iterator[Question]:
    """Yield single choices: in which of three parts a saying stands, or which of three a part has.

    Where the passage lies in one part, only the second is asked: the first would be answered by
    the passage itself. A word that title and saying share, but not every wrong option, would give
    the answer away.
    """
    drawn = [(part, saying) for part in material.here for saying in part.sayings]
    dice.shuffle(drawn)
    several = len(material.here) > 1
    for part, saying in drawn:
        shared = shared_words(part.title, saying.text)
        ways = [_which_part, _which_saying] if several else [_which_saying]
        dice.shuffle(ways)
        for way in ways:
            stem, key, sets = way(material, part, saying, dice)
            for wrong in sets:
                if all(word in each.text for each in wrong for word in shared):
                    yield Question(
                        "",
                        "single",
                        stem,
                        (Option(key, True), *wrong),
                        evidence=material.evidence(saying.span),
                        explanation=f"这是{part.name}的任务{_more(part, saying)}。",
                        tier="further",
                        level="understand",
                    )


def contents(material: Material, dice: Random) -> Iterator[Question]:
    """Yield multiple choices: which sayings stand in a part; two or three do, two do not."""
    drawn = list(material.here)
    dice.shuffle(drawn)
    for most in (3, 2, 3):
        for part in drawn:
            if len(part.sayings) > 1:
                count = min(most, len(part.sayings))
                keys = dice.sample(part.sayings, count)
                for wrong in islice(_others(material, part, keys, dice), 3):
                    yield _which_sayings(material, part, keys, wrong, dice)


def matches(material: Material, dice: Random) -> Iterator[Question]:
    """Yield pairs of titles and sayings: for the parts under one part, and for all together."""
    here = groupby(material.here, lambda part: material.called(part.node.parent))
    groups = [(place, list(parts)) for place, parts in here]
    if len(groups) > 1:
        groups.append(("讲话", list(material.here)))
    dice.shuffle(groups)
    for place, parts in groups:
        drawn = [(part, saying) for part in parts if (saying := _unlike_its_title(part, dice))]
        if len(drawn) >= FEWEST_ITEMS:
            chosen = dice.sample(drawn, min(MOST, len(drawn)))
            yield _match(material, place, sorted(chosen, key=lambda each: each[1].span))


def _which_part(material: Material, part: Part, saying: Saying, dice: Random) -> _Single:
    """Ask where a saying stands; wrong are neighbours in the text with titles of like length."""
    others = [each for each in material.parts if each.node.id != part.node.id and each.sayings]
    others.sort(
        key=lambda each: (
            (each.node.parent != part.node.parent) + abs(len(each.title) - len(part.title)) / 8,
            each.node.start,
        )
    )
    wrong = (
        [Option(each.title, False, _elsewhere(each)) for each in drawn]
        for drawn in _some(combinations(others[:NEAR], WRONG), dice)
    )
    return f"{quoted(saying.text)}，是下列哪一{unit([part.node])}的任务？", part.title, wrong


def _which_saying(material: Material, part: Part, saying: Saying, dice: Random) -> _Single:
    """Ask what stands in a part."""
    wrong = map(_said_elsewhere, _others(material, part, [saying], dice))
    return f"下列哪一项是{part.name}的任务？", saying.text, wrong


def _which_sayings(
    material: Material,
    part: Part,
    keys: Sequence[Saying],
    wrong: Sequence[_Elsewhere],
    dice: Random,
) -> Question:
    options = [Option(each.text, True) for each in keys] + _said_elsewhere(wrong)
    dice.shuffle(options)
    ordered = sorted(keys, key=lambda each: each.span)
    return Question(
        "",
        "multiple",
        f"下列哪几项是{part.name}的任务？",
        options=tuple(options),
        evidence=material.evidence(*(each.span for each in ordered)),
        explanation=f"{part.name}的任务有{listed([quoted(each.text) for each in ordered])}；"
        f"其余两项分别是{listed([other.name for other, _ in wrong])}的任务。",
        tier="further",
        level="understand",
    )


def _match(material: Material, place: str, chosen: Sequence[_Elsewhere]) -> Question:
    kind = unit(part.node for part, _ in chosen)
    called = [material.called(part.node) for part, _ in chosen]
    return Question(
        "",
        "match",
        f"请把{place}的{kind}与它的一项任务连起来。",
        pairs=tuple((part.title, saying.text) for part, saying in chosen),
        evidence=material.evidence(*(saying.span for _, saying in chosen)),
        explanation=f"右边各项依次是{listed(called)}的任务。先看每一{kind}管什么，再看任务是为谁、为什么事做的。",
        level="understand",
        wrong=tuple(
            WrongAnswer(f"{quoted(saying.text)}是{part.name}的任务。", at, other)
            for at, other in pairwise(range(len(chosen)))
            for part, saying in [chosen[other]]
        ),
    )


def _others(
    material: Material, part: Part, keys: Sequence[Saying], dice: Random
) -> Iterator[tuple[_Elsewhere, ...]]:
    """Yield sets of sayings of other parts: of neighbours, and near in length to the keys."""
    size = sum(len(each.text) for each in keys) / len(keys)
    drawn = [
        (
            abs(len(saying.text) - size) // 4
            + 2 * (other.node.parent != part.node.parent)
            + dice.random(),
            other,
            saying,
        )
        for other in material.parts
        if other.node.id != part.node.id
        for saying in other.sayings
    ]
    near = [(other, saying) for _, other, saying in sorted(drawn, key=lambda each: each[0])[:NEAR]]
    sets = (each for each in combinations(near, WRONG) if each[0][0].node.id != each[1][0].node.id)
    yield from _some(sets, dice)


def _some(sets: Iterable[_T], dice: Random) -> Iterator[_T]:
    """Yield as many sets of wrong options as are tried, in any order."""
    shuffled = list(sets)
    dice.shuffle(shuffled)
    yield from islice(shuffled, TRIES)


def _said_elsewhere(wrong: Iterable[_Elsewhere]) -> list[Option]:
    return [Option(saying.text, False, f"这是{other.name}的任务。") for other, saying in wrong]


def _elsewhere(part: Part) -> str:
    more = "等" if len(part.sayings) > 1 else ""
    return f"{part.name}的任务是{quoted(part.sayings[0].text)}{more}。"


def _more(part: Part, saying: Saying) -> str:
    """Return what else a part says, as the end of a sentence."""
    more = [quoted(each.text) for each in part.sayings if each != saying][:2]
    return f"，同在这里的还有{listed(more)}" if more else ""


def _unlike_its_title(part: Part, dice: Random) -> Saying | None:
    """Return something said in a part that shares no word with its title."""
    fitting = [each for each in part.sayings if not shared_words(part.title, each.text)]
    return dice.choice(fitting) if fitting else None
