"""What Word documents consist of, beyond paragraphs: numbered lists, tables, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.shared import Cm, Length, Pt

from kit.office.word_styles import HANG, text_width, write

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph


class NumberedList:
    """A list that counts from 1, whatever lists stand before it in the document."""

    def __init__(self, document: WordDocument) -> None:
        """Begin a list in a document."""
        self._document = document
        numbering = document.part.numbering_part.element
        style = document.styles["List Number"].element
        known = numbering.num_having_numId(style.pPr.numPr.numId.val)
        new = numbering.add_num(known.abstractNumId.val)
        new.add_lvlOverride(ilvl=0).add_startOverride(1)
        self._number = new.numId

    def item(self) -> Paragraph:
        """Return a new paragraph at the end of the document that has the next number."""
        paragraph = self._document.add_paragraph(style="List Number")
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = 0
        numbers.get_or_add_numId().val = self._number
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = HANG, -HANG  # else the numbering's own hold
        return paragraph


def add_table(
    document: WordDocument,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    least: float = 0,
    small: bool = False,
) -> Table:
    """Add a table whose heading stands on each of its sheets and whose rows are never torn.

    Args:
        document: what it is added to.
        header: the heading of each column.
        rows: cells as text, as many a row as there are columns.
        widths: of the columns, relative to each other.
        least: how high a row is at least, in centimetres.
        small: whether its type is smaller than the text's.
    """
    table: Table = document.add_table(rows=0, cols=len(header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    whole = text_width(document)
    shares = [Length(int(whole * width / sum(widths))) for width in widths]
    for column, width in zip(table.columns, shares, strict=True):
        column.width = width
    for number, cells in enumerate((header, *rows)):
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        _mark(row, "w:cantSplit")
        if number == 0:
            _mark(row, "w:tblHeader")
        elif least:
            row.height = Cm(least)
        for cell, text, width in zip(row.cells, cells, shares, strict=True):
            cell.width = width
            (paragraph,) = cell.paragraphs
            layout = paragraph.paragraph_format
            layout.space_after, layout.line_spacing = Pt(1), 1.15
            layout.keep_with_next = number == 0
            write(paragraph, text, bold=number == 0, small=small)
    return table


def add_lines(document: WordDocument, count: int) -> None:
    """Add empty lines to write on, which stay together."""
    width = text_width(document)
    for number in range(count):
        paragraph = document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        layout.line_spacing = 1.6
        layout.keep_with_next = number < count - 1
        paragraph.add_run("\t")


def add_form_line(document: WordDocument, *names: str) -> None:
    """Add one line with the names of what is to be filled in, and room behind each."""
    paragraph = document.add_paragraph()
    share = text_width(document) / len(names)
    for number, name in enumerate(names, 1):
        stop = Length(int(share * number - Cm(0.4)))
        layout = paragraph.paragraph_format
        layout.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        write(paragraph, f"{' ' if number > 1 else ''}{name}")
        paragraph.add_run("\t")


def add_gap(document: WordDocument) -> None:
    """Part two tables, which Word would take for one, or end a document behind a table."""
    layout = document.add_paragraph().paragraph_format
    layout.line_spacing, layout.space_after = Pt(2), Pt(0)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
