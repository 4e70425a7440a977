"""Questions of every kind, in words that mean something to every format, and how they compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from kit.decks import Deck
from kit.quiz import (
    LEVEL_NAMES,
    TIER_NAMES,
    Kind,
    Option,
    Paper,
    Question,
    WrongAnswer,
)
from kit.quiz.answers import bounds, number, strip
from kit.quiz.question import KeptWarning
from kit.speech import Speech

MARKS = "~=#{}:\\[]()%*<>&\"'$-/|!?;,.`^+@"
WORDS = [
    *[
        "甲",
        "乙、丙",
        "“检察产品”",
        "（街）",
        "1",
        "二",
        "a",
        "B",
        " ",
        "　",
        "->",
        "**",
        "不",
        "##",
    ],
    *["<b>", "</p>", "&amp;", "&lt;", "{1:", "\\n", "\\{", "//", "::", "####", "%50%", "[html]"],
    *["{T}", "$x$", "[甲](乙)", "]]>", "<!--", "{{c1::", "=~", "\\\\", "TRUE", "é", "😀", *MARKS],
]
TELLING = ["对", "错", "true", "false", "正确", "错误", "是", "否", "对。", "不对。"]


def _text(words: list[str]) -> str:
    return "".join(words).strip()


texts = (
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)
    .map(_text)
    .filter(lambda text: text and "  " not in text and text.lower() not in TELLING)
)
maybe = st.one_of(st.just(""), texts)


def different(at_least: int, at_most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=at_least, max_size=at_most, unique=True)


@st.composite
def options(draw: st.DrawFn, right: int) -> tuple[Option, ...]:
    found = draw(different(right + 1, right + 3))
    keys = set(draw(st.permutations(range(len(found))))[:right])
    return tuple(Option(text, i in keys, draw(maybe)) for i, text in enumerate(found))


@st.composite
def judgements(draw: st.DrawFn) -> tuple[Option, ...]:
    true = draw(st.booleans())
    return Option("对", true, draw(maybe)), Option("错", not true, draw(maybe))


@st.composite
def typed_wrong(draw: st.DrawFn) -> tuple[WrongAnswer, ...]:
    said = draw(different(0, 2))
    return tuple(WrongAnswer(each, 0, texts=tuple(draw(different(1, 2)))) for each in said)


@st.composite
def questions(draw: st.DrawFn, kinds: Sequence[Kind]) -> Question:
    """Draw a question as a paper could have it; with one blank, if it has blanks at all."""
    kind = draw(st.sampled_from(kinds))
    question = Question(
        "q01",
        kind,
        draw(texts),
        source=draw(maybe),
        explanation=draw(texts),
        hint=draw(maybe),
        kept=draw(st.sampled_from([(), (KeptWarning("题干长度", "样卷", 0),)])),
        tier=draw(st.sampled_from(list(TIER_NAMES))),
        level=draw(st.sampled_from(list(LEVEL_NAMES))),
    )
    match kind:
        case "single" | "multiple":
            right = 1 if kind == "single" else draw(st.integers(2, 10))
            question = replace(
                question, options=draw(options(right)), fixed_order=draw(st.booleans())
            )
        case "judge":
            question = replace(question, options=draw(judgements()))
        case "fill":
            words = different(1, 3).filter(lambda each: not all(number(strip(e)) for e in each))
            question = replace(question, answers=(tuple(draw(words)),), wrong=draw(typed_wrong()))
        case "numeric":
            value = draw(st.integers(0, 20_000))
            wrong = (WrongAnswer(draw(texts), 0, texts=(str(value + 1), str(value + 2))),)
            ranges = [f"{value}", f"{value} ± 0.5", f"{value} … {value + 0.25}"]
            accepted = draw(st.sampled_from(ranges))
            question = replace(question, answers=((accepted,),), count="任务，二", wrong=wrong)
        case "order":
            question = replace(question, order=tuple(draw(different(3, 6))))
        case "match":
            pairs = zip(draw(different(3, 3)), draw(different(3, 3)), strict=True)
            wrong = (WrongAnswer(draw(texts), 0, 1),)
            question = replace(question, pairs=tuple(pairs), wrong=wrong)
        case "recall":
            points = tuple(draw(different(0, 3)))
            question = replace(question, model_answer=draw(texts), points=points)
    if question.answers:
        question = replace(question, stem=f"{question.stem}____")
    return question


def deck_of(
    questions: Iterable[Question], speech: Speech, *, modified: int = 1_700_000_000
) -> Deck:
    paper = Paper("04_brand", "民生/品牌", "", tuple(questions))
    return Deck("set", "讲话：二〇二一", (paper,), speech, modified)


def essence(question: Question) -> Question:
    """Return what must come back of a question: all but places in files, nodes, and the spelling
    of numbers.
    """
    return replace(
        question,
        path="",
        line=0,
        node=None,
        wrong=tuple(
            replace(each, texts=tuple(_figures(text) for text in each.texts))
            for each in question.wrong
        )
        if question.kind == "numeric"
        else question.wrong,
        kept=tuple(replace(each, line=0) for each in question.kept),
        options=tuple(sorted(question.options, key=lambda each: each.text))
        if question.kind == "judge"
        else question.options,
        answers=(tuple(dict.fromkeys(map(_figures, question.answers[0]))),)
        if question.kind == "numeric"
        else question.answers,
    )


def _figures(text: str) -> str:
    """Return a number or a range in one spelling."""
    return str([str(each.normalize()) for each in bounds(text) or ()])
