"""What the pages of a whole speech are, as data: frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from kit.page.passage_records import PassageLine


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
