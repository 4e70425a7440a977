"""A fault of the code is told to the leader, written down, and ends neither room nor writer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.web import HTTPError

from kit.errors import KitError
from kit.progress import Store
from kit.room.room_faults import LOG, delete_faults, faults_told
from kit.room.room_state import RoomState
from kit.room.room_store import kept_rooms, new_room, write_changes, write_room
from kit.room.room_writer import ToKeep, Writer
from tests.room.live import Live


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kit.room.room_faults.data_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def told(folder: Path) -> Iterator[list[str]]:
    assert not list(folder.glob("room.log*"))
    sentences: list[str] = []
    with faults_told(sentences.append):
        yield sentences


def broken(*_: object, **__: object) -> Any:
    raise ZeroDivisionError("what a phone wrote")


def test_a_fault_in_a_request_is_told_once_and_written_down_but_not_sent(
    live: Live, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def visit() -> None:
        monkeypatch.setattr("kit.room.leader_requests.qr_svg", broken)
        for _ in range(2):
            answered = await live.ask(f"{live.leader_path}/qr.svg")
            assert answered.code == 500
            assert answered.body.decode() == "现在打不开，请稍后再试。"
        monkeypatch.setattr(type(live.hub), "choose_team", broken)
        phone = await live.socket("/ws")
        await phone.send({"hello": None})
        assert await phone.socket.read_message() is None
        live.forget(phone)

    live.run(visit)
    assert len(told) == 1
    assert told[0].startswith("程序出错（ZeroDivisionError）。学习会照常进行。")
    assert str(folder / "room.log") in told[0]
    written = (folder / "room.log").read_text(encoding="utf-8")
    assert written.count("Traceback") == 3
    assert live.hub.room.secret not in written


def test_a_fault_in_what_is_told_later_is_told_too(
    live: Live, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def visit() -> None:
        leader = await live.leader()
        with monkeypatch.context() as faulty:
            faulty.setattr(type(live.hub), "counts", broken)
            live.hub.audience.soon(live.hub._tell_counts, 0)
            await asyncio.sleep(0.01)
        await leader.do("next")

    live.run(visit)
    assert [one.partition("。")[0] for one in told] == ["程序出错（ZeroDivisionError）"]


def test_what_is_refused_or_gone_is_no_fault(live: Live, folder: Path, told: list[str]) -> None:
    async def visit() -> None:
        assert (await live.ask("/nothing")).code == 404
        phone = await live.phone()
        live.forget(phone)
        await live.ask("/answer", b"rubbish")

    live.run(visit)
    for expected in (HTTPError(503), ConnectionResetError()):
        LOG.error("", exc_info=expected)
    logging.getLogger("tornado.general").error("Reached maximum read buffer size")
    assert told == []
    assert not (folder / "room.log").exists()


def test_what_the_leader_can_mend_is_told_as_it_is(told: list[str]) -> None:
    LOG.error("", exc_info=KitError("数据库读不了。", remedy="请检查磁盘。"))
    assert told == ["数据库读不了。请检查磁盘。"]


def test_a_file_that_cannot_be_written_ends_nothing(folder: Path, told: list[str]) -> None:
    (folder / "room.log").mkdir()
    LOG.error("", exc_info=ZeroDivisionError())
    assert told == ["程序出错（ZeroDivisionError）。学习会照常进行。"]


def test_the_file_is_bounded_and_deleted_with_the_rooms(folder: Path, told: list[str]) -> None:
    for _ in range(50):
        LOG.error("x" * 20_000, exc_info=ZeroDivisionError())
    files = sorted(folder.glob("room.log*"))
    assert [path.name for path in files] == ["room.log", "room.log.1"]
    assert sum(path.stat().st_size for path in files) < 450_000
    assert len(told) == 1
    delete_faults()
    assert not list(folder.glob("room.log*"))


def test_a_fault_after_the_commit_fails_its_own_change_and_the_writer_goes_on(
    store: Store, told: list[str]
) -> None:
    room = new_room("set", "s", "t")
    write_room(store, room, RoomState())
    counted: list[int] = []

    def kept(change: ToKeep) -> None:
        assert change.state is not None
        if change.state.slide == 1:
            raise ZeroDivisionError
        counted.append(change.state.slide)

    async def visit() -> None:
        writer = Writer(store, room.id, kept)
        writer.start()
        changes = [writer.keep(ToKeep(state=RoomState(slide=slide))) for slide in (1, 2, 3)]
        came_to = await asyncio.gather(*changes, return_exceptions=True)
        assert [type(one) for one in came_to] == [KitError, type(None), type(None)]
        await asyncio.wait_for(writer.stop(), 5)

    asyncio.run(visit())
    assert counted == [2, 3]
    assert len(told) == 1


def test_a_change_that_the_code_cannot_write_takes_no_other_with_it(
    store: Store, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = new_room("set", "s", "t")
    write_room(store, room, RoomState())

    def some(*given: Any, state: RoomState, **changes: Any) -> None:
        if state.slide == 3:
            raise ZeroDivisionError
        write_changes(*given, state=state, **changes)

    async def visit() -> None:
        monkeypatch.setattr("kit.room.room_writer.write_changes", some)
        writer = Writer(store, room.id, lambda _: None)
        writer.start()
        changes = [writer.keep(ToKeep(state=RoomState(slide=slide))) for slide in (1, 2, 3)]
        came_to = await asyncio.gather(*changes, return_exceptions=True)
        assert [type(one) for one in came_to] == [type(None), type(None), KitError]
        await asyncio.wait_for(writer.stop(), 5)

    asyncio.run(visit())
    assert kept_rooms(store)[0].state.slide == 2
    assert len(told) == 1
