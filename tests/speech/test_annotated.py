"""Real documents, annotated by hand; their texts lie outside the repository."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.speech.annotated import score, score_tasks

CORPORA = os.environ.get("KIT_CORPORA")
FOLDER = Path(__file__).parent / "annotated"


ANNOTATIONS = score.annotations()


def test_there_are_enough_documents_in_both_halves() -> None:
    halves = [record["half"] for _, record in ANNOTATIONS]
    assert min(halves.count("tuned on"), halves.count("held back")) >= 12


@pytest.mark.parametrize(("name", "record"), ANNOTATIONS, ids=[name for name, _ in ANNOTATIONS])
def test_an_annotation_is_sound(name: str, record: dict[str, Any]) -> None:
    spans = {start: end for start, end, _, _ in record["nodes"]}
    starts = [start for start, _, _, _ in record["nodes"]]
    assert starts == sorted(set(starts))
    for start, end, parent, _ in record["nodes"]:
        assert start < end <= record["characters"]
        assert parent is None or (parent < start and end <= spans[parent])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("tasks/*.json")), ids=lambda path: path.stem)
def test_annotated_tasks_are_sound(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    document = json.loads((FOLDER / path.name).read_text(encoding="utf-8"))
    first, last = record["span"]
    assert record["half"] in score.HALVES
    assert 0 <= first < last <= document["characters"]
    for spans in (record["tasks"], record["either"]):
        assert spans == sorted(spans)
        assert all(first <= start < end <= last for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.skipif(CORPORA is None, reason="KIT_CORPORA names no folder of corpora")
@pytest.mark.parametrize("half", score.HALVES)
def test_the_reader_agrees_with_the_hand(half: str) -> None:
    found = score.scores(Path(str(CORPORA)), half)
    by_hand, right = sum(each.by_hand for each in found), sum(each.right for each in found)
    assert all(each.lossless for each in found)
    assert right / by_hand >= (0.95 if half == "tuned on" else 0.85)
    assert sum(each.starts for each in found) / sum(each.found for each in found) >= 0.95


@pytest.mark.skipif(CORPORA is None, reason="KIT_CORPORA names no folder of corpora")
def test_the_reader_finds_the_tasks_that_the_hand_found() -> None:
    found = score_tasks.in_sum(score_tasks.scores(Path(str(CORPORA)), "tuned on"))
    assert len(found.hits) / found.found >= 0.97
    assert len(found.hits) / found.by_hand >= 0.97
    assert found.cut_right / len(found.hits) >= 0.95
