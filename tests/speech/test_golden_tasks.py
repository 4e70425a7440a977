"""Sentences of every kind with their tasks, in a file that anyone can add to.

A case is ``title . text .``, each dot on a line of its own; its tasks stand in ⟦ ⟧.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.speech import parse

GOLDEN = Path(__file__).parent / "golden" / "tasks.md"
CASE = re.compile(r"^(?P<title>\S.*)\n\.\n(?P<text>(?:.*\n)+?)\.$", re.M)
CASES = [
    pytest.param(match["text"], id=match["title"])
    for match in CASE.finditer(GOLDEN.read_text(encoding="utf-8"))
]


def marked(text: str) -> str:
    pieces, place = [], 0
    for task in parse(text).tasks:
        pieces += [text[place : task.start], f"⟦{task.text}⟧"]
        place = task.end
    return "".join([*pieces, text[place:]])


@pytest.mark.parametrize("text", CASES)
def test_the_tasks_are_those_in_brackets(text: str) -> None:
    assert marked(re.sub("[⟦⟧]", "", text)) == text


def test_every_kind_of_sentence_is_read() -> None:
    assert len(CASES) == GOLDEN.read_text(encoding="utf-8").count("\n.\n\n") + 1 > 20
