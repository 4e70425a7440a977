"""Records → HTML, by the templates beside this file, which escape whatever they are given.

There is one way from a record to HTML, alone in a cell as together with others on a page: what the
two show differently, the templates say.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zlib import crc32

from markupsafe import Markup

from kit.page.assets import style, term_script
from kit.page.cell_data import (
    DATA_MIME,
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
    record_json,
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
from kit.page.question_view import answer_view, grading_data, marks_told, paper_view, screen_view
from kit.quiz import content_hash
from kit.speech.wording import full_width

if TYPE_CHECKING:
    from jinja2 import Environment

    from kit.page.whole_page import Page


def cell_html(record: Record) -> Markup:
    """Return a record as a cell shows it, in JupyterLab, beside nothing else."""
    return html_of(record)


def framed(html: Markup) -> str:
    """Return HTML with the stylesheet, in the element that the stylesheet's rules are bound to."""
    return f'<style>{style()}</style><div class="kit-root" lang="zh-CN">{html}</div>'


def bundle(record: Record) -> dict[str, Any]:
    """Return a record as a MIME bundle: HTML for JupyterLab, and the data that a page needs.

    Where a lesson is run for a page, nobody looks at its cells, and there is only the data.
    """
    data = {DATA_MIME: record_json(record)}
    return {"text/html": framed(cell_html(record)), **data} if shows_cells() else data


def html_of(record: Record, page: Page | None = None) -> Markup:
    """Return a record as HTML: alone in a cell, or on a page, which takes note of it.

    It is "" for what only a notebook needs.
    """
    match record:
        case OutputGroup():
            return Markup("\n").join(
                filter(None, (html_of(inner, page) for inner in record.records))
            )
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
            text = page.notes(record) if page and page.notes else ""
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
        told="" if form else marks_told(len(questions)),
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
