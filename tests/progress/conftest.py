"""What the tests of the progress room share: questions, attempts, databases."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kit.library import DEFAULT_SET
from kit.progress import Attempt, Store
from kit.quiz import Question, content_hash
from tests.progress.postgres import postgresql
from tests.small_set import small_set

__all__ = ["small_set"]

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def records_of_its_own(records: Path) -> None:
    """Each test begins with no records at all."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store of a test keeps its attempts; the folder is not there yet."""
    return tmp_path / "data" / "progress.sqlite3"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{file}") as opened:
        yield opened


@pytest.fixture
def swift_store(store: Store) -> Iterator[Store]:
    """A store on a disk of memory, where there is one: for thousands of answers."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield store
        return
    with (
        tempfile.TemporaryDirectory(dir=memory, prefix="kit-") as folder,
        Store(f"sqlite:///{folder}/progress.sqlite3") as opened,
    ):
        yield opened


Maker = Callable[..., Attempt]


@pytest.fixture(scope="session")
def attempt() -> Maker:
    """Make an attempt: right, sure enough, on Monday noon, unless said otherwise."""

    def made(question: str | Question = "q01", **changes: Any) -> Attempt:
        values: dict[str, Any] = {
            "study_set": DEFAULT_SET,
            "question": question if isinstance(question, str) else question.id,
            "content": "0" * 16 if isinstance(question, str) else content_hash(question),
            "kind": "single" if isinstance(question, str) else question.kind,
            "response": 0,
            "outcome": "right",
            "at": MONDAY,
        }
        values |= changes
        values.setdefault("score", {"right": 1.0, "partly": 0.5, "wrong": 0.0}[values["outcome"]])
        return Attempt(**values)

    return made


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own on a socket file; skipped where none runs, failed where CI is set."""
    with postgresql() as url:
        yield url
