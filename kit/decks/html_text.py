"""A paper's texts as HTML and back, and what of another's HTML a paper has no place for.

HTML is what most formats show; ``**bold**`` is the one inline mark that a paper has.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import chain

from kit.decks.deck import Draft, NotHeldError
from kit.quiz.question import BLANK

BREAK = "<br>"
"""What stands between two lines of one text."""

_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_WIDE_BREAK = re.compile(
    r"(?<=[，。：；、？！”）》])[ \t]*[\r\n]\s*|(?<=\S)[ \t]*[\r\n]\s*(?=[，。：；、？！“（《])"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile("</?[a-zA-Z]")
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_PLAIN_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)[^>]*+>")
_BEYOND = re.compile("&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")  # numbers of no character
_BOLD_TAGS = {"b", "strong"}
_BLOCKS = {
    *("br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "dt", "dd", "pre", "hr"),
    *("table", "caption", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"),
}
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BOLD_MARK = "\x01"  # `clean` leaves none in a text
_UNSEEN = {
    name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE)
    for name in (*("script", "style", "title"), *("video", "audio", "iframe", "object"))
}
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_RAISED = re.compile(r"<(su[pb])\b[^<>]*>([0-9+\-()]+)</\1\s*>", re.IGNORECASE)
_RAISED_FIGURES = {
    "sup": str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾"),
    "sub": str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎"),
}
_PICTURE = re.compile("（图：[^）]*）")
_MARKDOWN_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")
_LOST = {
    "图片": re.compile(r"<(?:img|svg|picture|canvas)\b", re.IGNORECASE),
    "音频、视频等插入的内容": re.compile(r"<(?:audio|video|iframe|object|embed)\b", re.IGNORECASE),
    "表格的排版": re.compile(r"<table\b", re.IGNORECASE),
    "上标和下标": re.compile(r"<su[bp]\b", re.IGNORECASE),
    "公式的排版": re.compile(r"\\\((?=[^()]*[\^_\\]).{1,400}?\\\)|\$\$[^$]*[\^_\\][^$]*\$\$"),
    "链接的地址": re.compile(r"<a\s[^<>]*href", re.IGNORECASE),
}


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

    Of a picture stays what its ``alt`` says.

    >>> from_html("<p>哪一项<b>不</b>是&nbsp;1 &lt; 2？<img src='a.png' alt='甲'></p>")
    '哪一项**不**是 1 < 2？（图：甲）'
    """
    marked = "".join(_pieces(_RAISED.sub(_raised, clean(text)))).replace(_BOLD_MARK * 2, "")
    return one_line(marked.replace(_BOLD_MARK, "**"))


def from_format(text: str, form: str) -> str:
    """Return a text in one of Moodle's formats as a paper's; it is HTML unless ``form`` is another.

    >>> from_format("![图](a.png) 甲", "markdown"), from_format("<b>", "plain")
    ('（图：图） 甲', '<b>')
    """
    if form == "markdown":
        return one_line(_MARKDOWN_PICTURE.sub(lambda match: _picture(match[1]), text))
    return one_line(text) if form in {"plain", "plain_text"} else from_html(text)


def with_lost(draft: Draft, html: str, *, markdown: bool = False) -> Draft:
    """Return a draft with the sorts of what its texts lose in a paper.

    ``html`` is all of them as the file has them, ``markdown`` tells that some are Markdown.

    Raises:
        NotHeldError: the stem, or an option, was nothing but a picture.
    """
    question, lost = draft
    html = _RAISED.sub("", html)
    more = tuple(what for what, pattern in _LOST.items() if pattern.search(html))
    if markdown and not more and _MARKDOWN_PICTURE.search(html):
        more = ("图片",)
    if "图片" in more:
        if not _PICTURE.sub("", question.stem).replace(BLANK, "").strip(" *"):
            raise NotHeldError("题目里只有图片、没有文字的题目")
        options = [each.text for each in question.options]
        if not all((*options, *question.order, *chain(*question.pairs))):
            raise NotHeldError("选项里只有图片、没有文字的题目")
    return question, (*lost, *more)


def one_line(text: str) -> str:
    """Return a text with white space, but not the full-width blank, made single blanks.

    Where a line ends beside a full-width mark, it leaves no blank.

    >>> one_line(" 甲\\n  乙　丙 ")
    '甲 乙　丙'
    """
    return _SPACE.sub(" ", _WIDE_BREAK.sub("", clean(text))).strip(" ")


def _pieces(text: str) -> Iterator[str]:
    """Yield the text of HTML, with marks for bold words and blanks for new blocks.

    What begins like a tag or a comment but does not end is text.
    """
    tag, unseen = _TAG, dict(_UNSEEN)
    done, at = 0, text.find("<")
    last, last_comment = text.rfind(">"), text.rfind("-->")
    while 0 <= at < last:
        end, mark = at, ""
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3 if at + 4 <= last_comment else at
        elif text.startswith(("<!", "<?"), at):
            end = text.find(">", at) + 1
        elif _NAME.match(text, at):
            match = tag.match(text, at)
            if match is None:  # a quotation mark is not closed: from here on they close nothing
                tag = _PLAIN_TAG
                match = tag.match(text, at)
            if match is not None:
                name = match[1].lower()
                end, mark = match.end(), _mark(name, match.group())
                if name in unseen and (close := unseen.pop(name).search(text, end)):
                    unseen[name] = _UNSEEN[name]  # there may be another
                    yield _characters(text[done:at])
                    done = at = end = close.end()
        if end > at:
            yield _characters(text[done:at])
            yield mark
            done = end
        at = text.find("<", max(end, at + 1))
    yield _characters(text[done:])


def _mark(name: str, tag: str) -> str:
    """Return what stands in a paper for the beginning or the end of an element."""
    if name == "img":
        alt = _ALT.search(tag)
        return _picture(_characters(next(filter(None, alt.groups()), ""))) if alt else ""
    return _BOLD_MARK if name in _BOLD_TAGS else "\n" if name in _BLOCKS else ""


def _picture(alt: str) -> str:
    alt = one_line(alt)
    return f"（图：{alt}）" if alt else ""


def _raised(match: re.Match[str]) -> str:
    return match[2].translate(_RAISED_FIGURES[match[1].lower()])


def _characters(text: str) -> str:
    """Return a text with its character references read; a number of no character gives �."""
    return html.unescape(_BEYOND.sub("\ufffd", text))
