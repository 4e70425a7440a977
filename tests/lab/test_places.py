"""Where a learner was is kept with the other records, whatever the port and the browser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kit.lab.places import keep_place, places
from kit.library import StudySet

pytestmark = pytest.mark.quick
HERE = {"cell": "a", "past": 30, "heading": "讲了什么"}


@pytest.fixture(autouse=True)
def _own_data(small_set: StudySet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.lab.places.data_folder", lambda: tmp_path / "data")
    for name in ("01_first", "02_one"):
        (small_set.notebooks / f"{name}.ipynb").write_bytes(small_set.index.read_bytes())


def test_the_place_in_each_lesson_and_the_last_lesson_are_kept(small_set: StudySet) -> None:
    assert places(small_set) == {}
    keep_place(small_set, "02_one", HERE)
    keep_place(small_set, "01_first", HERE | {"past": 4})
    assert places(small_set) == {
        "last": "01_first",
        "lessons": {"02_one": HERE, "01_first": HERE | {"past": 4}},
    }


def test_a_lesson_that_the_set_no_longer_has_is_not_the_last(small_set: StudySet) -> None:
    keep_place(small_set, "02_one", HERE)
    (small_set.notebooks / "02_one.ipynb").unlink()
    assert places(small_set) == {"last": "", "lessons": {"02_one": HERE}}


def test_places_that_two_windows_keep_at_once_are_all_kept(small_set: StudySet) -> None:
    names = [f"{number:02}_lesson" for number in range(24)]
    with ThreadPoolExecutor(8) as windows:
        list(windows.map(lambda name: keep_place(small_set, name, HERE), names))
    assert sorted(places(small_set)["lessons"]) == names


@pytest.mark.parametrize("place", [{}, HERE | {"past": "30"}, HERE | {"cell": None}])
def test_what_is_no_place_is_left_aside(small_set: StudySet, place: dict[str, object]) -> None:
    keep_place(small_set, "02_one", place)
    assert places(small_set) == {}


def test_a_damaged_file_is_as_none(small_set: StudySet, tmp_path: Path) -> None:
    keep_place(small_set, "02_one", HERE)
    (file,) = (tmp_path / "data" / "places").iterdir()
    for damage in ("{", "[]", '{"lessons": 3}'):
        file.write_text(damage, encoding="utf-8")
        assert places(small_set) == {}
    keep_place(small_set, "02_one", HERE)
    assert places(small_set)["last"] == "02_one"
