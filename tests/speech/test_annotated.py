"""Real documents, annotated by hand; their texts lie outside the repository."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPORA = os.environ.get("KIT_CORPORA")
FOLDER = Path(__file__).parent / "annotated"


def _scoring() -> ModuleType:
    name = "annotated_score"
    spec = importlib.util.spec_from_file_location(name, FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


SCORING: Any = _scoring()
ANNOTATIONS = SCORING.annotations()


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


@pytest.mark.skipif(CORPORA is None, reason="KIT_CORPORA names no folder of corpora")
@pytest.mark.parametrize("half", SCORING.HALVES)
def test_the_reader_agrees_with_the_hand(half: str) -> None:
    found = SCORING.scores(Path(str(CORPORA)), half)
    by_hand, right = sum(each.by_hand for each in found), sum(each.right for each in found)
    assert all(each.lossless for each in found)
    assert right / by_hand >= (0.95 if half == "tuned on" else 0.85)
    assert sum(each.starts for each in found) / sum(each.found for each in found) >= 0.95
