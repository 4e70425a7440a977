"""Writes the handouts of a study set: one page a lesson, an index to them, all of them bound."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from kit.course import Course
from kit.errors import KitError
from kit.files import write_whole
from kit.handout.pages import HandoutEdition, bound_page, edition, index_page
from kit.library import StudySet, study_set

if TYPE_CHECKING:
    from kit.handout.body import ExecutedLesson

INDEX = "index.html"
BOUND = "bound.html"
MOST_AT_ONCE = 4
"""Lessons run side by side at most: each is a process of some 150 MB."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What became of one lesson.

    Attributes:
        lesson: the notebook.
        path: its page; None: there is an error, or nothing in it for these readers.
        bytes: the page's size.
        seconds: what it took to run the lesson and write the page.
        error: why there is no page.
        notices: what the page tells its reader to be at fault (in a paper, say).
    """

    lesson: Path
    path: Path | None
    bytes: int
    seconds: float
    error: KitError | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handouts:
    """What became of the lessons, in their order, and the pages that hold them together.

    ``bound`` is None where no bound edition was asked for, or a lesson of it is missing.
    ``lessons`` are those that have a page, as they were run.
    """

    results: tuple[Handout, ...]
    index: Path
    seconds: float
    bound: Path | None = None
    lessons: tuple[ExecutedLesson, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> tuple[KitError, ...]:
        """Why the lessons without a page have none."""
        return tuple(result.error for result in self.results if result.error is not None)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is at fault in pages that were written all the same, each sentence once."""
        return tuple(dict.fromkeys(chain.from_iterable(result.notices for result in self.results)))

    @property
    def pages(self) -> tuple[Path, ...]:
        """The pages that were written, but for the index."""
        paths = (*(result.path for result in self.results), self.bound)
        return tuple(path for path in paths if path is not None)


Progress = Callable[[str, int], None]
"""Called as each lesson ends, with its name and how many have ended so far."""


def handout_lessons(study_set: StudySet, audience: str = "learner") -> tuple[Path, ...]:
    """Return the lessons of a set that become pages of an edition, in order of their file names.

    Raises:
        KitError: there is no such audience.
    """
    chosen = edition(audience)
    return tuple(facts.path for facts in Course(study_set).lessons if chosen.has_page(facts))


def write_handouts(
    name: StudySet | str | None = None,
    *,
    to: Path,
    lessons: Sequence[Path] | None = None,
    audience: str = "learner",
    with_code: bool = False,
    bound: bool = False,
    progress: Progress | None = None,
    started: Callable[[str], None] | None = None,
) -> Handouts:
    """Write the handouts of a study set into a folder, lessons side by side.

    A lesson that fails has its error in the result and no page; the others are written. The index
    leads to every page of the set in the folder, those of earlier runs too.

    Args:
        name: the study set or its name; None: as in :func:`kit.library.study_set`.
        to: the folder, made if need be.
        lessons: the lessons to write; None: all of the set.
        audience: whom they are for, a key of `EDITIONS`.
        with_code: whether to show the code of the cells.
        bound: whether to write all of them into one more page, too; slides are not bound.
        progress: told of each lesson that has ended, in this thread.
        started: told of each lesson that begins, in another thread.

    Raises:
        KitError: there is no such set, audience or lesson at all; the folder cannot be written.
    """
    start = perf_counter()
    course = Course(name if isinstance(name, StudySet) else study_set(name))
    chosen_edition = edition(audience)
    if lessons is None:
        lessons = [facts.path for facts in course.lessons if chosen_edition.has_page(facts)]
    if not lessons:
        slides = chosen_edition.slides
        raise KitError(
            "这个学习集没有带幻灯片的课。" if slides else "这个学习集没有课文。",
            remedy="请在笔记本的属性面板里，把要投屏的单元设为“幻灯片”。"
            if slides
            else "请在这里放入笔记本文件。",
            path=course.study_set.shown(course.study_set.notebooks),
        )
    writer = _Writer(course.study_set, to, chosen_edition, with_code, started)
    outcomes = _write_all(writer, tuple(lessons), progress)
    results = tuple(result for result, _ in outcomes)
    chapters = [lesson for _, lesson in outcomes if lesson is not None]
    failed = frozenset(result.lesson.stem for result in results if result.error is not None)
    can_be_bound = bound and chapters and not failed and not chosen_edition.slides
    book = to / BOUND if can_be_bound else None
    if book is not None:
        write_whole(book, bound_page(course.speech.source, chapters, chosen_edition))
    index = to / INDEX
    write_whole(index, index_page(course, to, chosen_edition, failed=failed))
    return Handouts(results, index, perf_counter() - start, book, tuple(chapters))


def _write_all(
    writer: _Writer, lessons: tuple[Path, ...], progress: Progress | None
) -> tuple[tuple[Handout, ExecutedLesson | None], ...]:
    """Write the pages; the lessons run in processes of their own, threads wait for them."""
    outcomes: dict[int, tuple[Handout, ExecutedLesson | None]] = {}
    with ThreadPoolExecutor(max_workers=min(_cores(), len(lessons), MOST_AT_ONCE)) as pool:
        tasks = {pool.submit(writer, lesson): place for place, lesson in enumerate(lessons)}
        try:
            for task in as_completed(tasks):
                result = task.result()
                outcomes[tasks[task]] = result
                if progress is not None:
                    progress(result[0].lesson.stem, len(outcomes))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return tuple(outcomes[place] for place in range(len(lessons)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Runs one lesson and writes its page."""

    study_set: StudySet
    to: Path
    edition: HandoutEdition
    with_code: bool
    started: Callable[[str], None] | None

    def __call__(self, path: Path) -> tuple[Handout, ExecutedLesson | None]:
        """Return what became of a lesson, and the lesson as it was run, if it has a page."""
        from kit.handout.exporter import HandoutExporter, open_lesson

        start = perf_counter()
        if self.started is not None:
            self.started(path.stem)
        shown = self.study_set.shown(path)
        resources = {
            "audience": self.edition.audience,
            "with_code": self.with_code,
            "shown": shown,
            "metadata": {"name": path.stem, "path": str(path.resolve().parent)},
        }
        page = self.to / f"{path.stem}.html"
        try:
            exporter = HandoutExporter()  # type: ignore[no-untyped-call]
            html, about = exporter.from_notebook_node(open_lesson(path, shown), resources)
            notices = about["body"].notices
            if not about["body"].html:
                return Handout(path, None, 0, perf_counter() - start, None, notices), None
            size = write_whole(page, html)
        except KitError as error:
            return Handout(path, None, 0, perf_counter() - start, error), None
        return Handout(path, page, size, perf_counter() - start, None, notices), about["lesson"]


def _cores() -> int:
    """Return the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on Windows and macOS
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
