"""Questions typed as lists: putting in order, and matching."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.quiz.blocks import Item
from kit.quiz.problems import Report

EQUALS = re.compile(r"\s*[=＝]\s*")
"""What stands between the two sides of a pair."""

FEWEST, MOST = 3, 6
"""How many items or pairs a list may have."""


def read_order(items: Sequence[Item], report: Report) -> tuple[str, ...]:
    """Return the items of a numbered list; they stand in the right order."""
    for item in items:
        if item.number is None:
            report.fault(
                f"的“{item.text[:12]}”没有编号。", "请编号，或删去这一行。", "排序", item.line
            )
    numbers = [item.number for item in items if item.number is not None]
    if numbers != list(range(1, len(numbers) + 1)) and set(numbers) != {1}:
        report.fault(
            "的编号不是依次的 1、2、3。", "请从 1 起按正确的先后编号。", "排序", items[0].line
        )
    _check(items, report, "项")
    report.different(((item.line, item.text) for item in items), "项目")
    return tuple(item.text for item in items)


def read_pairs(items: Sequence[Item], report: Report) -> tuple[tuple[str, str], ...]:
    """Return the two sides of each ``- left = right``."""
    pairs: list[tuple[int, str, str]] = []
    for item in items:
        sides = EQUALS.split(item.text)
        if len(sides) == 2 and all(sides):
            pairs.append((item.line, sides[0], sides[1]))
        else:
            report.fault(
                f"的“{item.text[:12]}”不是一左一右。",
                "配对题的每一行请写成“- 左 = 右”。",
                "配对",
                item.line,
            )
    _check(items, report, "对")
    report.different(((line, left) for line, left, _ in pairs), "左项")
    report.different(((line, right) for line, _, right in pairs), "右项")
    return tuple((left, right) for _, left, right in pairs)


def _check(items: Sequence[Item], report: Report, unit: str) -> None:
    if not FEWEST <= len(items) <= MOST:
        report.fault(f"列了 {len(items)} {unit}。", f"请写 {FEWEST} 到 {MOST} {unit}。", "数目")
    for item in items:
        if item.feedback:
            report.fault(
                "的反馈用不上：只有选项才有反馈。", "请把它写进解析。", "反馈", item.feedback_line
            )
