"""What is to be filled in: the accepted answers, and whether the speech bears them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.quiz.answers import normal, number, quantities, strip, typed_kind
from kit.quiz.notes import Line
from kit.quiz.problems import Report
from kit.quiz.question import BLANK, Evidence, Kind

_BAR = re.compile(r"[|｜]")

Answers = tuple[tuple[str, ...], ...]


def read_blanks(stem: str, lines: Sequence[Line], report: Report) -> tuple[Kind, Answers]:
    """Return the kind (one blank whose answers are all numbers: numeric) and the answers."""
    blanks = stem.count(BLANK)
    if blanks != len(lines):
        report.fault(
            f"的题干有 {blanks} 个空，答案有 {len(lines)} 行。",
            "每个空请写四个下划线“____”，并依次各写一行“= 答案”。",
            "填空",
        )
    answers: list[tuple[str, ...]] = []
    for line in lines:
        accepted = tuple(each.strip() for each in _BAR.split(line.text))
        if not all(normal(each) for each in accepted):
            report.fault(
                "有一个空的答案。", "请在“=”后写上答案；几种写法用“|”隔开。", "填空", line.number
            )
        answers.append(accepted)
    return typed_kind(answers), tuple(answers)


def check_count(counted: int, lines: Sequence[Line], answers: Answers, report: Report) -> None:
    """See that every accepted answer is the number that the kit has counted."""
    if any(number(strip(each)) != str(counted) for each in answers[0]):
        report.fault(
            f"的答案是“{lines[0].text}”，按“计数”一行数得 {counted}。",
            "请改正答案或“计数”一行。",
            "计数",
            lines[0].number,
        )


def check_evidence(
    evidence: Sequence[Evidence], lines: Sequence[Line], answers: Answers, report: Report
) -> None:
    """See that each blank has an answer that stands in the evidence (numbers: in any script)."""
    quotes = [strip(each.quote) for each in evidence]
    numbers = {digits for each in evidence for digits in quantities(each.quote)}
    for line, accepted in zip(lines, answers, strict=True):
        written = any(strip(each) in quote for each in accepted for quote in quotes)
        counted = any(number(strip(each)) in numbers for each in accepted)
        if not written and not counted:
            report.fault(
                f"的答案“{accepted[0]}”不在依据里。",
                "请改正答案，或引用含有它的原文；数出来的数请加一行“> 计数：……”。",
                "答案出处",
                line.number,
            )
