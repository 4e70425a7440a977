"""A real room: `kit room` in a home of its own, the leader's page, and phones."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from kit.progress import DATABASE_VARIABLE
from kit.quiz import Question
from tests.browser.running import ROOT

PATIENCE = 15_000
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Room:
    """`kit room`, started as a leader starts it, in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.leader = self.phones = ""
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE},
            "XDG_DATA_HOME": str(home),
            "LOCALAPPDATA": str(home),
            "HOME": str(home),
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
        }
        self._server: subprocess.Popen[str] | None = None

    def kit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the kit on this machine's records."""
        command = [sys.executable, "-m", "kit", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, encoding="utf-8"
        )

    def start(self) -> None:
        port = re.search(r":(\d+)/", self.phones)
        command = [sys.executable, "-m", "kit", "room", "zhanjiang2021", "--session", "1"]
        command += ["--host", "127.0.0.1", "--no-browser", "--port", port[1] if port else "0"]
        self._server = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert self._server.stdout is not None
        for line in self._server.stdout:
            if line.startswith("带学："):
                self.leader = line.removeprefix("带学：").strip()
            if line.startswith("手机："):
                self.phones = line.removeprefix("手机：").strip()
                return
        raise AssertionError("the room has not begun")

    def stop(self, how: signal.Signals) -> None:
        assert self._server is not None
        self._server.send_signal(how)
        self._server.wait(20)
        assert self._server.stdout is not None
        self._server.stdout.close()

    def get(self, path: str) -> bytes:
        with _DIRECT.open(self.leader + path, timeout=10) as answered:
            return bytes(answered.read())

    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.get("/state"))
        return told

    def do(self, **command: Any) -> None:
        """Give a command that the page has no key for."""
        body = json.dumps(command).encode()
        with _DIRECT.open(f"{self.leader}/do", data=body, timeout=10) as answered:
            assert json.load(answered) == {}


@contextmanager
def running_room(home: Path) -> Iterator[Room]:
    room = Room(home)
    room.start()
    try:
        yield room
    finally:
        room.stop(signal.SIGTERM)


@dataclass
class Phone:
    """One phone, and all that its page was sent."""

    context: BrowserContext
    page: Page
    heard: list[str] = field(default_factory=list)

    @classmethod
    def new(cls, chromium: Browser, address: str) -> Phone:
        context = chromium.new_context(
            locale="zh-CN", viewport={"width": 390, "height": 760}, has_touch=True, is_mobile=True
        )
        context.set_default_timeout(PATIENCE)
        phone = cls(context, context.new_page())
        phone.listen(phone.page)
        phone.page.goto(address)
        return phone

    def listen(self, page: Page) -> None:
        def take(payload: str | bytes) -> None:
            self.heard.append(payload if isinstance(payload, str) else payload.decode())

        page.on("websocket", lambda socket: socket.on("framereceived", take))

    def choose(self, *numbers: int) -> None:
        """Choose options; the numbers are those of the paper, which the room shows as they are."""
        for number in numbers:
            self.page.locator(".choice").nth(number).click()

    def send(self) -> None:
        self.page.locator("#send").click()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text, timeout=PATIENCE)

    def is_told(self, text: str) -> None:
        expect(self.page.get_by_role("status")).to_contain_text(text, timeout=PATIENCE)

    def answer(self, question: Question, *, right: bool) -> None:
        """Answer rightly, or with the first wrong option."""
        wrong = next(at for at in range(len(question.options)) if at not in question.keys)
        if question.kind == "multiple":
            self.choose(*(sorted(question.keys) if right else [wrong]))
            self.send()
        else:
            self.choose(*question.keys if right else [wrong])
        self.is_told("已送达")


def until(true: Callable[[], object], page: Page, patience: int = PATIENCE) -> None:
    for _ in range(patience // 20):
        if true():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it has not come to this")


class Leading:
    """The leader's page, driven as a leader drives it."""

    def __init__(self, room: Room, page: Page) -> None:
        self.room, self.page = room, page

    @property
    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = self.room.state()["state"]
        return told

    def key(self, name: str = "ArrowRight") -> dict[str, Any]:
        """Press a key and return the state after it."""
        return self._moved(lambda: self.page.keyboard.press(name))

    def press(self, name: str) -> dict[str, Any]:
        button = self.page.get_by_role("button", name=name, exact=True)
        self.page.mouse.move(900, 500)
        return self._moved(lambda: button.click())

    def end(self) -> None:
        """Press the button that ends it, and the one that asks whether that is meant."""
        self.page.mouse.move(900, 500)
        for name in ("结束", "确定结束"):
            self.page.get_by_role("button", name=name, exact=True).click()

    def _moved(self, move: Callable[[], None]) -> dict[str, Any]:
        """Do it, and again where the page was not connected yet, as a leader would."""
        before = self.state["version"]
        for _ in range(5):
            move()
            with suppress(AssertionError):
                until(lambda: self.state["version"] > before, self.page, 3_000)
                return self.state
        raise AssertionError("the leader's page does not lead")

    def answered(self, count: int) -> None:
        until(lambda: self.room.state()["counts"]["in"] == count, self.page)
