"""Warnings about papers as a whole, and about all papers of a set together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kit.errors import Fault
from kit.quiz.answers import strip
from kit.quiz.question import RECALL_KINDS, Paper, Question
from kit.quiz.telling import telling
from kit.speech import Node, Speech

ENOUGH = 6
"""Single choices that a paper must have before its keys are looked at as a whole."""

OFTEN = 0.45
"""Share of a paper's single choices in which the key may be the longest option."""


def paper_warnings(paper: Paper) -> Iterable[Fault]:
    """Yield what is wrong with a paper's keys taken together."""
    singles = [question for question in paper.questions if question.kind == "single"]
    if len(singles) < ENOUGH:
        return
    longest = sum(key_is_longest(question) for question in singles)
    if longest > OFTEN * len(singles):
        yield _warning(
            paper.path,
            1,
            f"本卷 {len(singles)} 道单选题里，有 {longest} 道的正确项是最长的一项。",
            "请把一些错误选项写长，或把正确项写短。",
            "正确项最长",
        )
    if told := _skewed(singles):
        yield _warning(
            paper.path,
            1,
            f"本卷单选题的正确项位置不匀：{told}。",
            "请调换一些选项的先后，使各处大致相当。",
            "正确项位置",
        )


def set_warnings(papers: Sequence[Paper], speech: Speech) -> Iterable[Fault]:
    """Yield what is wrong with all papers together."""
    questions = [question for paper in papers for question in paper.questions]
    for teller, told in telling(questions, speech):
        said = "、".join(f"{question.id} 的答案“{answer}”" for question, answer in told)
        yield _warning(
            teller.path,
            teller.line,
            f"{teller.id} 的题干说出了 {said}。",
            "请改写其中一题的题干，或换一处来问。",
            "题间泄题",
        )
    if questions:
        for leaf in speech.leaves():
            yield from _coverage(leaf, questions, papers, speech)


def key_is_longest(question: Question) -> bool:
    """Tell whether the key of a single choice is longer than every other option."""
    lengths = [len(strip(option.text)) for option in question.options]
    key = lengths.pop(question.keys[0])
    return all(key > length for length in lengths)


def _skewed(singles: Sequence[Question]) -> str:
    """Return the counts of the key's places if they are skewed, else "".

    A place is expected to hold the key once in every *n* questions of *n* options. Skewed is more
    than 1.35 times that and one more, or less than a third of it.
    """
    places = max(len(question.options) for question in singles)
    counts = [0] * places
    expected = [0.0] * places
    for question in singles:
        counts[question.keys[0]] += 1
        for place in range(len(question.options)):
            expected[place] += 1 / len(question.options)
    skewed = any(
        count > 1.35 * fair + 1 or count < fair / 3
        for count, fair in zip(counts, expected, strict=True)
    )
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    named = (f"{letters[place % 26]} {count} 次" for place, count in enumerate(counts))
    return "、".join(named) if skewed else ""


def _coverage(
    leaf: Node, questions: Sequence[Question], papers: Sequence[Paper], speech: Speech
) -> Iterable[Fault]:
    """题量不足, 缺少回忆题: every leaf of the outline is asked about, and from memory too."""
    here = [question for question in questions if _asks(question, leaf)]
    path = _paper_of(leaf, papers, speech).path
    label = speech.label(leaf)
    label = label if "“" in label else f"“{label}”"
    if len(here) < 2:
        yield _warning(
            path,
            1,
            f"讲话中的{label}只有 {len(here)} 道题。",
            "每一部分请至少写两道题。",
            "题量不足",
            label,
        )
    if not any(question.kind in RECALL_KINDS for question in here):
        yield _warning(
            path,
            1,
            f"讲话中的{label}没有填空、数字或简答题。",
            "请补一道靠回忆作答的题。",
            "缺少回忆题",
            label,
        )


def _asks(question: Question, leaf: Node) -> bool:
    return any(leaf.start <= each.start and each.end <= leaf.end for each in question.evidence)


def _paper_of(leaf: Node, papers: Sequence[Paper], speech: Speech) -> Paper:
    """Return the paper that asks most about the leaf, else about the nearest part above it."""
    for node in reversed(speech.path(leaf)):
        asked = [sum(_asks(question, node) for question in paper.questions) for paper in papers]
        if any(asked):
            return papers[asked.index(max(asked))]
    return papers[-1]


def _warning(path: str, line: int, what: str, remedy: str, rule: str, part: str = "") -> Fault:
    return Fault(path, line, what, remedy, "warning", rule, part)
