"""The one writer of a room: takes all that waits into one transaction, then acknowledges each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from kit.errors import KitError, sentence
from kit.progress import Store
from kit.room.room_faults import LOG
from kit.room.room_state import RoomState
from kit.room.room_store import RoomAnswer, RoomMessage, write_changes

_BATCH = 500


@dataclass(frozen=True, slots=True)
class ToKeep:
    """What is to be kept: an answer, a short text, or the room's state."""

    answer: RoomAnswer | None = None
    message: RoomMessage | None = None
    state: RoomState | None = None


_Waiting = tuple[ToKeep, "asyncio.Future[None]"]


class Writer:
    """Keeps changes in the order in which they came.

    ``kept`` is told of each once it is kept, and before who waits for it.
    """

    def __init__(self, store: Store, room: str, kept: Callable[[ToKeep], None]) -> None:
        self._store = store
        self._room = room
        self._kept = kept
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="room")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write; the event loop runs already."""
        self._task = asyncio.get_running_loop().create_task(self._write())

    async def stop(self) -> None:
        """End once what waits is written."""
        if self._task is not None:
            await self._queue.join()
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._thread.shutdown()

    async def keep(self, change: ToKeep) -> None:
        """Keep a change; when this returns, it survives a crash.

        Raises:
            KitError: it cannot be written; nothing of it is.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait((change, done))
        await done

    async def _write(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < _BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._settle(batch)

    async def _settle(self, batch: list[_Waiting]) -> None:
        """Write a batch in one go, each alone where something in it is a fault of the code."""
        loop = asyncio.get_running_loop()
        fault: KitError | None = None
        try:
            changes = [change for change, _ in batch]
            await loop.run_in_executor(self._thread, self._write_batch, changes)
        except KitError as error:
            fault = error
        except Exception as error:
            if len(batch) > 1:
                for one in batch:
                    await self._settle([one])
                return
            fault = _of_code(error)
        for change, done in batch:
            self._queue.task_done()
            came_to = fault or self._counted(change)
            if done.done():
                continue
            if came_to is None:
                done.set_result(None)
            else:
                done.set_exception(came_to)

    def _counted(self, change: ToKeep) -> KitError | None:
        """Have a change that is kept count; return the fault of the code where it does not."""
        try:
            self._kept(change)
        except Exception as error:
            return _of_code(error)
        return None

    def _write_batch(self, changes: list[ToKeep]) -> None:
        states = [one.state for one in changes if one.state is not None]
        write_changes(
            self._store,
            self._room,
            answers=[one.answer for one in changes if one.answer is not None],
            messages=[one.message for one in changes if one.message is not None],
            state=states[-1] if states else None,
        )


def _of_code(error: Exception) -> KitError:
    """Write a fault of the code down, and return what is said of it to who waits."""
    LOG.error("keep", exc_info=error)
    return KitError(sentence(error))
