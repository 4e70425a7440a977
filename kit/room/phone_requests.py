"""What phones ask of a room: the state, and to have their answers kept."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tornado.web import HTTPError

from kit.room.hub import Hub
from kit.room.limits import Bucket
from kit.room.own_result import own_page, own_records
from kit.room.refusal import RefusedError
from kit.room.requests import ONE_FILE, Document, Handler, KeptByPhones, Socket

LONGEST_POLL = 25.0
_RATE, _BURST = 10, 40  # messages that a phone's socket may send


def phone_routes(given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return which requests these are, for tornado; ``given`` holds the hub."""
    return [
        ("/", Document, given | {"page": "phone.html"}),
        ("/text.html", _Text, given),
        ("/ws", _PhoneSocket, given),
        ("/state", _State, given),
        ("/(answer|say)", _Taken, given),
        (r"/(mine\.html|mine\.json)", _Mine, given),
    ]


class _Text(KeptByPhones):
    """The whole speech with its numbered paragraphs and what its terms mean."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.hub.led.text)


class _State(Handler):
    """The state for phones without a socket: at once, or as soon as it is newer."""

    async def get(self) -> None:
        brought = self.get_query_argument("you", "")
        phone, token = self.hub.ids.known(brought)
        wrong = await self.hub.ids.wrong_before(brought)
        version = self.get_query_argument("version", "0")
        known = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        try:
            self.hub.greet(self._ignore, phone)
        except RefusedError:
            raise HTTPError(503) from None
        try:
            await self.hub.newer(known, LONGEST_POLL)
        finally:
            self.hub.leave(self._ignore)
        self.send_json(self.hub.phone_text(phone, token, wrong))

    def _ignore(self, _text: str) -> None:
        """Take nothing: this phone asks for the state itself."""


class _Taken(Handler):
    """An answer or a short text of a phone without a socket."""

    async def post(self, kind: str) -> None:
        sent = self.sent()
        phone, known = self.hub.ids.known(sent.get("you"))
        if known != sent.get("you"):
            raise HTTPError(403)
        address = str(self.request.remote_ip)
        told = await _taken(self.hub, phone, sent, kind, address)
        self.send_json(json.dumps(told, ensure_ascii=False))


class _Mine(Handler):
    """What a phone's owner takes along, of this room or of an earlier one."""

    async def get(self, name: str) -> None:
        owner = await self.hub.ids.owner(self.get_query_argument("you", ""))
        if owner is None:
            raise HTTPError(403)
        make = own_page if name == "mine.html" else own_records
        made = await asyncio.to_thread(make, self.hub.led, *owner)  # while the room goes on
        if name == "mine.html":
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Content-Security-Policy", ONE_FILE)
            self.finish(made)
        else:
            self.set_header("Content-Disposition", 'attachment; filename="kit-records.json"')
            self.send_json(made)


class _PhoneSocket(Socket):
    """One phone for as long as it is open."""

    phone = ""
    token = ""

    def initialize(self, hub: Hub) -> None:
        super().initialize(hub)
        self.rate = Bucket(_RATE, _BURST)

    async def on_message(self, message: str | bytes) -> None:
        if not self.rate.take():
            self.let_go()
            return
        sent = self.understood(message)
        if sent is None:
            return
        if "hello" in sent:
            wrong = await self.hub.ids.wrong_before(sent["hello"])
            if self.gone:
                return
            if not self.phone:
                self.phone, self.token = self.hub.ids.known(sent["hello"])
            try:
                self.hub.greet(self.send_text, self.phone)
            except RefusedError:
                self.close(1013)
                return
            self.hub.choose_team(self.phone, sent.get("team"))
            self.send_text(self.hub.phone_text(self.phone, self.token, wrong))
        elif not self.phone:
            self.close(1008)
        elif "answer" in sent or "say" in sent:
            kind = "answer" if "answer" in sent else "say"
            address = str(self.request.remote_ip)
            told = await _taken(self.hub, self.phone, sent, kind, address)
            self.send_text(json.dumps(told, ensure_ascii=False))
        elif "team" in sent:
            self.hub.choose_team(self.phone, sent["team"])


async def _taken(
    hub: Hub, phone: str, sent: dict[str, Any], kind: str, address: str
) -> dict[str, Any]:
    """Have an answer or a text kept, and return what its phone is told."""
    number = sent.get("n")
    number = number if isinstance(number, int) and abs(number) < 2**53 else 0
    try:
        if "team" in sent:
            hub.choose_team(phone, sent["team"])
        if kind == "answer":
            await hub.answer(phone, sent.get("round"), sent.get("answer"), address)
        else:
            await hub.say(phone, sent.get("round"), sent.get("say"), address)
    except RefusedError as refused:
        return {"refused": number, "why": str(refused)}
    return {"kept": number}
