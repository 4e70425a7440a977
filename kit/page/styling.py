"""The stylesheet: rules from ``components.css``, every colour, size and typeface from the theme."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kit.charts.theme import DARK, LIGHT, css_variables


@cache
def style() -> str:
    """Return the stylesheet of everything a lesson shows, in JupyterLab as on a page.

    Light is the default; JupyterLab's dark themes and a page's dark preference change it. Printing
    is always light.
    """
    dark = css_variables(DARK, base=LIGHT) + "\ncolor-scheme: dark;"
    return _smaller(
        f":root {{\n{css_variables(LIGHT)}\n}}\n.kit-root {{ color-scheme: light; }}\n"
        f'body[data-jp-theme-light="false"], body[data-jp-theme-light="false"] .kit-root {{\n'
        f"{dark}\n}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"body:not([data-jp-theme-light]) {{\n{dark}\n}}\n}}\n" + _read("components.css")
    )


@cache
def page_style(*, sheet: bool = False) -> str:
    """Return the stylesheet of a whole page: what :func:`style` says, and the frame around it.

    A page is the kit's alone, so the classes that keep the rules from JupyterLab's own go, and
    dark is what the reader's system prefers. ``sheet`` adds what a test to be written on needs.
    """
    dark = css_variables(DARK, base=LIGHT)
    sheets = ("components.css", "frame.css", *(("sheet.css",) if sheet else ()), "print.css")
    rules = "".join(map(_read, sheets))
    return _smaller(
        f":root {{\n{css_variables(LIGHT)}\ncolor-scheme: light dark;\n}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}\n}}\n}}\n"
        + re.sub(r"\.kit-(?:root|page) (?=[^{])", "", rules)
    )


def _read(name: str) -> str:
    return files("kit.page").joinpath(name).read_text(encoding="utf-8")


def _smaller(css: str) -> str:
    """Leave out comments and the white space that means nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()
