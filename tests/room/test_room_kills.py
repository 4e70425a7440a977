"""A server that is killed at any moment loses no answer that it has acknowledged."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.benchmarks.room import killed


@pytest.mark.soak
def test_no_acknowledged_answer_is_lost_through_three_kills(tmp_path: Path) -> None:
    assert asyncio.run(killed(str(tmp_path), 50, 400)) == (400, 400)
