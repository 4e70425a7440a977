"""What a cell shows, as data: frozen records, and the JSON that carries them in its output.

A record holds all that is needed to show it, on any page, without the speech or the papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from kit.page.passage_records import (
    ChecklistData,
    FullTextData,
    Glossary,
    OnePageData,
    PassageData,
)
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
class ToolButtons:
    """What JupyterLab can make of its set, by buttons; a page has none.

    ``review`` is the lesson that has the day of an examination, "" where none has.
    """

    review: str = ""


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
class TakeAlong:
    """A page to be saved as a file of its own: what is said of it, its name, its HTML.

    A handout has none, and the HTML does not go into the JSON.
    """

    words: str
    name: str
    html: str = field(default="", compare=False, repr=False, metadata={"json": False})


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


@dataclass(frozen=True, slots=True)
class OutputGroup:
    """Several records that one cell shows, one below the other."""

    records: tuple[Record, ...]


Record = (
    Prose
    | Notice
    | TopButton
    | ToolButtons
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


DATA_MIME: Final = "application/vnd.speech-study-kit+json"
"""The MIME type of a record's JSON: ``{"kind": "test" | "passage" | …, …}``."""


_KINDS: dict[str, type[Record]] = {
    "text": Prose,
    "notice": Notice,
    "top": TopButton,
    "tools": ToolButtons,
    "table": Table,
    "terms": Glossary,
    "figure": FigureData,
    "passage": PassageData,
    "test": SelfTestData,
    "note": NoteData,
    "map": OnePageData,
    "fulltext": FullTextData,
    "checklist": ChecklistData,
    "file": TakeAlong,
    "group": OutputGroup,
}
_NAMES: dict[type, str] = {record: kind for kind, record in _KINDS.items()}


def record_json(record: Record) -> dict[str, Any]:
    """Return a record as plain JSON, its kind first."""
    data: dict[str, Any] = _written(record)
    return data


def read_record(data: Mapping[str, Any]) -> Record:
    """Return the record that was written as JSON.

    Raises:
        ValueError: it is none, or something of it is missing.
    """
    try:
        return _read_record(data)
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"not a record of the kit: {error}") from error


def _written(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": _NAMES[type(value)]} if type(value) in _NAMES else {}
        return kind | {
            field.name: _written(getattr(value, field.name))
            for field in fields(value)
            if field.metadata.get("json", True)
        }
    return [_written(item) for item in value] if isinstance(value, tuple) else value


def _read_record(data: Mapping[str, Any]) -> Record:
    record: Record = _read(_KINDS[data["kind"]], data)
    return record


def _read(hint: Any, value: Any) -> Any:
    """Return a value of JSON as what a field's type says it is."""
    if hint == Record:
        return _read_record(value)
    if isinstance(hint, type) and is_dataclass(hint):
        given = {name: _read(of, value[name]) for name, of in _hints(hint).items() if name in value}
        return hint(**given)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        hints = inner[:1] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(*pair) for pair in zip(hints, value, strict=True))
    return value


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)
