"""The one inline mark of a paper, ``**bold**``, as HTML and back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

BREAK = "<br>"
"""What stands between two lines of one text."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BOLD_TAGS = {"b", "strong"}
_BLOCKS = {"br", "p", "div", "li", "ul", "ol", "tr", "td", "pre", "h1", "h2", "h3", "h4"}


def clean(text: str) -> str:
    """Return a text without what neither XML nor any of the formats can carry: control characters.

    >>> clean("甲\\x00乙\\u2028丙")
    '甲乙\\u2028丙'
    """
    return _CONTROL.sub("", text)


def to_html(text: str) -> str:
    """Return a paper's text as HTML that shows exactly it; line ends become ``<br>``.

    >>> to_html("哪一项**不**是 1 < 2 & “甲”？")
    '哪一项<strong>不</strong>是 1 &lt; 2 &amp; “甲”？'
    """
    escaped = html.escape(clean(text), quote=False)
    return _BOLD.sub(r"<strong>\1</strong>", escaped).replace("\n", BREAK)


def from_html(text: str) -> str:
    """Return HTML as a paper's text in one line; tags other than bold ones are dropped.

    >>> from_html("<p>哪一项<b>不</b>是&nbsp;1 &lt; 2？</p>")
    '哪一项**不**是 1 < 2？'
    """
    reader = _Reader()
    reader.feed(clean(text))
    reader.close()
    return one_line("".join(reader.pieces))


def one_line(text: str) -> str:
    """Return a text with white space, but not the full-width blank, made single blanks.

    >>> one_line(" 甲\\n  乙　丙 ")
    '甲 乙　丙'
    """
    return _SPACE.sub(" ", clean(text)).strip(" ")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Turn bold into its mark and a new block into a blank."""
        self._tag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what `handle_starttag` opened."""
        self._tag(tag)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.pieces.append(data)

    def _tag(self, tag: str) -> None:
        if tag in _BOLD_TAGS:
            self.pieces.append("**")
        elif tag in _BLOCKS:
            self.pieces.append(" ")
