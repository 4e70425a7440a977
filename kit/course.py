"""A study set read once and handed on; the course that was loaded last is the current one."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from kit.library import StudySet, study_set
from kit.quiz import Paper, Question, read_papers
from kit.speech import Speech, load_speech


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
        return read_papers(self.study_set, self.speech)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The good questions of all papers."""
        return tuple(question for paper in self.papers for question in paper.questions)

    def paper(self, name: str) -> Paper:
        """Return one paper by its file name with or without ``.md``.

        Raises:
            KitError: there is no such paper, or the speech cannot be read.
        """
        stem = self.study_set.paper(name).stem
        return next(paper for paper in self.papers if paper.name == stem)

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
    if _current is None:
        return open_course()
    return _current if _current.fresh else open_course(_current.name)


_current: Course | None = None


def _stamp(study_set: StudySet) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of every file that a course is read from."""
    stamp = []
    for path in sorted((*study_set.seeds.glob("*"), *study_set.papers())):
        with suppress(OSError):  # it went between being listed and being looked at
            stat = path.stat()
            stamp.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stamp)
