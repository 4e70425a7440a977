"""Where the room that runs on this machine can be reached by its own user's programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any

from kit.open_here import answer_here, found_here, told_here

_NAME = "room.json"


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
        return str(json.loads(answer_here(f"{self.leader}/do", body)).get("refused", ""))

    def state(self) -> dict[str, Any]:
        """Return what the room's speaker is shown, and the counts.

        Raises:
            OSError: the room does not answer.
            ValueError: something else answers there.
        """
        told = json.loads(answer_here(f"{self.leader}/state"))
        if not isinstance(told, dict) or "state" not in told:
            raise ValueError("this is no room")
        return told


def announced(room: RunningRoom) -> AbstractContextManager[None]:
    """Tell other programs of this user where a room runs, for as long as it does."""
    return told_here(_NAME, json.dumps({"study_set": room.study_set, "leader": room.leader}))


def running_room() -> RunningRoom | None:
    """Return the room that is said to run, None where none is; whether it answers is not known."""
    with suppress(ValueError, KeyError, TypeError):
        record = json.loads(found_here(_NAME))
        leader = str(record["leader"])
        if leader.startswith("http://127.0.0.1:"):
            return RunningRoom(str(record["study_set"]), leader)
    return None
