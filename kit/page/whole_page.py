"""A page that needs no kernel and no network: records one below the other, and the frame around."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup

from kit.page.assets import page_script, page_style
from kit.page.cell_data import NoteData, Record, SelfTestData, flattened
from kit.page.passage_records import ChecklistData, FullTextData, OnePageData, TermData
from kit.page.rendering import html_of, render

_OVERVIEWS = (OnePageData, FullTextData, ChecklistData)

Edition = Literal["learner", "paper", "teacher", "projector"]
"""``learner``: answers to be opened; ``paper``: no answer anywhere; ``teacher``: answers shown;
``projector``: a session's slides."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a page's navigation; ``rel`` is ``prev``, ``next``, ``contents`` or ""."""

    text: str
    href: str
    rel: str = ""


class Page:
    """One page while it is written; it knows what already stands on it.

    A paragraph of the speech is shown once: evidence leads to it, be it in a passage or in the
    page's appendix. What is told twice before two tests is told before the first.
    """

    def __init__(
        self,
        edition: Edition = "learner",
        chapters: Collection[str] = (),
        notes: Callable[[NoteData], str] | None = None,
    ) -> None:
        """Begin a page.

        ``chapters`` are the lessons that share it, by the stems of their files; ``notes`` tells
        what a learner has written in a box, where the page is printed for them.
        """
        self.edition = edition
        self.notes = notes
        self._chapters = frozenset(chapters)
        self.maps = 0
        """How many maps of a speech stand on it by now."""
        self._anchored: set[int] = set()  # where the paragraphs begin that can be led to
        self._cited: dict[int, str] = {}
        self._intros: set[tuple[str, ...]] = set()
        self._holds: set[Literal["form", "sheet", "note", "folder", "overview"]] = set()
        self._terms: dict[str, TermData] = {}  # those that open a box
        self._listed: set[str] = set()  # those that stand in a table

    def html(self, record: Record) -> Markup:
        """Return a record as it stands on this page; "" for what only a notebook needs."""
        if any(isinstance(each, _OVERVIEWS) for each in flattened(record)):
            self._holds.add("overview")
        return html_of(record, self)

    def appendix(self) -> Markup:
        """Return what else belongs to the page, or "".

        The paragraphs that were quoted from and not shown, in text order; and the terms that open
        a box, which paper lists, but for those that a table on the page explains.
        """
        left = sorted(self._cited.keys() - self._anchored)
        return render(
            "appendix",
            paragraphs=[(start, self._cited[start]) for start in left],
            terms=tuple(self._terms.values()),
            listed=self._listed,
            all_listed=self._terms.keys() <= self._listed,
        )

    def document(
        self,
        *,
        title: str,
        body: Markup,
        nav: Sequence[Link] = (),
        contents: Sequence[Link] = (),
        label: str = "",
        foot: str = "",
        style: str = "",
        asks: Sequence[str] = (),
        lesson: str = "",
        jump: Link | None = None,
    ) -> str:
        """Return the complete HTML page, which needs no other file and no network.

        Args:
            title: what the browser's tab says.
            body: the content of ``<main>``, with its ``<h1>``: records of this page, and text.
            nav: links to other pages, above and below the content.
            contents: links to headings of this page.
            label: small print above the content, e.g. 教师版.
            foot: small print below it, e.g. where the text comes from.
            style: rules of this page alone, after the others (see `printed_page`).
            asks: the ids of its questions, for whoever makes an index.
            jump: a link above the content, to what many come for.
            lesson: the stem of the lesson's file, under which answers are kept; "": of several.
        """
        rules = page_style(
            overviews="overview" in self._holds,
            test=not self._holds.isdisjoint({"form", "sheet"}),
            sheet="sheet" in self._holds,
        )
        page = render(
            "page",
            title=title,
            body=body,
            nav=nav,
            contents=contents,
            label=label,
            foot=foot,
            asks=" ".join(asks),
            lesson=lesson,
            jump=jump,
            mapped=self.maps > 0,
            style=Markup(rules + style),  # the kit's own
            script=Markup(self._script()),
        )
        return f"{page}\n"

    def _script(self) -> str:
        return page_script(
            test="form" in self._holds,
            notes="note" in self._holds,
            terms=bool(self._terms or self._listed),
            folder="folder" in self._holds,
        )

    def add_terms(self, terms: Sequence[TermData], *, listed: bool) -> None:
        """Take note of terms: those that open a box, or (``listed``) stand in a table."""
        if listed:
            self._listed |= {term.name for term in terms}
        else:
            self._terms |= {term.name: term for term in terms if term.name not in self._terms}

    def anchor(self, starts: Sequence[int]) -> frozenset[int]:
        """Return which of the lines that begin there can be led to: those not shown before."""
        new = frozenset(start for start in starts if start >= 0) - self._anchored
        self._anchored |= new
        return new

    def lesson_address(self, lesson: str, place: str = "") -> str:
        """Return where a lesson is, or a place in it, seen from this page."""
        name, place = quote(lesson), quote(place)
        if lesson in self._chapters:
            # a paragraph has its name once on a page, wherever that is
            own = f"{name}--{place}" if place else name
            return f"#{place}" if place.startswith("at-") else f"#{own}"
        return f"{name}.html#{place}".rstrip("#")

    def add_map(self) -> str:
        """Take note of a map of a speech; return a name of its own."""
        self.maps += 1
        return f"map-{self.maps}"

    @property
    def has_test(self) -> bool:
        """Whether a test to be answered stands on it by now; the first has the id ``self-test``."""
        return "form" in self._holds

    def add_note(self) -> bool:
        """Take note of a box to write in; return whether this edition has such boxes."""
        if self.edition != "learner":
            return False
        self._holds.add("note")
        return True

    def folder(self, study_set: str, lessons: Sequence[str]) -> Markup:
        """Return the place where what is kept of these lessons can be taken along."""
        self._holds.add("folder")
        place = Markup('<div class="kit-folder" data-set="{}" data-lessons="{}"></div>')
        return place.format(study_set, dumps(list(lessons)))

    def add_test(self, test: SelfTestData) -> tuple[str, ...]:
        """Take note of a test; return what is to be said before it."""
        self._holds.add("form" if self.edition == "learner" else "sheet")
        if self.edition != "paper":
            quoted = [line for data in test.questions for line in data.quoted if line.larger]
            self._cited |= {line.start: "".join(line.pieces) for line in quoted}
        folded = self.edition == "learner" and len(test.intro) > 1
        again = folded and test.intro in self._intros
        self._intros.add(test.intro)
        return () if again else test.intro
