"""A session that has been run → its leader's pack, as pages to print."""

from __future__ import annotations

from markupsafe import Markup

from kit.handout.body import Body, CellWriter, ExecutedLesson, source, tags
from kit.handout.leaders_notes import notes_text, numbered_run_sheet, slide_numbers
from kit.handout.lesson_links import ALONE, Chapters
from kit.page.whole_page import Page

PACK = ("pack", "slips", "worksheet")
"""Tags of the cells of a session's pack: for the leader to read, to cut apart, to give out."""

_PART = Markup('<section class="kit-part kit-{}">\n{}</section>\n')


def pack_body(lesson: ExecutedLesson, page: Page, chapters: Chapters = ALONE) -> Body:
    """Return the leader's pack of a session under its title; "" where it has none.

    It consists of the cells with one of the tags in `PACK`; a cell that begins with a heading
    begins a part, which has printed pages of its own. What is to be said at each slide follows
    what the leader reads.

    Raises:
        KitError: as `kit.handout.body.lesson_body`.
    """
    writer = CellWriter(lesson, page, chapters)
    cells = [
        (tag, cell)
        for cell in lesson.notebook["cells"]
        if (tag := next((tag for tag in PACK if tag in tags(cell)), ""))
    ]
    if not cells:
        return writer.body(Markup())
    numbers = slide_numbers(lesson)
    parts: list[tuple[str, Markup]] = []
    for tag, cell in cells:
        if cell["cell_type"] == "markdown":
            html = writer.text_as(cell, numbered_run_sheet(source(cell), numbers))
        else:
            html = writer.cell(cell)
        if html and parts and tag == parts[-1][0] and not source(cell).startswith("#"):
            parts[-1] = (tag, parts[-1][1] + html)
        elif html:
            parts.append((tag, html))
    if told := notes_text(lesson, numbers):
        last = max((at for at, (tag, _) in enumerate(parts) if tag == PACK[0]), default=-1)
        parts.insert(last + 1, (PACK[0], writer.text_as({}, told)))
    heading = Markup("<h{0}>{1}</h{0}>\n").format(1 + chapters.rank, lesson.title)
    return writer.body(Markup("").join([heading, *(_PART.format(*each) for each in parts)]))
