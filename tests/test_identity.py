"""A set is known again by two of three: its id, its place, its text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.files import write_whole
from kit.identity import holder, key_of, keys_of_name, new_id, remember, stored_id
from kit.library import DEFAULT_SET, StudySet, data_folder, own_roots, study_set

Placed = Callable[..., StudySet]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own; it is not there yet."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "data" / name)
    return data_folder()


@pytest.fixture
def placed(tmp_path: Path) -> Placed:
    """Put a set into a folder: its name, its text, the id that it claims."""

    def put(folder: str, name: str = "mine", text: str = "甲", claimed: str = "") -> StudySet:
        chosen = StudySet(name, tmp_path / folder)
        line = f'id = "{claimed}"\n' if claimed else ""
        write_whole(chosen.speech_file, text)
        write_whole(chosen.source_file, f'title = ""\n{line}')
        return chosen

    return put


def test_the_built_in_set_is_known_by_its_name_and_nothing_is_noted(data: Path) -> None:
    built_in = StudySet(DEFAULT_SET, own_roots()[0])
    assert key_of(built_in) == remember(built_in) == DEFAULT_SET
    assert key_of(study_set(DEFAULT_SET)) == DEFAULT_SET
    assert not data.exists()


def test_looking_writes_nothing_and_gives_the_key_that_will_be(placed: Placed, data: Path) -> None:
    first, second = placed("a"), placed("b", text="乙")
    assert key_of(first) == "mine"
    assert not data.exists()
    assert remember(first) == "mine"
    later = key_of(second)
    assert remember(second) == later != "mine"


@pytest.mark.parametrize("claimed", ["", "mine-0123abcd"])
def test_two_sets_of_one_name_or_id_are_two(placed: Placed, claimed: str) -> None:
    for text in ("乙", "甲"):  # even a copy beside the first is a set by itself
        first, second = placed("a", claimed=claimed), placed("b", text=text, claimed=claimed)
        assert remember(first) == (claimed or "mine")
        assert remember(second) != remember(first)
        assert remember(first) == (claimed or "mine")


def test_a_set_that_claims_the_built_in_id_is_another(placed: Placed) -> None:
    named = placed("a", name=DEFAULT_SET)
    claiming = placed("b", claimed=DEFAULT_SET)
    assert len({DEFAULT_SET, remember(named), remember(claiming)}) == 3
    assert (other := holder(named)) is not None
    assert other.root in own_roots()


def test_a_set_that_was_moved_is_the_same(placed: Placed, tmp_path: Path) -> None:
    first = placed("a", claimed="mine-0123abcd")
    key = remember(first)
    shutil.move(first.root, tmp_path / "elsewhere")
    moved = StudySet(first.name, tmp_path / "elsewhere")
    assert remember(moved) == key
    (tmp_path / "elsewhere" / "seeds" / "mine").rename(tmp_path / "elsewhere" / "seeds" / "ours")
    assert remember(StudySet("ours", tmp_path / "elsewhere")) == key


@pytest.mark.parametrize("claimed", ["", "mine-0123abcd"])
def test_an_update_in_its_place_is_the_same_set(placed: Placed, claimed: str) -> None:
    key = remember(placed("a", claimed=claimed))
    assert remember(placed("a", text="乙", claimed=claimed)) == key


def test_an_id_that_is_lost_or_given_later_changes_nothing(placed: Placed) -> None:
    key = remember(placed("a"))
    assert remember(placed("a", claimed="mine-0123abcd")) == key
    assert remember(placed("a", claimed="mine-0123abcd", text="乙")) == key
    assert remember(placed("a", text="乙")) == key


def test_another_set_in_the_place_of_one_is_another(placed: Placed) -> None:
    key = remember(placed("a", claimed="mine-0123abcd"))
    other = placed("a", claimed="mine-4567cdef", text="乙")
    assert remember(other) == "mine-4567cdef"
    assert remember(placed("a", claimed="mine-0123abcd")) == key


def test_an_id_alone_is_no_right_even_where_the_set_is_gone(placed: Placed) -> None:
    first = placed("a", claimed="mine-0123abcd")
    key = remember(first)
    shutil.rmtree(first.root)
    claiming = placed("b", claimed="mine-0123abcd", text="乙")
    assert remember(claiming) != key
    assert (other := holder(claiming)) is not None
    assert (other.root, other.name) == (first.root, first.name)


def test_keys_that_differ_in_capitals_alone_are_not_given(placed: Placed) -> None:
    assert remember(placed("a")).casefold() != remember(placed("b", name="MINE")).casefold()


@pytest.mark.parametrize("claimed", ["../../x", "notebooks", "a/b", "", "\\u001b[31m", "好"])
def test_an_id_that_could_be_a_path_is_none(placed: Placed, claimed: str) -> None:
    key = remember(placed("a", claimed=claimed))
    assert key == "mine" or key.startswith("notebooks~")


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"key": 1}', "\udcff"])
def test_a_damaged_note_is_written_anew(placed: Placed, data: Path, damage: str) -> None:
    chosen = placed("a")
    key = remember(chosen)
    (note,) = (data / "sets").iterdir()
    note.write_bytes(damage.encode(errors="surrogateescape"))
    assert remember(chosen) == key
    assert json.loads(note.read_text(encoding="utf-8"))["key"] == key


def test_where_nothing_can_be_noted_the_key_is_still_known(placed: Placed, data: Path) -> None:
    data.parent.mkdir()
    data.write_bytes(b"")
    assert remember(placed("a")) == "mine"


def test_a_set_that_is_gone_is_found_by_its_name(placed: Placed) -> None:
    first, second = placed("a", claimed=new_id("mine")), placed("b", claimed=new_id("mine"))
    keys = {remember(first), remember(second)}
    assert set(keys_of_name("mine")) == keys
    assert keys_of_name(stored_id(first)) == (stored_id(first),)
    assert keys_of_name("none") == ()
