"""A room that runs beside a browser test, with phones that a test speaks for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, Self

from kit.progress import Store
from kit.room.led_session import LedSession
from kit.room.requests import Socket
from tests.room.live import PATIENCE, Live, Window

ADDRESS = "http://192.168.1.5:8410/"
"""What phones are told; nobody goes there."""


class RoomThread:
    """A room on an event loop of its own, and the phones in it."""

    def __init__(self, led: LedSession, store: Store) -> None:
        self.live = Live(led, store)
        self.phones: list[Window] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._open = AsyncExitStack()

    def __enter__(self) -> Self:
        self._thread.start()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def start(self) -> None:
        """Open the room, as it was left, where it was."""
        self._run(self._open.enter_async_context(self.live.opened()))
        self.live.hub.address = ADDRESS

    def stop(self) -> None:
        """Close it as if it were killed; nobody reaches it."""
        self.phones.clear()
        audience = self.live.hub.audience
        for send in [*audience._leaders, *audience._phones]:
            window = send.__self__  # type: ignore[attr-defined]
            if isinstance(window, Socket):
                self._loop.call_soon_threadsafe(window.close)
        self._run(self._open.aclose())
        self._open = AsyncExitStack()

    @property
    def leader(self) -> str:
        """The address of the leader's page."""
        return f"http://127.0.0.1:{self.live.port}{self.live.leader_path}"

    @property
    def phones_page(self) -> str:
        """The address of the phones' page, for a browser on this machine."""
        return f"http://127.0.0.1:{self.live.port}/"

    def do(self, *commands: str | dict[str, Any]) -> dict[str, Any]:
        """Give commands as another window of the leader, and return the state after them."""
        for command in commands:
            given = {"do": command} if isinstance(command, str) else command
            self._run(self.live.hub.command(given))
        return self.live.hub.view.speaker()

    def come(self, count: int) -> None:
        """Let so many phones come in."""
        self.phones += [self._run(self.live.phone()) for _ in range(count)]

    def go(self) -> None:
        """Let the phone that came last go."""
        self._loop.call_soon_threadsafe(self.live.forget, self.phones.pop())

    def answer(self, *responses: object) -> None:
        """Let each phone in turn give a response, as far as there are some."""
        now = self.live.hub.state.round
        for phone, response in zip(self.phones, responses, strict=False):
            message = {"answer": response, "round": now.id if now else 0, "n": 1}
            told = self._run(self._told(phone, message))
            assert "kept" in told, told

    def join_teams(self, *teams: int) -> None:
        """Let each phone in turn choose a group."""
        for phone, team in zip(self.phones, teams, strict=False):
            self._run(phone.send({"team": team}))

    def say(self, *texts: str) -> None:
        """Let each phone in turn write something."""
        now = self.live.hub.state.round
        for phone, text in zip(self.phones, texts, strict=False):
            message = {"say": text, "round": now.id if now else 0, "n": 1}
            assert "kept" in self._run(self._told(phone, message))

    async def _told(self, phone: Window, message: dict[str, Any]) -> dict[str, Any]:
        await phone.send(message)
        return await phone.until(lambda told: "kept" in told or "refused" in told)

    def _run(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(2 * PATIENCE)
