"""`kit handout`: lessons as HTML files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.arguments import File, chosen_set
from kit.cli.asking import PROGRAM, refuse_untrusted
from kit.cli.chinese import Command, OneOf, WrongUse
from kit.cli.screen import progress_bar, say, tell
from kit.course import Course, LessonFacts, read_lesson
from kit.errors import KitError
from kit.files import resolved
from kit.library import StudySet, refuse_another_users, study_sets

if TYPE_CHECKING:
    from rich.progress import Progress

    from kit.handout import Handouts

EDITIONS = ("learner", "paper", "teacher", "projector")
"""The names of `kit.handout.EDITIONS`, which a help page need not load."""


@click.command(
    cls=Command,
    short_help="把课文做成讲义：网页、试卷、教师版。",
    examples=(
        ("kit handout", "自带学习集的学员版讲义。"),
        ("kit handout zhanjiang2021 --for paper --pdf", "只有题目的试卷，另印成 PDF。"),
        ("kit handout zhanjiang2021 --for teacher --bound", "教师版，另合成一个文件。"),
        ("kit handout zhanjiang2021 --for teacher --docx", "教师版，另写成 Word 文档。"),
        ("kit handout zhanjiang2021 --zip 讲义.zip", "学员版，另打成一个压缩包。"),
    ),
    help="把课文做成 HTML 讲义：每课一个文件，另有目录；不联网也能打开、作答和打印。"
    "有一课没有生成，或者页面上指出了错误，退出码为 1。"
    f"{PROGRAM}做讲义要运行课文，别人给的学习集会先问一次；不同意，退出码为 1。",
)
@click.argument("targets", metavar="[学习集|课文…]", nargs=-1)
@click.option(
    "--for",
    "audience",
    type=OneOf(EDITIONS),
    default="learner",
    help="给谁用：learner 学员版（默认），paper 试卷（只有题目，没有答案），"
    "teacher 教师版（答案、依据和带学提示；集中学习有带学资料），"
    "projector 投屏版（集中学习的幻灯片，打开后按 ? 看按键）。",
)
@click.option("--bound", is_flag=True, help="另把各课合成一个文件 bound.html，带目录。")
@click.option("--pdf", is_flag=True, help="另印成 PDF（需要 Chromium、Chrome 或 Edge）。")
@click.option(
    "--docx",
    "word",
    is_flag=True,
    help="另写成 Word 文档：试卷和任务清单；教师版的试卷附答案，"
    "集中学习另有带学资料、卡片和工作页。改过的文档不会被覆盖。",
)
@click.option(
    "--zip",
    "archive",
    type=File(folder=False, ending=".zip", new=True),
    metavar="文件.zip",
    help="另打成一个压缩包，发给同事：解压后打开 index.html。已有的文件不会改动。",
)
@click.option("--with-code", is_flag=True, help="显示课文中的程序。")
@click.option("--trust", is_flag=True, help="信任学习集的作者，不再询问（供脚本使用）。")
@click.option(
    "--to",
    "folder",
    type=File("文件夹", file=False),
    help="放到哪个文件夹（默认 handouts/学习集，试卷、教师版和投屏版另放）。",
)
def handout(
    targets: tuple[str, ...],
    audience: str,
    folder: Path | None,
    archive: Path | None,
    *,
    bound: bool,
    pdf: bool,
    word: bool,
    with_code: bool,
    trust: bool,
) -> int:
    """Write handouts; exit 1 where a lesson failed or a page tells of a fault."""
    from kit.handout import write_handouts
    from kit.handout.printing import find_browser
    from kit.office import refuse_without_word, write_documents

    if audience == "projector" and (bound or with_code or word):
        option = "--bound" if bound else "--with-code" if with_code else "--docx"
        raise WrongUse(f"投屏版一次课一个文件，只有幻灯片，不能用 {option}。请去掉这个选项。")
    if word:
        refuse_without_word()
    chosen, lessons = _chosen(targets, audience)
    if not trust:
        refuse_untrusted(chosen, f"没有做“{chosen.name}”的讲义：做讲义要运行课文。")
    other = "" if audience == "learner" else f"-{audience}"
    folder = folder or Path("handouts") / f"{chosen.name}{other}"
    browser = find_browser() if pdf else ""
    with progress_bar() as bar:
        job = bar.add_task("讲义", total=len(lessons))
        at_work = AtWork(lambda names: bar.update(job, description=names or "讲义"))

        def ended(lesson: str, done: int) -> None:
            at_work.end(lesson)
            bar.update(job, completed=done)

        handouts = write_handouts(
            chosen,
            to=folder,
            lessons=lessons,
            audience=audience,
            with_code=with_code,
            bound=bound,
            started=at_work.begin,
            progress=ended,
        )
        failed = _print(handouts.pages, browser, bar) if pdf else ()
    _report(handouts, audience)
    course = Course(chosen)
    documents: tuple[Path, ...] = ()
    if word:
        whole = not any(target.endswith(".ipynb") for target in targets)
        written = write_documents(
            course, handouts.lessons, folder, answered=audience == "teacher", whole=whole
        )
        documents, failed = written.paths, (*failed, *written.errors)
        for path in documents:
            say(f"{path}  {path.stat().st_size / 1000:.0f} kB")
    for error in failed:
        tell(error)
    if archive is not None:
        _send(archive, course, handouts, documents)
    if handouts.pages:
        say(f"请打开：{handouts.index}")
    return 1 if handouts.errors or handouts.notices or failed else 0


def _send(path: Path, course: Course, handouts: Handouts, documents: Sequence[Path]) -> None:
    """Write the index, the pages that it leads to, and their PDF and Word files into one file."""
    from kit.handout.sending import write_sendable

    if handouts.errors:
        tell(f"有的课没有生成，没有打包：{path}。请改正后再运行一遍。")
        return
    folder = handouts.index.parent
    pages = (*(folder / f"{lesson.name}.html" for lesson in course.lessons), handouts.bound)
    there = [page for page in pages if page is not None and page.is_file()]
    printed = [page.with_suffix(".pdf") for page in handouts.pages]
    files = [handouts.index, *there, *(pdf for pdf in printed if pdf.is_file()), *documents]
    title = f"{course.speech.source.title}学习讲义"
    size = write_sendable(path, title, files)
    say(f"{path}  {size / 1000:.0f} kB，{len(files)} 个文件。解压后打开 {handouts.index.name}。")


_NOTHING = {"paper": "没有自测题，不出试卷", "teacher": "没有带学资料"}
"""What is said of a lesson in which there is nothing for the readers of an edition."""


class AtWork:
    """The names of the lessons that are at work, told whenever they change."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._names: list[str] = []
        self._tell = tell

    def begin(self, name: str) -> None:
        """Add a lesson."""
        self._names.append(name)
        self._tell("、".join(self._names))

    def end(self, name: str) -> None:
        """Take a lesson away."""
        self._names.remove(name)
        self._tell("、".join(self._names))


def _print(pages: Sequence[Path], browser: str, bar: Progress) -> tuple[KitError, ...]:
    """Print pages one after the other; return what went wrong."""
    from kit.handout.printing import print_pdf

    job = bar.add_task("PDF", total=len(pages))
    failed: list[KitError] = []
    for page in pages:
        bar.update(job, description=f"PDF {page.stem}")
        try:
            say(print_pdf(page, browser))
        except KitError as error:
            failed.append(error)
        bar.advance(job)
    return tuple(failed)


def _report(handouts: Handouts, audience: str) -> None:
    """Print what was written, and to the other stream what is wrong."""
    for page in handouts.results:
        if page.error is not None:
            tell(page.error)
        elif page.path is None:
            say(f"{page.lesson.stem}：{_NOTHING.get(audience, '没有内容')}。")
        else:
            say(f"{page.path}  {page.bytes / 1000:.0f} kB  {page.seconds:.1f} 秒")
        for notice in page.notices:
            tell(notice)
    if handouts.bound is not None:
        say(f"{handouts.bound}  {handouts.bound.stat().st_size / 1000:.0f} kB")


def _chosen(targets: tuple[str, ...], audience: str) -> tuple[StudySet, tuple[Path, ...]]:
    """Return the set and the lessons that the arguments name: one set, or lessons of one set."""
    from kit.handout import handout_lessons
    from kit.handout.pages import edition

    if not targets or (len(targets) == 1 and not targets[0].endswith(".ipynb")):
        chosen = chosen_set(targets[0] if targets else None)
        return chosen, handout_lessons(chosen, audience)
    lessons = tuple(Path(target) for target in targets)
    for lesson in lessons:
        if not os.path.isfile(lesson):  # False for a name that no file can have
            raise WrongUse(f"{lesson}：没有这个课文文件。请检查文件名。")
        facts = read_lesson(lesson)
        if not edition(audience).has_page(facts):
            raise WrongUse(f"{lesson}：{_no_page(facts)}")
    names = {resolved(lesson).parent for lesson in lessons}
    for chosen in study_sets():
        if names == {resolved(chosen.notebooks)}:
            refuse_another_users(chosen)
            return chosen, lessons
    raise WrongUse("这些课文不属于同一个学习集。请一次只给一个学习集的课文。")


def _no_page(facts: LessonFacts) -> str:
    """Return why a lesson has no page in an edition."""
    if facts.has_slides:
        return "这是集中学习的幻灯片。请用 --for projector 或 --for teacher。"
    if facts.has_page:
        return "这一课没有幻灯片，不能投屏。请换一课，或去掉 --for projector。"
    return "这一课只在 JupyterLab 中使用，没有讲义。请换一课。"
