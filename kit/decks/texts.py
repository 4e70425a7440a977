"""The texts of a paper in other formats: stems, categories, what is said after an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kit.decks.deck import Deck, Left
from kit.decks.figures import in_digits
from kit.decks.html_text import one_line
from kit.quiz.blocks import BLANKS
from kit.quiz.question import BLANK, KIND_NAMES, LEVEL_NAMES, TIER_NAMES, Kind, Paper, Question
from kit.quiz.wrong_answers import wrong_name
from kit.speech import Speech

_EMPTY = re.compile(r"[（(][ \u3000\xa0]+[）)]")
_STEPS = re.compile(r"(?<!/)/(?!/)")


def kind_name(question: Question) -> str:
    """Return what a question of this kind is called, e.g. 单选题."""
    return f"{KIND_NAMES[question.kind]}题"


def unfit(question: Question, *kinds: Kind) -> str:
    """Return the sort of a question of these kinds or with several blanks, "" for all others."""
    if question.kind in kinds:
        return kind_name(question)
    return "不止一个空的填空题" if len(question.answers) > 1 else ""


def stem_of(text: str, *, typed: bool) -> str:
    """Return a stem with its blanks, however long, as a paper writes them.

    A ``typed`` one that has none gets it in its only empty brackets, without those at its end.

    >>> stem_of("做到_______个必须", typed=False), stem_of("二加二等于几？", typed=True)
    ('做到____个必须', '二加二等于几？____')
    >>> stem_of("二加二等于（　　）。", typed=True)
    '二加二等于____。'
    """
    stem = BLANKS.sub(BLANK, text)
    if not typed or BLANK in stem:
        return stem
    return _EMPTY.sub(BLANK, stem) if len(_EMPTY.findall(stem)) == 1 else f"{stem}{BLANK}"


def category(deck: Deck, paper: Paper) -> str:
    """Return the path of a paper's category on a platform, below that of its set."""
    return "/".join(one_line(each).replace("/", "//") for each in (deck.title, paper.title))


def category_name(path: str) -> str:
    """Return the last step of a category's path.

    >>> category_name("$course$/top/讲话/民生//品牌")
    '民生/品牌'
    """
    return one_line(_STEPS.split(path)[-1].replace("//", "/"))


def reasons(question: Question, speech: Speech) -> tuple[str, ...]:
    """Return the lines to show after an answer: 解析 (bare), 依据 with its part, 出处."""
    lines = [question.explanation] if question.explanation else []
    for evidence in question.evidence:
        part = part_name(evidence.node, speech)
        lines.append(f"依据（{part}）：{evidence.quote}" if part else f"依据：{evidence.quote}")
    if question.source:
        lines.append(f"出处：{question.source}")
    return tuple(lines)


def mistakes(question: Question) -> tuple[str, ...]:
    """Return a line for each likely wrong answer: 常见错误（“甲”配“乙”）：what is said to it."""
    return tuple(
        f"常见错误（{wrong_name(question, each)}）：{each.feedback}" for each in question.wrong
    )


def standing(question: Question) -> tuple[str, str]:
    """Return what the tier and the level of a question are called: 必会, 记忆."""
    return TIER_NAMES[question.tier], LEVEL_NAMES[question.level]


def unnumbered(held: Iterable[tuple[Paper, Question]]) -> Iterator[Left]:
    """Yield the numeric questions with a likely wrong answer that is no number: it has no place."""
    for _, question in held:
        numeric = question.kind == "numeric"
        if numeric and not all(in_digits(text) for each in question.wrong for text in each.texts):
            yield Left(question.id, "填数字的题里不是数字的错答没有写进去")


def unnoted(held: Iterable[tuple[Paper, Question]]) -> Iterator[Left]:
    """Yield the questions with a 计数 or a 保留, for a format that has no comments."""
    for _, question in held:
        if question.count or question.kept:
            yield Left(question.id, "“计数”“保留”两种说明没有写进去")


def part_name(node: str | None, speech: Speech) -> str:
    """Return what a node is called, e.g. 二（二）三要; "" for the whole text."""
    if node is None:
        return ""
    return speech.label(speech.node(node)) or node
