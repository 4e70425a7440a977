"""Writes the handouts of a study set: one page a lesson, an index to them, all of them bound."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from kit.course import Course
from kit.errors import KitError
from kit.files import write_whole
from kit.handout.cells import handout_lessons, open_lesson
from kit.handout.editions import edition
from kit.library import StudySet, study_set

if TYPE_CHECKING:
    from kit.handout.paging import Chapter

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
    """

    results: tuple[Handout, ...]
    index: Path
    seconds: float
    bound: Path | None = None

    @property
    def errors(self) -> tuple[KitError, ...]:
        """Why the lessons without a page have none."""
        return tuple(each.error for each in self.results if each.error is not None)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is at fault in pages that were written all the same, each sentence once."""
        return tuple(dict.fromkeys(said for each in self.results for said in each.notices))

    @property
    def pages(self) -> tuple[Path, ...]:
        """The pages that were written, but for the index."""
        written = [each.path for each in self.results if each.path is not None]
        return (*written, *(() if self.bound is None else (self.bound,)))


@dataclass(frozen=True, slots=True)
class Wish:
    """How lessons are to be written: for whom, and whether with their code."""

    audience: str = "learner"
    with_code: bool = False


Progress = Callable[[str, int], None]
"""Called as each lesson ends, with its name and how many have ended so far."""


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
        bound: whether to write all of them into one more page, too.
        progress: told of each lesson that has ended, in this thread.
        started: told of each lesson that begins, in another thread.

    Raises:
        KitError: there is no such set, audience or lesson at all; the folder cannot be written.
    """
    from kit.handout.index import book_html, index_html

    began = perf_counter()
    chosen = name if isinstance(name, StudySet) else study_set(name)
    course = Course(chosen)
    edition(audience)
    wanted = tuple(lessons if lessons is not None else handout_lessons(chosen))
    if not wanted:
        raise KitError(
            "这个学习集没有课文。",
            remedy="请在这里放入笔记本文件。",
            path=chosen.shown(chosen.notebooks),
        )
    wish = Wish(audience, with_code)
    done = _write_all(_Writer(chosen, to, wish, started), wanted, progress)
    results = tuple(result for result, _ in done)
    chapters = [chapter for _, chapter in done if chapter is not None]
    book = to / BOUND if bound and chapters and not any(each.error for each in results) else None
    if book is not None:
        write_whole(book, book_html(course, chapters, audience=audience))
    index = to / INDEX
    failed = frozenset(each.lesson.stem for each in results if each.error is not None)
    write_whole(index, index_html(course, to, audience=audience, failed=failed))
    return Handouts(results, index, perf_counter() - began, book)


def _write_all(
    writer: _Writer, lessons: tuple[Path, ...], progress: Progress | None
) -> tuple[tuple[Handout, Chapter | None], ...]:
    """Write the pages; the lessons run in processes of their own, threads wait for them."""
    done: dict[int, tuple[Handout, Chapter | None]] = {}
    with ThreadPoolExecutor(max_workers=min(_cores(), len(lessons), MOST_AT_ONCE)) as pool:
        tasks = {pool.submit(writer, lesson): place for place, lesson in enumerate(lessons)}
        try:
            for task in as_completed(tasks):
                result = task.result()
                done[tasks[task]] = result
                if progress is not None:
                    progress(result[0].lesson.stem, len(done))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return tuple(done[place] for place in range(len(lessons)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Runs one lesson and writes its page."""

    chosen: StudySet
    to: Path
    wish: Wish
    started: Callable[[str], None] | None

    def __call__(self, lesson: Path) -> tuple[Handout, Chapter | None]:
        from kit.handout.exporter import HandoutExporter
        from kit.handout.paging import Chapter

        began = perf_counter()
        if self.started is not None:
            self.started(lesson.stem)
        shown = self.chosen.shown(lesson)
        wanted = {
            "audience": self.wish.audience,
            "with_code": self.wish.with_code,
            "shown": shown,
            "metadata": {"name": lesson.stem, "path": str(lesson.resolve().parent)},
        }
        path = self.to / f"{lesson.stem}.html"
        try:
            nb = open_lesson(lesson, shown)
            exporter = HandoutExporter()  # type: ignore[no-untyped-call]
            page, made = exporter.from_notebook_node(nb, wanted)
            body, facts = made["body"], made["facts"]
            if not body.html:
                return Handout(lesson, None, 0, perf_counter() - began, None, body.notices), None
            size = write_whole(path, page)
        except KitError as error:
            return Handout(lesson, None, 0, perf_counter() - began, error), None
        result = Handout(lesson, path, size, perf_counter() - began, None, body.notices)
        return result, Chapter(lesson.stem, facts.title, body)


def _cores() -> int:
    """Return the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on Windows and macOS
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
