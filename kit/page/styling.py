"""The stylesheet: rules from the ``.css`` files, every colour, size and typeface from the theme."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kit.charts.theme import BLACK, DARK, LIGHT, css_variables

_COMMENT = re.compile(r"^[ ]*/\*(?s:.*?)\*/\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \n]+", re.MULTILINE)
_UNSAFE = frozenset('"\\<>&{}\n\r')


@cache
def style() -> str:
    """Return the stylesheet of everything a lesson shows in JupyterLab.

    Light is the default; JupyterLab's dark themes and, elsewhere, a dark preference change it.
    Printing is always light.
    """
    dark = css_variables(DARK, base=LIGHT) + "\ncolor-scheme: dark;"
    return (
        f":root {{\n{css_variables(LIGHT)}\n}}\n.kit-root {{ color-scheme: light; }}\n"
        f'body[data-jp-theme-light="false"], body[data-jp-theme-light="false"] .kit-root {{\n'
        f"{dark}\n}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"body:not([data-jp-theme-light]) {{\n{dark}\n}}\n}}\n"
        + _rules("components.css", "boxes.css", "overviews.css", "questions.css")
    )


@cache
def page_style(*, test: bool = True, sheet: bool = False) -> str:
    """Return the stylesheet of a whole page: what a lesson shows, and the frame around it.

    Dark is what the reader's system prefers. ``test`` adds what questions need, ``sheet`` what
    they need to be written on.
    """
    dark = css_variables(DARK, base=LIGHT)
    always = dict.fromkeys(("components", "boxes", "overviews", "frame", "print"), True)
    order = ("components", "boxes", "overviews", "questions", "frame", "sheet", "print")
    needed = always | {"questions": test, "sheet": sheet}
    return (
        f":root {{\n{css_variables(LIGHT)}\ncolor-scheme: light dark;\n}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}\n}}\n}}\n"
        + _rules(*(f"{name}.css" for name in order if needed[name]))
    )


@cache
def slides_style() -> str:
    """Return the stylesheet of a page of slides: light, until its script is told otherwise."""
    dark = css_variables(DARK, base=LIGHT)
    return (
        f":root {{\n{css_variables(LIGHT)}\ncolor-scheme: light;\n}}\n"
        f'@media screen {{\n:root[data-theme="dark"] {{\n{dark}\ncolor-scheme: dark;\n}}\n}}\n'
        f".kit-session .kit-black {{ background: {BLACK}; }}\n"
        + _rules("components.css", "boxes.css", "slides.css")
    )


def printed_page(head: str, *, name: str = "") -> str:
    """Return the rule that sets a running head on printed pages (of a name, or on all)."""
    text = "".join(f"\\{ord(sign):x} " if sign in _UNSAFE else sign for sign in head)
    return f'@page {name} {{ @top-left {{ content: "{text}"; }} }}\n'


def _rules(*names: str) -> str:
    """Return rules without indentation, blank lines and comments that stand alone."""
    folder = files("kit.page")
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in names)
    return _INDENT.sub("", _COMMENT.sub("", "\n".join(texts)))
