"""The whole page of a handout: head, frame and script around a body that others made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kit.page.packing import packed_style
from kit.page.rendering import render
from kit.page.scripts import page_script
from kit.page.styling import page_style
from kit.page.terse import RESTORE

_UNSAFE = frozenset('"\\<>&{}\n\r')


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a page's navigation; ``rel`` is ``prev``, ``next``, ``contents`` or ""."""

    text: str
    href: str
    rel: str = ""


def page_shell(
    *,
    title: str,
    body: str,
    nav: Sequence[Link] = (),
    contents: Sequence[Link] = (),
    label: str = "",
    foot: str = "",
    live: bool | None = None,
    sheet: bool | None = None,
    style: str = "",
) -> str:
    """Return a complete HTML page that needs no other file and no network.

    Args:
        title: what the browser's tab says.
        body: the content of ``<main>``, with its ``<h1>``; safe HTML.
        nav: links to other pages, above and below the content.
        contents: links to headings of this page.
        label: small print above the content, e.g. 教师版.
        foot: small print below it, e.g. where the text comes from.
        live: whether to add the script of the self-tests; None: where the body has a test.
        sheet: whether to add the style of a test to be written on; None: where the body has one.
        style: rules of this page alone, after the others (see :func:`printed_page`).
    """
    if live is None:
        live = "data-question=" in body
    if sheet is None:
        sheet = "kit-sheet" in body
    script = RESTORE + page_script() if live else ""
    frame = render(
        "page", title=title, body=Markup(body), nav=nav, contents=contents, label=label, foot=foot
    )
    page = str(frame)  # what goes in now is no text to be escaped
    static, added = packed_style(page_style(sheet=sheet) + style, page, script)
    inline = f"<script>\n{script}</script>\n" if live else ""
    return page.replace("<style></style>", f"<style>{static}{added}</style>", 1).replace(
        "</body>\n</html>", f"{inline}</body>\n</html>"
    )


def printed_page(head: str, *, name: str = "") -> str:
    """Return the rule that sets a running head on printed pages (of a name, or on all)."""
    said = "".join(f"\\{ord(sign):x} " if sign in _UNSAFE else sign for sign in head)
    return f'@page {name}{{@top-left{{content:"{said}"}}}}'
