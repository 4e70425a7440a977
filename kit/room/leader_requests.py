"""What the leader's pages ask of a room: its state, its report, and to follow commands."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from kit.room.addresses import qr_svg
from kit.room.hub import Hub
from kit.room.refusal import RefusedError
from kit.room.requests import ONE_FILE, Document, Handler, OfLeader, Socket
from kit.room.room_report import report_csv, report_page, revealed

_LED = "/leader/([^/]+)"


def leader_routes(given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return which requests these are, for tornado; ``given`` holds the hub."""
    return [
        (_LED, _LeaderPage, given | {"page": "leader.html"}),
        (f"{_LED}/speaker", _LeaderPage, given | {"page": "speaker.html"}),
        (f"{_LED}/ws", _LeaderSocket, given),
        (f"{_LED}/do", _Command, given),
        (f"{_LED}/state", _LeaderState, given),
        (f"{_LED}/find", _Found, given),
        (rf"{_LED}/qr\.svg", _Code, given),
        (rf"{_LED}/report\.(html|csv)", _Report, given),
    ]


class _LeaderPage(OfLeader, Document):
    """The leader's page, or the speaker's view."""


class _Command(OfLeader, Handler):
    async def post(self) -> None:
        self.send_json(json.dumps(await _followed(self.hub, self.sent()), ensure_ascii=False))


class _LeaderState(OfLeader, Handler):
    def get(self) -> None:
        self.send_json(self.hub.leader_text(speaker=True))


class _Found(OfLeader, Handler):
    def get(self) -> None:
        found = self.hub.led.bank.found(self.get_query_argument("words", "")[:100])
        self.send_json(json.dumps(found, ensure_ascii=False))


class _Code(OfLeader, Handler):
    """The QR code of the phones' address, or of the speaker's view for the leader's phone."""

    def get(self) -> None:
        address = self.hub.address or "http://127.0.0.1/"
        if self.get_query_argument("of", "") == "speaker":
            address = f"{address}leader/{self.hub.room.secret}/speaker"
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(qr_svg(address))


class _Report(OfLeader, Handler):
    async def get(self, kind: str) -> None:
        kept = revealed(self.hub.kept)
        make = report_csv if kind == "csv" else report_page
        report = await asyncio.to_thread(make, self.hub.led, kept)  # while the room goes on
        if kind == "csv":
            self.set_header("Content-Type", "text/csv; charset=utf-8")
            self.set_header("Content-Disposition", 'attachment; filename="room.csv"')
            self.finish(report.encode("utf-8-sig"))
        else:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Content-Security-Policy", ONE_FILE)
            self.finish(report)


class _LeaderSocket(OfLeader, Socket):
    def open(self, *_: str, **__: str) -> None:
        super().open()
        speaker = self.get_query_argument("view", "") == "speaker"
        self.hub.audience.lead(self.send_text, speaker=speaker)

    async def on_message(self, message: str | bytes) -> None:
        sent = self.understood(message)
        if sent is not None:
            told = await _followed(self.hub, sent) or {"followed": True}
            self.send_text(json.dumps(told, ensure_ascii=False))


async def _followed(hub: Hub, sent: dict[str, Any]) -> dict[str, Any]:
    """Have a command followed, and return what the leader is told, if anything."""
    try:
        await hub.command(sent)
    except RefusedError as refused:
        return {"refused": str(refused)}
    return {}
