"""A room on loopback for as long as a test needs it, and phones and leaders that talk to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from kit.progress import Store
from kit.room.hub import Hub
from kit.room.led_room import open_room, record
from kit.room.led_session import LedSession
from kit.room.network import listen
from kit.room.server import application

PATIENCE = 10.0


class Window:
    """A connection to the room: what it was sent last, and what it is sent next."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []
        self.state: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.you = ""

    async def send(self, message: object) -> None:
        text = message if isinstance(message, str | bytes) else json.dumps(message)
        await self.socket.write_message(text)

    async def until(self, wanted: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Return the next message for which something is true."""
        while True:
            text = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
            assert text is not None, "the room has closed the connection"
            message: dict[str, Any] = json.loads(text)
            self.heard.append(message)
            self.state = message.get("state", self.state)
            self.mine = message.get("mine", self.mine)
            self.you = message.get("you", self.you)
            if wanted(message):
                return message

    async def do(self, command: str | dict[str, Any]) -> dict[str, Any]:
        """Give a leader's command, and wait for the state after it, or for its refusal."""
        given = {"do": command} if isinstance(command, str) else command
        before = self.state.get("version", 0)
        await self.send(given)
        return await self.until(
            lambda told: (
                "refused" in told or ("state" in told and told["state"]["version"] > before)
            )
        )

    async def answer(self, response: object, n: int = 1) -> dict[str, Any]:
        """Answer the round that this phone sees, and wait for what is said to it."""
        await self.send({"answer": response, "round": self.state["round"]["id"], "n": n})
        return await self.until(lambda told: "kept" in told or "refused" in told)

    async def sees(self, phase: str, round_phase: str = "") -> None:
        """Wait until the phone is at a phase."""

        def there(state: dict[str, Any]) -> bool:
            return state.get("phase") == phase and (
                not round_phase or state["round"]["phase"] == round_phase
            )

        while not there(self.state):
            await self.until(lambda told: "state" in told)


class Live:
    """A room that a test runs."""

    def __init__(self, led: LedSession, store: Store) -> None:
        self.led = led
        self.store = store
        self.hub: Hub
        self.port = 0
        self._sockets: list[WebSocketClientConnection] = []

    def run(self, visit: Callable[[], Awaitable[None]]) -> None:
        """Run the room, visit it, and end it."""
        asyncio.run(self._run(visit))

    async def _run(self, visit: Callable[[], Awaitable[None]]) -> None:
        async with self.opened():
            await visit()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open today's room as the command does; once more, at the same port."""
        opened = open_room(self.store, self.led)
        record(self.store, opened)
        self.hub = Hub(self.led, self.store, opened.kept)
        server, self.port = listen(application(self.hub), ["127.0.0.1"], self.port)
        self.hub.start()
        try:
            yield
        finally:
            for socket in self._sockets:
                socket.close()
            for socket in self._sockets:
                while await asyncio.wait_for(socket.read_message(), PATIENCE) is not None:
                    pass
            self._sockets.clear()
            server.stop()
            await server.close_all_connections()
            await self.hub.stop()

    @property
    def leader_path(self) -> str:
        return f"/leader/{self.hub.room.secret}"

    async def socket(self, path: str, **headers: str) -> Window:
        request = HTTPRequest(f"ws://127.0.0.1:{self.port}{path}", headers=headers)
        socket = await websocket_connect(request)
        self._sockets.append(socket)
        return Window(socket)

    def forget(self, window: Window) -> None:
        """Close a connection, and do not wait until it is."""
        window.socket.close()
        self._sockets.remove(window.socket)

    async def phone(self, you: str | None = None) -> Window:
        window = await self.socket("/ws")
        await window.send({"hello": you, "version": 0})
        await window.until(lambda told: "you" in told)
        return window

    async def leader(self, view: str = "") -> Window:
        window = await self.socket(f"{self.leader_path}/ws?view={view}")
        await window.until(lambda told: "state" in told)
        return window

    async def ask(
        self, path: str, body: object = None, method: str = "", **headers: str
    ) -> HTTPResponse:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body)
        request = HTTPRequest(
            f"http://127.0.0.1:{self.port}{path}",
            method=method or ("GET" if data is None else "POST"),
            body=data,
            headers=headers,
            allow_nonstandard_methods=True,
        )
        return await AsyncHTTPClient().fetch(request, raise_error=False)
