"""Nothing acknowledged is ever lost: writers are killed, and writers write all at once."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kit.progress import Store

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked"),
]


def run(*arguments: object) -> dict[str, Any]:
    script = str(Path(__file__).with_name("writers.py"))
    command = [sys.executable, script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=300)
    assert done.stderr == ""
    return dict(json.loads(done.stdout))


def assert_whole(file: Path) -> None:
    with closing(sqlite3.connect(file)) as bare:
        assert bare.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_200_kills_lose_no_acknowledged_answer(store: Store, file: Path) -> None:
    told = run("kills", f"sqlite:///{file}", 200)
    kept = {attempt.uuid for attempt in store.attempts()}
    acknowledged = set(told["acknowledged"])
    assert len(acknowledged) > 100
    assert told["torn"] > 0, "no kill fell into a transaction"
    assert acknowledged <= kept
    assert len(kept) - len(acknowledged) <= 200, "at most one answer a kill was not told yet"
    assert_whole(file)


def test_8_writers_of_1000_answers_at_once_lose_none(store: Store, file: Path) -> None:
    acknowledged = run("crowd", f"sqlite:///{file}", 8, 1000)["acknowledged"]
    assert len(acknowledged) == 8000
    assert {attempt.uuid for attempt in store.attempts()} == set(acknowledged)
    assert_whole(file)


def test_8_writers_to_postgresql_lose_none(postgres: str) -> None:
    with Store(postgres) as store:
        store.forget()
        acknowledged = run("crowd", postgres, 8, 250)["acknowledged"]
        assert len(acknowledged) == 2000
        assert {attempt.uuid for attempt in store.attempts()} == set(acknowledged)
