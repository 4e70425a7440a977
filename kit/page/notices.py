"""Small things a lesson says: what is at fault, and the way back to its beginning."""

from __future__ import annotations

from markupsafe import Markup

from kit.page.rendering import render


def notice_html(message: str) -> Markup:
    """Return one sentence about something at fault, told to a screen reader at once."""
    return render("notice", message=message)


def top_html() -> Markup:
    """Return a button that scrolls the notebook to its beginning, and does so when it appears.

    For JupyterLab alone: running a whole lesson leaves the reader at its end. In a notebook that
    is not trusted nothing happens and the button is not drawn as one.
    """
    return render("top")
