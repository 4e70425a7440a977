from __future__ import annotations

from nbformat.v4 import new_markdown_cell

from kit.handout.body import ExecutedLesson
from kit.office.session_pack import given_out_document, is_session, pack_document

from .conftest import lines, opened


def test_the_pack_has_each_of_its_pages_on_a_sheet_and_nothing_of_the_slides(
    session: ExecutedLesson,
) -> None:
    document = opened(pack_document(session))
    assert lines(document, "Title") == ["第一次"]
    assert lines(document, "Heading 1") == ["带学时间表", "开场词"]
    first, second = (
        each for each in document.paragraphs if each.style and each.style.name == "Heading 1"
    )
    assert not first.paragraph_format.page_break_before
    assert second.paragraph_format.page_break_before
    (table,) = document.tables
    assert [cell.text for cell in table.rows[2].cells] == ["0:05–0:17", "12", "读第3段"]
    assert lines(document, "List Number") == ["先读。", "再问。"]
    assert lines(document, "List Bullet") == ["卡片六张"]


def test_the_notes_and_the_numbers_of_the_slides_are_in_the_pack(session: ExecutedLesson) -> None:
    cells = session.notebook["cells"]
    cells[0].metadata["kit"] = {"minutes": 5}
    notes = {"slideshow": {"slide_type": "notes"}}
    sheet = "## 时间表\n\n| 环节 | 屏幕 |\n| --- | --- |\n| 开场 | 首屏 |"
    pack = {"tags": ["pack"], "slideshow": {"slide_type": "skip"}}
    cells[1:] = [
        new_markdown_cell("**照读**开场词。", metadata=notes),
        new_markdown_cell(sheet, metadata=pack),
    ]
    document = opened(pack_document(session))
    assert document.tables[0].rows[1].cells[1].text == "屏 1：首屏"
    assert lines(document, "Heading 1") == ["时间表", "逐屏备注"]
    assert lines(document, "Heading 2") == ["屏 1　第一次"]
    assert "照读开场词。" in lines(document)


def test_bold_words_are_bold_and_chinese_marks_stay(session: ExecutedLesson) -> None:
    document = opened(pack_document(session))
    bold = [run.text for each in document.paragraphs for run in each.runs if run.bold]
    assert bold == ["时间"]
    assert "时间不够，跳过“展板”。" in lines(document)


def test_what_is_given_out_has_rows_to_be_cut_and_to_be_written_in(
    session: ExecutedLesson,
) -> None:
    document = opened(given_out_document(session))
    assert lines(document, "Heading 1") == ["卡片", "工作页"]
    assert "第＿＿组" in lines(document)
    for table in document.tables:
        heights = [row.height.cm if row.height else 0 for row in table.rows]
        assert heights[0] == 0
        assert all(height > 1 for height in heights[1:])


def test_a_lesson_is_no_session(test_lesson: ExecutedLesson, session: ExecutedLesson) -> None:
    assert is_session(session)
    assert not is_session(test_lesson)
    assert pack_document(test_lesson) is None
    assert given_out_document(test_lesson) is None
