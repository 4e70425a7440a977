"""What a cell shows, as data: frozen records.

A record holds all that is needed to show it, on any page, without the speech or the papers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kit.quiz import Question


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences of the kit's own, paragraph by paragraph."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence about something at fault: where it is, what is wrong, what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class TopButton:
    """The way back to the beginning of a notebook; a page has none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first cell of a row names the row, or none does.

    Attributes:
        caption: what the table shows.
        header: one name a column.
        rows: cells as text, as many a row as there are columns.
        note: small print below it, a whole sentence or "".
        row_header: the column (from 0) that names the rows.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    row_header: int = 0


@dataclass(frozen=True, slots=True)
class FigureData:
    """A chart: what it says in words and numbers, and its drawing.

    Attributes:
        title: what the chart shows.
        alt: the words that stand for the picture.
        rule: how was counted, a whole sentence or "".
        columns: names of the columns of its numbers.
        rows: its numbers; the first cell of a row names it.
        svg: the drawing as an ``<svg>`` element, for a page.
        png: the picture in base64, for a cell; it does not go into the JSON, nor does `width`.
        width: the picture's, in CSS pixels.
    """

    title: str
    alt: str
    svg: str
    rule: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
    png: str = field(default="", compare=False, repr=False, metadata={"json": False})
    width: int = field(default=0, compare=False, repr=False, metadata={"json": False})


@dataclass(frozen=True, slots=True)
class TermData:
    """A term explained; ``source`` says on whose word, ``pinyin`` and ``gloss`` may be ""."""

    name: str
    explanation: str
    source: str
    pinyin: str = ""
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms explained, as a table; ``note`` is small print below it, a whole sentence or ""."""

    caption: str
    terms: tuple[TermData, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermMark:
    """Where in a piece of text a term stands: from ``start`` to ``end``; its name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class PassagePiece:
    """A stretch of one line: its role (``marker``, ``title``, ``task`` or ""), and its text.

    ``terms`` are those that are marked in it, in order and apart from each other.
    """

    role: str
    text: str
    terms: tuple[TermMark, ...] = ()

    @property
    def runs(self) -> tuple[tuple[str, str], ...]:
        """The text cut at its terms, each stretch with the name of its term or ""; joined, it."""
        runs: list[tuple[str, str]] = []
        at = 0
        for term in self.terms:
            runs += [
                (self.text[at : term.start], ""),
                (self.text[term.start : term.end], term.name),
            ]
            at = term.end
        runs.append((self.text[at:], ""))
        return tuple(run for run in runs if run[0])


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One line of the text, or what parts two lines (then ``level`` is "").

    ``level`` is the kind of the part that begins on it, else ``body``. ``start`` is where a whole
    line of the speech begins in it; -1: this is but part of one.
    """

    level: str
    pieces: tuple[PassagePiece, ...]
    start: int = -1


@dataclass(frozen=True, slots=True)
class PassageData:
    """A passage of the speech, every character as it stands in the text.

    ``path`` and ``line`` (from 1) say where in the file it begins, ``place`` in which paragraphs
    it stands (第9—15段); ``tasks`` is the number of its tasks; ``terms`` explains those that are
    marked in it.
    """

    label: str
    path: str
    line: int
    tasks: int
    lines: tuple[PassageLine, ...]
    terms: tuple[TermData, ...] = ()
    place: str = ""


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
    """

    title: str
    questions: tuple[QuestionData, ...]
    intro: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    seed: int | str | None = None
    minutes: float | None = None
    sittings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteData:
    """A box for a learner's own words; ``note`` is its id in the study set.

    What was written is no part of it: that is kept with the answers, and never gets onto a page.
    """

    note: str


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A point on the map of a speech, with its headline and its tasks in the text's own words.

    ``level`` is 1 for what stands right below a part; ``count`` is how many tasks it has, also
    where the map has no room for them; ``place`` is 第N段.
    """

    level: int
    mark: str
    title: str
    place: str
    tasks: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class MapPart:
    """A part on the map of a speech; its first entry has no mark if the part has tasks itself.

    ``count`` is how many tasks there are in all of it.
    """

    mark: str
    title: str
    count: int
    entries: tuple[MapEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class OnePageData:
    """The whole speech as a map of its contents, on one A4 sheet where it is printed.

    ``size`` is that of its type on paper, in points; ``note`` says what there was no room for.
    """

    title: str
    parts: tuple[MapPart, ...]
    size: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph of the speech with what leads on from it.

    Attributes:
        number: it is 第N段, blank lines not counted.
        line: its text, as a passage has it.
        lesson: the lesson that shows it, by the stem of its file, "" if none does.
        lesson_title: the title of that lesson.
        test: the heading of the self-test there, as an address has it, or "".
        questions: how many questions quote from it.
        terms: the terms that stand in it, each with its explanation.
    """

    number: int
    line: PassageLine
    lesson: str = ""
    lesson_title: str = ""
    test: str = ""
    questions: int = 0
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FullTextData:
    """The whole text, its paragraphs numbered; ``size`` is that of its type on paper, in points."""

    title: str
    paragraphs: tuple[NumberedParagraph, ...]
    size: float


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A task on a checklist: where it stands, and who does it by when as far as the text says."""

    place: str
    task: str
    unit: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistData:
    """Tasks by line of work, with columns to be filled in.

    ``edited`` tells whether the lines of work are an editor's; else they are the text's parts.
    """

    title: str
    groups: tuple[tuple[str, tuple[ChecklistRow, ...]], ...]
    edited: bool = False


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """A page to be saved as a file of its own: what is said of it, its name, its HTML.

    A handout has none, and the HTML does not go into the JSON.
    """

    words: str
    name: str
    html: str = field(default="", compare=False, repr=False, metadata={"json": False})


@dataclass(frozen=True, slots=True)
class OutputGroup:
    """Several records that one cell shows, one below the other."""

    records: tuple[Record, ...]


Record = (
    Prose
    | Notice
    | TopButton
    | Table
    | Glossary
    | FigureData
    | PassageData
    | SelfTestData
    | NoteData
    | OnePageData
    | FullTextData
    | ChecklistData
    | TakeAlong
    | OutputGroup
)


def flattened(record: Record) -> tuple[Record, ...]:
    """Return the records that are shown one below the other, groups opened."""
    if not isinstance(record, OutputGroup):
        return (record,)
    return tuple(inner for outer in record.records for inner in flattened(outer))
