"""A lesson's Markdown as HTML: nbconvert's own filter, kept from what a page must not hold.

Ids, ranks and links are made for the page that the text will stand on, alone or among others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from typing import Any, ClassVar

from nbconvert.filters.markdown_mistune import (
    InvalidNotebook,
    IPythonRenderer,
    MarkdownWithMath,
    MathBlockParser,
    MathInlineParser,
)

from kit.errors import KitError
from kit.handout.lesson_links import ALONE, Chapters
from kit.handout.own_html import harmless, left_out
from kit.page.whole_page import Link

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONGEST = 4_000  # characters of a formula

KINDS = {
    "原文": ("original", "blockquote"),
    "背景": ("background", "div"),
    "编者归纳": ("editor", "div"),
}
"""Kinds of sentence, by the bold word that a block quotation begins with: class and element."""


_PLACE_MARK, _FIRST_PLACE = "\uf8ff", 0xF0000
_PLACE = re.compile(f"{_PLACE_MARK}([\U000f0000-\U000ffffd])")
_NO_PLACES = {ord(_PLACE_MARK): "\ufffd"}
"""A formula's place is held by two characters for private use while its cell is rendered."""


class LessonMarkdown:
    """Turns the Markdown cells of one lesson into HTML; one object, so that ids are unique.

    Args:
        folder: where the lesson lies; its pictures are looked for there and carried in the page.
        chapters: the lessons that share its page.
    """

    def __init__(self, folder: str = "", chapters: Chapters = ALONE) -> None:
        self._renderer = _Renderer(folder, chapters)
        self._markdown = MarkdownWithMath(
            self._renderer, block=_Blocks(), inline=_Inline(hard_wrap=False)
        )

    @property
    def left_out(self) -> list[str]:
        """What of the cells so far the page does not show, in words."""
        return self._renderer.left_out

    @property
    def sections(self) -> list[Link]:
        """The headings of the second rank so far, as links."""
        return self._renderer.sections

    def __call__(self, text: str, attachments: Mapping[str, Any] | None = None) -> str:
        """Return the HTML of one cell.

        Raises:
            KitError: a picture is neither in the lesson nor in its folder.
        """
        return self._renderer.whole(self._markdown.render, text, attachments or {})


_BODY = rf"(?s:.{{1,{_LONGEST}}}?)"  # to look further for the end of each would take long


class _Blocks(MathBlockParser):
    """Blocks, and formulas of several lines, of a bounded length."""

    SPECIFICATION: ClassVar[dict[str, str]] = {
        **MathBlockParser.SPECIFICATION,
        "multiline_math": (
            rf"(?<!\\)[$]{{2}}{_BODY}(?<!\\)[$]{{2}}|\\\\\[{_BODY}\\\\\]|"
            rf"\\begin\{{(?P<math_env_name>[a-z]+\*?)\}}{_BODY}\\end\{{(?P=math_env_name)\}}"
        ),
    }


class _Inline(MathInlineParser):
    """Text, and formulas in it, of a bounded length."""

    SPECIFICATION: ClassVar[dict[str, str]] = {
        **MathInlineParser.SPECIFICATION,
        "block_math_tex": rf"(?<!\\)\$\$(?P<math_block_tex>{_BODY})(?<!\\)\$\$",
        "block_math_latex": rf"\\\\\[(?P<math_block_latex>{_BODY})\\\\\]",
        "inline_math_tex": rf"(?<![$\\])\$(?P<math_inline_tex>{_BODY})(?<![$\\])\$",
        "inline_math_latex": rf"\\\\\((?P<math_inline_latex>{_BODY})\\\\\)",
        "latex_environment": (
            rf"\\begin\{{(?P<math_env_name>[a-z]+\*?)\}}(?P<math_env_body>{_BODY})"
            r"\\end\{(?P=math_env_name)\}"
        ),
    }


class _Renderer(IPythonRenderer):
    """Ids on headings, links to pages, pictures inside the page, formulas as outlines."""

    def __init__(self, folder: str, chapters: Chapters) -> None:
        super().__init__(
            escape=False,
            allow_harmful_protocols=False,
            embed_images=True,
            exclude_anchor_links=True,
            path=folder,
        )
        self.sections: list[Link] = []
        self.left_out: list[str] = []
        self._own_html = ""  # of the cell that is being rendered, as its author wrote it
        self._formulas: list[str] = []  # of that cell, as they are to be shown
        self._chapters = chapters
        self._ids: dict[str, int] = {}  # with how many headings have asked for each
        self._rows = 0  # of the table that is being rendered, its head left out
        self._words = ""  # of the heading or picture that is being rendered, without markup

    def whole(self, render: Callable[[str], str], text: str, attachments: Mapping[str, Any]) -> str:
        """Return a cell's HTML; what its author wrote as HTML is made harmless in it."""
        self.attachments = dict(attachments)
        self._own_html, self._formulas = "", []
        html = render(text.translate(_NO_PLACES))
        if self._own_html:
            self.left_out += [f"<{name}>" for name in left_out(self._own_html)]
            html = harmless(
                html,
                link=lambda url: self._chapters.target(url, self.path),
                place=self._chapters.own,
                picture=self._carried,
            )
        return _PLACE.sub(lambda found: self._formulas[ord(found[1]) - _FIRST_PLACE], html)

    def render_token(self, token: dict[str, Any], state: Any) -> str:
        """Render one token; what its HTML alone would not tell is kept for it."""
        if token["type"] in {"heading", "image"}:
            self._words = _words(token)
        if token["type"] == "table":
            self._rows = len(token["children"][-1]["children"])
        if token["type"] == "block_quote" and (kind := KINDS.get(_first_bold(token))):
            name, tag = kind
            text = self.render_tokens(token["children"], state)
            return f'<{tag} class="kit-kind kit-{name}">\n{text}</{tag}>\n'
        return str(super().render_token(token, state))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Return a heading whose id is its text with hyphens for spaces, as in JupyterLab."""
        slug = "-".join(self._words.split()) or "section"
        unique, count = slug, self._ids.get(slug, 0)
        while unique in self._ids:
            count += 1
            unique = f"{slug}-{count}"
        self._ids |= {slug: count, unique: 1}
        name = self._chapters.own(unique)
        if level == 2:
            self.sections.append(Link(self._words, f"#{name}"))
        rank = min(6, level + self._chapters.rank)
        return f'<h{rank} id="{escape(name)}">{text}</h{rank}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link; one to a lesson leads to its page, or is its text if there is none."""
        target = self._chapters.target(url, self.path)
        return str(super().link(text, target, title)) if target else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture that the page carries along."""
        data = self._carried(url)
        note = f' title="{escape(title)}"' if title else ""
        return f'<img src="{escape(data)}" alt="{escape(self._words)}"{note}>'

    def _carried(self, url: str) -> str:
        """Return a picture as a URL that holds it."""
        data = url
        if not url.startswith("data:image/"):
            with suppress(InvalidNotebook):  # it names an attachment that the cell has lost
                data = self._embed_image_or_attachment(url)
        if not data.startswith("data:image/"):
            raise KitError(
                f"找不到图片“{url}”。",
                remedy="请把图片放进课文所在的文件夹；讲义不引用网上的图片。",
            )
        return data

    def table(self, text: str) -> str:
        """Return a table that scrolls by itself where the screen is narrow."""
        frame = '<div class="kit-scroll" role="group" aria-label="表格" tabindex="0">'
        long = " kit-long" if self._rows > 11 else ""
        return f'{frame}\n<table class="kit-table{long}">\n{text}</table>\n</div>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return code in plain type: the page has no colours for it, and draws no diagrams."""
        if info and info.split()[0] == "mermaid":
            self.left_out.append("mermaid 图")
        return f"<pre><code>{escape(code, quote=False)}</code></pre>\n"

    def block_html(self, html: str) -> str:
        """Return markup as it is, without comments: the whole cell is made harmless."""
        kept = self.inline_html(html.strip())
        return f"{kept}\n" if kept else ""

    def inline_html(self, html: str) -> str:
        """Return markup as it is, without comments: the whole cell is made harmless."""
        kept = _COMMENT.sub("", html)
        self._own_html += kept
        return kept

    def inline_math(self, body: str) -> str:
        """Return the place of a formula in the text."""
        return self._formula(body, f"${body}$")

    def block_math(self, body: str) -> str:
        """Return the place of a formula on lines of its own."""
        return self._formula(body, f"$${body}$$", alone=True)

    def latex_environment(self, name: str, body: str) -> str:
        """Return the place of a formula in an environment."""
        return self._formula("", rf"\begin{{{name}}}{body}\end{{{name}}}", alone=True)

    def _formula(self, tex: str, typed: str, *, alone: bool = False) -> str:
        """Keep a formula, as an outline or, where none can be made, as it was typed."""
        from kit.charts.formula import formula

        shown = formula(tex)
        if shown is None:
            self.left_out.append(f"公式 {' '.join(typed.split())}")
            shown = f"<code>{escape(typed, quote=False)}</code>"
        if alone:
            shown = (
                f'<span class="kit-scroll" style="display:block;text-align:center">{shown}</span>'
            )
        self._formulas.append(shown)
        return f"{_PLACE_MARK}{chr(_FIRST_PLACE + len(self._formulas) - 1)}"


def _words(token: Mapping[str, Any]) -> str:
    """Return the text of a Markdown token and of all inside it."""
    if "children" in token:
        return "".join(map(_words, token["children"]))
    if token["type"] == "inline_html":
        return ""
    return " " if token["type"] == "softbreak" else str(token.get("raw", ""))


def _first_bold(quotation: Mapping[str, Any]) -> str:
    """Return the bold words that a block quotation begins with, "" where it begins otherwise."""
    first: Mapping[str, Any] = quotation
    for kind in ("paragraph", "strong"):
        children = first.get("children") or [{"type": ""}]
        first = children[0]
        if first["type"] != kind:
            return ""
    return _words(first)
