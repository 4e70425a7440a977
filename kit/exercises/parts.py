"""归属: in which part something is said, and what is said in a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from random import Random

from kit.exercises.material import Material, Part, Saying
from kit.exercises.records import question
from kit.quiz.lint_items import shared_words
from kit.quiz.question import Option, Question
from kit.speech.wording import listed, quoted

WRONG = 2
"""How many wrong options a choice has."""

ENOUGH = 5
"""Sayings beyond which three of a part may be keys; the others are left for other questions."""

TRIES = 12
"""How many sets of wrong options are tried for one key."""


def places(material: Material, dice: Random) -> Iterator[Question]:
    """Yield single choices: in which of three parts a saying stands, or which of three a part has.

    Where the passage lies in one part, only the second is asked: the first would be answered by
    the passage itself.
    """
    drawn = [(part, saying) for part in material.here for saying in part.sayings]
    dice.shuffle(drawn)
    several = len(material.here) > 1
    for part, saying in drawn:
        ways = [_which_part, _which_saying] if several else [_which_saying]
        dice.shuffle(ways)
        for way in ways:
            yield from way(material, part, saying, dice)


def contents(material: Material, dice: Random) -> Iterator[Question]:
    """Yield multiple choices: which sayings stand in a part; two or three do, two do not."""
    drawn = list(material.here)
    dice.shuffle(drawn)
    for most in (3, 2, 2):
        for part in drawn:
            if len(part.sayings) > 1:
                count = most if len(part.sayings) > ENOUGH else 2
                keys = dice.sample(part.sayings, count)
                for wrong in islice(_others(material, part, [each.text for each in keys], dice), 3):
                    yield _which_sayings(material, part, keys, wrong, dice)


def _which_part(material: Material, part: Part, saying: Saying, dice: Random) -> Iterator[Question]:
    others = [each for each in material.parts if each.node.id != part.node.id and each.sayings]
    for wrong in _sets(others, part, dice):
        titles = [each.title for each in wrong]
        if _gives_away(saying.text, part.title, titles):
            continue
        options = [Option(part.title, True)]
        options += [Option(each.title, False, _elsewhere(each)) for each in wrong]
        yield question(
            "single",
            f"{quoted(saying.text)}这句话写在下列哪一个{part.kind}之下？",
            options=tuple(options),
            evidence=material.evidence((saying.start, saying.end)),
            explanation=f"这句话写在{part.name}之下{_more(part, saying)}。",
        )


def _which_saying(
    material: Material, part: Part, saying: Saying, dice: Random
) -> Iterator[Question]:
    for wrong in _others(material, part, [saying.text], dice):
        texts = [each.text for _, each in wrong]
        if _gives_away(part.title, saying.text, texts):
            continue
        options = [Option(saying.text, True)]
        options += [
            Option(each.text, False, f"这句话写在{other.name}之下。") for other, each in wrong
        ]
        yield question(
            "single",
            f"下列哪一句写在{part.name}之下？",
            options=tuple(options),
            evidence=material.evidence((saying.start, saying.end)),
            explanation=f"这句话写在{part.name}之下{_more(part, saying)}。",
        )


def _which_sayings(
    material: Material,
    part: Part,
    keys: Sequence[Saying],
    wrong: Sequence[tuple[Part, Saying]],
    dice: Random,
) -> Question:
    options = [Option(each.text, True) for each in keys]
    options += [Option(each.text, False, f"这句话写在{other.name}之下。") for other, each in wrong]
    dice.shuffle(options)
    ordered = sorted(keys, key=lambda each: each.start)
    return question(
        "multiple",
        f"下列哪几句写在{part.name}之下？",
        options=tuple(options),
        evidence=material.evidence(*((each.start, each.end) for each in ordered)),
        explanation=f"{part.name}之下写有{listed([quoted(each.text) for each in ordered])}；"
        "其余两句在别处。",
    )


def _others(
    material: Material, part: Part, keys: Sequence[str], dice: Random
) -> Iterator[tuple[tuple[Part, Saying], ...]]:
    """Yield sets of sayings of other parts, those nearest in length to the keys first."""
    size = sum(map(len, keys)) / len(keys)
    drawn = [
        (abs(len(saying.text) - size) // 4 + dice.random(), other, saying)
        for other in material.parts
        if other.node.id != part.node.id
        for saying in other.sayings
    ]
    near = [(other, saying) for _, other, saying in sorted(drawn, key=lambda each: each[0])[:8]]
    sets = [each for each in combinations(near, WRONG) if each[0][0].node.id != each[1][0].node.id]
    dice.shuffle(sets)
    yield from islice(sets, TRIES)


def _sets(others: Sequence[Part], part: Part, dice: Random) -> Iterator[tuple[Part, ...]]:
    """Yield sets of parts to choose from beside the right one, its neighbours in the text first."""
    near = sorted(
        others,
        key=lambda each: (
            (each.node.parent != part.node.parent) + abs(len(each.title) - len(part.title)) / 8,
            each.node.start,
        ),
    )[:8]
    sets = list(combinations(near, WRONG))
    dice.shuffle(sets)
    yield from islice(sets, TRIES)


def _elsewhere(part: Part) -> str:
    more = "等内容" if len(part.sayings) > 1 else ""
    return f"{part.name}之下写的是{quoted(part.sayings[0].text)}{more}。"


def _more(part: Part, saying: Saying) -> str:
    """Return what else a part says, as the end of a sentence."""
    more = [quoted(each.text) for each in part.sayings if each != saying][:2]
    return f"，那里还写有{listed(more)}" if more else ""


def _gives_away(asked: str, key: str, wrong: Sequence[str]) -> bool:
    """Tell whether what is asked and the key share a word that some wrong option lacks."""
    return any(any(word not in each for each in wrong) for word in shared_words(asked, key))
