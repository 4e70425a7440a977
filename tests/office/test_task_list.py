from __future__ import annotations

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from kit.course import Course
from kit.office.task_list import checklist_document
from kit.speech.work_lines import TASK_COLUMNS, task_rows

from .conftest import lines, opened


def test_the_checklist_is_one_table_with_every_task_and_its_heading_on_each_sheet(
    course: Course,
) -> None:
    document = opened(checklist_document(course.speech, course.work_lines))
    (table,) = document.tables
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert cells == [TASK_COLUMNS, *task_rows(course.work_lines)]
    assert len(cells) == 1 + len(course.speech.tasks)
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True] + [False] * (len(cells) - 1)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.style is not None
    assert table.style.name == "Table Grid"


def test_its_sheets_lie_on_their_side_and_it_says_whose_grouping_it_is(course: Course) -> None:
    document = opened(checklist_document(course.speech, course.work_lines))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert "编者归纳" in lines(document)[-1]
