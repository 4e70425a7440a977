"""A paper's file → a `Paper`: its good questions, and a located fault for everything else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from kit.errors import Fault
from kit.library import StudySet
from kit.quiz.blocks import Draft, Sheet, read_sheet
from kit.quiz.build import build, read_kept
from kit.quiz.marks import lines_of, run_on
from kit.quiz.problems import Problem
from kit.quiz.question import Kept, Paper, Question
from kit.quiz.repeats import repeated
from kit.speech import Speech

LARGEST = 1_000_000
"""Bytes of the largest file that is read; a paper of a hundred questions has about 60 000."""

_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()]*\)")
_BROKEN = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f]")


def read_paper(path: Path | str, speech: Speech, *, shown: str | None = None) -> Paper:
    """Read a paper and hold it against its speech.

    ``shown`` is the path that messages name (default: ``path`` as given). A faulty question is
    left out of ``questions`` and told of in ``faults``; nothing is raised, whatever the file is.
    """
    path = Path(path)
    where = path.as_posix() if shown is None else shown
    text = _text_of(path)
    if isinstance(text, Problem):
        return Paper(path.stem, "", "", (), (_fault(text, where),), where)
    return parse_paper(text, speech, name=path.stem, shown=where)


def read_papers(study: StudySet, speech: Speech) -> tuple[Paper, ...]:
    """Read every paper of a study set.

    A question whose id or stem an earlier paper has already used is left out, with a fault.
    """
    papers = [read_paper(path, speech, shown=study.shown(path)) for path in study.papers()]
    again = dict(repeated([question for paper in papers for question in paper.questions]))
    return tuple(
        Paper(
            paper.name,
            paper.title,
            paper.intro,
            tuple(each for each in paper.questions if each not in again),
            (*paper.faults, *(again[each] for each in paper.questions if each in again)),
            paper.path,
            paper.kept,
        )
        for paper in papers
    )


def parse_paper(text: str, speech: Speech, *, name: str, shown: str) -> Paper:
    """Read a paper from its text; see `read_paper`."""
    lines = lines_of(text.removeprefix("\ufeff"))
    sheet = read_sheet(lines)
    _fault_inline(lines, sheet)
    kept, problems = _front(sheet)
    faults = [_fault(problem, shown) for problem in problems]
    questions: list[Question] = []
    for draft in sheet.drafts:
        question, wrong = build(draft, speech, shown)
        faults += [_fault(problem, shown) for problem in wrong]
        if not wrong:
            questions.append(question)
    again = dict(repeated(questions))
    faults += again.values()
    return Paper(
        name,
        sheet.title,
        "\n\n".join(sheet.intro),
        tuple(question for question in questions if question not in again),
        tuple(sorted(faults, key=lambda fault: fault.line)),
        shown,
        kept,
    )


def _front(sheet: Sheet) -> tuple[tuple[Kept, ...], list[Problem]]:
    """Judge what stands outside the questions: title, introduction, answered warnings."""
    kept, problems = read_kept(sheet.notes)
    problems += sheet.problems
    for note in sheet.notes:
        if note.label != "保留":
            remedy = "试卷开头只能写“> 保留：……”，请把它移到题目下面。"
            problems.append(Problem(note.line, f"“{note.label}”不在题目里。", remedy, "标签"))
    if not sheet.title:
        problems.append(Problem(1, "试卷没有标题。", "请在第一行写“# 标题”。", "标题"))
    if not sheet.drafts:
        remedy = "请写上题目，每道题以“## 题号 题干”开头。"
        problems.append(Problem(1, "试卷里没有题目。", remedy, "题目"))
    return kept, problems


def _fault_inline(lines: Sequence[str], sheet: Sheet) -> None:
    """Fault links, pictures, lines run together, and what a wrong encoding left behind.

    HTML and entities are text like any other, in a paper and wherever it is shown.
    """
    for number, line in enumerate(lines, start=1):
        if match := _LINK.search(line):
            problem = Problem(
                number,
                f"“{match.group()[:20]}”不会起作用。",
                "试卷里只有文字和“**加粗**”，不用链接和图片；请删去或改成文字。",
                "行内标记",
            )
            _owner(number, sheet).problems.append(problem)
        if mark := run_on(line):
            problem = Problem(
                number,
                f"“{mark}”写在一行的中间，像是少了换行。",
                "请把它移到下一行的开头。",
                "换行",
            )
            _owner(number, sheet).problems.append(problem)
        if match := _BROKEN.search(line):
            problem = Problem(
                number,
                f"第 {match.start() + 1} 个字是坏字（U+{ord(match.group()):04X}）。",
                "文件可能用错误的编码保存过；请对照原稿补上这个字。",
                "坏字",
            )
            _owner(number, sheet).problems.append(problem)


def _owner(number: int, sheet: Sheet) -> Draft | Sheet:
    """Return the question that a line belongs to, or the sheet."""
    place = bisect_right(sheet.drafts, number, key=lambda draft: draft.line) - 1
    return sheet.drafts[place] if place >= 0 else sheet


def _text_of(path: Path) -> str | Problem:
    """Return the text of a file, or why it cannot be had."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError):
        return Problem(1, "打不开这个文件。", "请看文件名是否写对、文件是否可读。", "文件")
    if len(data) > LARGEST:
        return Problem(1, "文件太大，不像试卷。", "试卷请不超过 1 MB；题多时请分成几卷。", "文件")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(line, "文件不是 UTF-8 编码。", "请用编辑器另存为 UTF-8。", "编码")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Problem(line, "文件不是文本。", "请用 Markdown 文本（UTF-8）写试卷。", "编码")
    if not text.strip():
        return Problem(1, "文件是空的。", "请写上标题“# ”和题目“## ”。", "文件")
    return text


def _fault(problem: Problem, path: str) -> Fault:
    return Fault(path, problem.line, problem.what, problem.remedy, "fault", problem.rule)
