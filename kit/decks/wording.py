"""The Chinese words that the formats share: kinds, and what is said after an answer."""

from __future__ import annotations

import re

from kit.quiz.question import Evidence, Kind, Question
from kit.speech import Speech

KINDS: dict[Kind, str] = {
    "single": "单选题",
    "multiple": "多选题",
    "judge": "判断题",
    "fill": "填空题",
    "numeric": "填数字题",
    "order": "排序题",
    "match": "配对题",
    "recall": "简答题",
}
"""What a kind is called."""

SEVERAL_BLANKS = "不止一个空的填空题"
WRONG = "不对。"
RIGHT = "对。"

_EVIDENCE = re.compile(r"依据(?:（(.+?)）)?：(.*)", re.DOTALL)


def reasons(question: Question, speech: Speech) -> tuple[str, ...]:
    """Return the lines to show after an answer: 解析 (bare), 依据 with its part, 出处."""
    lines = [question.explanation] if question.explanation else []
    lines += [evidence_line(each, speech) for each in question.evidence]
    if question.source:
        lines.append(f"出处：{question.source}")
    return tuple(lines)


def evidence_line(evidence: Evidence, speech: Speech) -> str:
    """Return a quotation with the part that it stands in, as a paper would name it."""
    part = part_name(evidence.node, speech)
    return f"依据（{part}）：{evidence.quote}" if part else f"依据：{evidence.quote}"


def read_evidence(line: str) -> Evidence | None:
    """Return the evidence that a line of `evidence_line` names; its ``node`` is the name, as read.

    The place in the speech is not known yet: both ends are 0.
    """
    match = _EVIDENCE.fullmatch(line)
    return Evidence(match[2].strip(), 0, 0, match[1]) if match else None


def part_name(node: str | None, speech: Speech) -> str:
    """Return what a node is called, e.g. 二（二）三要; "" for the whole text."""
    if node is None:
        return ""
    return speech.label(speech.node(node)) or node
