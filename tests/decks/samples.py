"""Questions of every kind, in words that mean something to every format, and how they compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from kit.decks import Deck
from kit.quiz import KeptWarning, Kind, Option, Paper, Question
from kit.quiz.answers import number, quantity, strip
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
            question = replace(question, answers=(tuple(draw(words)),))
        case "numeric":
            value = draw(st.integers(0, 20_000))
            question = replace(question, answers=((str(value),),), count="任务，二")
        case "order":
            question = replace(question, order=tuple(draw(different(3, 6))))
        case "match":
            pairs = zip(draw(different(3, 3)), draw(different(3, 3)), strict=True)
            question = replace(question, pairs=tuple(pairs))
        case "recall":
            question = replace(question, model_answer=draw(texts))
    if question.answers:
        question = replace(question, stem=f"{question.stem}____")
    return question


def deck_of(
    questions: Iterable[Question], speech: Speech, *, modified: int = 1_700_000_000
) -> Deck:
    paper = Paper("04_brand", "民生/品牌", "", tuple(questions))
    return Deck("set", "讲话：二〇二一", (paper,), speech, modified)


def essence(question: Question) -> Question:
    """Return what must come back of a question.

    All but places in files, nodes, the spelling of numbers, and what a deck has no field for: the
    tier and level, the marking points, and what is said to likely wrong answers.
    """
    return replace(
        question,
        path="",
        line=0,
        node=None,
        tier="core",
        level="remember",
        points=(),
        wrong=(),
        kept=tuple(replace(each, line=0) for each in question.kept),
        options=tuple(sorted(question.options, key=lambda each: each.text))
        if question.kind == "judge"
        else question.options,
        answers=(tuple(dict.fromkeys(str(quantity(each)) for each in question.answers[0])),)
        if question.kind == "numeric"
        else question.answers,
    )
