"""A study set read once and handed on; the course that was loaded last is the current one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.files import read_bytes
from kit.identity import key_of
from kit.library import StudySet, study_set
from kit.speech import Speech, load_speech

if TYPE_CHECKING:
    from kit.quiz import Paper, Question
    from kit.speech.work_lines import WorkLines

_TITLE = re.compile(r"^#[ \t]+([^ \t\n].*)$", re.MULTILINE)
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # in Markdown, a mark that is to be itself
_MINUTES = re.compile(r"约\s*(\d{1,4})\s*分钟")
_PASSAGE = re.compile(
    r"""\bspeech\[\s*["']([^"'\n]+)["']\s*\](?:\.paragraph\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?"""
)
_TEST = re.compile(r"^##[ \t]+(?=[^ \t\n])(.*自测.*)$", re.MULTILINE)

STARTS = frozenset({"slide", "subslide"})
"""What begins a slide, see `slide_type`."""


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What a stored lesson says about itself.

    Attributes:
        path: its notebook.
        title: its first heading of the first rank, else its name.
        minutes: what it takes, the first “约 n 分钟”, if it says so.
        has_page: whether it becomes a page of the learners' handouts. A lesson about the learner's
            own records makes sense in JupyterLab only, and says so in its metadata:
            ``"kit": {"handout": false}``; a session is for its leader.
        passages: the passages that its cells show: a key of the speech, and the first and last of
            its paragraphs, as the cell writes them, or "".
        test: the heading of its self-test, if it has one.
        has_slides: whether it is a session, led in a room with slides.
    """

    path: Path
    title: str
    minutes: int | None = None
    has_page: bool = True
    passages: tuple[tuple[str, str, str], ...] = ()
    test: str = ""
    has_slides: bool = False

    @property
    def name(self) -> str:
        """The stem of its file."""
        return self.path.stem


def read_lesson(path: Path) -> LessonFacts:
    """Return what a stored lesson says about itself; one that cannot be read has but its name."""
    try:
        notebook = json.loads(read_bytes(path).decode())
        text = markdown_text(notebook["cells"])
        code = _joined_cells(notebook["cells"], "code")
        slides = has_slides(notebook["cells"])
        goes_out = notebook.get("metadata", {}).get("kit", {}).get("handout") is not False
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return LessonFacts(path, path.stem)  # what is wrong with it is told where it is run
    minutes = _MINUTES.search(text)
    title = lesson_title(text) or path.stem
    test = _TEST.search(text)
    return LessonFacts(
        path,
        title,
        int(minutes[1]) if minutes else None,
        goes_out and not slides,
        tuple(_PASSAGE.findall(code)),
        _heading(test[1]) if test else "",
        slides,
    )


def has_slides(cells: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a notebook is a session: whether one of its cells begins a slide."""
    return any(slide_type(cell) in STARTS for cell in cells)


def slide_type(cell: Mapping[str, Any]) -> str:
    """Return what a cell is on JupyterLab's slides: ``slide``, ``notes``, …; "" if nothing else.

    >>> slide_type({"metadata": {"slideshow": {"slide_type": "-"}}})
    ''
    """
    kind = cell.get("metadata", {}).get("slideshow", {}).get("slide_type", "")
    return kind if isinstance(kind, str) and kind != "-" else ""


def markdown_text(cells: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of a notebook's Markdown cells, each stored as one string or as lines."""
    return _joined_cells(cells, "markdown")


def _joined_cells(cells: Iterable[Mapping[str, Any]], kind: str) -> str:
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)


def lesson_title(text: str) -> str:
    """Return the first heading of the first rank in a lesson's Markdown, or ""."""
    title = _TITLE.search(text)
    return _heading(title[1]) if title else ""


def _heading(line: str) -> str:
    """Return what a heading says, without the marks that may close it as they open it."""
    line = line.rstrip(" \t")
    inner = line.rstrip("#")
    return unescaped(inner.rstrip(" \t") if inner[-1:] in {" ", "\t"} else line)


def escaped(text: str) -> str:
    r"""Return a text as it is written in Markdown, with a backslash before each mark.

    >>> print(escaped("增长5~6%、[试点]"))
    增长5\~6%、\[试点\]
    """
    return _MARKS.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    r"""Return Markdown without the backslashes before its marks, as it is read.

    >>> unescaped(r"增长5\~6%、\[试点\]")
    '增长5~6%、[试点]'
    """
    return _ESCAPED.sub(r"\1", text)


class Course:
    """A study set with its speech, its papers and its lessons, each read when first asked for.

    Attributes:
        study_set: where its files lie.
    """

    def __init__(self, study_set: StudySet) -> None:
        self.study_set = study_set
        self._stamp = _stamp(study_set)

    @property
    def name(self) -> str:
        """The name of the set."""
        return self.study_set.name

    @cached_property
    def key(self) -> str:
        """By what its records are known on this machine; a name may belong to several sets."""
        return key_of(self.study_set)

    @cached_property
    def speech(self) -> Speech:
        """The speech, with its source, glossary and dictionary.

        Raises:
            KitError: one of its files is missing or faulty.
        """
        return load_speech(self.study_set)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The question papers in order of their file names; each tells its own faults.

        Raises:
            KitError: the speech cannot be read.
        """
        from kit.quiz import read_papers

        return read_papers(self.study_set, self.speech)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The good questions of all papers."""
        return tuple(question for paper in self.papers for question in paper.questions)

    @cached_property
    def lessons(self) -> tuple[LessonFacts, ...]:
        """What each lesson says about itself, in order of their file names."""
        return tuple(read_lesson(path) for path in self.study_set.lessons())

    def paper(self, name: str) -> Paper:
        """Return one paper by its file name with or without ``.md``.

        Raises:
            KitError: there is no such paper, or the speech cannot be read.
        """
        stem = self.study_set.paper(name).stem
        return next(paper for paper in self.papers if paper.name == stem)

    @cached_property
    def work_lines(self) -> WorkLines:
        """The tasks of the speech by line of work, and what is wrong with how they are written.

        Raises:
            KitError: the speech cannot be read.
        """
        from kit.speech.work_lines import read_work_lines

        return read_work_lines(self.study_set, self.speech)

    @property
    def fresh(self) -> bool:
        """Whether the files of the set are still those that this course was read from."""
        return self._stamp == _stamp(self.study_set)


def open_course(name: str | None = None) -> Course:
    """Return a study set as a course and make it the current one.

    Without a name the set is chosen as :func:`kit.library.study_set` chooses.

    Raises:
        KitError: there is no such set.
    """
    global _current
    _current = Course(study_set(name))
    return _current


def current() -> Course:
    """Return the course that was opened last, read anew if its files have changed since.

    Where none was opened it is the one whose lesson is being run, as in `open_course`.

    Raises:
        KitError: there is no such set.
    """
    global _current
    if _current is None:
        return open_course()
    if not _current.fresh:  # the same set, wherever the working folder is by now
        _current = Course(_current.study_set)
    return _current


_current: Course | None = None


def _stamp(study_set: StudySet) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of every file that a course is read from."""
    stamp = []
    files = (*study_set.seeds.glob("*"), *study_set.papers(), *study_set.lessons())
    for path in sorted(files):
        with suppress(OSError):  # it went between being listed and being looked at
            stat = path.stat()
            stamp.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stamp)
