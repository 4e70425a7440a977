"""The scripts that make a page live: the plain files in ``live``, one after the other."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_FILES = (
    *("elements", "grading", "shuffling", "dragging", "card", "clock", "summary", "mistakes"),
    "quiz",
)
_DECLARED = re.compile(r"^(?:const|function|class) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*(?://.*|/\*\*(?s:.*?)\*/)\n", re.MULTILINE)


@cache
def quiz_script() -> str:
    """Return the functions ``enhance`` and ``grade``, and what they need.

    They are declared and nothing is run; the files neither import nor export, so whatever stands
    behind them in the same scope may use them: a page's script as well as a widget's ES module.
    """
    return _joined(*_FILES)


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
    code = _text(name)
    return f"{code}export {{ {', '.join(_DECLARED.findall(code))} }};\n"


def _joined(*names: str) -> str:
    """Return scripts one after the other, without indentation, blank lines and comments alone.

    No text in them goes over a line's end.
    """
    return re.sub(r"\n[ \n]+", "\n", _COMMENT.sub("", "\n".join(map(_text, names))))


def _text(name: str) -> str:
    return files("kit.page").joinpath("live", f"{name}.js").read_text(encoding="utf-8")
