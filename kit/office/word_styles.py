"""The look of every Word document of the kit: A4, Chinese typefaces by name, numbered sheets.

Only Word's own styles are used (Title, Heading 1, List Number, Table Grid …), so that whoever
changes a document changes a style once.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

LATIN = "Times New Roman"
HANG = Cm(0.95)
"""How far the text of a list stands behind its numbers."""

SONG, HEI, FANG = "宋体", "黑体", "仿宋"

_STYLES = {
    "Normal": (SONG, 10.5, False),
    "Title": (HEI, 18, False),
    "Heading 1": (HEI, 15, False),
    "Heading 2": (HEI, 12, False),
    "Heading 3": (HEI, 10.5, False),
    "List Number": (SONG, 10.5, False),
    "List Bullet": (SONG, 10.5, False),
    "Quote": (FANG, 10.5, False),
    "Header": (SONG, 9, False),
    "Footer": (SONG, 9, False),
}
"""Of each style that is used: its Chinese typeface, its size in points, whether it is bold."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every part of a document's package, so that the same document is the same bytes."""


def new_document(title: str, *, landscape: bool = False) -> WordDocument:
    """Return an empty document on A4, on its side if ``landscape``.

    Its title stands in its properties and at the head of each sheet, the sheet's number at the
    foot.
    """
    document = Document()
    section = document.sections[0]
    sides = Cm(21), Cm(29.7)
    section.page_width, section.page_height = reversed(sides) if landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance = section.footer_distance = Cm(1.1)
    _set_language(document)
    for stops in list(document.part.numbering_part.element.iter(qn("w:tabs"))):
        stops.getparent().remove(stops)  # else text begins right behind a number of two digits
    for name in _STYLES:
        _restyle(document, name)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, "zh-CN", "", ""
    for moment in ("dcterms:created", "dcterms:modified"):
        for element in about._element.findall(qn(moment)):
            about._element.remove(element)
    write(section.header.paragraphs[0], title)
    _number_sheets(section.footer.paragraphs[0])
    return document


def write(
    paragraph: Paragraph, text: str, *, bold: bool = False, small: bool = False, dots: bool = False
) -> None:
    """Write text at the end of a paragraph; quotation marks and dashes are Chinese ones.

    ``dots`` sets the dots of emphasis below it.
    """
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")  # else “ ” and … are as narrow as in English
    if bold:
        run.bold = True
    if small:
        run.font.size = Pt(9)
    if dots:
        mark = OxmlElement("w:em")
        mark.set(qn("w:val"), "dot")
        properties.append(mark)


def text_width(document: WordDocument) -> Length:
    """Return how wide a line of a document is."""
    section = document.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (side or 0 for side in sides)
    return Length(width - left - right)


def packed(document: WordDocument) -> bytes:
    """Return a document's file; the same document gives the same bytes on any day."""
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(out, "w", ZIP_DEFLATED) as package:
        for part in parts.infolist():
            entry = ZipInfo(part.filename, _OLDEST)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, parts.read(part))
    return out.getvalue()


def _restyle(document: WordDocument, name: str) -> None:
    style: ParagraphStyle = document.styles[name]
    chinese, size, bold = _STYLES[name]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    _set_fonts(fonts, chinese)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.widow_control = True
    layout.line_spacing = 1.3
    if name.startswith("Heading"):
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(12), Pt(4), True
    elif name == "Title":
        layout.alignment, layout.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(8)
        for frame in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            style.element.pPr.remove(frame)
    elif name.startswith("List"):
        layout.left_indent, layout.first_line_indent = HANG, -HANG
        layout.space_before, layout.space_after = Pt(3), Pt(2)
    elif name not in {"Header", "Footer"}:
        layout.space_before, layout.space_after = Pt(0), Pt(3)


def _set_fonts(fonts: Any, chinese: str) -> None:
    """Name the typefaces of a style: those of a theme are English ones."""
    fonts.attrib.clear()
    for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), LATIN)
    fonts.set(qn("w:eastAsia"), chinese)


def _set_language(document: WordDocument) -> None:
    """Say that what is not styled is Chinese, too, and set in a Chinese typeface."""
    (defaults,) = document.styles.element.iter(qn("w:rPrDefault"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _set_fonts(fonts, SONG)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")


def _number_sheets(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES")):
        write(paragraph, text)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        paragraph._p.append(element)
    write(paragraph, " 页")
