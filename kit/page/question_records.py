"""What a test and a box for notes are, as data: frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from kit.quiz import Question


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A line of the speech that evidence quotes from.

    ``pieces`` alternate: text, quotation, text, …, text; joined they are the line, which begins at
    ``start`` in the speech. ``place`` is how the kit writes where the quotations stand,
    ``paragraph`` is 第N段, the line's number in the text.
    """

    start: int
    place: str
    quotes: tuple[str, ...]
    pieces: tuple[str, ...]
    paragraph: str = ""

    @property
    def larger(self) -> bool:
        """Whether the line holds more than the quotations."""
        return "".join(self.pieces) != "".join(self.quotes)


@dataclass(frozen=True, slots=True)
class QuestionData:
    """A question, where it belongs in the speech, and the lines that its evidence quotes from.

    ``place`` is how the kit writes the place of its node, ``part`` the id of the part it is in;
    both are "" for a question about the whole text.
    """

    question: Question
    place: str = ""
    part: str = ""
    quoted: tuple[QuotedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfTestData:
    """The questions of a test in the order in which they are asked.

    Attributes:
        title: the test's accessible name.
        questions: what is asked, with its answers.
        intro: paragraphs that stand before the questions.
        parts: id and name of each part that is asked about, in the order of the speech.
        seed: shuffles the options; None leaves them as in the paper.
        minutes: makes it a mock test over that time.
        sittings: how many questions are asked at a time, first to last; what is left behind them
            is asked by choice. Empty: all at once.
        study_set: the key of the records that its answers belong to; "": they are not kept.
    """

    title: str
    questions: tuple[QuestionData, ...]
    intro: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    seed: int | str | None = None
    minutes: float | None = None
    sittings: tuple[int, ...] = ()
    study_set: str = ""


@dataclass(frozen=True, slots=True)
class NoteData:
    """A box for a learner's own words; ``note`` is its id in the study set of this key.

    What was written is no part of it: that is kept with the answers, and never gets onto a page.
    """

    note: str
    study_set: str = ""
