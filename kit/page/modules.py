"""The script that makes a test live: one ES module, joined from the files in ``live``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_PARTS = (
    "grading.js",
    "shuffling.js",
    "card.js",
    "clock.js",
    "summary.js",
    "quiz.js",
    "page.js",
)
_START = "for (const test of document.querySelectorAll('.kit-test')) start(test);\n"


@cache
def quiz_module() -> str:
    """Return the source of the module; it exports ``enhance``, ``start`` and ``grade``.

    The parts import from one another; put together in that order they need no imports, and the
    whole needs no server.
    """
    folder = files("kit.page").joinpath("live")
    parts = (folder.joinpath(name).read_text(encoding="utf-8") for name in _PARTS)
    return re.sub(r"^import .*\n", "", "\n".join(parts), flags=re.MULTILINE)


def page_script() -> str:
    """Return the module for a page, where it starts every test by itself."""
    return quiz_module() + _START
