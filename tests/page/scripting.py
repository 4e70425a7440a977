"""The script that makes tests live, for a test that calls what it declares."""

from __future__ import annotations

from kit.page import quiz_script


def with_script(statements: str) -> str:
    """Return a function for ``page.evaluate``; the statements use its argument ``given``."""
    return f'(given) => {{\n"use strict";\n{quiz_script()}\n{statements}\n}}'
