"""Papers and what is read from them, in files that a teacher can add to.

A case is ``title . paper . expected .``, each dot on a line of its own. What is expected: the
questions as the kit understands them, then its faults and warnings by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kit.errors import Fault
from kit.quiz import LEVEL_NAMES, TIER_NAMES, Paper, Question
from kit.quiz.lint import check_papers
from kit.quiz.question import SITTING
from kit.speech import Speech

GOLDEN = Path(__file__).parent / "golden"
CASE = re.compile(
    r"^(?P<title>\S.*)\n\.\n(?P<text>(?:.*\n)*?)\.\n(?P<expected>(?:.*\n)*?)\.$", re.M
)


def cases(name: str) -> list[object]:
    text = (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
    found = [match.groupdict() for match in CASE.finditer(text)]
    return [pytest.param(each["text"], each["expected"], id=each["title"]) for each in found]


def show(paper: Paper, faults: Iterable[Fault]) -> str:
    lines = [line for question in paper.questions for line in show_question(question)]
    if paper.sitting != SITTING:
        lines.append(f"每组：{paper.sitting}")
    if paper.retired:
        lines.append(f"停用题号：{' '.join(paper.retired)}")
    lines += [f"{each.line} {each.rule}：{each.what}{each.remedy}" for each in faults]
    return "".join(f"{line}\n" for line in lines)


def show_question(question: Question) -> Iterator[str]:
    yield f"{question.line} {question.id} {question.kind} {question.node}：{question.stem}"
    for option in question.options:
        feedback = f" > {option.feedback}" if option.feedback else ""
        yield f"  [{'x' if option.correct else ' '}] {option.text}{feedback}"
    for accepted in question.answers:
        yield f"  = {' | '.join(accepted)}"
    for number, item in enumerate(question.order, start=1):
        yield f"  {number}. {item}"
    for left, right in question.pairs:
        yield f"  - {left} = {right}"
    if question.model_answer:
        yield f"  答：{question.model_answer}"
    for point in question.points:
        yield f"  得分点：{point}"
    for wrong in question.wrong:
        yield f"  ! {wrong.at} {wrong.other} {' | '.join(wrong.texts)} > {wrong.feedback}"
    if (question.tier, question.level) != ("core", "remember"):
        yield f"  {TIER_NAMES[question.tier]} · {LEVEL_NAMES[question.level]}"
    for each in question.evidence:
        yield f"  依据 {each.node} {each.start}–{each.end}：{each.quote}"
    for label, text in {
        "出处": question.source,
        "解析": question.explanation,
        "提示": question.hint,
        "选项顺序": "固定" if question.fixed_order else "",
        "计数": question.count,
        "生成": "是" if question.generated else "",
    }.items():
        if text:
            yield f"  {label}：{text}"
    for kept in question.kept:
        yield f"  保留：{kept.rule}，{kept.reason}"


@pytest.mark.parametrize(("text", "expected"), cases("kinds"))
def test_reads_every_kind_of_question(
    read: Callable[[str], Paper], text: str, expected: str
) -> None:
    paper = read(text)
    assert show(paper, paper.faults) == expected


@pytest.mark.parametrize(("text", "expected"), cases("forgiving"))
def test_forgives_the_input_method(read: Callable[[str], Paper], text: str, expected: str) -> None:
    paper = read(text)
    assert show(paper, paper.faults) == expected


@pytest.mark.parametrize(("text", "expected"), cases("faults"))
def test_tells_what_is_wrong_and_leaves_the_question_out(
    read: Callable[[str], Paper], text: str, expected: str
) -> None:
    paper = read(text)
    assert show(paper, paper.faults) == expected


@pytest.mark.parametrize(("text", "expected"), cases("warnings"))
def test_warns_of_what_helps_a_guesser(
    read: Callable[[str], Paper], speech: Speech, text: str, expected: str
) -> None:
    paper = read(text)
    found = check_papers([paper], speech)
    assert {each.severity for each in found} == {"warning"}
    assert show(Paper("", "", "", ()), found) == expected
