"""A room is begun once, taken up again on the same day, and led from one window."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta

import pytest

from kit.errors import KitError
from kit.progress import Store
from kit.room.led_room import HERE, held, open_room, record, run_room
from kit.room.led_session import LedSession
from kit.room.room_state import RoomState, Round
from kit.room.room_store import kept_rooms, write_changes
from kit.room.running import RunningRoom, announced
from kit.room.steering import apply


def test_what_was_left_today_is_taken_up_again_unless_it_ended(
    led: LedSession, store: Store
) -> None:
    first = open_room(store, led)
    record(store, first)
    assert not first.again
    assert first.ended is None
    again = open_room(store, led)
    assert again.again
    assert again.kept.room == first.kept.room
    other = open_room(store, led, new=True)
    record(store, other)
    assert other.kept.room != first.kept.room
    over = apply(other.kept.state, {"do": "end"}, led.plan)
    write_changes(store, other.kept.room.id, state=over)
    assert open_room(store, led).kept.room == first.kept.room
    write_changes(store, first.kept.room.id, state=over)
    third = open_room(store, led)
    assert not third.again
    assert third.ended is not None
    assert third.ended.room == other.kept.room


def test_what_was_left_on_another_day_is_not(
    led: LedSession, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = iter(range(9))
    monkeypatch.setattr("kit.room.led_room.local_day", lambda at: at + timedelta(next(days)))
    record(store, open_room(store, led))
    assert not open_room(store, led).again


@pytest.mark.parametrize(
    "changed",
    [
        RoomState(slide=99),
        RoomState(rounds=(Round(1, "question", 99, "single"),)),
        RoomState(rounds=(Round(1, "question", 2, "order"),)),
        RoomState(rounds=(Round(1, "question", 2, "deleted", apart=True),)),
    ],
)
def test_a_room_that_the_notebook_has_outgrown_is_not_taken_up_again(
    led: LedSession, store: Store, changed: RoomState
) -> None:
    first = open_room(store, led)
    record(store, first)
    write_changes(store, first.kept.room.id, state=changed)
    assert not open_room(store, led).again


def test_a_room_is_led_in_one_window_only(led: LedSession, store: Store) -> None:
    opened = open_room(store, led)
    with (
        held([opened.kept.room], KitError("")),
        pytest.raises(KitError, match="已经在另一个窗口里带着"),
    ):
        run_room(store, led, opened, host=HERE, port=0, ready=_nothing, tell=_nothing)


def test_a_room_that_is_stopped_returns_what_it_is_at(led: LedSession, store: Store) -> None:
    opened = open_room(store, led)
    told: list[str] = []

    def ready(*addresses: str) -> None:
        told.extend(addresses)
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().call_soon(task.cancel)

    kept = run_room(store, led, opened, host=HERE, port=0, ready=ready, tell=_nothing)
    assert kept.room == opened.kept.room
    assert told[0].startswith(f"http://{HERE}:")
    assert kept.room.secret in told[0]
    assert kept.room.secret not in told[1]


def test_a_room_that_cannot_start_leaves_nothing_behind(led: LedSession, store: Store) -> None:
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(KitError, match="别的程序占用"):
            _start(store, led, port)
    assert kept_rooms(store) == ()


def test_where_another_room_of_ours_has_the_port_it_is_named(
    led: LedSession, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RunningRoom, "state", lambda _: {})
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]
        leader = f"http://{HERE}:{port}/leader/x"
        with (
            announced(RunningRoom("set", leader)),
            pytest.raises(KitError, match="正带着另一次学习会") as refused,
        ):
            _start(store, led, port)
    assert leader in str(refused.value)
    assert f"--port {port + 1}" in refused.value.remedy


def _nothing(*_: str) -> None:
    raise AssertionError("it has started")


def _start(store: Store, led: LedSession, port: int) -> None:
    """Start a room that is not to start."""
    opened = open_room(store, led)
    run_room(store, led, opened, host=HERE, port=port, ready=_nothing, tell=_nothing)
