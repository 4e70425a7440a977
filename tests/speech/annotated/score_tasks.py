"""Compare the tasks that the reader finds with those annotated by hand, and print a table.

A task is found if a task of the reader and it overlap by more than half of both; it is cut right
if, without white space and the final mark, both begin and end at the same characters. Clauses for
which both answers are right count on neither side. `score.py` tells where the texts come from.

    KIT_CORPORA=… python -m tests.speech.annotated.score_tasks [tuned on|held back]
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.speech import parse
from tests.speech.annotated.corpora import text_of
from tests.speech.annotated.score import FOLDER, HALVES

Span = tuple[int, int]
_MARKS = "。！？；，：!?;,: \t\r\n\u3000\xa0"


@dataclass(frozen=True, slots=True)
class TaskScore:
    """The tasks of one document: by hand, found by the reader, and the pairs that are the same."""

    name: str
    by_hand: int
    found: int
    hits: tuple[tuple[Span, Span], ...] = ()
    cut_right: int = 0
    missed: tuple[Span, ...] = field(default=(), repr=False)
    wrong: tuple[Span, ...] = field(default=(), repr=False)

    def row(self) -> str:
        hits = len(self.hits)
        return (
            f"{self.name:<26} {self.by_hand:>7} {self.found:>6} {_share(hits, self.found):>7} "
            f"{_share(hits, self.by_hand):>7} {_share(self.cut_right, hits):>7}"
        )


def annotations(half: str) -> list[tuple[str, dict[str, Any]]]:
    records = [
        (path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("tasks/*.json"))
    ]
    return [(name, record) for name, record in records if record["half"] == half]


def score(name: str, record: dict[str, Any], text: str) -> TaskScore:
    """Return how the tasks in the annotated stretch of a text agree."""
    first, last = record["span"]
    by_hand = [_bare(text, *span) for span in record["tasks"]]
    either = [_bare(text, *span) for span in record["either"]]
    found = [
        _bare(text, task.start, task.end)
        for task in parse(text).tasks
        if first <= task.start < last
    ]
    pairs = {task: other for task in by_hand if (other := _same(task, found)) is not None}
    hits = tuple(pairs.items())
    wrong = [
        task
        for task in found
        if task not in pairs.values() and not any(_shared(task, other) for other in either)
    ]
    return TaskScore(
        name,
        len(by_hand),
        len(hits) + len(wrong),
        hits,
        sum(one == other for one, other in hits),
        tuple(task for task in by_hand if task not in pairs),
        tuple(wrong),
    )


def scores(corpora: Path, half: str) -> list[TaskScore]:
    return [
        score(name, record, text_of(source_of(name), corpora)) for name, record in annotations(half)
    ]


def source_of(name: str) -> dict[str, Any]:
    document = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    source: dict[str, Any] = document["source"]
    return source


def in_sum(found: Iterable[TaskScore]) -> TaskScore:
    found = list(found)
    return TaskScore(
        "all",
        sum(each.by_hand for each in found),
        sum(each.found for each in found),
        tuple(hit for each in found for hit in each.hits),
        sum(each.cut_right for each in found),
    )


def table(found: list[TaskScore]) -> str:
    head = f"{'document':<26} {'by hand':>7} {'found':>6} {'prec.':>7} {'recall':>7} {'cut':>7}"
    return "\n".join([head, *(each.row() for each in [*found, in_sum(found)])])


def _bare(text: str, start: int, end: int) -> Span:
    """Return a span without white space and the marks at its ends."""
    clause = text[start:end]
    left = start + len(clause) - len(clause.lstrip(_MARKS))
    return left, max(left, start + len(clause.rstrip(_MARKS)))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _same(task: Span, found: list[Span]) -> Span | None:
    """Return the span that shares more than half of itself and of the task with it."""
    for other in found:
        shared = _shared(task, other)
        if 2 * shared > task[1] - task[0] and 2 * shared > other[1] - other[0]:
            return other
    return None


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    folder = Path(os.environ["KIT_CORPORA"])
    for chosen in sys.argv[1:] or HALVES:
        print(f"{chosen}:")
        print(table(scores(folder, chosen)))
