"""What every request to a room goes through: who asks, and what the browser may do."""

from __future__ import annotations

import asyncio
import hmac
import json
from contextlib import suppress
from http import HTTPStatus
from importlib.resources import files
from types import TracebackType
from typing import Any

from tornado.iostream import IOStream, StreamBufferFullError
from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from kit.errors import HALF_PAIR
from kit.room.hub import Hub
from kit.room.network import is_ours, plain_host
from kit.room.room_faults import LOG

ONE_FILE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
"""What a page that needs no other file may do."""

_NONSENSE = 20  # messages of a socket that are not understood, before it is closed
_UNREAD = 512 * 1024  # bytes that wait for a page that reads nothing, before it is let go


class Guarded(RequestHandler):
    """What all requests are: looked at for who asks, and answered to no other server's page."""

    hub: Hub

    def prepare(self) -> None:
        """Refuse what does not mean this very server."""
        if not is_ours(self.request, self.settings["room_host"]):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        """Allow the browser what the room's pages need, and nothing else."""
        host = self.request.host
        self.set_header("Server", "kit")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data:; font-src data:; connect-src 'self' ws://{plain_host(host)}; "
            "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
        )

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say the same to whatever is refused, and nothing of what went wrong."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        refused = status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        self.finish("这里没有可看的内容。" if refused else "现在打不开，请稍后再试。")

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Write down what went wrong, not what was asked for: its path may hold the secret."""
        if isinstance(value, Exception) and not isinstance(value, HTTPError):
            LOG.error("%s", type(self).__name__, exc_info=value)


class OfLeader(Guarded):
    """What only who knows the room's secret may ask; it is the first part of the path matched."""

    def prepare(self) -> None:
        """Compare the secret, in a time that tells nothing of it."""
        super().prepare()
        given, *self.path_args = self.path_args
        if not hmac.compare_digest(given.encode(), self.hub.room.secret.encode()):
            raise HTTPError(404)


class Handler(Guarded):
    """A request that is answered once."""

    def initialize(self, hub: Hub, page: str = "") -> None:
        """Note the room, and the page that is asked for."""
        self.hub = hub
        self.page = page

    def send_json(self, text: str) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(text)

    def sent(self) -> dict[str, Any]:
        """Return the JSON object of the request's body."""
        record = record_in(self.request.body)
        if record is None:
            raise HTTPError(400)
        return record


class KeptByPhones(Handler):
    """What is the same for all: a phone may keep it, and asks whether it is still the same."""

    def set_default_headers(self) -> None:
        """Allow what the others are allowed, and to be kept."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-cache")


class Document(Handler):
    """One of the room's pages."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(file_of_room(self.page))


class Socket(Guarded, WebSocketHandler):
    """A connection that both sides write to."""

    def initialize(self, hub: Hub) -> None:
        """Note the room."""
        self.hub = hub
        self.nonsense = 0
        self.gone = False

    def open(self, *_: str, **__: str) -> None:
        """Send at once what is sent, and keep little for who does not read it."""
        self.set_nodelay(True)
        stream = self._stream()
        if stream is not None:
            stream.max_write_buffer_size = _UNREAD

    def on_close(self) -> None:
        """Have the room forget it."""
        self.gone = True
        self.hub.leave(self.send_text)

    def send_text(self, text: str) -> None:
        """Send a text; whoever has gone misses nothing that coming back does not bring."""
        try:
            self.write_message(text).add_done_callback(_look_at)
        except WebSocketClosedError:
            pass
        except StreamBufferFullError:
            self.let_go()

    def let_go(self) -> None:
        """End the connection at once, without a word."""
        stream = self._stream()
        if stream is not None:
            stream.close()

    def _stream(self) -> IOStream | None:
        return self.ws_connection.stream if self.ws_connection is not None else None

    def understood(self, message: str | bytes) -> dict[str, Any] | None:
        """Return the JSON object of a message; who sends too much nonsense is let go."""
        record = record_in(message)
        if record is None:
            self.nonsense += 1
            if self.nonsense >= _NONSENSE:
                self.close(1008)
        return record


def record_in(text: str | bytes) -> dict[str, Any] | None:
    """Return the JSON object that a text holds, None where it holds none that can be kept."""
    with suppress(ValueError, RecursionError):
        record = json.loads(text, parse_constant=_refuse)
        if isinstance(record, dict) and not HALF_PAIR.search(
            json.dumps(record, ensure_ascii=False)
        ):
            return record
    return None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _look_at(sending: asyncio.Future[Any]) -> None:
    """Look at what became of a message, so that nobody is told of one that was not taken."""
    if not sending.cancelled():
        sending.exception()


def file_of_room(name: str) -> bytes:
    """Return a file of the room's pages."""
    return files("kit.room").joinpath("pages", name).read_bytes()
