"""Records → HTML, by the templates beside this file, which escape whatever they are given.

There is one way from a record to HTML, alone in a cell (`cell_html`) as together with others on a
page (`Page`): what the two show differently, the templates say.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from json import dumps
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote
from zlib import crc32

from markupsafe import Markup

from kit.page.carrying import DATA_MIME, record_json
from kit.page.cell_data import (
    FigureData,
    NoteData,
    Notice,
    OutputGroup,
    Prose,
    Record,
    SelfTestData,
    Table,
    TakeAlong,
    ToolButtons,
    TopButton,
)
from kit.page.describing import shows_cells
from kit.page.passage_records import (
    ChecklistData,
    FullTextData,
    Glossary,
    OnePageData,
    PassageData,
    TermData,
)
from kit.page.question_view import answer_view, grading_data, paper_view, screen_view
from kit.page.scripts import page_script, term_script
from kit.page.styling import page_style, style
from kit.quiz import content_hash
from kit.speech.wording import full_width

if TYPE_CHECKING:
    from jinja2 import Environment

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
        notes: Callable[[NoteData], str] = lambda _: "",
    ) -> None:
        """Begin a page.

        ``chapters`` are the lessons that share it, by the stems of their files; ``notes`` tells
        what a learner has written in a box: nothing, but where the page is printed for them.
        """
        self.edition = edition
        self.notes = notes
        self._chapters = frozenset(chapters)
        self.maps = 0
        """How many maps of a speech stand on it by now."""
        self._anchored: set[int] = set()  # where the paragraphs begin that can be led to
        self._cited: dict[int, str] = {}
        self._intros: set[tuple[str, ...]] = set()
        self._has_form = False
        self._has_sheet = False
        self._has_notes = False
        self._has_folder = False
        self._terms: dict[str, TermData] = {}  # those that open a box
        self._listed: set[str] = set()  # those that stand in a table

    def html(self, record: Record) -> Markup:
        """Return a record as it stands on this page; "" for what only a notebook needs."""
        return _html(record, self)

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
        asked = self._has_form or self._has_sheet or self._has_folder
        rules = page_style(test=asked, sheet=self._has_sheet)
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
            test=self._has_form,
            notes=self._has_notes,
            terms=bool(self._terms or self._listed),
            folder=self._has_folder,
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
            return f"#{place}" if place.startswith("at-") else f"#{name}--{place}".rstrip("-")
        return f"{name}.html#{place}".rstrip("#")

    def add_map(self) -> str:
        """Take note of a map of a speech; return a name of its own."""
        self.maps += 1
        return f"map-{self.maps}"

    @property
    def has_test(self) -> bool:
        """Whether a test to be answered stands on it by now; the first has the id ``self-test``."""
        return self._has_form

    def add_note(self) -> bool:
        """Take note of a box to write in; return whether this edition has such boxes."""
        self._has_notes = self._has_notes or self.edition == "learner"
        return self.edition == "learner"

    def folder(self, study_set: str, lessons: Sequence[str]) -> Markup:
        """Return the place where what is kept of these lessons can be taken along."""
        self._has_folder = True
        place = Markup('<div class="kit-folder" data-set="{}" data-lessons="{}"></div>')
        return place.format(study_set, dumps(list(lessons)))

    def add_test(self, test: SelfTestData) -> tuple[str, ...]:
        """Take note of a test; return what is to be said before it."""
        if self.edition == "learner":
            self._has_form = True
        else:
            self._has_sheet = True
        if self.edition != "paper":
            quoted = [line for data in test.questions for line in data.quoted if line.larger]
            self._cited |= {line.start: "".join(line.pieces) for line in quoted}
        folded = self.edition == "learner" and len(test.intro) > 1
        again = folded and test.intro in self._intros
        self._intros.add(test.intro)
        return () if again else test.intro


def cell_html(record: Record) -> Markup:
    """Return a record as a cell shows it, in JupyterLab, beside nothing else."""
    return _html(record, None)


def framed(html: Markup) -> str:
    """Return HTML with the stylesheet, in the element that the stylesheet's rules are bound to."""
    return f'<style>{style()}</style><div class="kit-root" lang="zh-CN">{html}</div>'


def bundle(record: Record) -> dict[str, Any]:
    """Return a record as a MIME bundle: HTML for JupyterLab, and the data that a page needs.

    Where a lesson is run for a page, nobody looks at its cells, and there is only the data.
    """
    data = {DATA_MIME: record_json(record)}
    return {"text/html": framed(cell_html(record)), **data} if shows_cells() else data


def _html(record: Record, page: Page | None) -> Markup:
    match record:
        case OutputGroup():
            return Markup("\n").join(filter(None, (_html(inner, page) for inner in record.records)))
        case Prose():
            return Markup("\n").join(map(Markup("<p>{}</p>").format, record.paragraphs))
        case Notice():
            return render("notice", sentence=record.sentence)
        case TopButton():
            return Markup() if page else render("top")
        case ToolButtons():
            review = _lesson_file(record.review, "") if record.review else ""
            return Markup() if page else render("tools", tools=record, review=review)
        case Table():
            return render("table", table=record)
        case FigureData():
            drawing = Markup(record.svg)  # made by the kit, its words escaped there
            return render("figure", figure=record, on_page=page is not None, drawing=drawing)
        case PassageData():
            starts = [line.start for line in record.lines]
            anchors = page.anchor(starts) if page else frozenset()
            if page:
                page.add_terms(record.terms, listed=False)
            return render(
                "passage", passage=record, anchors=anchors, script=_cell_script(record.terms, page)
            )
        case Glossary():
            if page:
                page.add_terms(record.terms, listed=True)
            return render("terms", table=record, script=_cell_script(record.terms, page))
        case SelfTestData():
            return _test(record, page)
        case NoteData():
            shown = page is None or page.add_note()
            text = page.notes(record) if page else ""
            about = {"note": record, "on_page": page is not None, "text": text}
            return render("note", **about) if shown else Markup()
        case OnePageData():
            name = page.add_map() if page else f"map-{crc32(record.title.encode())}"
            return render("one_page", map=record, name=name)
        case FullTextData():
            lead = page.lesson_address if page else _lesson_file
            return render("full_text", text=record, lead=lead)
        case ChecklistData():
            return render("checklist", checklist=record)
        case TakeAlong():
            link = Markup('<p><a class="kit-file" download="{}" href="{}">{}</a></p>')
            data = b64encode(record.html.encode()).decode()
            address = f"data:text/html;charset=utf-8;base64,{data}"
            return Markup() if page else link.format(record.name, address, record.words)


def _lesson_file(lesson: str, place: str = "") -> str:
    """Return where a lesson is, seen from a notebook beside it; JupyterLab finds headings alone."""
    return f"{quote(lesson)}.ipynb" + (f"#{quote(place)}" if place.startswith("自测") else "")


def _cell_script(terms: Sequence[TermData], page: Page | None) -> Markup:
    """Return what makes a cell's terms live; a page has one script for all that stands on it."""
    return Markup(term_script()) if terms and page is None else Markup()


def _test(test: SelfTestData, page: Page | None) -> Markup:
    """Return a test as a form, or, in other editions than the learner's, as a sheet."""
    form = page is None or page.edition == "learner"
    answered = page is None or page.edition != "paper"
    view_of = screen_view if form else paper_view
    first = page is not None and page.edition == "learner" and not page.has_test
    questions = []
    for data in test.questions:
        view = view_of(data.question, test.seed)
        answer = answer_view(data, view, sheet=not form) if answered else None
        grading = grading_data(data.question) if form else None
        content = content_hash(data.question) if form and page and test.study_set else ""
        about = {"data": data, "grading": grading, "content": content}
        questions.append({"view": view, "answer": answer, **about})
    return render(
        "form" if form else "sheet",
        test=test,
        intro=page.add_test(test) if page else test.intro,
        questions=questions,
        first=first,
        linked=page is not None,
    )


@cache
def _environment() -> Environment:
    """Return the templates of ``kit/page/templates``, compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kit.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wide"] = full_width  # a quotation is shown so; its record is as the text
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def render(template: str, **variables: Any) -> Markup:
    """Return one template (``passage`` is ``passage.html.j2``) as HTML that is safe to show."""
    page = _environment().get_template(f"{template}.html.j2")
    return Markup(page.render(variables).strip())  # escaped by the template
