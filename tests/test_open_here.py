"""What is open is told to nobody but its own user, and opens where it cannot be told of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kit.open_here import found_here, told_here

pytestmark = pytest.mark.quick


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kit.open_here.data_folder", lambda: tmp_path / "home")
    return tmp_path / "home"


def test_nobody_else_could_read_it_at_any_time(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    fsync = os.fsync

    def looked_at(file: int) -> None:  # while it is written
        modes.append(os.fstat(file).st_mode & 0o777)
        fsync(file)

    monkeypatch.setattr(os, "fsync", looked_at)
    with told_here("x", "secret"):
        assert found_here("x") == "secret"
        modes.append((home / "open" / "x").stat().st_mode & 0o777)
    assert modes == [0o600, 0o600]
    assert found_here("x") == ""


def test_what_another_one_tells_by_then_stays(home: Path) -> None:
    with told_here("x", "first"):
        (home / "open" / "x").write_text("second", encoding="utf-8")
    assert found_here("x") == "second"


def test_it_opens_where_it_cannot_be_told_of(home: Path) -> None:
    home.write_text("no folder", encoding="utf-8")
    with told_here("x", "text"):
        assert found_here("x") == ""
