"""对象, 误引, 范围: what a task is about, where other parts have the like to mix it up with."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from kit.exercises.material import Material, Part, Saying, Span, balanced, unit
from kit.quiz.lint_items import shared_words
from kit.quiz.question import Option, Question
from kit.speech import Speech
from kit.speech.wording import full_width, listed, quoted

WRONG = 2
"""How many wrong options a choice has."""

OBJECT = (5, 24)
"""Fewest and most characters of what a task is about."""

TELLING = 8
"""Most tasks of a part that one of them can stand for."""

TRIES = 6
"""How many sets of wrong options are tried for a task."""

# What stands behind them is a clause or a slogan: 推动市县巡察向基层延伸, 坚持打开国门搞建设
_NO_OBJECT = re.compile(
    "推动|促进|引导|支持|鼓励|坚持|保持|做到|实现|确保|保障|作为|放在|达到|形成|围绕|聚焦|紧盯|突出|付出"
)
_NOT_AN_OBJECT = re.compile(
    r"[和与及、并或，了过着到为成对以在]|相关|有关|各项|其他"
)  # 加强和改进……
_WIDE = "各类|各级|各地|全体|全部|所有|全国|全省|全市|全县|全区|全院|全校"
_NARROW = "国有|民营|中小|小微|重点|城镇|农村|省级|市级|县级|基层|规模以上|高层次|低收入|贫困"
_WHOM = (
    "企业|市场主体|农民|居民|群众|职工|学生|教师|老年人|儿童|家庭|人口|劳动者|党员|干部|学校|高校"
)
_SCOPED = re.compile(rf"({_WIDE}|{_NARROW})({_WHOM})(?!家)")


class _Aim(NamedTuple):
    """A task with its part."""

    part: Part
    saying: Saying


def objects(material: Material, dice: Random) -> Iterator[Question]:
    """Yield single choices: what a part wants strengthened, where others want other things so."""
    for aim, others in _drawn(material, dice):
        for wrong in _sets(others, aim, dice):
            yield _choice(material, f"{aim.part.name}要{aim.saying.verb}的是什么？", aim, wrong, "")


def misquotes(material: Material, dice: Random) -> Iterator[Question]:
    """Yield single choices that put right a quotation with the object of another part's task."""
    for aim, others in _drawn(material, dice):
        for said, *wrong in _sets(others, aim, dice, WRONG + 1):
            stem = (
                f"有人转述{aim.part.name}，说要{aim.saying.verb}{said.saying.object}。"
                f"这一{unit([aim.part.node])}要{aim.saying.verb}的其实是什么？"
            )
            mixed = f"{quoted(said.saying.object)}是{said.part.name}的任务，"
            yield _choice(material, stem, aim, wrong, mixed)


def scopes(material: Material, dice: Random) -> Iterator[Question]:
    """Yield single choices: whom a task is for, where the text elsewhere names another circle."""
    found = list(_scoped(material.speech))
    drawn = [(part, saying) for part in material.here for saying in part.sayings]
    dice.shuffle(drawn)
    asked: set[frozenset[str]] = set()
    for part, saying in drawn:
        for phrase, noun, (start, end) in found:
            if not (saying.span[0] <= start and end <= saying.span[1]):
                continue
            others = {
                other: clause
                for other, same, place in found
                if same == noun and _is_wide(phrase) != _is_wide(other)
                if (clause := material.clause(place)) and clause != saying.span
            }
            contrast = frozenset({phrase, *others})
            if others and contrast not in asked:
                asked.add(contrast)
                chosen = dice.sample(sorted(others), min(len(others), WRONG))
                yield _scope_question(
                    material, part, saying, phrase, {o: others[o] for o in chosen}
                )


def _scope_question(
    material: Material,
    part: Part,
    saying: Saying,
    phrase: str,
    others: dict[str, Span],
) -> Question:
    shown = saying.text.replace(phrase, "……", 1)
    return Question(
        "",
        "single",
        f"{part.name}提出“{shown}”，说的是哪个范围？",
        (
            Option(phrase, True),
            *(
                Option(
                    other,
                    False,
                    f"{quoted(other)}出自{quoted(material.speech.text[slice(*clause)])}。",
                )
                for other, clause in others.items()
            ),
        ),
        evidence=material.evidence(saying.span),
        explanation=f"这里说的是{quoted(phrase)}；{listed([quoted(each) for each in others])}"
        "在别处各有所指，范围大小不同，引用时容易换错。",
        tier="further",
        level="understand",
    )


def _drawn(material: Material, dice: Random) -> Iterator[tuple[_Aim, Sequence[_Aim]]]:
    """Yield what the tasks of the passage are about, each with the like in other parts."""
    groups: dict[str, list[_Aim]] = defaultdict(list)
    for part in material.parts:
        for saying in part.sayings:
            if aim := _aim(part, saying):
                groups[aim.saying.verb].append(aim)
    tasks = Counter(task.node for task in material.speech.tasks)
    here = {
        saying.span
        for part in material.here
        if tasks[part.node.id] <= TELLING
        for saying in part.sayings
    }
    aims = [aim for group in groups.values() for aim in group if aim.saying.span in here]
    dice.shuffle(aims)
    for aim in aims:
        others = [each for each in groups[aim.saying.verb] if each.part.node.id != aim.part.node.id]
        titled = shared_words(aim.part.title, aim.saying.object)
        if not titled and _verb_once(material.speech, aim):
            yield aim, others


def _aim(part: Part, saying: Saying) -> _Aim | None:
    """Return what a task is about, or None where that cannot be asked for."""
    about = saying.object
    if _NO_OBJECT.fullmatch(saying.verb) or _NOT_AN_OBJECT.match(about) or not balanced(about):
        return None
    return _Aim(part, saying) if OBJECT[0] <= len(about) <= OBJECT[1] else None


def _verb_once(speech: Speech, aim: _Aim) -> bool:
    """Tell whether the part says the verb once only, so that it has one object there."""
    node = aim.part.node
    return speech.text[node.start : node.end].count(aim.saying.verb) == 1


def _sets(
    others: Sequence[_Aim], aim: _Aim, dice: Random, number: int = WRONG
) -> Iterator[list[_Aim]]:
    """Yield sets of tasks of other parts, those of like length first; each part once."""
    for _ in range(TRIES):
        near = sorted(
            others,
            key=lambda each: (
                abs(len(each.saying.object) - len(aim.saying.object)) + 6 * dice.random()
            ),
        )
        chosen = list({each.part.node.id: each for each in reversed(near)}.values())[-number:]
        if len(chosen) == number:
            dice.shuffle(chosen)
            yield chosen


def _choice(
    material: Material, stem: str, aim: _Aim, wrong: Sequence[_Aim], mixed: str
) -> Question:
    elsewhere = "、".join(each.part.name for each in wrong)
    tempting = mixed or f"{elsewhere}也有要{aim.saying.verb}的，"
    return Question(
        "",
        "single",
        stem,
        (
            Option(aim.saying.object, True),
            *(
                Option(each.saying.object, False, f"这是{each.part.name}要{aim.saying.verb}的。")
                for each in wrong
            ),
        ),
        evidence=material.evidence(aim.saying.span),
        explanation=f"这里要{aim.saying.verb}的是{quoted(aim.saying.object)}。{tempting}"
        f"都说“{aim.saying.verb}”，容易互换；看它属于哪一方面的工作就能分清。",
        tier="further",
        level="understand" if mixed else "remember",
    )


def _scoped(speech: Speech) -> Iterator[tuple[str, str, Span]]:
    """Yield every phrase of a scope and what it is the scope of: 各类企业, 企业, its span."""
    for match in _SCOPED.finditer(speech.text):
        yield full_width(match.group()), match[2], match.span()


def _is_wide(phrase: str) -> bool:
    return bool(re.match(_WIDE, phrase))
