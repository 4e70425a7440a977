"""What stands under a stem → the kind of the question, and its answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kit.quiz.answers import bounds, figures, normal, typed_kind, within
from kit.quiz.blocks import DraftQuestion, ListItem
from kit.quiz.lines import Line, Report, folded, split_at
from kit.quiz.question import BLANK, Kind, Option, Question

TRUE_AND_FALSE = (
    *(("对", "错"), ("正确", "错误"), ("是", "否"), ("真", "假"), ("t", "f"), ("true", "false")),
    *(("√", "×"), ("✓", "✗"), ("✔", "✘")),
)
"""What people call true and false, letters small; the first two are a paper's."""

JUDGE = set(TRUE_AND_FALSE[0])
"""The two options of a judge question."""

MOST_OPTIONS = 26
"""How many options a question may have: each is shown with a letter."""

FEWEST_ITEMS, MOST_ITEMS = 3, 6
"""How many items or pairs a list may have."""

_BAR, _EQUALS = "|｜", "=＝"  # between answers that are all right; between the sides of a pair


def read_answers(draft: DraftQuestion) -> Question:
    """Return a question with id, stem, kind and answers, and nothing else of it yet.

    What is wrong goes into the draft's report; where the kind cannot be told, it is *recall*.
    """
    report = draft.report
    question = Question(draft.id, "recall", draft.stem)
    ways = _ways(draft)
    if draft.points and not draft.models:
        remedy = "得分点只用于简答题：请先写“答：……”；别的题型请删去得分点。"
        report.fault("有得分点，没有“答：”。", remedy, "得分点", draft.points[0].number)
    elif not ways:
        remedy = "请写上选项（- [x]）、“= 答案”、编号的列表、“- 左 = 右”或“答：”。"
        report.fault("没有答案。", remedy, "答案")
    if len(ways) > 1:
        listed = "、".join(f"{name}（第 {line} 行）" for name, line in ways.items())
        what = f"同时有{listed}，看不出是哪种题。"
        report.fault(what, "一道题只能有一种，请删去其余的。", "答案")
    elif draft.answers:
        kind, answers = _blanks(draft.stem, draft.answers, report)
        return replace(question, kind=kind, answers=answers)
    elif draft.models:
        points = _points(draft.points, report)
        return replace(question, model_answer=_model_answer(draft.models, report), points=points)
    elif "编号的列表" in ways:
        return replace(question, kind="order", order=_order(draft.items, report))
    elif "配对" in ways:
        return replace(question, kind="match", pairs=_pairs(draft.items, report))
    elif ways:
        kind, options = _options(draft.items, report)
        return replace(question, kind=kind, options=options)
    return question


def _ways(draft: DraftQuestion) -> dict[str, int]:
    """Return the ways of answering that a draft offers, each with the first line of it.

    A list without boxes, numbers or pairs is taken for options whose boxes were forgotten.
    """
    bare = [item for item in draft.items if item.ticked is None and item.number is None]
    lines = {
        "选项": [item.line for item in draft.items if item.ticked is not None],
        "编号的列表": [item.line for item in draft.items if item.number is not None],
        "配对": [item.line for item in bare if len(split_at(_EQUALS, item.text)) > 1],
    }
    if bare and not any(lines.values()):
        lines["选项"] = [item.line for item in bare]
    lines["“= 答案”"] = [line.number for line in draft.answers]
    lines["“答：”"] = [line.number for line in draft.models]
    return {name: numbers[0] for name, numbers in lines.items() if numbers}


def _options(items: Sequence[ListItem], report: Report) -> tuple[Kind, tuple[Option, ...]]:
    """Return the kind of choice and its options; items without a box are faulted."""
    for item in items:
        if item.ticked is None:
            _no_box(item, report)
    boxed = [item for item in items if item.ticked is not None]
    texts = {item.text for item in boxed}
    if len(items) == 1:
        report.fault("只有一个选项。", "请至少写两个。", "选项")
    elif len(items) > MOST_OPTIONS:
        report.fault(f"列了 {len(items)} 个选项。", f"请不超过 {MOST_OPTIONS} 个。", "选项")
    _check_keys(boxed, texts, report)
    for item in boxed:
        if not item.text:
            report.fault("有一个空的选项。", "请写上文字，或删去这一行。", "选项", item.line)
        elif not item.ticked and not item.feedback.text:
            remedy = "请在它的下一行空两格，写“> ”和反馈，说明错在哪里。"
            report.fault(f"的错误选项“{item.text}”没有反馈。", remedy, "反馈", item.line)
    _check_different(((item.line, item.text) for item in boxed if item.text), "选项", report)
    options = tuple(Option(item.text, bool(item.ticked), item.feedback.text) for item in boxed)
    if texts == JUDGE:
        return "judge", options
    return "multiple" if sum(option.correct for option in options) > 1 else "single", options


def _check_keys(items: Sequence[ListItem], texts: set[str], report: Report) -> None:
    keys = sum(bool(item.ticked) for item in items)
    if not keys:
        report.fault("没有正确答案。", "请把对的一项改成“- [x]”。", "正确项")
    if texts == JUDGE:
        if keys > 1:
            report.fault("的“对”“错”都打了勾。", "请只留一个“- [x]”。", "正确项")
    elif {text.lower() for text in texts} in map(set, TRUE_AND_FALSE):
        remedy = "判断题的两个选项请写“对”和“错”。"
        report.fault("的选项不是“对”“错”。", remedy, "选项", items[0].line)
    elif keys == len(items) > 1:
        report.fault("的每一项都是正确项。", "请至少写一个错误的选项，或改成别的题型。", "正确项")


def _no_box(item: ListItem, report: Report) -> None:
    if item.text[:1] in {"[", "［", "【"}:
        what, remedy = "有一个看不懂的方框。", "对的一项写“[x]”，错的一项写“[ ]”。"
    else:
        what = f"的“{item.text[:12]}”前面没有方框。"
        remedy = "选项请写成“- [x] ”或“- [ ] ”；配对请写成“- 左 = 右”。"
    report.fault(what, remedy, "选项", item.line)


def _blanks(
    stem: str, lines: Sequence[Line], report: Report
) -> tuple[Kind, tuple[tuple[str, ...], ...]]:
    """Return the kind (one blank whose answers are all numbers: numeric) and the answers."""
    blanks = stem.count(BLANK)
    if blanks != len(lines):
        what = f"的题干有 {blanks} 个空，答案有 {len(lines)} 行。"
        remedy = "每个空请写四个下划线“____”，并依次各写一行“= 答案”。"
        report.fault(what, remedy, "填空")
    answers: list[tuple[str, ...]] = []
    for line in lines:
        accepted = tuple(split_at(_BAR, line.text))
        if not all(normal(text) for text in accepted):
            remedy = "请在“=”后写上答案；几种写法用“|”隔开。"
            report.fault("有一个空的答案。", remedy, "填空", line.number)
        answers.append(accepted)
    kind = typed_kind(answers)
    for line, accepted in zip(lines, answers, strict=True):
        for text in accepted:
            if fault := _fault_of_range(text, accepted, kind):
                report.fault(f"的范围“{text}”{fault[0]}。", fault[1], "范围", line.number)
    return kind, tuple(answers)


def _fault_of_range(text: str, accepted: Sequence[str], kind: Kind) -> tuple[str, str] | None:
    """Return what is wrong with a range of numbers and the remedy; None for what is no range."""
    found, ends = figures(text), bounds(text)
    if found is None or ends is None:
        return None
    if kind != "numeric":
        remedy = "范围只用于只有一个空、答案都是数字的题；请写成确定的答案。"
        return "用不上", remedy
    if ends[0] > ends[1]:
        negative = found[1] == "±"
        what = "里的误差是负数" if negative else "前大后小"
        return what, f"请写成“{'3.5 ± 0.1' if negative else '1 … 5'}”这样。"
    if ends[0] == ends[1]:
        return "只有一个数", "请直接写这个数。"
    if inside := next((each for each in accepted if each != text and within(each, text)), ""):
        return f"已经包括“{inside}”", "请删去其中一个。"
    return None


def _order(items: Sequence[ListItem], report: Report) -> tuple[str, ...]:
    """Return the items of a numbered list; they stand in the right order."""
    for item in items:
        if item.number is None:
            what = f"的“{item.text[:12]}”没有编号。"
            report.fault(what, "请编号，或删去这一行。", "排序", item.line)
    numbers = [item.number for item in items if item.number is not None]
    if numbers != list(range(1, len(numbers) + 1)) and set(numbers) != {1}:
        remedy = "请从 1 起按正确的先后编号。"
        report.fault("的编号不是依次的 1、2、3。", remedy, "排序", items[0].line)
    _check_list(items, "项", report)
    _check_different(((item.line, item.text) for item in items), "项目", report)
    return tuple(item.text for item in items)


def _pairs(items: Sequence[ListItem], report: Report) -> tuple[tuple[str, str], ...]:
    """Return the two sides of each ``- left = right``."""
    pairs: list[tuple[int, str, str]] = []
    for item in items:
        sides = split_at(_EQUALS, item.text)
        if len(sides) == 2 and all(sides):
            pairs.append((item.line, sides[0], sides[1]))
        else:
            what = f"的“{item.text[:12]}”不是一左一右。"
            report.fault(what, "配对题的每一行请写成“- 左 = 右”。", "配对", item.line)
    _check_list(items, "对", report)
    _check_different(((line, left) for line, left, _ in pairs), "左项", report)
    _check_different(((line, right) for line, _, right in pairs), "右项", report)
    return tuple((left, right) for _, left, right in pairs)


def _model_answer(models: Sequence[Line], report: Report) -> str:
    first, *rest = models
    if rest:
        report.fault("的“答：”写了两次。", "请合成一段。", "答案", rest[0].number)
    if not first.text:
        report.fault("的答案是空的。", "请在“答：”后写上参考答案。", "答案", first.number)
    return first.text


def _points(lines: Sequence[Line], report: Report) -> tuple[str, ...]:
    for line in lines:
        if not line.text:
            report.fault("有一个空的得分点。", "请写上内容，或删去这一行。", "得分点", line.number)
        if "得分点：" in line.text:
            # - 得分点：甲- 得分点：乙
            remedy = "请各写一行，都以“- 得分点：”开头。"
            report.fault("有两个得分点连在一起。", remedy, "得分点", line.number)
    _check_different(((line.number, line.text) for line in lines if line.text), "得分点", report)
    return tuple(line.text for line in lines)


def _check_list(items: Sequence[ListItem], unit: str, report: Report) -> None:
    if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
        remedy = f"请写 {FEWEST_ITEMS} 到 {MOST_ITEMS} {unit}。"
        report.fault(f"列了 {len(items)} {unit}。", remedy, "数目")
    for item in items:
        if item.feedback.text:
            what = "的反馈用不上：只有选项才有反馈。"
            report.fault(what, "请把它写进解析。", "反馈", item.feedback.number)


def _check_different(texts: Iterable[tuple[int, str]], what: str, report: Report) -> None:
    """See that no two (line, text) say the same; width and white space make no difference."""
    seen: set[str] = set()
    for line, text in texts:
        same = folded(text)
        if same in seen:
            report.fault(f"的{what}“{text}”重复。", "请改掉其中一个。", "重复", line)
        seen.add(same)
