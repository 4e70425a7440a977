"""The windows that are open on a room, the phones' and the leader's, and when they are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from kit.room.limits import MOST_PHONES
from kit.room.refusal import RefusedError

Send = Callable[[str], None]


class Audience:
    """All of them.

    Args:
        phone_text: returns what the phone of an id is sent.
        leader_text: returns what a leader's window is sent: whether it is the speaker's view.
    """

    def __init__(
        self, phone_text: Callable[[str], str], leader_text: Callable[[bool], str]
    ) -> None:
        self._phone_text = phone_text
        self._leader_text = leader_text
        self._phones: dict[Send, str] = {}
        self._leaders: dict[Send, bool] = {}
        self._due: set[Callable[[], None]] = set()
        self._changed = asyncio.Event()

    @property
    def phones(self) -> set[str]:
        """The ids of the phones that are there."""
        return set(self._phones.values())

    def greet(self, send: Send, phone: str) -> None:
        """Take a phone's connection in.

        Raises:
            RefusedError: there are too many.
        """
        if send not in self._phones and len(self._phones) >= MOST_PHONES:
            raise RefusedError("人太多了，请稍后再试。")
        self._phones[send] = phone

    def lead(self, send: Send, *, speaker: bool) -> None:
        """Take a leader's window in, and tell it all."""
        self._leaders[send] = speaker
        send(self._leader_text(speaker))

    def leave(self, send: Send) -> None:
        """Forget a connection."""
        self._phones.pop(send, None)
        self._leaders.pop(send, None)

    def tell_all(self) -> None:
        """Tell every window all that it is to know."""
        self._changed.set()
        self._changed = asyncio.Event()
        self.tell_leaders()
        for send, phone in list(self._phones.items()):
            send(self._phone_text(phone))

    def tell_leaders(self, text: str = "") -> None:
        """Tell the leader's windows a text, or all."""
        texts: dict[bool, str] = {}
        for send, speaker in list(self._leaders.items()):
            if speaker not in texts:
                texts[speaker] = text or self._leader_text(speaker)
            send(texts[speaker])

    def soon(self, tell: Callable[[], None], seconds: float) -> None:
        """Tell something after a time: once for all that happens meanwhile."""

        def now() -> None:
            self._due.discard(tell)
            tell()

        if tell not in self._due:
            self._due.add(tell)
            asyncio.get_running_loop().call_later(seconds, now)

    async def change(self, seconds: float) -> None:
        """Wait until all are told something, or for so long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)
