"""归属, 配对, 排序: what stands in which part of the text, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, islice
from random import Random
from typing import TypeVar

from kit.exercises.material import TITLE, Material, Part, Saying, fits, saying_at, unit
from kit.quiz.answers import strip
from kit.quiz.kinds import FEWEST_ITEMS
from kit.quiz.lint_items import shared_words
from kit.quiz.question import Option, Question
from kit.speech import Node
from kit.speech.wording import full_width, listed, quoted

WRONG = 2
"""How many wrong options a choice has."""

ENOUGH = 5
"""Sayings beyond which three of a part may be keys; the others are left for other questions."""

NEAR, TRIES = 8, 12
"""From how many candidates wrong options are drawn, and how many sets of them are tried."""

MOST = 5
"""How many pairs, or parts to put in order, a question has at most."""

_T = TypeVar("_T")
_Elsewhere = tuple[Part, Saying]
_Single = tuple[str, str, Iterable[list[Option]]]
"""The stem of a single choice, its key, and sets of wrong options."""

_Drawn = tuple[str, Sequence[Saying], int]
"""What is to be put in order, its items, how many of them at most."""


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
                        explanation=f"这句话写在{part.name}之下{_more(part, saying)}。",
                    )


def contents(material: Material, dice: Random) -> Iterator[Question]:
    """Yield multiple choices: which sayings stand in a part; two or three do, two do not."""
    drawn = list(material.here)
    dice.shuffle(drawn)
    for most in (3, 2, 2):
        for part in drawn:
            if len(part.sayings) > 1:
                count = most if len(part.sayings) > ENOUGH else 2
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


def sequences(material: Material, dice: Random) -> Iterator[Question]:
    """Yield orders: of the parts under one part, of what a part says, of clauses without parts."""
    drawn = [*_of_parts(material), *_of_sayings(material), *_of_clauses(material)]
    dice.shuffle(drawn)
    for what, items, most in drawn:
        chosen = sorted(dice.sample(items, min(most, len(items))), key=lambda each: each.span)
        texts = tuple(each.text for each in chosen)
        if len(set(map(strip, texts))) == len(texts):
            yield Question(
                "",
                "order",
                f"请按原文的先后，排列{what}。",
                order=texts,
                evidence=material.evidence(*(each.span for each in chosen)),
                explanation=f"原文的先后是：{'；'.join(texts)}。",
            )


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
    return f"{quoted(saying.text)}这句话写在下列哪一个{unit([part.node])}之下？", part.title, wrong


def _which_saying(material: Material, part: Part, saying: Saying, dice: Random) -> _Single:
    """Ask what stands in a part."""
    wrong = map(_said_elsewhere, _others(material, part, [saying], dice))
    return f"下列哪一句写在{part.name}之下？", saying.text, wrong


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
        f"下列哪几句写在{part.name}之下？",
        options=tuple(options),
        evidence=material.evidence(*(each.span for each in ordered)),
        explanation=f"{part.name}之下写有{listed([quoted(each.text) for each in ordered])}；"
        "其余两句在别处。",
    )


def _match(material: Material, place: str, chosen: Sequence[_Elsewhere]) -> Question:
    kind = unit(part.node for part, _ in chosen)
    called = [material.called(part.node) for part, _ in chosen]
    return Question(
        "",
        "match",
        f"请把{place}的{kind}与写在该{kind}之下的话连起来。",
        pairs=tuple((part.title, saying.text) for part, saying in chosen),
        evidence=material.evidence(*(saying.span for _, saying in chosen)),
        explanation=f"右边各句依次写在{listed(called)}。",
    )


def _of_parts(material: Material) -> Iterator[_Drawn]:
    """Yield the parts of one level, under one part or at the top, as their titles."""
    speech, passage = material.speech, material.passage
    under: dict[str | None, list[Node]] = {}
    for node in passage.nodes:
        if node.numbered:
            under.setdefault(node.parent, []).append(node)
    for parent, nodes in under.items():
        if parent is None and (passage.start, passage.end) != (0, len(speech.text)):
            continue
        if len(nodes) >= FEWEST_ITEMS and all(fits(node.title, TITLE) for node in nodes):
            titles = [Saying(full_width(node.title), speech.heading(node)) for node in nodes]
            yield f"{material.called(parent)}的下列{unit(nodes)}", titles, MOST


def _of_sayings(material: Material) -> Iterator[_Drawn]:
    """Yield what one part says, clause by clause."""
    for part in material.here:
        if len(part.sayings) >= FEWEST_ITEMS:
            yield f"{part.name}之下的几句话", part.sayings, FEWEST_ITEMS


def _of_clauses(material: Material) -> Iterator[_Drawn]:
    """Yield the clauses of one sentence, where the text has no parts or stands outside them."""
    speech = material.speech
    for spans in material.sentences:
        node = speech.deepest(spans[0][0], spans[-1][1])
        if node is None or not node.numbered:
            said = [saying for span in spans if (saying := saying_at(speech, span))]
            if len(said) >= FEWEST_ITEMS:
                yield f"{material.place(*said[0].span)}的下列分句", said, 4


def _others(
    material: Material, part: Part, keys: Sequence[Saying], dice: Random
) -> Iterator[tuple[_Elsewhere, ...]]:
    """Yield sets of sayings of other parts, those nearest in length to the keys first."""
    size = sum(len(each.text) for each in keys) / len(keys)
    drawn = [
        (abs(len(saying.text) - size) // 4 + dice.random(), other, saying)
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
    return [Option(saying.text, False, f"这句话写在{other.name}之下。") for other, saying in wrong]


def _elsewhere(part: Part) -> str:
    more = "等内容" if len(part.sayings) > 1 else ""
    return f"{part.name}之下写的是{quoted(part.sayings[0].text)}{more}。"


def _more(part: Part, saying: Saying) -> str:
    """Return what else a part says, as the end of a sentence."""
    more = [quoted(each.text) for each in part.sayings if each != saying][:2]
    return f"，那里还写有{listed(more)}" if more else ""


def _unlike_its_title(part: Part, dice: Random) -> Saying | None:
    """Return something said in a part that shares no word with its title."""
    fitting = [each for each in part.sayings if not shared_words(part.title, each.text)]
    return dice.choice(fitting) if fitting else None
