"""Word documents, made of sample questions and of a small session, read back by python-docx."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kit.handout.body import ExecutedLesson
from kit.page import DATA_MIME, SelfTestData, record_json, self_test_data
from kit.quiz import parse_paper
from kit.speech import Speech
from tests.sample_papers import PAPER

if TYPE_CHECKING:
    from docx.document import Document


def opened(data: bytes | None) -> Document:
    """Return a Word file as python-docx reads it."""
    assert data is not None
    return docx.Document(BytesIO(data))


def lines(document: Document, style: str = "") -> list[str]:
    """Return the paragraphs of a document, or of one style."""
    return [
        each.text
        for each in document.paragraphs
        if not style or (each.style is not None and each.style.name == style)
    ]


def every_text(document: Document) -> Iterator[str]:
    """Yield the text of every paragraph and of every cell."""
    yield from lines(document)
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


@pytest.fixture(scope="session")
def sample_test(speech: Speech) -> SelfTestData:
    """One question of each kind, sa01 to sa08."""
    paper = parse_paper(PAPER, speech, name="样卷", shown="样卷.md")
    return self_test_data(paper.questions, speech, title="样卷", intro="先自己做。")


@pytest.fixture
def test_lesson(sample_test: SelfTestData) -> ExecutedLesson:
    """A lesson that has been run, with one self-test."""
    shown = new_output("display_data", data={DATA_MIME: record_json(sample_test)})
    cells = [new_markdown_cell("# 01 样课"), new_code_cell("# 自测", outputs=[shown])]
    return ExecutedLesson("01_a", "01 样课", new_notebook(cells=cells))


SESSION = {
    "pack": "## 带学时间表\n\n先看**时间**。\n\n| 时间 | 分钟 | 环节 |\n| --- | --- | --- |\n"
    "| 0:00–0:05 | 5 | 开场 |\n| 0:05–0:17 | 12 | 读第3段 |\n\n时间不够，跳过“展板”。",
    "pack more": "## 开场词\n\n各位同事，大家好。\n\n1. 先读。\n2. 再问。\n\n- 卡片六张",
    "slips": "## 卡片\n\n| 卡 | 写一件事 |\n| --- | --- |\n| 对标对表 | |\n| 总结宣传 | |",
    "worksheet": "## 工作页\n\n第＿＿组\n\n| 句 | 怎样改 |\n| --- | --- |\n| 1 | |",
}


@pytest.fixture
def session() -> ExecutedLesson:
    """A session with a slide and the pages of its pack."""
    cells = [new_markdown_cell("# 第一次", metadata={"slideshow": {"slide_type": "slide"}})]
    for names, text in SESSION.items():
        about = {"tags": names.split()[:1], "slideshow": {"slide_type": "skip"}}
        cells.append(new_markdown_cell(text, metadata=about))
    return ExecutedLesson("10_session_1", "第一次", new_notebook(cells=cells))
