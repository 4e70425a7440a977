"""A room from its beginning to its end: begun or taken up again, run, told where it is."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

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
from kit.room.room_faults import faults_told
from kit.room.room_store import KeptRoom, Room, kept_rooms, new_room, whole_room, write_room
from kit.room.running import RunningRoom, announced, running_room
from kit.room.server import application
from kit.room.steering import begin

HERE = "127.0.0.1"
PORT = 8410
"""Where a room is, so that phones find it again after a new start."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A room that is about to run.

    ``again`` tells that it was begun before; ``ended`` is today's last one where that is over.
    """

    kept: KeptRoom
    again: bool
    ended: KeptRoom | None = None


def open_room(store: Store, led: LedSession, *, new: bool = False) -> Opened:
    """Return today's room of a session as it was left, or a new one, which `record` writes.

    Raises:
        KitError: the database cannot be read.
    """
    key = remember(led.course.study_set)
    today = local_day(datetime.now(UTC))
    of_today = [
        kept
        for kept in (() if new else kept_rooms(store, key))
        if kept.room.session == led.name and local_day(kept.room.started) == today
    ]
    for kept in of_today:
        if not kept.state.ended and _fits(kept, led):
            return Opened(whole_room(store, kept), again=True)
    ended = next((kept for kept in of_today if kept.state.ended), None)
    fresh = KeptRoom(new_room(key, led.name, led.title), begin(led.plan))
    return Opened(fresh, again=False, ended=ended)


def record(store: Store, opened: Opened) -> None:
    """Write a room that is new.

    Raises:
        KitError: the database cannot be written to.
    """
    if not opened.again:
        write_room(store, opened.kept.room, opened.kept.state)


def _fits(kept: KeptRoom, led: LedSession) -> bool:
    """Tell whether a room's state is still about the session as its notebook is now."""
    state, slides = kept.state, led.plan.slides
    last = max([state.slide, *(one.slide for one in state.rounds)])
    asked = [one for one in state.rounds if one.kind == "question"]
    return last < len(slides) and all(
        one.question in led.bank and (one.apart or one.question == slides[one.slide].question)
        for one in asked
    )


def run_room(
    store: Store,
    led: LedSession,
    opened: Opened,
    *,
    host: str,
    port: int,
    ready: Callable[[str, str], None],
    tell: Callable[[str], None],
) -> KeptRoom:
    """Run a room until it is stopped by Ctrl+C or a signal, and return it as it is then.

    A new one is written once its port is its own: what fails to start leaves nothing behind.

    Args:
        store: where it is kept.
        led: what is led.
        opened: the room.
        host: the address that phones reach; this machine answers itself in any case.
        port: the port.
        ready: told the leader's and the phones' address once both answer.
        tell: told what goes wrong while it runs, as a sentence for the leader.

    Raises:
        KitError: the port is taken, or the room is open in another window already.
    """
    running = running_room()
    its_own = running is not None and running.leader.endswith(opened.kept.room.secret)
    page = f"，或者打开 {running.leader}" if running is not None and its_own else ""
    refused = KitError(
        "这次学习会已经在另一个窗口里带着。",
        remedy=f"请回到那个窗口{page}；要另开一次，请加 --new，并用 --port 换一个端口。",
    )
    with held([opened.kept.room], refused), faults_told(tell):
        hub = Hub(led, store, opened.kept)
        asyncio.run(_run(hub, host, port, ready, partial(record, store, opened)))
    return hub.kept


@contextmanager
def held(rooms: Iterable[Room], refused: KitError) -> Iterator[None]:
    """Hold rooms for as long as something is done with them, so that nobody else leads them.

    Raises:
        KitError: ``refused`` where another window leads one; or the locks cannot be made.
    """
    folder = data_folder()
    make_private(folder)
    with ExitStack() as locks:
        for one in rooms:
            lock = folder / f"room-{one.id}.lock"
            try:
                locks.enter_context(one_at_a_time(lock, lock))
            except KitError as error:
                if isinstance(error.__cause__, OSError):
                    raise
                raise refused from error
        yield


async def _run(
    hub: Hub,
    host: str,
    port: int,
    ready: Callable[[str, str], None],
    begun: Callable[[], None],
) -> None:
    try:
        server, at = listen(application(hub, host), (HERE, host), port)
    except KitError as error:
        raise _ours(port) or error from error
    begun()
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


def _ours(port: int) -> KitError | None:
    """Return what is to be said where a room of this user has the port, None where none has."""
    running = running_room()
    if running is None or urlsplit(running.leader).port != port:
        return None
    with suppress(OSError, ValueError):
        running.state()
        what = f"端口 {port} 上正带着另一次学习会：{running.leader}。"
        remedy = f"请先在它的窗口里按 Ctrl+C 停下；要同时再带一次，请加 --port {port + 1}。"
        return KitError(what, remedy=remedy)
    return None


def _stop_at_signals() -> None:
    """Let a signal end the room as Ctrl+C does, where the system has such signals."""
    task = asyncio.current_task()
    if task is not None:
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
