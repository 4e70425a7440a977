"""What stands beside a question of another format: 解析, 依据, 提示 and the like, read again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from kit.quiz.question import (
    LEVEL_NAMES,
    TIER_NAMES,
    Evidence,
    KeptWarning,
    Question,
    WrongAnswer,
)

_TEXTS = {
    **{"答": "model_answer", "参考答案": "model_answer", "解析": "explanation", "出处": "source"},
    **{"提示": "hint", "计数": "count"},
}
_LABELLED = re.compile(
    rf"({'|'.join(_TEXTS)}|依据|选项顺序|保留|得分点|常见错误)(?:（(.+?)）)?：(.*)"
)
_AFTER = {"依据", "出处", "常见错误"}
_OF_RECALL = {"参考答案", "得分点"}
_TIERS = {name: tier for tier, name in TIER_NAMES.items()}
_LEVELS = {name: level for level, name in LEVEL_NAMES.items()}
_PAIR = re.compile("“(.*)”配“(.*)”")
_BEFORE = re.compile("“(.*)”排在“(.*)”前")
_KEPT = re.compile(r"(.+?)，(.+)")


def read_remarks(
    comments: Iterable[str], after: Iterable[str], tags: Iterable[str], *, recall: bool
) -> dict[str, Any]:
    """Return what is said beside a question, as fields of it, and ``mistakes`` (`with_mistakes`).

    ``comments`` are labelled lines, others mean nothing; ``after`` are the lines shown after an
    answer: those without a label explain it (of a recall question the first is the model answer,
    where there is none); ``tags`` may name the tier and the level.
    """
    notes: dict[str, Any] = {"evidence": [], "kept": [], "points": [], "mistakes": []}
    for tag in tags:
        if tag in _TIERS:
            notes["tier"] = _TIERS[tag]
        elif tag in _LEVELS:
            notes["level"] = _LEVELS[tag]
    for comment in comments:
        if match := _LABELLED.fullmatch(comment):
            _note(notes, match)
    more: list[str] = []
    for line in filter(None, after):
        match = _LABELLED.fullmatch(line)
        if match and match[1] in (_AFTER | _OF_RECALL if recall else _AFTER):
            _note(notes, match)
        elif recall and not notes.get("model_answer"):
            notes["model_answer"] = line
        else:
            more.append(line)
    notes["explanation"] = " ".join(filter(None, (notes.get("explanation"), *more)))
    points = notes["points"] if recall else ()
    evidence, kept = tuple(notes["evidence"]), tuple(notes["kept"])
    return notes | {"evidence": evidence, "kept": kept, "points": tuple(points)}


def tags_of_others(tags: Collection[str]) -> Iterator[str]:
    """Yield the tags that a paper has no place for; the kit's own always name tier and level."""
    if not (_TIERS.keys() & tags and _LEVELS.keys() & tags):
        yield from (each for each in tags if each not in _TIERS and each not in _LEVELS)


def with_mistakes(question: Question, mistakes: Iterable[tuple[str, str]]) -> Question:
    """Return a question with the wrong pairs and orders that its 常见错误 name."""
    return replace(question, wrong=(*question.wrong, *_mistakes(question, mistakes)))


def _mistakes(question: Question, mistakes: Iterable[tuple[str, str]]) -> Iterator[WrongAnswer]:
    if question.order:
        lefts = rights = list(question.order)
    else:
        lefts, rights = ([pair[side] for pair in question.pairs] for side in (0, 1))
    for name, feedback in mistakes:
        match = (_BEFORE if question.order else _PAIR).fullmatch(name)
        if match and match[1] in lefts and match[2] in rights:
            yield WrongAnswer(feedback, lefts.index(match[1]), rights.index(match[2]))


def _note(notes: dict[str, Any], match: re.Match[str]) -> None:
    label, part, text = match[1], match[2], match[3].strip()
    if label in _TEXTS:
        notes[_TEXTS[label]] = text
    elif label == "依据":
        notes["evidence"].append(Evidence(text, 0, 0, part))
    elif label == "得分点":
        notes["points"].append(text)
    elif label == "常见错误":
        notes["mistakes"].append((part or "", text))
    elif label == "选项顺序":
        notes["fixed_order"] = text == "固定"
    elif kept := _KEPT.fullmatch(text):
        notes["kept"].append(KeptWarning(kept[1], kept[2], 0))
