"""What ``pytest -m quick`` runs: something of every room, nothing that asks for long fixtures."""

from __future__ import annotations

import pytest

from tests.quick import LONG, SLOW, TESTS

ROOMS = sorted(path.parent.name for path in (TESTS.parent / "kit").glob("*/__init__.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_quick_tests(room: str) -> None:
    quick = {path.relative_to(TESTS).as_posix() for path in TESTS.glob(f"{room}/test_*.py")} - LONG
    assert quick, f"tests/{room} has no module that is not long"


def test_the_modules_that_are_left_out_exist() -> None:
    assert [name for name in sorted(LONG) if not (TESTS / name).exists()] == []


def test_what_is_run_is_marked_by_the_rule(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        if item.get_closest_marker("quick"):
            assert item.path.relative_to(TESTS).as_posix() not in LONG
            assert not SLOW & set(getattr(item, "fixturenames", ()))
            assert not item.get_closest_marker("browser")
