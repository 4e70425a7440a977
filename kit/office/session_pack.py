"""A session's notebook → what its leader prints from Word: the pack, and what is given out."""

from __future__ import annotations

from collections.abc import Sequence

from kit.handout.body import ExecutedLesson, source, tags
from kit.handout.leaders_notes import notes_text, numbered_run_sheet, slide_numbers
from kit.office.marked_text import add_markdown
from kit.office.word_blocks import add_gap
from kit.office.word_styles import new_document, packed, write

LEADERS = frozenset({"pack"})
"""Tag of the pages that the leader reads."""

GIVEN_OUT = frozenset({"slips", "worksheet"})
"""Tags of the pages that are cut apart, or given out."""

_ROOM = 19.0
"""Centimetres of a sheet that the rows of their tables share: to be cut, to be written in."""


def is_session(lesson: ExecutedLesson) -> bool:
    """Tell whether a lesson has pages for whoever leads a session."""
    return bool(_pages(lesson, LEADERS | GIVEN_OUT))


def pack_document(lesson: ExecutedLesson) -> bytes | None:
    """Return the leader's pack of a session as a Word file, None where it has none.

    Raises:
        KitError: as `kit.handout.slides.session_slides`.
    """
    pages = _pages(lesson, LEADERS)
    if not pages:
        return None
    numbers = slide_numbers(lesson)
    numbered = [(tag, numbered_run_sheet(text, numbers)) for tag, text in pages]
    told = notes_text(lesson, numbers)
    return _document(lesson, [*numbered, *([("pack", told)] if told else [])], "带学资料")


def given_out_document(lesson: ExecutedLesson) -> bytes | None:
    """Return the slips and the worksheets of a session as a Word file, None where it has none."""
    pages = _pages(lesson, GIVEN_OUT)
    return _document(lesson, pages, "卡片和工作页", titled=False) if pages else None


def _document(
    lesson: ExecutedLesson, pages: Sequence[tuple[str, str]], label: str, *, titled: bool = True
) -> bytes:
    """Return pages of a session as a Word file: each begins a sheet."""
    document = new_document(f"{lesson.title}　{label}")
    if titled:
        write(document.add_paragraph(style="Title"), lesson.title)
    for number, (tag, text) in enumerate(pages):
        first = add_markdown(document, text, room=_ROOM if tag in GIVEN_OUT else 0)
        if first is not None and number and text.lstrip().startswith("#"):
            first.paragraph_format.page_break_before = True
    add_gap(document)
    return packed(document)


def _pages(lesson: ExecutedLesson, wanted: frozenset[str]) -> Sequence[tuple[str, str]]:
    """Return the tag and the Markdown of the cells that have one of these tags."""
    return [
        (min(wanted & tags(cell)), source(cell))
        for cell in lesson.notebook["cells"]
        if cell["cell_type"] == "markdown" and wanted & tags(cell)
    ]
