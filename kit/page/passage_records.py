"""What passages, terms and the pages of a whole speech are, as data: frozen records."""

from __future__ import annotations

from dataclasses import dataclass


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
