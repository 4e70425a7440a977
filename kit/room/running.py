"""Where the room that runs on this machine can be reached by its own user's programs."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.files import write_whole
from kit.library import data_folder, make_private

_PATIENCE = 5.0  # seconds; it is this machine's own
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class RunningRoom:
    """A room that runs: the key of its set, and the address of its leader's page."""

    study_set: str
    leader: str

    def send(self, command: Mapping[str, Any]) -> str:
        """Send a leader's command; return "" or the Chinese sentence that refuses it.

        Raises:
            OSError: the room does not answer.
            ValueError: something else answers there.
        """
        body = json.dumps(command).encode()
        with _DIRECT.open(f"{self.leader}/do", data=body, timeout=_PATIENCE) as answered:
            return str(json.load(answered).get("refused", ""))

    def state(self) -> dict[str, Any]:
        """Return what the room's speaker is shown, and the counts.

        Raises:
            OSError: the room does not answer.
            ValueError: something else answers there.
        """
        with _DIRECT.open(f"{self.leader}/state", timeout=_PATIENCE) as answered:
            told = json.load(answered)
        if not isinstance(told, dict) or "state" not in told:
            raise ValueError("this is no room")
        return told


def _file() -> Path:
    return data_folder() / "room.json"


@contextmanager
def announced(room: RunningRoom) -> Iterator[None]:
    """Tell other programs of this user where a room runs, for as long as it does.

    The file holds the leader's secret: nobody else can read it.
    """
    path = _file()
    make_private(data_folder())
    text = json.dumps({"study_set": room.study_set, "leader": room.leader}) + "\n"
    write_whole(path, text)
    with suppress(OSError):
        os.chmod(path, 0o600)
    try:
        yield
    finally:
        if running_room() == room:
            with suppress(OSError):
                path.unlink()


def running_room() -> RunningRoom | None:
    """Return the room that is said to run, None where none is; whether it answers is not known."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads(_file().read_text(encoding="utf-8"))
        leader = str(record["leader"])
        if leader.startswith("http://127.0.0.1:"):
            return RunningRoom(str(record["study_set"]), leader)
    return None
