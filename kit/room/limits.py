"""How much a room takes: of one phone, of one address, and in all.

A whole school may stand behind one address. So an address may have far more than thirty phones, but
never so much that others find the room full. Addresses are only counted here, and kept nowhere.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol
from weakref import WeakKeyDictionary

from kit.room.addresses import is_own
from kit.room.refusal import RefusedError

MOST_PHONES = 2000
MOST_OF_ONE_ADDRESS = 1500
"""Phones that answer, and connections that are open."""

ANSWERS_A_SECOND = 5
_MOST_CONNECTIONS = 2 * MOST_PHONES
_SPARE_FILES = 100  # what else the process has open
_WINDOWS = 500  # connections that one `select` can wait for there, less a few


class Bucket:
    """Lets ``rate`` through a second, and ``burst`` at once."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst, self._left = rate, burst, burst
        self._at = time.monotonic()

    def take(self) -> bool:
        """Take one out, if there is one."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Answering:
    """The phones that have answered, and how fast each may.

    Attributes:
        phones: their ids.
    """

    def __init__(self, heard: Iterable[str] = ()) -> None:
        self.phones = set(heard)
        self._of_address: Counter[str] = Counter()
        self._rates: dict[str, Bucket] = {}

    def admit(self, phone: str, address: str) -> None:
        """Let a phone answer now.

        Raises:
            RefusedError: it answers faster than anyone can, or there are too many phones.
        """
        if phone not in self.phones and (
            len(self.phones) >= MOST_PHONES or self._of_address[address] >= MOST_OF_ONE_ADDRESS
        ):
            raise RefusedError("人太多了，没有收下。")
        rate = self._rates.get(phone) or Bucket(ANSWERS_A_SECOND, ANSWERS_A_SECOND)
        self._rates[phone] = rate
        while len(self._rates) > 2 * MOST_PHONES:
            self._rates.pop(next(iter(self._rates)))
        if not rate.take():
            raise RefusedError("太快了，请慢一点。")

    def heard(self, phone: str, address: str) -> None:
        """Count a phone whose answer is taken."""
        if phone not in self.phones:
            self.phones.add(phone)
            self._of_address[address] += 1


class Connection(Protocol):
    """What is counted: a connection that can tell whether it is closed."""

    def closed(self) -> bool:
        """Tell whether it is."""


class Guests:
    """The connections that are open, whatever comes over them, and from where."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._of_one = min(MOST_OF_ONE_ADDRESS, most * 3 // 4)
        self._open: WeakKeyDictionary[Connection, str] = WeakKeyDictionary()

    def let_in(self, connection: Connection, address: str) -> bool:
        """Count a connection in, unless there are too many; this machine's own leader gets in."""
        taken = [at for one, at in self._open.items() if not one.closed()]
        full = len(taken) >= self._most and not is_own(address)
        if full or taken.count(address) >= self._of_one:
            return False
        self._open[connection] = address
        return True


def most_connections() -> int:
    """Return how many connections this process can hold, having asked the system for enough."""
    if os.name != "posix":
        return _WINDOWS
    import resource

    wanted = _MOST_CONNECTIONS + _SPARE_FILES
    allowed, at_most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= allowed < wanted:
        with suppress(OSError, ValueError):
            more = wanted if at_most < 0 else min(wanted, at_most)
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, at_most))
            allowed = more
    return _MOST_CONNECTIONS if allowed < 0 else min(_MOST_CONNECTIONS, allowed - _SPARE_FILES)
