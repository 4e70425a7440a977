"""Style sheets and scripts: plain files beside this one, joined for cells and for whole pages.

The style sheets take every colour, size and typeface from the theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from kit.charts.theme import BLACK, DARK, LIGHT, css_variables

_TEST = (
    *("elements", "grading", "shuffling", "ordering", "card", "clock", "sittings", "summary"),
    *("mistakes", "quiz"),
)
_DECLARED = re.compile(r"^(?:const|function|class) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*(?://.*|/\*(?s:.*?)\*/)\n", re.MULTILINE)
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
        + _rules("components", "controls", "boxes", "overviews", "questions")
    )


@cache
def page_style(
    *, controls: bool = True, overviews: bool = True, test: bool = True, sheet: bool = False
) -> str:
    """Return the stylesheet of a whole page: what a lesson shows, and the frame around it.

    Dark is what the reader's system prefers. ``controls`` adds what buttons and fields need,
    ``overviews`` what a whole speech at a glance needs, ``test`` what questions need, ``sheet``
    what they need to be written on.
    """
    dark = css_variables(DARK, base=LIGHT)
    order = ("components", "controls", "boxes", "overviews", "questions", "frame", "sheet", "print")
    chosen = {"controls": controls, "overviews": overviews, "questions": test, "sheet": sheet}
    return (
        f":root {{\n{css_variables(LIGHT)}\ncolor-scheme: light dark;\n}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}\n}}\n}}\n"
        + _rules(*(name for name in order if chosen.get(name, True)))
    )


@cache
def slides_style() -> str:
    """Return the stylesheet of a page of slides: light, until its script is told otherwise."""
    dark = css_variables(DARK, base=LIGHT)
    return (
        f":root {{\n{css_variables(LIGHT)}\ncolor-scheme: light;\n}}\n"
        f'@media screen {{\n:root[data-theme="dark"] {{\n{dark}\ncolor-scheme: dark;\n}}\n}}\n'
        f".kit-session .kit-black {{ background: {BLACK}; }}\n"
        + _rules("components", "boxes", "slides")
    )


def printed_page(head: str, *, name: str = "") -> str:
    """Return the rule that sets a running head on printed pages (of a name, or on all)."""
    text = "".join(f"\\{ord(sign):x} " if sign in _UNSAFE else sign for sign in head)
    return f'@page {name} {{ @top-left {{ content: "{text}"; }} }}\n'


@cache
def quiz_script() -> str:
    """Return the functions ``enhance`` and ``grade``, and what they need.

    They are declared and nothing is run; the files neither import nor export, so whatever stands
    behind them in the same scope may use them: a page's script as well as a widget's ES module.
    """
    return _joined(*_TEST)


@cache
def note_script() -> str:
    """Return the function ``noteBox``, declared as those of `quiz_script`."""
    return _joined("notes")


@cache
def term_script() -> str:
    """Return what a cell runs behind an element whose terms are to be made live."""
    return (
        f'(() => {{\n"use strict";\n{_joined("terms")}\n'
        "liveTerms(document.currentScript.previousElementSibling);\n})();\n"
    )


@cache
def page_script(
    *, test: bool = True, notes: bool = False, terms: bool = False, folder: bool = False
) -> str:
    """Return what a page runs in a plain ``<script>`` behind its content to make it live.

    It is ES2020 and no module, for the browsers that offices have; "" where nothing is to be done.
    ``test``, ``notes``, ``terms`` and ``folder`` (what is kept of all lessons in a folder) say what
    stands on the page.
    """
    parts = []
    if test or notes:
        parts += [quiz_script(), _joined("keeping", "starting")]
        tests = 'const tests = all(document, "form.kit-test");'
        run = 'startPage(tests, all(document, ".kit-note"));\nkeyOnPaper(tests);'
        parts += [note_script(), _joined("paper_key"), tests, run]
    if folder:
        parts += [_joined("elements", "keeping"), 'takeFolder(one(document, ".kit-folder"));']
    if terms:
        parts += [_joined("terms"), "liveTerms(document.body);"]
    code = "\n".join(parts)
    return f'(() => {{\n"use strict";\n\n{code}\n}})();\n' if parts else ""


@cache
def slides_script() -> str:
    """Return what a page of slides runs behind them."""
    code = _joined("stage", "slides")
    return f'(() => {{\n"use strict";\n\n{code}\npresent(document.body);\n}})();\n'


@cache
def module_script(name: str) -> str:
    """Return one of the files as a module, for a page that imports what the file declares."""
    code = _text(f"live/{name}.js")
    return f"{code}export {{ {', '.join(_DECLARED.findall(code))} }};\n"


def _rules(*names: str) -> str:
    return _bare(f"{name}.css" for name in names)


def _joined(*names: str) -> str:
    return _bare(f"live/{name}.js" for name in names)


def _bare(names: Iterable[str]) -> str:
    """Return files one after the other, without indentation, blank lines and comments alone.

    No text in them goes over a line's end.
    """
    return _INDENT.sub("", _COMMENT.sub("", "\n".join(map(_text, names))))


def _text(name: str) -> str:
    return files("kit.page").joinpath(name).read_text(encoding="utf-8")
