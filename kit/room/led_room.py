"""A room from its beginning to its end: begun or taken up again, run, told where it is."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from kit.errors import KitError
from kit.identity import remember
from kit.library import data_folder, make_private
from kit.locking import one_at_a_time
from kit.progress import Store
from kit.progress.attempts import local_day
from kit.room.addresses import page_address
from kit.room.hub import Hub
from kit.room.led_session import LedSession
from kit.room.network import listen
from kit.room.room_store import KeptRoom, kept_rooms, new_room, whole_room, write_room
from kit.room.running import RunningRoom, announced
from kit.room.server import application
from kit.room.steering import begin

HERE = "127.0.0.1"
PORT = 8410
"""Where a room is, so that phones find it again after a new start."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A room that is about to run; ``again`` tells that it was begun before."""

    kept: KeptRoom
    again: bool


def open_room(store: Store, led: LedSession, *, new: bool = False) -> Opened:
    """Return today's room of a session as it was left, or a new one, which is written.

    Raises:
        KitError: the database cannot be read or written.
    """
    key = remember(led.course.study_set)
    today = local_day(datetime.now(UTC))
    for kept in () if new else kept_rooms(store, key):
        same = kept.room.session == led.name and not kept.state.ended
        if same and local_day(kept.room.started) == today and _fits(kept, led):
            return Opened(whole_room(store, kept), again=True)
    room = new_room(key, led.name, led.title)
    state = begin(led.plan)
    write_room(store, room, state)
    return Opened(KeptRoom(room, state), again=False)


def _fits(kept: KeptRoom, led: LedSession) -> bool:
    """Tell whether a room's state is still about the session as its notebook is now."""
    state = kept.state
    asked = (one.question for one in state.rounds if one.kind == "question")
    return state.slide < len(led.slides) and all(one in led.bank for one in asked)


def run_room(
    store: Store,
    led: LedSession,
    opened: Opened,
    *,
    host: str,
    port: int,
    ready: Callable[[str, str], None],
) -> KeptRoom:
    """Run a room until it is stopped by Ctrl+C or a signal, and return it as it is then.

    Args:
        store: where it is kept.
        led: what is led.
        opened: the room.
        host: the address that phones reach; this machine answers itself in any case.
        port: the port.
        ready: told the leader's and the phones' address once both answer.

    Raises:
        KitError: the port is taken, or the room is open in another window already.
    """
    folder = data_folder()
    make_private(folder)
    lock = folder / f"room-{opened.kept.room.id}.lock"
    with ExitStack() as held:
        try:
            held.enter_context(one_at_a_time(lock, lock))
        except KitError as error:
            what = "这次学习会已经在另一个窗口里带着。"
            remedy = "请回到那个窗口；要另开一次，请加 --new，并用 --port 换一个端口。"
            raise KitError(what, remedy=remedy) from error
        hub = Hub(led, store, opened.kept)
        asyncio.run(_run(hub, host, port, ready))
    return hub.kept


async def _run(hub: Hub, host: str, port: int, ready: Callable[[str, str], None]) -> None:
    server, at = listen(application(hub, host), (HERE, host), port)
    hub.start()
    _stop_at_signals()
    leader = f"http://{HERE}:{at}/leader/{hub.room.secret}"
    hub.address = page_address(host, at)
    try:
        with announced(RunningRoom(hub.room.study_set, leader)):
            ready(leader, hub.address)
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
    finally:
        server.stop()
        await hub.stop()


def _stop_at_signals() -> None:
    """Let a signal end the room as Ctrl+C does, where the system has such signals."""
    task = asyncio.current_task()
    if task is not None:
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
