"""The room while it runs: takes commands and answers, keeps them, tells every page what changed.

All of it happens on one event loop. What is to be kept goes through one writer, which takes all
that waits into one transaction and acknowledges each of it afterwards, never before.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from kit.errors import KitError
from kit.progress import Store
from kit.room.asked import NoAnswerError
from kit.room.led_session import LedSession
from kit.room.room_state import RoomState, Round
from kit.room.room_store import KeptRoom, RoomAnswer, RoomMessage, write_changes
from kit.room.room_views import Views
from kit.room.steering import RefusedError, apply

MOST_PHONES = 2000
ANSWERS_A_SECOND = 5
LONGEST_MESSAGE = 140
MOST_MESSAGES = 2000
"""Short answers in one room; beyond them none are taken."""

_COUNTED_EVERY = 0.05  # seconds between two messages to the leader of how many answered
_BATCH = 500

Send = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Something that waits to be written, and who waits for it."""

    done: asyncio.Future[None]
    answer: RoomAnswer | None = None
    message: RoomMessage | None = None
    state: RoomState | None = None


class Hub:
    """One room.

    Attributes:
        state: what it is at; what it was changed to is kept already.
        answers: for each round, for each phone what it answered; all of it is kept.
        messages: the short answers of its discussions, in order.
        address: where phones find it.
    """

    def __init__(self, led: LedSession, store: Store, kept: KeptRoom, address: str = "") -> None:
        self.led = led
        self.address = address
        self.room = kept.room
        self.state = kept.state
        self.answers: dict[int, dict[str, RoomAnswer]] = defaultdict(dict)
        self.messages = list(kept.messages)
        self._teams: dict[str, int] = {}
        for one in kept.answers:
            self.answers[one.round_id][one.phone] = one
            self._teams[one.phone] = one.team
        self._heard = {one.phone for one in kept.answers}
        self.views = Views(led)
        self._store = store
        self._phones: dict[Send, str] = {}
        self._leaders: dict[Send, bool] = {}
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="room")
        self._rates: dict[str, tuple[float, float]] = {}
        self._shared: tuple[int, str] = (0, "")
        self._count_due = False
        self._changed = asyncio.Event()
        self._next_message = max((one.number for one in self.messages), default=0)
        self._writer: asyncio.Task[None] | None = None

    @property
    def kept(self) -> KeptRoom:
        """All that is kept by now."""
        answers = tuple(one for of_round in self.answers.values() for one in of_round.values())
        return KeptRoom(self.room, self.state, answers, tuple(self.messages))

    def start(self) -> None:
        """Begin to write; the event loop runs already."""
        self._writer = asyncio.get_running_loop().create_task(self._write())

    async def stop(self) -> None:
        """End once what waits is written."""
        while not self._queue.empty():
            await asyncio.sleep(0.01)
        if self._writer is not None:
            self._writer.cancel()
            with suppress(asyncio.CancelledError):
                await self._writer
        self._thread.shutdown()

    # Phones

    def known(self, token: object) -> tuple[str, str]:
        """Return the id of a phone and its token: those it brings, or new ones."""
        if isinstance(token, str) and token.count(".") == 1:
            phone, mark = token.split(".")
            if phone.isascii() and hmac.compare_digest(mark.encode(), self._mark(phone).encode()):
                return phone, token
        phone = secrets.token_hex(16)
        return phone, f"{phone}.{self._mark(phone)}"

    def _mark(self, phone: str) -> str:
        key = self.room.secret.encode()
        return hmac.new(key, phone.encode(), hashlib.sha256).hexdigest()[:16]

    def greet(self, send: Send, phone: str) -> None:
        """Take a phone's connection in.

        Raises:
            RefusedError: there are too many.
        """
        if len(self._phones) >= MOST_PHONES:
            raise RefusedError("人太多了，请稍后再试。")
        self._phones[send] = phone
        self._count_soon()

    def leave(self, send: Send) -> None:
        """Forget a connection."""
        self._phones.pop(send, None)
        self._leaders.pop(send, None)
        self._count_soon()

    def choose_team(self, phone: str, team: object) -> None:
        """Note in which group a phone is; it counts from its next answer on."""
        if isinstance(team, int) and 0 <= team <= self.state.teams:
            self._teams[phone] = team
            while len(self._teams) > 2 * MOST_PHONES:
                self._teams.pop(next(iter(self._teams)))

    async def answer(self, phone: str, round_id: object, given: object) -> None:
        """Keep what a phone answers; when this returns it survives a crash.

        Raises:
            RefusedError: it cannot be taken; the sentence says why.
        """
        self._slow_down(phone)
        now = self.state.round
        if now is None or now.id != round_id or self.state.ended or now.kind == "discussion":
            raise RefusedError("这道题已经停止作答。")
        taken = self._taken(now, phone, given)
        self._heard.add(phone)
        await self._keep(answer=taken)

    def _taken(self, now: Round, phone: str, given: object) -> RoomAnswer:
        before = self.answers[now.id].get(phone)
        fresh = RoomAnswer(now.id, phone, None, datetime.now(UTC), team=self._teams.get(phone, 0))
        if now.kind == "poll":
            if now.phase != "open":
                raise RefusedError("表决已经停止。")
            if isinstance(given, bool) or not isinstance(given, int):
                raise RefusedError("请选一项。")
            if not 0 <= given < len(now.options):
                raise RefusedError("请选一项。")
            return replace(fresh, response=given)
        asked = self.led.bank.asked(now.question)
        rates = asked.question.kind == "recall" and now.phase == "revealed"
        if now.phase != "open" and not (rates and before is not None):
            raise RefusedError("这道题已经停止作答。")
        try:
            response = asked.response(given, revealed=rates)
        except NoAnswerError as error:
            raise RefusedError(str(error)) from None
        if rates and before is not None:
            return replace(before, rating=response)
        return replace(fresh, response=response)

    async def say(self, phone: str, round_id: object, text: object) -> None:
        """Keep a short answer for the leader to look at.

        Raises:
            RefusedError: it cannot be taken; the sentence says why.
        """
        self._slow_down(phone)
        now = self.state.round
        if now is None or now.id != round_id or now.kind != "discussion" or now.phase != "open":
            raise RefusedError("讨论已经停止。")
        signs = "".join(text.split("\0")).split() if isinstance(text, str) else []
        said = " ".join(signs)
        if not said or len(said) > LONGEST_MESSAGE:
            raise RefusedError(f"请写 1 至 {LONGEST_MESSAGE} 个字。")
        if self._next_message >= MOST_MESSAGES:
            raise RefusedError("发言太多，不能再收。")
        self._heard.add(phone)
        self._next_message += 1
        number = self._next_message
        await self._keep(message=RoomMessage(number, now.id, phone, said, datetime.now(UTC)))
        self._tell_leaders()

    def _slow_down(self, phone: str) -> None:
        """Refuse what comes faster than anyone answers, and more phones than a room has."""
        if phone not in self._heard and len(self._heard) >= MOST_PHONES:
            raise RefusedError("人太多了，没有收下。")
        now = time.monotonic()
        left, at = self._rates.get(phone, (float(ANSWERS_A_SECOND), now))
        left = min(float(ANSWERS_A_SECOND), left + (now - at) * ANSWERS_A_SECOND)
        if left < 1:
            raise RefusedError("太快了，请慢一点。")
        self._rates[phone] = (left - 1, now)
        while len(self._rates) > 2 * MOST_PHONES:
            self._rates.pop(next(iter(self._rates)))

    # The leader

    def lead(self, send: Send, *, speaker: bool) -> None:
        """Take a leader's window in, and tell it all."""
        self._leaders[send] = speaker
        send(self.leader_text(speaker=speaker))

    async def command(self, command: Mapping[str, Any]) -> None:
        """Follow a leader's command; when this returns, the room's state is kept.

        Raises:
            RefusedError: it makes no sense now.
            KitError: it cannot be kept; nothing has changed.
        """
        async with self._turn:
            after = apply(self.state, command, self.led.plan, now=time.time())
            if after is self.state:
                return
            await self._keep(state=after)
        self._tell_all()

    # What pages are sent

    def phone_text(self, phone: str, token: str = "") -> str:
        """Return what a phone is sent, as JSON."""
        if self._shared[0] != self.state.version:
            view = self.views.phone(self.state, self.answers, self.messages)
            self._shared = (self.state.version, _json(view))
        mine = self.views.mine(self.state, self.answers, phone)
        mine["team"] = self._teams.get(phone, 0)
        you = f'"you":{_json(token)},' if token else ""
        return f'{{{you}"state":{self._shared[1]},"mine":{_json(mine)}}}'

    def leader_text(self, *, speaker: bool) -> str:
        """Return what a leader's window is sent, as JSON."""
        make = self.views.speaker if speaker else self.views.wall
        view = make(self.state, self.answers, self.messages)
        return _json({"state": view, "counts": self.counts(), "phones": self.address})

    def counts(self) -> dict[str, int]:
        """Return how many answered, and how many phones are there."""
        there = len(set(self._phones.values()))
        return self.views.counts(self.state, self.answers) | {"phones": there}

    async def newer(self, version: int, seconds: float) -> None:
        """Wait until the state is newer than a version, or for so long."""
        if self.state.version <= version:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)

    def _tell_all(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
        self._tell_leaders()
        for send, phone in list(self._phones.items()):
            send(self.phone_text(phone))

    def _tell_leaders(self) -> None:
        texts: dict[bool, str] = {}
        for send, speaker in list(self._leaders.items()):
            if speaker not in texts:
                texts[speaker] = self.leader_text(speaker=speaker)
            send(texts[speaker])

    def _count_soon(self) -> None:
        """Tell the leader soon how many answered: once for all that answer meanwhile."""
        if not self._count_due and self._leaders:
            self._count_due = True
            asyncio.get_running_loop().call_later(_COUNTED_EVERY, self._tell_counts)

    def _tell_counts(self) -> None:
        self._count_due = False
        text = _json({"counts": self.counts()})
        for send in list(self._leaders):
            send(text)

    # Keeping

    async def _keep(self, **what: Any) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(_Waiting(done, **what))
        try:
            await done
        except KitError as error:
            if what.get("state") is not None:
                raise
            raise RefusedError(f"没有保存（{error.what.removesuffix('。')}）。") from error

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._queue.get()]
            while len(batch) < _BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                await loop.run_in_executor(self._thread, self._write_batch, batch)
            except Exception as error:
                for waiting in batch:
                    if not waiting.done.done():
                        waiting.done.set_exception(_as_fault(error))
                continue
            for waiting in batch:
                self._take_in(waiting)
                if not waiting.done.done():
                    waiting.done.set_result(None)
            self._count_soon()

    def _write_batch(self, batch: list[_Waiting]) -> None:
        states = [one.state for one in batch if one.state is not None]
        write_changes(
            self._store,
            self.room.id,
            answers=[one.answer for one in batch if one.answer is not None],
            messages=[one.message for one in batch if one.message is not None],
            state=states[-1] if states else None,
        )

    def _take_in(self, waiting: _Waiting) -> None:
        if waiting.answer is not None:
            self.answers[waiting.answer.round_id][waiting.answer.phone] = waiting.answer
        if waiting.message is not None:
            self.messages.append(waiting.message)
        if waiting.state is not None:
            self.state = waiting.state


def _as_fault(error: Exception) -> KitError:
    if isinstance(error, KitError):
        return error
    return KitError(f"程序出错（{type(error).__name__}）。")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
