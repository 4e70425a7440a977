"""One thing to show, in the two forms that a notebook's output holds."""

from __future__ import annotations

from markupsafe import Markup

from kit.page.styling import style

PAGE_MIME = "application/vnd.speech-study-kit.page+html"
"""What the handout takes: HTML without a style, because the page has it in its head."""


def bundle(html: Markup, page_html: Markup | None = None) -> dict[str, str]:
    """Return a MIME bundle: ``text/html`` for JupyterLab, and the handout's form.

    ``page_html`` is given where the page shows something else, or where it shows nothing ("").
    """
    page = html if page_html is None else page_html
    return {"text/html": framed(html), PAGE_MIME: str(page)}


def framed(html: Markup) -> str:
    """Return HTML with the stylesheet, in the element that the stylesheet's rules are bound to."""
    return f'<style>{style()}</style><div class="kit-root" lang="zh-CN">{html}</div>'
