"""A test goes on where it was left, though everything was started anew in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.progress import sitting_states as states
from kit.progress.sitting_states import forget_states, keep_state, kept_state


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    return tmp_path


def test_what_was_done_in_a_test_is_known_again_and_in_no_other() -> None:
    assert kept_state("甲", "<p>题</p>") == {}
    keep_state("甲", "<p>题</p>", {"at": "aa01"})
    assert kept_state("甲", "<p>题</p>") == {"at": "aa01"}
    assert kept_state("甲", "<p>别的题</p>") == kept_state("乙", "<p>题</p>") == {}


def test_a_damaged_file_begins_the_test_anew(data: Path) -> None:
    keep_state("甲", "题", {"at": "aa01"})
    (file,) = data.rglob("*.json")
    for damage in ("{", "[]"):
        file.write_text(damage, encoding="utf-8")
        assert kept_state("甲", "题") == {}


def test_the_tests_left_alone_the_longest_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "_KEPT", 2)
    for number in range(4):
        keep_state("甲", f"题{number}", {"at": "aa01"})
    assert len([n for n in range(4) if kept_state("甲", f"题{n}")]) == 2
    assert kept_state("甲", "题3") == {"at": "aa01"}


def test_a_key_that_is_a_path_takes_nothing_else_away(data: Path) -> None:
    keep_state("甲", "题", {"at": "aa01"})
    for key in ("..", "../..", str(data), "."):
        forget_states(key)
        assert kept_state("甲", "题") == {"at": "aa01"}


def test_forgetting_one_set_leaves_the_others() -> None:
    for key in ("甲", "乙"):
        keep_state(key, "题", {"at": "aa01"})
    forget_states("甲")
    assert (kept_state("甲", "题"), kept_state("乙", "题")) == ({}, {"at": "aa01"})
    forget_states()
    assert kept_state("乙", "题") == {}
