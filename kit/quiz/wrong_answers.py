"""Lines `! wrong answer > what to say` → the `WrongAnswer`s of a question without options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.quiz.answers import figures, normal, same, within
from kit.quiz.blocks import DraftQuestion, short
from kit.quiz.lines import Line, Report, folded, split_at, without_escape
from kit.quiz.question import Kind, Question, WrongAnswer
from kit.speech.wording import in_quotes

_FEEDBACK = re.compile(r"(.*?)\s*(?<!\\)[>＞]\s*(.*)")
_ANOTHER = re.compile(r"[!！]\s.*[>＞]")
_BEFORE = "先于"
_ENDING = "…."  # of an item of which only the beginning is given
_RULE = "错答"
_ANSWER, _PAIR, _ORDER = "就是正确答案", "就是正确的一对", "与正确的先后相同"
_USES = {
    "fill": "“! 错答 > 说明”，几种错答用“|”隔开",
    "numeric": "“! 错答 > 说明”，几种错答用“|”隔开",
    "match": "“! 左项 = 错配的右项 > 说明”，左项、右项照抄题中的",
    "order": "“! 甲 先于 乙 > 说明”，甲、乙照抄题中的项目或其开头",
}


def read_wrong_answers(draft: DraftQuestion, question: Question) -> tuple[WrongAnswer, ...]:
    """Return what a paper says to likely wrong answers; faults go into the draft's report."""
    report = draft.report
    if draft.wrong and question.kind not in _USES:
        if question.options:
            remedy = "选择题和判断题请把说明写在错误选项的下一行，空两格，以“> ”开头。"
        else:
            remedy = "简答题请把它写进解析，或删去。"
        report.fault("用不上“!”开头的错答。", remedy, _RULE, draft.wrong[0][0].number)
        return ()
    found: list[WrongAnswer] = []
    seen: set[tuple[int, str]] = set()
    for line, above in draft.wrong:
        match = _FEEDBACK.fullmatch(line.text)
        if not match or not match[2]:
            remedy = f"请写成{_USES[question.kind]}。"
            report.fault(f"的错答“{short(line.text)}”没有说明。", remedy, _RULE, line.number)
            continue
        said, feedback = re.sub(r"\\(?=[>＞])", "", match[1]), match[2]
        if _ANOTHER.search(feedback):
            # ! 甲 > 说明。! 乙 > 说明。
            remedy = "请各写一行，都以“! ”开头。"
            report.fault(f"有两条错答连在一起（“{short(said)}”）。", remedy, _RULE, line.number)
        for each in _read(Line(line.number, said), feedback, above, question, report):
            for what in [str(figures(text) or normal(text)) for text in each.texts] or [
                str(each.other)
            ]:
                if (each.at, what) in seen:
                    remedy = "请合成一条，或删去一条。"
                    report.fault(f"的错答“{short(said)}”重复。", remedy, _RULE, line.number)
                seen.add((each.at, what))
            found.append(each)
    return tuple(found)


def wrong_name(question: Question, wrong: WrongAnswer) -> str:
    """Return a wrong answer in words: 填“甲”或“乙”, “甲”配“乙”, “甲”排在“乙”前."""
    if question.kind == "match":
        left, right = question.pairs[wrong.at][0], question.pairs[wrong.other][1]
        return f"{in_quotes(left)}配{in_quotes(right)}"
    if question.kind == "order":
        first, second = question.order[wrong.at], question.order[wrong.other]
        return f"{in_quotes(first)}排在{in_quotes(second)}前"
    blank = f"第 {wrong.at + 1} 空" if len(question.answers) > 1 else ""
    return f"{blank}填{'或'.join(map(in_quotes, wrong.texts))}"


def _read(
    line: Line, feedback: str, above: int, question: Question, report: Report
) -> Iterator[WrongAnswer]:
    """Yield the wrong answer that a line names, or nothing and a fault."""
    if question.kind in {"fill", "numeric"}:
        texts = tuple(split_at("|｜", line.text))
        fault = _fault_of_typed(texts, above - 1, question)
        if not fault:
            yield WrongAnswer(feedback, above - 1, texts=texts)
    else:
        pair = _named_pair(line.text, question)
        fault = _fault_of_named(pair, question)
        if pair and not fault:
            yield WrongAnswer(feedback, *pair)
    if fault:
        right = fault in {_ANSWER, _PAIR, _ORDER}
        remedy = "请改成错的，或删去这一行。" if right else f"请写成{_USES[question.kind]}。"
        report.fault(f"的错答“{short(line.text)}”{fault}。", remedy, _RULE, line.number)


def _fault_of_typed(texts: Sequence[str], blank: int, question: Question) -> str:
    """Return what is wrong with answers to a blank, "" if nothing."""
    if blank < 0:
        return "不在“=”一行的下面"
    if not all(normal(text) for text in texts):
        return "是空的"
    accepted = question.answers[blank]
    right = any(_is_right(question.kind, text, each) for text in texts for each in accepted)
    return _ANSWER if right else ""


def _is_right(kind: Kind, text: str, answer: str) -> bool:
    return within(text, answer) if kind == "numeric" and figures(text) else same(kind, text, answer)


def _named_pair(text: str, question: Question) -> tuple[int, int] | None:
    """Return the numbers of the left and the right side, or of the two items, that are named."""
    if question.kind == "match":
        lefts, rights = zip(*question.pairs, strict=True) if question.pairs else ((), ())
        parts = split_at("=＝", text)
        found = [(parts[0], parts[1])] if len(parts) == 2 else []
    else:
        lefts = rights = question.order
        found = [
            (text[: place.start()], text[place.end() :]) for place in re.finditer(_BEFORE, text)
        ]
    for first, second in found:
        one = _number(without_escape(first.strip()), lefts)
        other = _number(without_escape(second.strip()), rights)
        if one is not None and other is not None:
            return one, other
    return None


def _fault_of_named(pair: tuple[int, int] | None, question: Question) -> str:
    if pair is None:
        return "对不上题中的文字"
    if question.kind == "match":
        return _PAIR if pair[0] == pair[1] else ""
    return "" if pair[0] > pair[1] else _ORDER


def _number(text: str, items: Sequence[str]) -> int | None:
    """Return the number of the item that a text is, or is the beginning of no other."""
    wanted = folded(text)
    names = [folded(item) for item in items]
    if wanted in names:
        return names.index(wanted)
    wanted = wanted.rstrip(_ENDING)
    begun = [number for number, item in enumerate(names) if item.startswith(wanted)]
    return begun[0] if wanted and len(begun) == 1 else None
