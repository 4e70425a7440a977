"""A typed question → a `Question`, with the list of what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.quiz.blanks import check_count, check_evidence, read_blanks
from kit.quiz.blocks import Draft
from kit.quiz.choices import read_options
from kit.quiz.evidence import count, deepest, locate
from kit.quiz.lists import EQUALS, read_order, read_pairs
from kit.quiz.notes import Note
from kit.quiz.problems import Problem, Report
from kit.quiz.question import Evidence, Kept, Kind, Question
from kit.quiz.rules import WARNINGS
from kit.speech import Speech

_SEVERAL = {"依据", "保留"}  # labels that may come more than once
_KEPT = re.compile(r"(.+?)\s*[，,、：:]\s*(.+)")


def build(draft: Draft, speech: Speech, path: str) -> tuple[Question, tuple[Problem, ...]]:
    """Return the question that a draft means and its faults; with any it is not to be asked."""
    report = Report(f"{draft.id} " if draft.id else "这道题", draft.line, list(draft.problems))
    question = _answered(draft, report)
    _check_labels(draft, question.kind, report)
    evidence = _evidence(draft.notes, speech, report)
    kept, problems = read_kept(draft.notes)
    report.problems += problems
    question = replace(
        question,
        evidence=evidence,
        source=_text(draft.notes, "出处"),
        explanation=_text(draft.notes, "解析"),
        hint=_text(draft.notes, "提示"),
        fixed_order=bool(_text(draft.notes, "选项顺序")),
        kept=kept,
        node=deepest(evidence, speech),
        count=_text(draft.notes, "计数"),
        path=path,
        line=draft.line,
        generated=bool(_text(draft.notes, "生成")),
    )
    _check_answers(draft, question, speech, report)
    if question.stem.count("**") % 2:
        report.fault("的题干里“**”不成对。", "请在加粗的词前后各写一个“**”。", "题干")
    return question, tuple(report.problems)


def read_kept(notes: Sequence[Note]) -> tuple[tuple[Kept, ...], list[Problem]]:
    """Read ``> 保留：警告名，理由`` lines; an unknown name or a missing reason is a fault."""
    kept: list[Kept] = []
    problems: list[Problem] = []
    for note in notes:
        if note.label != "保留" or not note.text:
            continue
        match = _KEPT.fullmatch(note.text)
        rule = match[1] if match else note.text
        if rule not in WARNINGS:
            remedy = f"可以保留的警告有：{'、'.join(WARNINGS)}。"
            problems.append(Problem(note.line, f"没有名为“{rule}”的警告。", remedy, "保留"))
        elif not match:
            remedy = f"请写成“保留：{rule}，理由”。"
            problems.append(Problem(note.line, f"保留“{rule}”没有写理由。", remedy, "保留"))
        else:
            kept.append(Kept(rule, match[2], note.line))
    return tuple(kept), problems


def _answered(draft: Draft, report: Report) -> Question:
    """Read what stands under the stem, and decide by it what kind of question this is."""
    ways = _ways(draft)
    if not ways:
        remedy = "请写上选项（- [x]）、“= 答案”、编号的列表、“- 左 = 右”或“答：”。"
        report.fault("没有答案。", remedy, "答案")
    elif len(ways) > 1:
        found = "、".join(f"{name}（第 {line} 行）" for name, line in ways.items())
        report.fault(f"同时有{found}，看不出是哪种题。", "一道题只能有一种，请删去其余的。", "答案")
    question = Question(draft.id, "recall", draft.stem)
    if len(ways) != 1:
        return question
    if draft.answers:
        kind, answers = read_blanks(draft.stem, draft.answers, report)
        return replace(question, kind=kind, answers=answers)
    if draft.models:
        return replace(question, model_answer=_model_answer(draft, report))
    if "编号的列表" in ways:
        return replace(question, kind="order", order=read_order(draft.items, report))
    if "配对" in ways:
        return replace(question, kind="match", pairs=read_pairs(draft.items, report))
    kind, options = read_options(draft.items, report)
    return replace(question, kind=kind, options=options)


def _ways(draft: Draft) -> dict[str, int]:
    """Return the ways of answering that a draft offers, each with the first line of it.

    A list without boxes, numbers or pairs is taken for options whose boxes were forgotten.
    """
    bare = [item for item in draft.items if item.ticked is None and item.number is None]
    lines = {
        "选项": [item.line for item in draft.items if item.ticked is not None],
        "编号的列表": [item.line for item in draft.items if item.number is not None],
        "配对": [item.line for item in bare if EQUALS.search(item.text)],
    }
    if bare and not any(lines.values()):
        lines["选项"] = [item.line for item in bare]
    lines["“= 答案”"] = [line.number for line in draft.answers]
    lines["“答：”"] = [line.number for line in draft.models]
    return {name: found[0] for name, found in lines.items() if found}


def _model_answer(draft: Draft, report: Report) -> str:
    first, *rest = draft.models
    if rest:
        report.fault("的“答：”写了两次。", "请合成一段。", "答案", rest[0].number)
    if not first.text:
        report.fault("的答案是空的。", "请在“答：”后写上参考答案。", "答案", first.number)
    return first.text


def _check_labels(draft: Draft, kind: Kind, report: Report) -> None:
    seen: set[str] = set()
    for note in draft.notes:
        if note.label in seen - _SEVERAL:
            report.fault(f"的“{note.label}”写了两次。", "请合成一条。", "标签", note.line)
        if note.place and note.label != "依据":
            remedy = "只有“依据”后面可以写明部分，请删去括号。"
            report.fault(f"的“{note.label}”后面有括号。", remedy, "标签", note.line)
        if not note.text and note.label != "依据":
            report.fault(f"的“{note.label}”是空的。", "请写上内容，或删去。", "标签", note.line)
        elif note.label == "选项顺序" and kind not in {"single", "multiple"}:
            remedy = "只有选择题用它，请删去这一行。"
            report.fault("用不上“选项顺序”。", remedy, "标签", note.line)
        elif note.label == "选项顺序" and note.text.rstrip("。") != "固定":
            report.fault(
                f"的选项顺序是“{note.text}”。", "请写“选项顺序：固定”，或删去。", "标签", note.line
            )
        elif note.label == "计数" and kind != "numeric":
            remedy = "只有答案是数字的填空题用它，请删去这一行。"
            report.fault("用不上“计数”。", remedy, "计数", note.line)
        seen.add(note.label)
    if "解析" not in seen:
        report.fault("没有解析。", "请写一行“> 解析：……”，说明为什么。", "解析")
    if not seen & {"依据", "出处"}:
        remedy = "请写一行“> 依据：”并照抄讲话原文；讲话以外的知识写“> 出处：……”。"
        report.fault("没有依据。", remedy, "依据")


def _evidence(notes: Sequence[Note], speech: Speech, report: Report) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for note in notes:
        if note.label == "依据":
            place = locate(note, report.name, speech)
            if isinstance(place, Problem):
                report.problems.append(place)
            else:
                found.append(place)
    return tuple(found)


def _check_answers(draft: Draft, question: Question, speech: Speech, report: Report) -> None:
    """See that the kit's own count, or else the evidence, bears out what is to be filled in."""
    if question.kind not in {"fill", "numeric"}:
        return
    note = next((note for note in draft.notes if note.label == "计数"), None)
    if note is None or question.kind == "fill":
        if question.evidence:
            check_evidence(question.evidence, draft.answers, question.answers, report)
        return
    counted = count(note, report.name, speech)
    if isinstance(counted, Problem):
        report.problems.append(counted)
    else:
        check_count(counted, draft.answers, question.answers, report)


def _text(notes: Sequence[Note], label: str) -> str:
    return next((note.text for note in notes if note.label == label), "")
