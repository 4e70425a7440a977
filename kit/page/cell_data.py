"""What a cell shows, as data: frozen records.

A record holds all that is needed to show it, on any page, without the speech or the papers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kit.page.overview_records import ChecklistData, FullTextData, OnePageData
from kit.page.passage_records import Glossary, PassageData
from kit.page.question_records import NoteData, SelfTestData


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
    """What JupyterLab can make of a set, by buttons; a page has none.

    ``study_set`` is the set's name, ``review`` the lesson that has the day of an examination, "".
    """

    study_set: str
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
