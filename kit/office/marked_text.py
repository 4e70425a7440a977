"""A lesson's Markdown → paragraphs, lists and tables of a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from docx.shared import Pt
from markdown_it import MarkdownIt

from kit.office.word_blocks import NumberedList, add_gap, add_table
from kit.office.word_styles import write

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

_EMPTY = 12  # how wide a column to be filled in is, in characters
_LONGEST = 22  # characters from which a column goes on on further lines,
_LONGEST_BESIDE = 16  # and where another is to be filled in
_LOWEST, _HIGHEST = 1.2, 2.6  # centimetres of a row to be cut apart or written in


def add_markdown(document: WordDocument, text: str, *, room: float = 0) -> Paragraph | None:
    """Write Markdown at the end of a document, headings of the second rank as Heading 1.

    Args:
        document: what is written on.
        text: headings, paragraphs, lists, quotations and tables; pictures are left out.
        room: the height of a sheet in centimetres that the rows of a table share, to be cut apart
            or written in; 0: they are as high as their words.

    Returns:
        Its first paragraph, if it does not begin with a table.
    """
    writer = _Writer(document, room)
    tokens = _parser().parse(text)
    for number, token in enumerate(tokens):
        writer.take(token, tokens, number)
    return writer.first


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


class _Writer:
    """Writes one block after the other; knows which list or quotation it is in."""

    def __init__(self, document: WordDocument, room: float) -> None:
        self.first: Paragraph | None = None
        self._document = document
        self._room = room
        self._lists: list[NumberedList | None] = []  # None: its items have no numbers
        self._begins_item = False
        self._quotes = 0
        self._in_table = False
        self._below_table = False

    def take(self, token: Token, tokens: Sequence[Token], number: int) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(NumberedList(self._document))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._begins_item = True
            case "blockquote_open" | "blockquote_close":
                self._quotes += 1 if token.nesting > 0 else -1
            case "table_open":
                self._in_table = True
                self._table(_cells(tokens[number:]))
            case "table_close":
                self._in_table = False
            case "inline" if not self._in_table:
                _write_inline(self._paragraph(tokens[number - 1]), token)
            case "fence" | "code_block":
                for line in token.content.rstrip().split("\n"):
                    write(self._document.add_paragraph(), line)

    def _paragraph(self, opening: Token) -> Paragraph:
        """Return the paragraph that a text is written in, in the style of where it stands."""
        if self._begins_item and self._lists and self._lists[-1] is not None:
            paragraph = self._lists[-1].item()
        else:
            paragraph = self._document.add_paragraph(style=self._style(opening))
        self._begins_item = False
        if self.first is None:
            self.first = paragraph
        if self._below_table and not opening.tag.startswith("h"):
            paragraph.paragraph_format.space_before = Pt(6)
        self._below_table = False
        return paragraph

    def _style(self, opening: Token) -> str:
        if opening.type == "heading_open":
            return f"Heading {min(3, max(1, int(opening.tag[1]) - 1))}"
        if self._begins_item:
            return "List Bullet"
        return "Quote" if self._quotes else "Normal"

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        header, *body = rows
        least = min(_HIGHEST, max(_LOWEST, self._room / len(rows))) if self._room else 0
        if self._below_table:
            add_gap(self._document)
        add_table(self._document, header, body, _widths(rows), least=least)
        self._below_table = True


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide the columns of a table are, in characters; empty ones have room to write."""
    columns = list(zip(*rows, strict=True))
    to_fill = any(not any(column[1:]) for column in columns)
    longest = _LONGEST_BESIDE if to_fill else _LONGEST
    return [
        max(len(column[0]) + 2, min(max(map(len, column)), longest)) + 1
        if any(column[1:])
        else max(len(column[0]) + 2, _EMPTY)
        for column in columns
    ]


def _cells(tokens: Sequence[Token]) -> list[list[str]]:
    """Return the cells of the table that tokens begin with, as plain text, its heading first."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append("".join(text for text, _ in _runs(token)))
    return rows


def _write_inline(paragraph: Paragraph, token: Token) -> None:
    for text, bold in _runs(token):
        write(paragraph, text, bold=bold)


def _runs(token: Token) -> Iterator[tuple[str, bool]]:
    """Yield a text piece by piece, with whether it is bold; links are their words."""
    bold = 0
    for part in token.children or ():
        if part.type in {"strong_open", "strong_close"}:
            bold += part.nesting
        elif part.type == "hardbreak":
            yield "\n", False
        elif part.type in {"text", "code_inline"} and part.content:
            yield part.content, bold > 0
