"""Compare what the reader finds with what was annotated by hand, and print a table.

The texts are not part of this repository. ``KIT_CORPORA`` names a folder that holds a clone (bare
or not) of each repository named in the annotations, under the last part of its name; the texts
are read at the commit that the annotation names and checked against its SHA-256.

    KIT_CORPORA=… python -m tests.speech.annotated.score [tuned on|held back]
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.speech import parse
from tests.speech.annotated.corpora import text_of

FOLDER = Path(__file__).parent
HALVES = ("tuned on", "held back")
Span = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one document: nodes by hand, nodes found, those wholly right, and right starts."""

    name: str
    half: str
    by_hand: int
    found: int
    right: int
    starts: int
    lossless: bool

    @property
    def recall(self) -> float:
        return self.right / self.by_hand

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def start_precision(self) -> float:
        return self.starts / self.found if self.found else 0.0


def annotations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.json"))
    ]


def score(name: str, record: dict[str, Any], text: str) -> Score:
    speech = parse(text)
    starts = {node.id: node.start for node in speech.nodes}
    found: set[Span] = {
        (node.start, node.end, starts[node.parent] if node.parent else None)
        for node in speech.nodes
        if node.kind not in {"opening", "closing"}
    }
    by_hand: set[Span] = {(start, end, parent) for start, end, parent, _ in record["nodes"]}
    joined = "".join(text[each.start : each.end] for each in speech.segments)
    return Score(
        name,
        record["half"],
        len(by_hand),
        len(found),
        len(found & by_hand),
        len({each[0] for each in found} & {each[0] for each in by_hand}),
        joined == text,
    )


def scores(corpora: Path, half: str) -> list[Score]:
    return [
        score(name, record, text_of(record["source"], corpora))
        for name, record in annotations()
        if record["half"] == half
    ]


def table(found: list[Score]) -> str:
    lines = [
        f"{'document':<22} {'by hand':>7} {'found':>6} {'recall':>7} {'prec.':>7} {'starts':>7}"
    ]
    for each in found:
        lines.append(
            f"{each.name:<22} {each.by_hand:>7} {each.found:>6} {each.recall:>7.3f} "
            f"{each.precision:>7.3f} {each.start_precision:>7.3f}"
            f"{'' if each.lossless else '  not lossless'}"
        )
    by_hand, right = sum(each.by_hand for each in found), sum(each.right for each in found)
    total, starts = sum(each.found for each in found), sum(each.starts for each in found)
    lines.append(
        f"{'all':<22} {by_hand:>7} {total:>6} {right / by_hand:>7.3f} {right / total:>7.3f} "
        f"{starts / total:>7.3f}"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    folder = Path(os.environ["KIT_CORPORA"])
    for chosen in sys.argv[1:] or HALVES:
        print(f"{chosen}:")
        print(table(scores(folder, chosen)))
