"""The room on the network: pages, sockets, and nothing else that a browser could reach."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from kit.errors import HALF_PAIR, KitError
from kit.page.styling import page_style, slides_style
from kit.room.addresses import qr_svg
from kit.room.hub import MOST_PHONES, Hub
from kit.room.network import LARGEST_MESSAGE, is_ours, plain_host
from kit.room.room_report import own_page, own_records, report_csv, report_page
from kit.room.steering import RefusedError

LONGEST_POLL = 25.0
_MOST_SOCKETS = MOST_PHONES + 100
_NONSENSE = 20  # messages of a socket that are not understood, before it is closed
_PING = 20

_PAGES = {
    "phone.js": "text/javascript",
    "phone.css": "text/css",
    "leader.js": "text/javascript",
    "leader.css": "text/css",
    "speaker.js": "text/javascript",
}
_STYLES = {"slides.css": slides_style, "page.css": page_style}


def application(hub: Hub, host: str = "") -> Application:
    """Return what answers all requests about a room; ``host`` is a name it is also known by."""
    secret = hub.room.secret
    given = {"hub": hub}
    leader = f"/leader/{secret}"
    return Application(
        [
            ("/", _Document, given | {"page": "phone.html"}),
            (r"/pages/([a-z]+\.(?:js|css))", _Page, given),
            ("/ws", _PhoneSocket, given),
            ("/state", _State, given),
            ("/(answer|say)", _Taken, given),
            (r"/(mine\.html|mine\.json)", _Mine, given),
            (leader, _Document, given | {"page": "leader.html"}),
            (f"{leader}/speaker", _Document, given | {"page": "speaker.html"}),
            (f"{leader}/ws", _LeaderSocket, given),
            (f"{leader}/do", _Command, given),
            (f"{leader}/state", _LeaderState, given),
            (f"{leader}/find", _Found, given),
            (f"{leader}/qr.svg", _Code, given),
            (rf"{leader}/report\.(html|csv)", _Report, given),
        ],
        default_handler_class=_Nothing,
        default_handler_args=given,
        log_function=lambda _handler: None,
        room_host=host,
        websocket_ping_interval=_PING,
        websocket_max_message_size=LARGEST_MESSAGE,
    )


class _Handler(RequestHandler):
    """What all of them do: look who asks, and let no other page in."""

    def initialize(self, hub: Hub, page: str = "") -> None:
        self.hub = hub
        self.page = page

    def prepare(self) -> None:
        if not is_ours(self.request, self.settings["room_host"]):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
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
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("这里没有可看的内容。")

    def send_json(self, text: str) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(text)

    def sent(self) -> dict[str, Any]:
        """Return the JSON object of the request's body."""
        record = _record(self.request.body)
        if record is None:
            raise HTTPError(400)
        return record

    def log_exception(self, *_: Any) -> None:
        """Say nothing: whoever sends rubbish does not fill the leader's terminal."""

    def phone(self, token: object) -> str:
        """Return the id of the phone that asks, which must have one of ours."""
        phone, known = self.hub.known(token)
        if known != token:
            raise HTTPError(403)
        return phone


class _Nothing(_Handler):
    def prepare(self) -> None:
        raise HTTPError(404)


class _Document(_Handler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_file(self.page))


class _Page(_Handler):
    def get(self, name: str) -> None:
        if name in _STYLES:
            self.set_header("Content-Type", "text/css; charset=utf-8")
            self.finish(_STYLES[name]())
        elif name in _PAGES:
            self.set_header("Content-Type", f"{_PAGES[name]}; charset=utf-8")
            self.finish(_file(name))
        else:
            raise HTTPError(404)


class _State(_Handler):
    """The state for phones without a socket: at once, or as soon as it is newer."""

    async def get(self) -> None:
        phone, token = self.hub.known(self.get_query_argument("you", ""))
        version = self.get_query_argument("version", "0")
        known = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        self.hub.greet(self._ignore, phone)
        try:
            await self.hub.newer(known, LONGEST_POLL)
        finally:
            self.hub.leave(self._ignore)
        self.send_json(self.hub.phone_text(phone, token))

    def _ignore(self, _text: str) -> None:
        """Take nothing: this phone asks for the state itself."""


class _Taken(_Handler):
    """An answer or a short text of a phone without a socket."""

    async def post(self, kind: str) -> None:
        sent = self.sent()
        phone = self.phone(sent.get("you"))
        self.send_json(json.dumps(await _taken(self.hub, phone, sent, kind), ensure_ascii=False))


class _Mine(_Handler):
    """What a phone's owner takes along."""

    def get(self, name: str) -> None:
        phone = self.phone(self.get_query_argument("you", ""))
        if name == "mine.html":
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Content-Security-Policy", _ONE_FILE)
            self.finish(own_page(self.hub, phone))
        else:
            self.set_header("Content-Disposition", 'attachment; filename="kit-records.json"')
            self.send_json(own_records(self.hub, phone))


class _Command(_Handler):
    async def post(self) -> None:
        self.send_json(json.dumps(await _followed(self.hub, self.sent()), ensure_ascii=False))


class _LeaderState(_Handler):
    def get(self) -> None:
        self.send_json(self.hub.leader_text(speaker=True))


class _Found(_Handler):
    def get(self) -> None:
        found = self.hub.led.bank.found(self.get_query_argument("words", "")[:100])
        self.send_json(json.dumps(found, ensure_ascii=False))


class _Code(_Handler):
    """The QR code of the phones' address."""

    def get(self) -> None:
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(qr_svg(self.hub.address or "http://127.0.0.1/"))


class _Report(_Handler):
    def get(self, kind: str) -> None:
        if kind == "csv":
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.set_header("Content-Disposition", 'attachment; filename="room.csv"')
            self.finish(report_csv(self.hub.led, self.hub.kept).encode("utf-8-sig"))
        else:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Content-Security-Policy", _ONE_FILE)
            self.finish(report_page(self.hub.led, self.hub.kept))


class _Socket(WebSocketHandler):
    """A connection that both sides write to."""

    open_sockets = 0

    def initialize(self, hub: Hub) -> None:
        self.hub = hub
        self.nonsense = 0
        self.counted = False

    def prepare(self) -> None:
        if not is_ours(self.request, self.settings["room_host"]):
            raise HTTPError(403)
        if _Socket.open_sockets >= _MOST_SOCKETS:
            raise HTTPError(503)

    def check_origin(self, origin: str) -> bool:
        """Let only pages of this very server in; `prepare` has held both against each other."""
        return urlsplit(origin).netloc == self.request.host

    def open(self, *_: str, **__: str) -> None:
        _Socket.open_sockets += 1
        self.counted = True
        self.set_nodelay(True)

    def on_close(self) -> None:
        if self.counted:
            _Socket.open_sockets -= 1
        self.hub.leave(self.send_text)

    def send_text(self, text: str) -> None:
        """Send a text; whoever has gone misses nothing that coming back does not bring."""
        with suppress(WebSocketClosedError):
            sending = self.write_message(text)
            sending.add_done_callback(_let_go)

    def understood(self, message: str | bytes) -> dict[str, Any] | None:
        """Return the JSON object of a message; who sends too much nonsense is let go."""
        record = _record(message)
        if record is None:
            self.nonsense += 1
            if self.nonsense >= _NONSENSE:
                self.close(1008)
        return record

    def log_exception(self, *_: Any) -> None:
        """Say nothing, as other requests."""


class _PhoneSocket(_Socket):
    phone = ""

    async def on_message(self, message: str | bytes) -> None:
        sent = self.understood(message)
        if sent is None:
            return
        if "hello" in sent:
            self.phone, token = self.hub.known(sent["hello"])
            try:
                self.hub.greet(self.send_text, self.phone)
            except RefusedError:
                self.close(1013)
                return
            self.hub.choose_team(self.phone, sent.get("team"))
            self.send_text(self.hub.phone_text(self.phone, token))
        elif not self.phone:
            self.close(1008)
        elif "answer" in sent or "say" in sent:
            kind = "answer" if "answer" in sent else "say"
            told = await _taken(self.hub, self.phone, sent, kind)
            self.send_text(json.dumps(told, ensure_ascii=False))
        elif "team" in sent:
            self.hub.choose_team(self.phone, sent["team"])


class _LeaderSocket(_Socket):
    def open(self, *_: str, **__: str) -> None:
        super().open()
        speaker = self.get_query_argument("view", "") == "speaker"
        self.hub.lead(self.send_text, speaker=speaker)

    async def on_message(self, message: str | bytes) -> None:
        sent = self.understood(message)
        if sent is not None:
            told = await _followed(self.hub, sent)
            if told:
                self.send_text(json.dumps(told, ensure_ascii=False))


async def _taken(hub: Hub, phone: str, sent: dict[str, Any], kind: str) -> dict[str, Any]:
    """Have an answer or a text kept, and return what its phone is told."""
    number = sent.get("n")
    number = number if isinstance(number, int) and abs(number) < 2**53 else 0
    try:
        if "team" in sent:
            hub.choose_team(phone, sent["team"])
        if kind == "answer":
            await hub.answer(phone, sent.get("round"), sent.get("answer"))
        else:
            await hub.say(phone, sent.get("round"), sent.get("say"))
    except RefusedError as refused:
        return {"refused": number, "why": str(refused)}
    return {"kept": number}


async def _followed(hub: Hub, sent: dict[str, Any]) -> dict[str, Any]:
    """Have a command followed, and return what the leader is told, if anything."""
    try:
        await hub.command(sent)
    except RefusedError as refused:
        return {"refused": str(refused)}
    except KitError as error:
        return {"refused": f"没有保存：{error}"}
    return {}


def _record(text: str | bytes) -> dict[str, Any] | None:
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


def _let_go(sending: asyncio.Future[Any]) -> None:
    """Look at what became of a message, so that nobody is told of one that was not taken."""
    if not sending.cancelled():
        sending.exception()


def _file(name: str) -> bytes:
    return files("kit.room").joinpath("pages", name).read_bytes()


_ONE_FILE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
