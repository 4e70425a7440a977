"""A paper's file → a `Paper`: its good questions, and a located fault for everything else."""

from __future__ import annotations

import errno
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kit.errors import CONTROL, Fault, KitError
from kit.files import read_bytes
from kit.library import StudySet
from kit.quiz.answers import number as number_in
from kit.quiz.answers import strip
from kit.quiz.blocks import DraftPaper, DraftQuestion, read_blocks
from kit.quiz.build import build, read_kept
from kit.quiz.lines import Report, lines_of, run_on
from kit.quiz.question import SITTING, Paper, Question
from kit.quiz.retired import read_retired, using_retired
from kit.speech import Speech

LARGEST = 1_000_000
"""Bytes of the largest file that is read; a paper of a hundred questions has about 60 000."""

MOST_IN_A_SITTING = 50
"""How many questions a sitting may ask at most."""

_UNIT = re.compile("道?题$")
_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()]*\)")
_BROKEN = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f]")


def read_paper(path: Path | str, speech: Speech, *, shown: str | None = None) -> Paper:
    """Read a paper and hold it against its speech.

    ``shown`` is the path that messages name (default: ``path`` as given). A faulty question is
    left out of ``questions`` and told of in ``faults``; nothing is raised, whatever the file is.
    """
    path = Path(path)
    where = path.as_posix() if shown is None else shown
    report = Report(where)
    text = _text_of(path, report)
    if report.faults:
        return Paper(path.stem, "", "", (), tuple(report.faults), where)
    return parse_paper(text, speech, name=path.stem, shown=where)


def read_papers(study: StudySet, speech: Speech) -> tuple[Paper, ...]:
    """Read every paper of a study set.

    A question whose id or stem an earlier paper has already used, or whose id any paper retires,
    is left out, with a fault.
    """
    papers = [read_paper(path, speech, shown=study.shown(path)) for path in study.papers()]
    questions = [question for paper in papers for question in paper.questions]
    retired = {each.lower(): paper.path for paper in papers for each in paper.retired}
    again = dict(repeated(questions)) | dict(using_retired(questions, retired))
    return tuple(
        replace(
            paper,
            questions=tuple(each for each in paper.questions if each not in again),
            faults=(*paper.faults, *(again[each] for each in paper.questions if each in again)),
        )
        for paper in papers
    )


def find_question(papers: Iterable[Paper], name: str) -> Question:
    """Return the good question of some papers that has this id.

    Raises:
        KitError: there is none.
    """
    for question in (question for paper in papers for question in paper.questions):
        if question.id == name:
            return question
    raise KitError(
        f"没有题号为“{name}”的题目。",
        remedy="请核对题号，它写在试卷的“##”后面；那道题若有错，请先照 kit check 改正。",
    )


def parse_paper(text: str, speech: Speech, *, name: str, shown: str) -> Paper:
    """Read a paper from its text; see `read_paper`."""
    lines = lines_of(text.removeprefix("\ufeff"))
    retired = read_retired(lines, shown)
    draft = read_blocks(retired.rest, shown)
    draft.report.faults += retired.faults
    for number, line in enumerate(lines, start=1):
        for fault in _inline_faults(line):
            _owner(number, draft).report.at(number, *fault)
    kept = read_kept(draft.notes, draft.report)
    sitting = _sitting(draft)
    _check_front(draft)
    built = [(each.report, build(each, speech)) for each in draft.questions]
    sound = [question for report, question in built if not report.faults]
    again = dict(repeated(sound))
    again |= using_retired(sound, {each.lower(): shown for each in retired.ids})
    faults = [*draft.report.faults, *again.values()]
    faults += (fault for report, _ in built for fault in report.faults)
    return Paper(
        name,
        draft.title,
        "\n\n".join(draft.intro),
        tuple(question for question in sound if question not in again),
        tuple(sorted(faults, key=lambda fault: fault.line)),
        shown,
        kept,
        sitting,
        retired.ids,
        tuple(each.id for each in draft.questions if each.id),
    )


def repeated(questions: Iterable[Question]) -> Iterator[tuple[Question, Fault]]:
    """Yield each question whose id or stem an earlier one has, with the fault that says so."""
    ids: dict[str, Question] = {}
    stems: dict[str, Question] = {}
    for question in questions:
        name, stem = question.id.lower(), strip(question.plain_stem)
        if name in ids:
            remedy = "题号不能重复，也不能改作他用；请换一个没有用过的题号。"
            yield question, _repeats(question, ids[name], "题号", remedy)
        elif stem in stems:
            remedy = "请改写其中一题的题干，或删去一题。"
            yield question, _repeats(question, stems[stem], "题干", remedy)
        ids.setdefault(name, question)
        stems.setdefault(stem, question)


def _repeats(again: Question, first: Question, what: str, remedy: str) -> Fault:
    where = f"{first.path} " if first.path != again.path else ""
    said = f"{again.id} 的{what}与{where}第 {first.line} 行的 {first.id} 相同。"
    return Fault(again.path, again.line, said, remedy, rule=f"{what}重复")


def _sitting(draft: DraftPaper) -> int:
    """Return how many questions a sitting asks."""
    size = SITTING
    given = [note for note in draft.notes if note.label == "每组"]
    for note in given[:1]:
        digits = number_in(_UNIT.sub("", strip(note.text))) or ""
        if digits.isdecimal() and 0 < int(digits) <= MOST_IN_A_SITTING:
            size = int(digits)
        else:
            remedy = f"请写 1 到 {MOST_IN_A_SITTING} 之间的题数，例如“每组：{SITTING}”。"
            draft.report.at(note.line, f"“每组”是“{note.text}”。", remedy, "每组")
    for note in given[1:]:
        draft.report.at(note.line, "“每组”写了两次。", "请只留一行。", "每组")
    return size


def _check_front(draft: DraftPaper) -> None:
    """Judge what stands outside the questions."""
    for note in draft.notes:
        if note.label not in {"保留", "每组"}:
            remedy = "试卷开头只能写“> 每组：……”和“> 保留：……”，请把它移到题目下面。"
            draft.report.at(note.line, f"“{note.label}”不在题目里。", remedy, "标签")
    if not draft.title:
        draft.report.at(1, "试卷没有标题。", "请在第一行写“# 标题”。", "标题")
    if not draft.questions:
        remedy = "请写上题目，每道题以“## 题号 题干”开头。"
        draft.report.at(1, "试卷里没有题目。", remedy, "题目")


def _inline_faults(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong inside a line, its remedy, and the rule.

    Faulted are links, pictures, lines run together, what a wrong encoding left behind, and what
    turns a line round or orders a terminal about. HTML and entities are text like any other, in a
    paper and wherever it is shown.
    """
    if match := _LINK.search(line):
        remedy = "试卷里只有文字和“**加粗**”，不用链接和图片；请删去或改成文字。"
        yield f"“{match.group()[:20]}”不会起作用。", remedy, "行内标记"
    if mark := run_on(line):
        yield f"“{mark}”写在一行的中间，像是少了换行。", "请把它移到下一行的开头。", "换行"
    if match := _BROKEN.search(line):
        what = f"第 {match.start() + 1} 个字是坏字（U+{ord(match.group()):04X}）。"
        yield what, "文件可能用错误的编码保存过；请对照原稿补上这个字。", "坏字"
    elif match := CONTROL.search(line):
        what = f"第 {match.start() + 1} 个字是看不见的控制符（U+{ord(match.group()):04X}）。"
        yield what, "它会打乱文字的顺序或屏幕的显示；请删去它。", "控制符"


def _owner(number: int, draft: DraftPaper) -> DraftPaper | DraftQuestion:
    """Return the question that a line belongs to, or the paper."""
    place = bisect_right(draft.questions, number, key=lambda each: each.report.line) - 1
    return draft.questions[place] if place >= 0 else draft


def _text_of(path: Path, report: Report) -> str:
    """Return the text of a file; "" and a fault in the report where it cannot be had."""
    text = ""
    try:
        data = read_bytes(path, most=LARGEST)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            report.at(1, "文件太大，不像试卷。", "试卷请不超过 1 MB；题多时请分成几卷。", "文件")
        else:
            report.at(1, "打不开这个文件。", "请看文件名是否写对、文件是否可读。", "文件")
        return text
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.at(line, "文件不是 UTF-8 编码。", "请用编辑器另存为 UTF-8。", "编码")
        return text
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.at(line, "文件不是文本。", "请用 Markdown 文本（UTF-8）写试卷。", "编码")
    elif not text.strip():
        report.at(1, "文件是空的。", "请写上标题“# ”和题目“## ”。", "文件")
    return text
