"""`kit export` and `kit import`: questions to other programs' formats, and from them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.arguments import File, chosen_course, chosen_data
from kit.cli.chinese import Command, OneOf
from kit.cli.screen import give, say, tell
from kit.course import Course
from kit.errors import KitError
from kit.files import replaced_file, resolved, write_whole
from kit.library import StudySet, fixed_time, study_set, study_sets
from kit.quiz import Question, read_paper
from kit.quiz.blocks import read_blocks
from kit.quiz.build import build
from kit.quiz.lines import lines_of
from kit.quiz.writing import write_paper
from kit.speech import Speech

if TYPE_CHECKING:
    from kit.decks import Left

FORMS = ("json", "jupyterquiz", "gift", "moodle", "anki", "anki-text")
"""The names of `kit.decks.FORMATS`, which a help page need not load."""


@click.command(
    "export",
    cls=Command,
    short_help="把题目交给 Anki、Moodle 等软件。",
    examples=(
        ("kit export zhanjiang2021 --to anki", "做成 Anki 的记忆卡片。"),
        ("kit export zhanjiang2021 --to moodle --out 题库.xml", "做成 Moodle 题库。"),
    ),
    help="把学习集的题目写成别的软件能读的格式：json（本软件的完整格式）、jupyterquiz、"
    "gift 和 moodle（学习平台）、anki 和 anki-text（记忆卡片）。"
    "题号不变，所以再次导入 Anki 是更新，不会重复，复习记录也还在。",
)
@click.argument("name", metavar="学习集")
@click.option("--to", "form", required=True, type=OneOf(FORMS), help="写成哪种格式。")
@click.option(
    "--out",
    type=File(folder=False),
    help="写到哪个文件；不写就直接输出（anki 写到当前文件夹的“学习集.apkg”）。",
)
def export_deck(name: str, form: str, out: Path | None) -> None:
    """Write all papers of a set in one format; tell on stderr what it cannot hold."""
    from kit.decks import FORMATS, Deck

    course = chosen_course(name)
    speech, papers = course.speech, course.papers
    deck = Deck(course.name, speech.source.title, papers, speech, _now())
    target = FORMATS[form]
    written = target.write(deck)
    if out is None and not target.text:
        out = Path(f"{course.name}{target.suffix}")
    if out is None:
        give(written.data.decode("utf-8"))
    else:
        write_whole(out, written.data)
        count = sum(1 for _ in deck.questions()) - len(written.left)
        report = say if replaced_file(out) else tell  # standard output may be what was written
        report(f"写好了：{out}，{count} 道题。")
    faulty = sum(len(paper.faults) for paper in papers)
    if faulty:
        tell(f"试卷里有 {faulty} 处错误，有错的题没有导出。请用 kit check {name} 查看。")
    _tell_each(written.left, f"{target.title} 放不下{{what}}，{{count}} 道没有导出：{{names}}。")
    _tell_each(written.partly, f"{target.title}：{{what}}（{{count}} 道：{{names}}）。")


@click.command(
    "import",
    cls=Command,
    short_help="把别的软件的题目做成试卷。",
    examples=(
        ("kit import 题库.gift --to 新试卷.md", "写好以后，逐条列出还要补什么。"),
        ("kit import 题库.xml --to 新试卷.md", "Moodle 导出的题库。"),
        ("kit import 卡片.apkg --to 新试卷.md", "Anki 导出的牌组。"),
    ),
    help="把别的软件的题目做成一份试卷：能读 GIFT 文本、Moodle XML、jupyterquiz 的 JSON、"
    "Anki 的 .apkg 和文本，以及 kit export --to json 的文件；是哪一种，看内容就知道。"
    "没有导入的题、略去的内容，都会逐条说明；写好后就检查，列出还要补什么。",
)
@click.argument("source", metavar="文件", type=File(folder=False))
@click.option(
    "--to",
    "paper",
    required=True,
    type=File(folder=False, ending=".md", new=True),
    metavar="试卷.md",
    help="写到哪份试卷；已有的文件不会改动。",
)
def import_deck(source: Path, paper: Path) -> int:
    """Make a paper of a file; exit 1 where the paper still has faults to be mended."""
    from kit.decks import prefix_of, read_deck, settle

    course = Course(_set_of(paper))
    speech = course.speech
    inside = resolved(paper).parent == resolved(course.study_set.quizzes)
    beside = course.papers if inside else ()
    taken = [own for paper in beside for own in (*paper.ids, *paper.retired)]
    try:
        deck = read_deck(chosen_data(source))
    except KitError as error:
        raise KitError(error.what, remedy=error.remedy, path=source) from None
    questions = settle(deck.questions, speech, prefix=prefix_of(paper.stem), taken=taken)
    if not questions:
        raise KitError("没有一道能写进试卷的题目。", remedy=_listed(deck.left), path=source)
    text = write_paper(deck.title or paper.stem, questions, speech=speech)
    write_whole(paper, text)
    more = f"；另有 {len(deck.left)} 道没有导入" if deck.left else ""
    say(f"写好了：{paper}，{len(questions)} 道题{more}。")
    _tell_each(deck.left, "没有导入：{what}，{count} 道：{names}。")
    for each in deck.beside:
        tell(f"略去了{each}。")
    _tell_each(deck.partly, "略去了{what}，{count} 道：{names}。")
    return _check(text, paper, questions, speech)


def _check(text: str, paper: Path, meant: Sequence[Question], speech: Speech) -> int:
    """Read a written paper, tell what has to be mended in it, and return the exit code."""
    read = read_paper(paper, speech, shown=paper.as_posix())
    for fault in read.faults:
        tell(fault)
    drafts = read_blocks(lines_of(text), paper.as_posix()).questions  # the faulty, too
    written = {draft.id: _content(build(draft, speech)) for draft in drafts}
    changed = [asked.id for asked in meant if written.get(asked.id) != _content(asked)]
    if changed:
        tell(f"{'、'.join(changed)}：有试卷不能照写的字符，请与原文件核对。")
    return 1 if read.faults or changed else 0


def _content(question: Question) -> tuple[object, ...]:
    """Return what of a question a learner sees."""
    return (
        *(question.kind, question.stem, question.options, question.answers, question.order),
        *(question.pairs, question.model_answer, question.explanation, question.hint),
        *(question.points, question.wrong),
    )


def _set_of(paper: Path) -> StudySet:
    """Return the set whose folder a paper lies in; outside any of them, the usual one."""
    folder = resolved(paper).parent
    here = (chosen for chosen in study_sets() if resolved(chosen.quizzes) == folder)
    return next(here, None) or study_set()


def _now() -> int:
    """Return the time that Anki is to take for that of the questions; builds may fix it."""
    fixed = fixed_time()
    return int(time.time()) if fixed is None else fixed


def _tell_each(left: Iterable[Left], sentence: str) -> None:
    """Say each sort of question that is left out, once, with the names of all of its sort."""
    sorts: dict[str, list[str]] = {}
    for question in left:
        sorts.setdefault(question.what, []).append(question.name)
    for what, names in sorts.items():
        tell(sentence.format(what=what, count=len(names), names="、".join(names)))


def _listed(left: Iterable[Left]) -> str:
    sorts = dict.fromkeys(question.what for question in left)
    return f"文件里只有：{'、'.join(sorts)}。" if sorts else "请检查文件是否完整。"
