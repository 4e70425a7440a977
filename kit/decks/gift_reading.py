"""GIFT read again: files of `write_gift`, and those that people and platforms have written.

The rules are those of Moodle's documentation of the format. A question ends at a blank line; its
name stands between ``::``, its answers between braces; what stands after them turns the braces into
a blank of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kit.decks.gift_answers import Answers, NotHeldError, read_answers
from kit.decks.gift_text import escaped, marked, plain
from kit.decks.inline import one_line
from kit.decks.records import Imported, Left
from kit.decks.typed import blanks_alike, with_blank
from kit.decks.wording import read_evidence
from kit.quiz.question import BLANK, Evidence, Kept, Question

_GAP = re.compile(r"\n[ \t]*\n")
_CATEGORY = re.compile(r"\$CATEGORY:(.*)")
_STEPS = re.compile(r"(?<!/)/(?!/)")
_LABELS = ("答", "解析", "依据", "出处", "提示", "选项顺序", "计数", "保留")
_LABELLED = re.compile(rf"({'|'.join(_LABELS)})(?:（(.+?)）)?：(.*)")
_KEPT = re.compile(r"(.+?)，(.+)")
_BREAKS = re.compile(r"<br ?/?>")


@dataclass(slots=True)
class _Notes:
    """What comments and general feedback say of a question."""

    model_answer: str = ""
    explanation: str = ""
    source: str = ""
    hint: str = ""
    count: str = ""
    fixed_order: bool = False
    evidence: tuple[Evidence, ...] = ()
    kept: tuple[Kept, ...] = ()


def read_gift(text: str) -> Imported:
    """Read every question; what a paper cannot hold is named, by the question's name or number.

    The title is that of the file's category, if it has only one.
    """
    questions: list[Question] = []
    left: list[Left] = []
    partly: list[Left] = []
    categories: dict[str, None] = {}
    for index, (comments, body) in enumerate(_blocks(text, categories), start=1):
        name, stem, braces, rest = _parts(body)
        try:
            answers = read_answers(braces, stem)
        except NotHeldError as error:
            left.append(Left(name or f"第 {index} 题", str(error)))
            continue
        question = _question(name, _stem(stem, rest, answers), answers, comments)
        questions.append(question)
        if answers.lost:
            partly.append(Left(name or f"第 {index} 题", answers.lost))
    title = next(iter(categories)) if len(categories) == 1 else ""
    return Imported(title, tuple(questions), tuple(left), tuple(partly))


def _blocks(text: str, categories: dict[str, None]) -> Iterator[tuple[list[str], str]]:
    """Yield for each question its comments and the rest, escaped; note the categories."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for block in _GAP.split(text):
        comments: list[str] = []
        lines: list[str] = []
        for line in map(str.strip, block.split("\n")):
            if line.startswith("//"):
                comments.append(line.removeprefix("//").strip())
            elif match := _CATEGORY.fullmatch(line):
                steps = _STEPS.split(match[1].strip())
                categories[steps[-1].replace("//", "/")] = None
            else:
                lines.append(line)
        if body := "\n".join(lines).strip():
            yield comments, escaped(body)


def _parts(body: str) -> tuple[str, str, str | None, str]:
    """Return name, text before the braces, what is in them (None without), text after them."""
    name = ""
    if body.startswith("::"):
        before, found, after = body[2:].partition("::")
        if found:
            name, body = one_line(plain(before)), after.strip()
    start, end = body.find("{"), body.find("}")
    if start < 0 or end < start:
        return name, body, None, ""
    return name, body[:start], body[start + 1 : end].strip(), body[end + 1 :]


def _stem(before: str, after: str, answers: Answers) -> str:
    stem = marked(f"{before}{BLANK}{after}" if after.strip() else before)
    return with_blank(stem) if answers.answers else blanks_alike(stem)


def _question(name: str, stem: str, answers: Answers, comments: list[str]) -> Question:
    notes = _Notes()
    for comment in comments:
        if match := _LABELLED.fullmatch(comment):
            _note(notes, match[1], match[3].strip(), comment)
    lines = [marked(each) for each in _BREAKS.split(answers.general)]
    if lines[0] and answers.kind == "recall" and not notes.model_answer:
        notes.model_answer = lines[0]
    elif lines[0] and not notes.explanation:
        notes.explanation = lines[0]
    for line in lines[1:]:
        match = _LABELLED.fullmatch(line)
        if match and match[1] in {"依据", "出处"}:
            _note(notes, match[1], match[3].strip(), line)
        else:
            notes.explanation = f"{notes.explanation} {line}".strip()
    options = answers.options
    if not notes.explanation and answers.explanation:  # said of the right option: that explains
        notes.explanation = answers.explanation
        options = tuple(replace(each, feedback="") if each.correct else each for each in options)
    return Question(
        name,
        answers.kind,
        stem,
        options=options,
        answers=answers.answers,
        pairs=answers.pairs,
        model_answer=notes.model_answer,
        evidence=notes.evidence,
        source=notes.source,
        explanation=notes.explanation,
        hint=notes.hint,
        fixed_order=notes.fixed_order,
        kept=notes.kept,
        count=notes.count,
    )


def _note(notes: _Notes, label: str, text: str, line: str) -> None:
    match label:
        case "答":
            notes.model_answer = text
        case "解析":
            notes.explanation = text
        case "依据":
            if evidence := read_evidence(line):
                notes.evidence += (evidence,)
        case "出处":
            notes.source = text
        case "提示":
            notes.hint = text
        case "选项顺序":
            notes.fixed_order = text == "固定"
        case "计数":
            notes.count = text
        case _:
            if match := _KEPT.fullmatch(text):
                notes.kept += (Kept(match[1], match[2], 0),)
