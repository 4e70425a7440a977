"""What the tests of a room share: a small session, a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.progress import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'room.sqlite3'}") as opened:
        yield opened
