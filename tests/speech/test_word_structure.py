"""What a Word file says by its styles, lists and revisions, and what of it is not read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit.speech import parse
from kit.speech.documents import Manuscript
from kit.speech.word_files import word_document
from kit.speech.word_numbers import W

docx = pytest.importorskip("docx")

BODY = "各楼栋要压实责任，建立台账，及时报告情况。"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def xml(source: str) -> Any:
    """Return an element whose tags have the prefix ``w``."""
    return docx.oxml.parse_xml(re.sub(r"(?<=^<w:)\w+", rf'\g<0> xmlns:w="{W[1:-1]}"', source))


def read(document: Any) -> Manuscript:
    out = io.BytesIO()
    document.save(out)
    return word_document(out.getvalue(), shown="a.docx")


def lists(document: Any, levels: str, nums: str) -> None:
    """Add a pattern of numbers, 90, and lists of it."""
    root = document.part.numbering_part.element
    root.insert(0, xml(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'))
    for number, override in (each.partition(":")[::2] for each in nums.split()):
        start = (
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{override}"/></w:lvlOverride>'
            if override
            else ""
        )
        root.append(xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="90"/>{start}</w:num>'))


def level(place: int, form: str, pattern: str, style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


CHINESE = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")


def item(document: Any, text: str, number: str, place: int = 0) -> Any:
    paragraph = document.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        xml(f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    if text:
        paragraph.add_run(text)
    return paragraph


def mark_deleted(paragraph: Any, deleted: str = "") -> None:
    revision = 'w:id="1" w:author="甲" w:date="2031-01-01T00:00:00Z"'
    paragraph._p.get_or_add_pPr().append(xml(f"<w:rPr><w:del {revision}/></w:rPr>"))
    if deleted:
        paragraph._p.append(
            xml(f"<w:del {revision}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>")
        )


def test_a_list_goes_on_under_another_number_and_begins_anew_where_it_says_so() -> None:
    document = docx.Document()
    lists(document, CHINESE, "91 92 93:1")
    for text, number in (("甲", "91"), ("乙", "92"), ("丙", "91"), ("丁", "93"), ("戊", "93")):
        item(document, text, number)
    assert read(document).text.split("\n") == ["一、甲", "二、乙", "三、丙", "一、丁", "二、戊"]


def test_a_number_that_no_mark_ends_stands_apart_from_the_text() -> None:
    document = docx.Document()
    lists(document, level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"), "91")
    item(document, "2025年的工作", "91")
    item(document, "目的", "91", 1)
    assert read(document).text.split("\n") == ["1 2025年的工作", "1.1 目的"]


def test_a_deleted_paragraph_leaves_neither_part_nor_number() -> None:
    document = docx.Document()
    lists(document, CHINESE, "91")
    item(document, "甲", "91")
    mark_deleted(item(document, "", "91"), "旧标题")
    item(document, "乙", "91")
    item(document, "", "91")._p.append(
        xml('<w:del w:id="2" w:author="甲"><w:r><w:delText>只删了字</w:delText></w:r></w:del>')
    )
    item(document, "丙", "91")
    found = read(document)
    assert found.text.split("\n") == ["一、甲", "二、乙", "三、丙"]
    assert found.left_out == ("修订中删去的文字（2 处）没有读入。",)


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    document = docx.Document()
    lists(document, CHINESE, "91")
    mark_deleted(item(document, "前半句，", "91"))
    inserted = item(document, "", "91")
    inserted._p.append(xml('<w:ins w:id="3" w:author="甲"><w:r><w:t>后半句。</w:t></w:r></w:ins>'))
    assert read(document).text == "一、前半句，后半句。"


def heading(document: Any, text: str, style: str) -> None:
    document.add_paragraph(text, style=style)
    document.add_paragraph(BODY)


def as_in_word(document: Any) -> tuple[str, str]:
    return "Heading 1", "Heading 2"


def as_in_chinese_programs(document: Any) -> tuple[str, str]:
    names = []
    for number in (1, 2):
        style = document.styles.add_style(f"x{number}", 1)
        style.element.find(f"{W}name").set(f"{W}val", f"标题 {number}")
        names.append(f"标题 {number}")
    return names[0], names[1]


def based_on_others(document: Any) -> tuple[str, str]:
    for number in (1, 2):
        style = document.styles.add_style(f"公文标题{number}级", 1)
        style.base_style = document.styles[f"Heading {number}"]
    return "公文标题1级", "公文标题2级"


def with_levels_of_their_own(document: Any) -> tuple[str, str]:
    for number in (1, 2):
        style = document.styles.add_style(f"层{number}", 1)
        properties = style.element.get_or_add_pPr()
        properties.append(xml(f'<w:outlineLvl w:val="{number - 1}"/>'))
    return "层1", "层2"


@pytest.mark.parametrize(
    "styles", [as_in_word, as_in_chinese_programs, based_on_others, with_levels_of_their_own]
)
def test_heading_styles_make_the_outline(styles: Callable[[Any], tuple[str, str]]) -> None:
    document = docx.Document()
    first, second = styles(document)
    document.add_paragraph("某社区要点", style="Title")
    heading(document, "提高认识", first)
    heading(document, "认清形势", second)
    heading(document, "突出重点", first)
    found = read(document)
    speech = parse(found.text, declared=found.declared)
    assert [(node.id, node.title) for node in speech.nodes if node.numbered] == [
        *(("1", "提高认识"), ("1.1", "认清形势"), ("2", "突出重点")),
    ]  # fmt: skip
    assert found.title == "某社区要点"


def test_heading_styles_that_number_themselves_are_counted() -> None:
    document = docx.Document()
    levels = level(0, "chineseCounting", "%1、", "Heading1")
    lists(document, levels + level(1, "chineseCounting", "（%2）", "Heading2"), "91")
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(xml('<w:numPr><w:numId w:val="91"/></w:numPr>'))
    for text, style in (("总", "1"), ("甲", "2"), ("乙", "2"), ("分", "1"), ("丙", "2")):
        heading(document, text, f"Heading {style}")
    found = read(document)
    assert [line for line in found.text.split("\n") if line != BODY] == [
        *("一、总", "（一）甲", "（二）乙", "二、分", "（一）丙"),
    ]  # fmt: skip
    assert parse(found.text, declared=found.declared).unsure == ()


def test_a_table_of_data_has_a_line_a_row() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("事项", "时限", "完善台账", "六月"), strict=True):
        cell.text = text
    assert read(document).text.split("\n") == ["事项　时限", "完善台账　六月"]


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(BODY)
    (tmp_path / "a.png").write_bytes(PIXEL)
    paragraph.add_run().add_picture(str(tmp_path / "a.png"))
    paragraph.add_run("看不见").font.hidden = True
    shown = paragraph.add_run("看得见。")
    shown.font.hidden = False
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    document.add_comment(paragraph.runs, text="批注")
    document.sections[0].footer.paragraphs[0].text = "内部资料"
    found = read(document)
    assert found.text == f"{BODY}看得见。"
    assert found.left_out == (
        "图片（1 处）没有读入。",
        "隐藏的文字（1 处）没有读入。",
        "脚注（1 处）没有读入。",
        "批注（1 处）没有读入。",
        "页眉和页脚（共 4 字）没有读入。",
    )
