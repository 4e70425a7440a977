"""What goes into a deck format and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kit.quiz.question import Paper, Question
from kit.speech import Speech


@dataclass(frozen=True, slots=True)
class Deck:
    """The papers of one study set, ready to be written in any format.

    ``name`` is the set's; with a question's id it makes the identity that other programs keep
    their reviews by. ``title`` is what a person sees. ``modified`` is in seconds since 1970, UTC;
    only Anki asks for it: a note that it has already is brought up to date only by a later one.
    """

    name: str
    title: str
    papers: tuple[Paper, ...]
    speech: Speech
    modified: int = 0

    def questions(self) -> Iterator[tuple[Paper, Question]]:
        """Yield every question with its paper, in order."""
        for paper in self.papers:
            for question in paper.questions:
                yield paper, question


@dataclass(frozen=True, slots=True)
class Left:
    """A question that the other side cannot hold; ``what`` says of which sort, in Chinese."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A deck in one format: the bytes of the file, and what is not, or not all, in it.

    ``left`` are questions that are not in the file; ``partly`` are in it, but for what is told.
    """

    data: bytes
    left: tuple[Left, ...] = ()
    partly: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The questions of a file; what a paper cannot hold, or not all of it, is told.

    ``title`` is the file's own name for its questions, or "". Evidence is as the file has it: see
    `kit.decks.settling` for its place in the speech.
    """

    title: str
    questions: tuple[Question, ...]
    left: tuple[Left, ...] = ()
    partly: tuple[Left, ...] = ()
