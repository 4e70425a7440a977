"""A lesson's Markdown as HTML: nbconvert's own filter, kept from what a page must not hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from kit.errors import KitError
from kit.handout.cells import has_page

_LESSON = re.compile(r"(?:\./)?(?P<name>[^/:?#]+)\.ipynb(?P<place>#.*)?")
_TAG = re.compile(r"<[^>]*>")


def handout_link(url: str, folder: str = "") -> str:
    """Return where a link leads in the handouts: to the page of the lesson it names.

    That lesson is looked for in ``folder``; where it has no page, "" is returned.

    >>> handout_link("05_three_projects.ipynb#术语"), handout_link("#术语")
    ('05_three_projects.html#术语', '#术语')
    """
    lesson = _LESSON.fullmatch(url)
    if lesson is None:
        return url
    if not has_page(Path(folder, f"{lesson['name']}.ipynb")):
        return ""
    return f"{lesson['name']}.html{lesson['place'] or ''}"


class LessonMarkdown:
    """Turns the Markdown cells of one page into HTML; one object a page, so that ids are unique.

    Args:
        folder: where the lesson lies; its pictures are looked for there and carried in the page.
    """

    def __init__(self, folder: str = "") -> None:
        self._renderer = _Renderer(folder)
        self._markdown = MarkdownWithMath(renderer=self._renderer)

    def __call__(self, source: str, attachments: Mapping[str, Any] | None = None) -> str:
        """Return the HTML of one cell.

        Raises:
            KitError: a picture is neither in the lesson nor in its folder.
        """
        self._renderer.attachments = dict(attachments or {})
        return self._markdown.render(source)


class _Renderer(IPythonRenderer):
    """Raw HTML as text, ids on headings, links to pages, pictures inside the page."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            escape=True,
            allow_harmful_protocols=False,
            embed_images=True,
            exclude_anchor_links=True,
            path=folder,
        )
        self._ids: set[str] = set()

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Return a heading whose id is its text with hyphens for spaces, as in JupyterLab."""
        words = unescape(_TAG.sub("", text))
        wanted = "-".join(words.split()) or "section"
        unique, count = wanted, 1
        while unique in self._ids:
            count += 1
            unique = f"{wanted}-{count}"
        self._ids.add(unique)
        return f'<h{level} id="{escape(unique)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link; one to a lesson leads to its page, or is its text if there is none."""
        target = handout_link(url, self.path)
        return str(super().link(text, target, title)) if target else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture that the page carries along."""
        source = self._embed_image_or_attachment(url)
        if not source.startswith("data:image/"):
            raise KitError(
                f"找不到图片“{url}”。",
                remedy="请把图片放进课文所在的文件夹；讲义不引用网上的图片。",
            )
        note = f' title="{escape(title)}"' if title else ""
        alt = escape(unescape(_TAG.sub("", text)))
        return f'<img src="{source}" alt="{alt}"{note}>'

    def table(self, text: str) -> str:
        """Return a table that scrolls by itself where the screen is narrow."""
        frame = '<div class="kit-scroll" role="group" aria-label="表格" tabindex="0">'
        return f'{frame}\n<table class="kit-table">\n{text}</table>\n</div>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        """Return code in plain type: the page has no colours for it."""
        return f"<pre><code>{escape(code, quote=False)}</code></pre>\n"

    def block_html(self, html: str) -> str:
        """Return markup as the text it is; a comment is nothing."""
        text = self.inline_html(html.strip())
        return f"<p>{text}</p>\n" if text else ""

    def inline_html(self, html: str) -> str:
        """Return markup as the text it is; a comment is nothing."""
        return "" if html.startswith("<!--") else escape(html, quote=False)
