"""The options of a choice: single, multiple, judge."""

from __future__ import annotations

from collections.abc import Sequence

from kit.quiz.blocks import Item
from kit.quiz.problems import Report
from kit.quiz.question import Kind, Option

JUDGE = {"对", "错"}
"""The two options of a judge question."""

MOST = 26
"""How many options a question may have: each is shown with a letter."""

_LIKE_JUDGE = ({"正确", "错误"}, {"是", "否"}, {"√", "×"}, {"T", "F"}, {"True", "False"})


def read_options(items: Sequence[Item], report: Report) -> tuple[Kind, tuple[Option, ...]]:
    """Return the kind of choice and its options; items without a box are faulted."""
    for item in items:
        if item.ticked is None:
            _no_box(item, report)
    boxed = [item for item in items if item.ticked is not None]
    texts = {item.text for item in boxed}
    if len(items) == 1:
        report.fault("只有一个选项。", "请至少写两个。", "选项")
    elif len(items) > MOST:
        report.fault(f"列了 {len(items)} 个选项。", f"请不超过 {MOST} 个。", "选项")
    _check_keys(boxed, texts, report)
    for item in boxed:
        if not item.text:
            report.fault("有一个空的选项。", "请写上文字，或删去这一行。", "选项", item.line)
        elif not item.ticked and not item.feedback:
            report.fault(
                f"的错误选项“{item.text}”没有反馈。",
                "请在它的下一行空两格，写“> ”和反馈，说明错在哪里。",
                "反馈",
                item.line,
            )
    report.different(((item.line, item.text) for item in boxed if item.text), "选项")
    options = tuple(Option(item.text, bool(item.ticked), item.feedback) for item in boxed)
    if texts == JUDGE:
        return "judge", options
    return "multiple" if sum(option.correct for option in options) > 1 else "single", options


def _check_keys(items: Sequence[Item], texts: set[str], report: Report) -> None:
    keys = sum(bool(item.ticked) for item in items)
    if not keys:
        report.fault("没有正确答案。", "请把对的一项改成“- [x]”。", "正确项")
    if texts == JUDGE:
        if keys > 1:
            report.fault("的“对”“错”都打了勾。", "请只留一个“- [x]”。", "正确项")
    elif texts in _LIKE_JUDGE:
        report.fault(
            "的选项不是“对”“错”。", "判断题的两个选项请写“对”和“错”。", "选项", items[0].line
        )
    elif keys == len(items) > 1:
        report.fault("的每一项都是正确项。", "请至少写一个错误的选项，或改成别的题型。", "正确项")


def _no_box(item: Item, report: Report) -> None:
    if item.text[:1] in {"[", "［", "【"}:
        report.fault(
            "有一个看不懂的方框。", "对的一项写“[x]”，错的一项写“[ ]”。", "选项", item.line
        )
    else:
        report.fault(
            f"的“{item.text[:12]}”前面没有方框。",
            "选项请写成“- [x] ”或“- [ ] ”；配对请写成“- 左 = 右”。",
            "选项",
            item.line,
        )
