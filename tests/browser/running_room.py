"""A real room: `kit room` in a home of its own, and the leader's page."""

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
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from kit.progress import DATABASE_VARIABLE
from tests.browser.phone import PATIENCE
from tests.browser.running import ROOT

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
