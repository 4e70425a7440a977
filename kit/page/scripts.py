"""The script that makes a test live: the plain files in ``live``, one after the other."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_FILES = ("grading", "shuffling", "card", "clock", "summary", "quiz")


@cache
def quiz_script() -> str:
    """Return the functions ``enhance``, ``start`` and ``grade``, and what they need.

    They are declared and nothing is run; the files neither import nor export, so whatever stands
    behind them in the same scope may use them: a page's script as well as a widget's ES module.
    """
    folder = files("kit.page").joinpath("live")
    parts = (folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in _FILES)
    return "\n".join(parts)


@cache
def page_script() -> str:
    """Return what a page runs in a plain ``<script>`` behind its tests to make each of them live.

    It is ES2020 and no module, for the browsers that offices have.
    """
    return (
        f'(() => {{\n"use strict";\n\n{quiz_script()}\n'
        'for (const test of document.querySelectorAll(".kit-test")) start(test);\n})();\n'
    )
