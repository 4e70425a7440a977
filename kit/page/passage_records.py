"""What a passage of the speech and its terms are, as data: frozen records."""

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
