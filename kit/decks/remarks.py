"""What stands beside a question of another format: 解析, 依据, 提示 and the like, read again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from kit.decks.deck import Imported
from kit.quiz.question import (
    LEVELS,
    TIERS,
    Evidence,
    KeptWarning,
    Question,
    WrongAnswer,
)
from kit.quiz.wrong_answers import wrong_name

_TEXTS = {
    **{"答": "model_answer", "参考答案": "model_answer", "解析": "explanation", "出处": "source"},
    **{"提示": "hint", "计数": "count"},
}
_LABELLED = re.compile(
    rf"({'|'.join(_TEXTS)}|依据|选项顺序|保留|得分点|常见错误)(?:（(.+?)）)?：(.*)"
)
_AFTER = {"依据", "出处"}
_OF_RECALL = {"参考答案", "得分点"}
_FILLED = re.compile("(?:第 ([0-9]+) 空)?填“(.*)”", re.DOTALL)
_OUTER = str.maketrans("‘’", "“”")
_UNQUOTED = str.maketrans("", "", "“”‘’")
_KEPT = re.compile(r"(.+?)，(.+)")
_NAMED = 8  # of many tags or groups


def with_remarks(
    question: Question, comments: Iterable[str], after: Iterable[str], tags: Iterable[str]
) -> Question:
    """Return a question with what is said beside it.

    ``comments`` are labelled lines, others mean nothing; ``after`` are the lines shown after an
    answer: those without a label explain it (of a recall question that has no model answer the
    first is that), and so does a 常见错误 that fits nothing in the question; ``tags`` may name the
    tier and the level. Where nothing explains the question, what is said of its right option does
    (`explained`).
    """
    recall = question.kind == "recall" and not question.model_answer
    notes: dict[str, Any] = {"evidence": [], "kept": [], "points": []}
    wrong = list(question.wrong)
    for tag in tags:
        if tag in TIERS:
            notes["tier"] = TIERS[tag]
        elif tag in LEVELS:
            notes["level"] = LEVELS[tag]
    for labelled in filter(None, map(_LABELLED.fullmatch, comments)):
        _note(notes, labelled)
    more: list[str] = []
    for line in filter(None, after):
        match = _LABELLED.fullmatch(line)
        if match and (mistake := _mistake(question, match)):
            wrong.append(mistake)
        elif match and match[1] in (_AFTER | _OF_RECALL if recall else _AFTER):
            _note(notes, match)
        elif recall and not notes.get("model_answer"):
            notes["model_answer"] = line
        else:
            more.append(line)
    said = (question.explanation, notes.get("explanation"), *more)
    notes["explanation"] = " ".join(filter(None, said))
    points = notes.pop("points")
    if recall:
        notes["points"] = tuple(points)
    for several in ("evidence", "kept"):
        notes[several] = tuple(notes[several])
    found = replace(question, wrong=tuple(wrong), **notes)
    return found if found.explanation else explained(found)


def explained(question: Question) -> Question:
    """Return a question that is explained by what was said of its right option, if it has one."""
    if len(question.keys) != 1:
        return question
    (key,) = question.keys
    options = list(question.options)
    options[key] = replace(options[key], feedback="")
    return replace(question, options=tuple(options), explanation=question.options[key].feedback)


def grouped(
    found: Imported, group: str, names: Iterable[str], tags: Iterable[Collection[str]]
) -> Imported:
    """Return what was read with its title, that of the only group, and what is lost of the file.

    That are ``names``, if there is more than one ``group`` of questions, and, of the ``tags`` of
    each question, those that a paper has no place for; the kit's own always name tier and level.
    """
    groups = list(dict.fromkeys(filter(None, names)))
    others = (
        tag
        for each in tags
        if not (TIERS.keys() & each and LEVELS.keys() & each)
        for tag in each
        if tag not in TIERS and tag not in LEVELS
    )
    listed = ((groups, group, 2), (list(dict.fromkeys(others)), "标签", 1))
    beside = (
        f"{what}，{len(each)} 个：{'、'.join(each[:_NAMED])}{'等' if len(each) > _NAMED else ''}"
        for each, what, least in listed
        if len(each) >= least
    )
    return replace(found, title=groups[0] if len(groups) == 1 else "", beside=tuple(beside))


def _mistake(question: Question, labelled: re.Match[str]) -> WrongAnswer | None:
    """Return the wrong answer that a 常见错误 names (`kit.quiz.wrong_answers.wrong_name`)."""
    label, name, feedback = labelled[1], labelled[2] or "", labelled[3].strip()
    if label != "常见错误":
        return None
    if question.answers:
        if match := _FILLED.fullmatch(name):
            at = int(match[1] or 1) - 1
            if 0 <= at < len(question.answers):
                texts = (text.translate(_OUTER) for text in match[2].split("”或“"))
                return WrongAnswer(feedback, at, texts=tuple(texts))
        return None
    # marks within marks were written as they stood in the text, once
    wanted = name.translate(_UNQUOTED)
    places = range(len(question.order or question.pairs))
    named = (WrongAnswer(feedback, at, other) for at in places for other in places)
    return next(
        (one for one in named if wrong_name(question, one).translate(_UNQUOTED) == wanted), None
    )


def _note(notes: dict[str, Any], match: re.Match[str]) -> None:
    label, part, text = match[1], match[2], match[3].strip()
    if label in _TEXTS:
        notes[_TEXTS[label]] = text
    elif label == "依据":
        notes["evidence"].append(Evidence(text, 0, 0, part))
    elif label == "得分点":
        notes["points"].append(text)
    elif label == "选项顺序":
        notes["fixed_order"] = text == "固定"
    elif kept := _KEPT.fullmatch(text):
        notes["kept"].append(KeptWarning(kept[1], kept[2], 0))
