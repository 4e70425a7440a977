"""A typed question → a `Question`, held against the speech: evidence, counts, labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from kit.errors import KitError
from kit.quiz.answers import figures, number, quantities, quantity, strip, within
from kit.quiz.blocks import DraftQuestion
from kit.quiz.kinds import read_answers
from kit.quiz.lines import LabelledNote, Report
from kit.quiz.question import (
    LEVELS,
    TIERS,
    WARNINGS,
    Evidence,
    KeptWarning,
    Kind,
    Question,
)
from kit.quiz.wrong_answers import read_wrong_answers
from kit.speech import Passage, Speech, find_quote, fold

_MOST_PLACES = 12
_SEVERAL = {"依据", "保留"}  # labels that may come more than once
_KEPT = re.compile(r"(.+?)[，,、：:](.+)")
_QUOTED = re.compile(r"^[“”\"「『](.*)[“”\"」』]$")
_COUNT = re.compile(r"(任务|要点|[“”\"「『](.+)[“”\"」』])\s*[，,、]\s*(.+)")


def build(draft: DraftQuestion, speech: Speech) -> Question:
    """Return the question that a draft means.

    What is wrong goes into the draft's report; with any fault there the question is not to be
    asked.
    """
    question = read_answers(draft)
    report, notes = draft.report, draft.notes
    _check_labels(notes, question.kind, report)
    located = [_locate(note, report, speech) for note in notes if note.label == "依据"]
    evidence = tuple(each for each in located if each is not None)
    question = replace(
        question,
        evidence=evidence,
        source=_text(notes, "出处"),
        explanation=_text(notes, "解析"),
        hint=_text(notes, "提示"),
        fixed_order=bool(_text(notes, "选项顺序")),
        kept=read_kept(notes, report),
        node=_deepest(evidence, speech),
        count=_text(notes, "计数"),
        path=report.path,
        line=report.line,
        generated=bool(_text(notes, "生成")),
        tier=TIERS[_choice(notes, "层次", TIERS, report)],
        level=LEVELS[_choice(notes, "能力", LEVELS, report)],
        wrong=read_wrong_answers(draft, question),
    )
    if question.kind in {"fill", "numeric"}:
        _check_blanks(draft, question, speech)
    if question.stem.count("**") % 2:
        report.fault("的题干里“**”不成对。", "请在加粗的词前后各写一个“**”。", "题干")
    return question


def read_kept(notes: Sequence[LabelledNote], report: Report) -> tuple[KeptWarning, ...]:
    """Read ``> 保留：警告名，理由`` lines; an unknown name or a missing reason is a fault."""
    kept: list[KeptWarning] = []
    for note in notes:
        if note.label != "保留" or not note.text:
            continue
        match = _KEPT.fullmatch(note.text)
        rule = match[1].rstrip() if match else note.text
        if rule not in WARNINGS:
            remedy = f"可以保留的警告有：{'、'.join(WARNINGS)}。"
            report.at(note.line, f"没有名为“{rule}”的警告。", remedy, "保留")
        elif not match:
            remedy = f"请写成“保留：{rule}，理由”。"
            report.at(note.line, f"保留“{rule}”没有写理由。", remedy, "保留")
        else:
            kept.append(KeptWarning(rule, match[2].lstrip(), note.line))
    return tuple(kept)


def places(quote: str, speech: Speech) -> tuple[tuple[int, int], ...]:
    """Return the places of a quotation, with or without quotation marks of its own around it."""
    bare = _QUOTED.match(quote.strip())
    return find_quote(speech, quote) or (find_quote(speech, bare[1]) if bare else ())


def _text(notes: Sequence[LabelledNote], label: str) -> str:
    return next((note.text for note in notes if note.label == label), "")


def _choice(
    notes: Sequence[LabelledNote], label: str, names: Collection[str], report: Report
) -> str:
    """Return which of a few names a label gives, the first if none; another name is a fault."""
    note = next((note for note in notes if note.label == label and note.text), None)
    if note is None or (name := note.text.rstrip("。")) not in names:
        if note is not None:
            remedy = f"请写{'、'.join(names)}中的一种。"
            report.fault(f"的“{label}”是“{note.text}”。", remedy, "标签", note.line)
        return next(iter(names))
    return name


def _check_labels(notes: Sequence[LabelledNote], kind: Kind, report: Report) -> None:
    seen: set[str] = set()
    for note in notes:
        label, line = note.label, note.line
        if label in seen - _SEVERAL:
            report.fault(f"的“{label}”写了两次。", "请合成一条。", "标签", line)
        if note.place and label != "依据":
            remedy = "只有“依据”后面可以写明部分，请删去括号。"
            report.fault(f"的“{label}”后面有括号。", remedy, "标签", line)
        if not note.text and label != "依据":
            report.fault(f"的“{label}”是空的。", "请写上内容，或删去。", "标签", line)
        elif label == "选项顺序" and kind not in {"single", "multiple"}:
            remedy = "只有选择题用它，请删去这一行。"
            report.fault("用不上“选项顺序”。", remedy, "标签", line)
        elif label == "选项顺序" and note.text.rstrip("。") != "固定":
            remedy = "请写“选项顺序：固定”，或删去。"
            report.fault(f"的选项顺序是“{note.text}”。", remedy, "标签", line)
        elif label == "计数" and kind != "numeric":
            remedy = "只有答案是数字的填空题用它，请删去这一行。"
            report.fault("用不上“计数”。", remedy, "计数", line)
        elif label == "每组":
            remedy = "一组几题是整卷的事，请移到试卷标题的下面。"
            report.fault("用不上“每组”。", remedy, "标签", line)
        seen.add(label)
    if "解析" not in seen:
        report.fault("没有解析。", "请写一行“> 解析：……”，说明为什么。", "解析")
    if not seen & {"依据", "出处"}:
        remedy = "请写一行“> 依据：”并照抄讲话原文；讲话以外的知识写“> 出处：……”。"
        report.fault("没有依据。", remedy, "依据")


def _locate(note: LabelledNote, report: Report, speech: Speech) -> Evidence | None:
    """Find the quotation of a ``> 依据`` line."""
    try:
        part = _passage(note.place, speech)
    except KitError as error:
        report.fault(f"的依据：{error.what}", error.remedy, "依据位置", note.line)
        return None
    if not note.text:
        report.fault("的依据是空的。", "请在“依据：”后照抄讲话原文。", "依据", note.line)
        return None
    everywhere = places(note.text, speech)
    inside = [span for span in everywhere if part.start <= span[0] and span[1] <= part.end]
    if len(inside) == 1:
        return Evidence.at(speech, *inside[0])
    if inside:
        what = f"的依据在讲话里不止一处：{_listed(inside, speech)}。"
        report.fault(what, _more_exactly(inside, speech), "依据位置", note.line)
    elif everywhere:
        what = f"的依据不在“{part.label}”，而在{_listed(everywhere, speech)}。"
        report.fault(what, "请改正括号里的部分。", "依据位置", note.line)
    else:
        remedy = f"{_departure(note.text, speech)}请照抄原文，一字不差；全角、半角标点不计较。"
        report.fault("的依据不在讲话原文里。", remedy, "依据", note.line)
    return None


def _passage(key: str, speech: Speech) -> Passage:
    """Return the part that a paper names; the whole if it names none, or 全文."""
    whole = speech.whole()
    return whole if key in {"", whole.label} else speech[key]


def _deepest(evidence: Sequence[Evidence], speech: Speech) -> str | None:
    """Return the id of the deepest node that holds all the evidence, or None."""
    if not evidence:
        return None
    start, end = min(each.start for each in evidence), max(each.end for each in evidence)
    return Evidence.at(speech, start, end).node


def _more_exactly(spans: Sequence[tuple[int, int]], speech: Speech) -> str:
    """Return how a quotation that stands in several places can be told from the others."""
    places = Counter(node.id for span in spans if (node := speech.deepest(*span)))
    alone = next((node for node, count in places.items() if count == 1), None)
    if alone is not None and places.total() > 1:
        label = speech.label(speech.node(alone))
        return f"请写明是哪一部分，例如“依据（{label}）：”；或多引几个字。"
    return "请多引几个字，使它只出现一次。"


def _listed(spans: Sequence[tuple[int, int]], speech: Speech) -> str:
    """Name places as a person would: 一（讲话第 4、5 行）、四一是（讲话第 23 行）.

    Of more than `_MOST_PLACES` the others are only counted.
    """
    lines: dict[str, dict[int, None]] = {}
    for start, end in spans[:_MOST_PLACES]:
        place = Passage(speech, start, end, speech.deepest(start, end))
        lines.setdefault(place.label, {})[speech.line(start)] = None
    named = "、".join(
        f"{label}（讲话第 {'、'.join(map(str, where))} 行）" for label, where in lines.items()
    )
    return named if len(spans) <= _MOST_PLACES else f"{named}等 {len(spans)} 处"


def _departure(text: str, speech: Speech) -> str:
    """Tell from which character a quotation departs from the speech, "" if from the beginning."""
    bare = _QUOTED.match(text)
    quote = bare[1] if bare else text
    wanted, offsets = fold(quote)
    low, high = 0, len(wanted)  # the longest beginning that stands in the speech
    folded, origins = fold(speech.text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in folded else (low, middle - 1)
    if low < 4:
        return ""
    at = folded.index(wanted[:low]) + low
    first = quote[offsets[low] :][:8]
    after = speech.text[origins[at] :][:8].split("\n")[0] if at < len(origins) else ""
    return f"从“{first}”起与原文不同，原文此处是“{after}”。"


def _check_blanks(draft: DraftQuestion, question: Question, speech: Speech) -> None:
    """See that the kit's own count, or else the evidence, bears out what is to be filled in."""
    note = next((note for note in draft.notes if note.label == "计数"), None)
    if note is not None and question.kind == "numeric":
        _check_count(draft, question, _count(note, draft.report, speech))
        return
    quotes = [strip(each.quote) for each in question.evidence]
    numbers = {digits for each in question.evidence for digits in quantities(each.quote)}
    for line, accepted in zip(draft.answers, question.answers, strict=True):
        plain = [text for text in accepted if not figures(text)]
        written = any(strip(text) in quote for text in plain for quote in quotes)
        counted = any(
            any(within(digits, text) for digits in numbers)
            if figures(text)
            else number(strip(text)) in numbers
            for text in accepted
        )
        if quotes and not written and not counted:
            what = f"的答案“{accepted[0]}”不在依据里。"
            remedy = "请改正答案，或引用含有它的原文；数出来的数请加一行“> 计数：……”。"
            draft.report.fault(what, remedy, "答案出处", line.number)


def _check_count(draft: DraftQuestion, question: Question, counted: int | None) -> None:
    """See that every accepted answer is the number that the kit has counted."""
    line = draft.answers[0]
    right = all(quantity(e) == str(counted) and not figures(e) for e in question.answers[0])
    if counted is not None and not right:
        what = f"的答案是“{line.text}”，按“计数”一行数得 {counted}。"
        draft.report.fault(what, "请改正答案或“计数”一行。", "计数", line.number)


def _count(note: LabelledNote, report: Report, speech: Speech) -> int | None:
    """Return what a ``> 计数`` line counts: tasks, points, or a string, in one part."""
    match = _COUNT.fullmatch(note.text)
    if not match:
        remedy = "请写成“计数：任务，二（二）”“计数：要点，二”或“计数：“必须”，一”；全篇写“全文”。"
        report.fault("的计数写法不对。", remedy, "计数", note.line)
        return None
    what, string, key = match.groups()
    try:
        part = _passage(key, speech)
    except KitError as error:
        report.fault(f"的计数：{error.what}", error.remedy, "计数", note.line)
        return None
    if what == "任务":
        return len(part.tasks)
    if what == "要点":
        return sum(node.kind == "point" for node in part.nodes)
    return fold(part.text)[0].count(fold(string)[0])
