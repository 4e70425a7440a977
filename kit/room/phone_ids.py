"""Who a phone is: a token that its room gave it and signed, in this meeting or an earlier one."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from kit.errors import KitError
from kit.progress import Store
from kit.room.asked import Bank
from kit.room.own_result import wrong_of
from kit.room.room_store import KeptRoom, Room, kept_rooms, whole_room


class PhoneIds:
    """The phones of a room by their tokens; ``now`` returns all that is kept of it by now."""

    def __init__(self, store: Store, bank: Bank, room: Room, now: Callable[[], KeptRoom]) -> None:
        self._store = store
        self._bank = bank
        self._room = room
        self._now = now
        self._read: dict[str, KeptRoom] = {}
        self._reading = threading.Lock()  # many come at once, and what is read is read once

    def known(self, token: object) -> tuple[str, str]:
        """Return the id of a phone and its token: those it brings, or new ones."""
        if phone := _phone_of(token, self._room):
            return phone, str(token)
        phone = secrets.token_hex(16)
        return phone, f"{phone}.{_mark(phone, self._room)}"

    async def owner(self, token: object) -> tuple[KeptRoom, str] | None:
        """Return in which room a token was given, this one or an earlier one, and its phone's id.

        Earlier rooms are read in a thread, while this one goes on.

        Raises:
            KitError: what is kept of that room cannot be read.
        """
        if phone := _phone_of(token, self._room):
            return self._now(), phone
        return await asyncio.to_thread(self._owner_before, token) if token else None

    async def wrong_before(self, token: object) -> int:
        """Return how many questions the owner of an earlier room's token did not answer rightly.

        It is 0 where that cannot be read: this meeting goes on without it.
        """
        if not token or _phone_of(token, self._room):
            return 0
        with suppress(KitError):
            return await asyncio.to_thread(self._wrong_before, token)
        return 0

    def _wrong_before(self, token: object) -> int:
        owner = self._owner_before(token)
        return 0 if owner is None else len(wrong_of(self._bank, *owner))

    def _owner_before(self, token: object) -> tuple[KeptRoom, str] | None:
        with self._reading:
            for kept in self._earlier:
                if phone := _phone_of(token, kept.room):
                    return self._whole(kept), phone
        return None

    @cached_property
    def _earlier(self) -> tuple[KeptRoom, ...]:
        return kept_rooms(self._store, self._room.study_set)

    def _whole(self, kept: KeptRoom) -> KeptRoom:
        """Return an earlier room as far as its questions are still there; it is read once."""
        if kept.room.id not in self._read:
            asked = tuple(one for one in kept.state.rounds if one.question in self._bank)
            state = replace(kept.state, rounds=asked)
            self._read[kept.room.id] = replace(whole_room(self._store, kept), state=state)
        return self._read[kept.room.id]


def _phone_of(token: object, room: Room) -> str:
    """Return the id of the phone that a room gave a token, "" where it gave none such."""
    if isinstance(token, str) and token.count(".") == 1:
        phone, mark = token.split(".")
        if phone.isascii() and hmac.compare_digest(mark.encode(), _mark(phone, room).encode()):
            return phone
    return ""


def _mark(phone: str, room: Room) -> str:
    key = room.secret.encode()
    return hmac.new(key, phone.encode(), hashlib.sha256).hexdigest()[:16]
