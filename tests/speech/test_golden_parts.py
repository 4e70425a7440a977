"""Whole documents with their parts, in a file that anyone can add to.

A case is ``title . text .``, each dot on a line of its own; its parts stand in ⟨ ⟩.
"""

from __future__ import annotations

import re

import pytest

from kit.speech import parse
from tests.speech.test_golden_tasks import CASE, GOLDEN

PARTS = GOLDEN.with_name("parts.md")
CASES = [
    pytest.param(match["text"], id=match["title"])
    for match in CASE.finditer(PARTS.read_text(encoding="utf-8"))
]


def marked(text: str) -> str:
    parts = [node for node in parse(text).nodes if node.numbered]
    signs = [*((part.end, "⟩") for part in parts), *((part.start, "⟨") for part in parts)]
    pieces, place = [], 0
    for at, sign in sorted(signs, key=lambda each: (each[0], each[1] == "⟨")):
        pieces += [text[place:at], sign]
        place = at
    return "".join([*pieces, text[place:]])


@pytest.mark.parametrize("text", CASES)
def test_the_parts_are_those_in_brackets(text: str) -> None:
    assert marked(re.sub("[⟨⟩]", "", text)) == text


def test_every_document_is_read() -> None:
    assert len(CASES) == PARTS.read_text(encoding="utf-8").count("\n.\n\n") + 1 >= 10
