"""The room while it runs: takes commands and answers, keeps them, tells every page what changed.

All of it happens on one event loop. What is to be kept goes through one writer first: nothing is
acknowledged, or counts, before it is kept.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kit.errors import KitError
from kit.progress import Store
from kit.room.audience import Audience, Send
from kit.room.led_session import LedSession
from kit.room.limits import MOST_PHONES, Answering
from kit.room.phone_ids import PhoneIds
from kit.room.refusal import RefusedError
from kit.room.room_state import Round
from kit.room.room_store import KeptRoom, RoomAnswer, RoomMessage
from kit.room.room_views import View
from kit.room.room_writer import ToKeep, Writer
from kit.room.steering import Session, apply

LONGEST_MESSAGE = 140
MOST_MESSAGES = 1000
"""Short answers in one discussion; beyond them none are taken."""

MOST_OF_ONE_PHONE = 10
_COUNTED_EVERY = 0.05  # seconds between two messages to the leader of how many answered
_HEARD_EVERY = 0.25  # seconds between two messages to the leader of what was said


class Hub:
    """One room.

    Attributes:
        state: what it is at; what it was changed to is kept already.
        answers: for each round, for each phone what it answered; all of it is kept.
        messages: the short answers of its discussions, in order.
        address: where phones find it.
        ids: who its phones are.
        audience: the windows that are open on it.
    """

    def __init__(self, led: LedSession, store: Store, kept: KeptRoom) -> None:
        self.led = led
        self.address = ""
        self.room = kept.room
        self.state = kept.state
        self.answers = kept.by_round()
        self.messages = list(kept.messages)
        self._teams = {one.phone: one.team for one in kept.answers}
        self._answering = Answering(one.phone for one in kept.answers)
        self._turn = asyncio.Lock()
        self._shared: tuple[int, str] = (0, "")
        self._keeping: dict[RoomMessage, asyncio.Future[None]] = {}
        self._next_message = max((one.number for one in self.messages), default=0)
        self.ids = PhoneIds(store, led.bank, self.room, lambda: self.kept)
        self.audience = Audience(self.phone_text, lambda speaker: self.leader_text(speaker=speaker))
        self._writer = Writer(store, self.room.id, self._take_in)

    @property
    def view(self) -> View:
        """What the windows are sent now."""
        return View(self.led, self.state, self.answers, self.messages)

    @property
    def kept(self) -> KeptRoom:
        """All that is kept by now."""
        answers = tuple(one for of_round in self.answers.values() for one in of_round.values())
        return KeptRoom(self.room, self.state, answers, tuple(self.messages))

    def start(self) -> None:
        """Begin to write; the event loop runs already."""
        self._writer.start()

    async def stop(self) -> None:
        """End once what waits is written."""
        await self._writer.stop()

    # Phones

    def greet(self, send: Send, phone: str) -> None:
        """Take a phone's connection in.

        Raises:
            RefusedError: there are too many.
        """
        self.audience.greet(send, phone)
        self._count_soon()

    def leave(self, send: Send) -> None:
        """Forget a connection."""
        self.audience.leave(send)
        self._count_soon()

    def choose_team(self, phone: str, team: object) -> None:
        """Note in which group a phone is; it counts from its next answer on."""
        if type(team) is int and 0 <= team <= self.state.teams:
            self._teams[phone] = team
            self._count_soon()
            if len(self._teams) > 2 * MOST_PHONES:  # of those who came, chose and went
                there = self.audience.phones | self._answering.phones
                self._teams = {one: chosen for one, chosen in self._teams.items() if one in there}

    async def answer(self, phone: str, round_id: object, given: object, address: str = "") -> None:
        """Keep what a phone at an address answers; when this returns it survives a crash.

        What is kept already, and sent again by a phone that was not told so, is never too late.

        Raises:
            RefusedError: it cannot be taken; the sentence says why.
        """
        self._answering.admit(phone, address)
        now = self.state.round
        try:
            taken = self._taken(phone, round_id, given)
        except RefusedError:
            if self._has(phone, round_id, given):
                return
            raise
        await self._keep(ToKeep(answer=taken))
        self._answering.heard(phone, address)
        if self.state.round is not now:  # a command was kept meanwhile, and told without this one
            self._shared = (0, "")
            self.audience.soon(self.audience.tell_all, _COUNTED_EVERY)

    def _has(self, phone: str, round_id: object, given: object) -> bool:
        """Tell whether just this, or as a rating just this, is what a phone's kept answer says."""
        its = next((one for one in self.state.rounds if one.id == round_id), None)
        kept = None if its is None else self.answers[its.id].get(phone)
        if its is None or kept is None or its.kind == "discussion":
            return False
        if its.kind == "poll":
            return type(given) is int and given == kept.response
        asked = self.led.bank.asked(its.question)
        with suppress(RefusedError):
            if kept.rating is not None and asked.response(given, revealed=True) == kept.rating:
                return True
        with suppress(RefusedError):
            return bool(asked.response(given) == kept.response)
        return False

    def _taken(self, phone: str, round_id: object, given: object) -> RoomAnswer:
        now = self.state.round
        if now is None or now.id != round_id or self.state.ended or now.kind == "discussion":
            raise RefusedError("这道题已经停止作答。")
        before = self.answers[now.id].get(phone)
        fresh = RoomAnswer(now.id, phone, None, datetime.now(UTC), team=self._teams.get(phone, 0))
        if now.kind == "poll":
            if now.phase != "open":
                raise RefusedError("投票已经停止。")
            if type(given) is not int or given not in range(len(now.options)):
                raise RefusedError("请选一项。")
            return replace(fresh, response=given)
        asked = self.led.bank.asked(now.question)
        rates = self._is_rated(now)
        if now.phase != "open" and not (rates and before is not None):
            raise RefusedError("这道题已经停止作答。")
        response = asked.response(given, revealed=rates)
        if rates and before is not None:
            return replace(before, rating=response)
        return replace(fresh, response=response)

    def _is_rated(self, now: Round) -> bool:
        """Tell whether phones may now rate what they answered in their own words."""
        if now.kind != "question" or now.phase != "revealed":
            return False
        return self.led.bank.asked(now.question).question.kind == "recall"

    async def say(self, phone: str, round_id: object, text: object, address: str = "") -> None:
        """Keep a short answer for the leader to look at; the same one only once.

        Raises:
            RefusedError: it cannot be taken; the sentence says why.
        """
        self._answering.admit(phone, address)
        signs = "".join(text.split("\0")).split() if isinstance(text, str) else []
        said = " ".join(signs)
        same = self._same(round_id, phone, said)
        if same is None:
            same = self._message(round_id, phone, said)
            self._keeping[same] = asyncio.ensure_future(self._keep(ToKeep(message=same)))
            self._keeping[same].add_done_callback(lambda _: self._keeping.pop(same))
        if same in self._keeping:
            await asyncio.shield(self._keeping[same])
        self._answering.heard(phone, address)

    def _same(self, round_id: object, phone: str, said: str) -> RoomMessage | None:
        """Return a message that a phone sends again, not having been told that it is kept."""
        of_phone = (one for one in (*self.messages, *self._keeping) if one.phone == phone)
        return next((one for one in of_phone if (one.round_id, one.text) == (round_id, said)), None)

    def _message(self, round_id: object, phone: str, said: str) -> RoomMessage:
        now = self.state.round
        if now is None or now.id != round_id or now.kind != "discussion" or now.phase != "open":
            raise RefusedError("讨论已经停止。")
        if not said or len(said) > LONGEST_MESSAGE:
            raise RefusedError(f"请写 1 至 {LONGEST_MESSAGE} 个字。")
        phones = [one.phone for one in {*self.messages, *self._keeping} if one.round_id == now.id]
        if phones.count(phone) >= MOST_OF_ONE_PHONE or len(phones) >= MOST_MESSAGES:
            raise RefusedError("发言太多，不能再收。")
        self._next_message += 1
        return RoomMessage(self._next_message, now.id, phone, said, datetime.now(UTC))

    # The leader

    async def command(self, command: Mapping[str, Any]) -> None:
        """Follow a leader's command; when this returns, the room's state is kept.

        One that tells at which ``version`` of the state it was given is not followed at another:
        what is pressed for twice before the first is kept, or in two windows at once, is done once.

        Raises:
            RefusedError: it makes no sense now, or it cannot be kept; nothing has changed.
        """
        async with self._turn:
            if command.get("version", self.state.version) != self.state.version:
                return
            after = apply(self.state, command, self._plan(), now=time.time())
            if after is self.state:
                return
            await self._keep(ToKeep(state=after))
        self.audience.tell_all()

    def _plan(self) -> Session:
        return replace(self.view.plan(), alone=self._is_alone)

    @property
    def _is_alone(self) -> bool:
        """Whether no phone is there and none has answered anything."""
        return not self.audience.phones and not any(self.answers.values())

    # What pages are sent

    def phone_text(self, phone: str, token: str = "", wrong: int = 0) -> str:
        """Return what a phone is sent, as JSON.

        Where it is told its token, it is told as well how many it had wrong in an earlier meeting.
        """
        if self._shared[0] != self.state.version:
            self._shared = (self.state.version, _json(self.view.phone()))
        mine = self.view.mine(phone)
        mine["team"] = self._teams.get(phone, 0)
        you = f'"you":{_json(token)},' if token else ""
        if token and wrong:
            you += f'"before":{wrong},'
        return f'{{{you}"state":{self._shared[1]},"mine":{_json(mine)}}}'

    def leader_text(self, *, speaker: bool) -> str:
        """Return what a leader's window is sent, as JSON."""
        view = self.view.speaker() if speaker else self.view.wall()
        facts = {"counts": self.counts(), "phones": self.address, "now": time.time()}
        return _json({"state": view, **facts})

    def counts(self) -> dict[str, int]:
        """Return how many answered of how many, how many phones are there and chose a group."""
        there = self.audience.phones
        chosen = sum(0 < self._teams.get(phone, 0) <= self.state.teams for phone in there)
        counts = {"phones": len(there), "chosen": chosen, "alone": self._is_alone}
        return self.view.counts(there) | counts

    async def newer(self, version: int, seconds: float) -> None:
        """Wait until the state is newer than a version, or for so long."""
        if self.state.version <= version:
            await self.audience.change(seconds)

    def _count_soon(self) -> None:
        """Tell the leader soon how many answered: once for all that answer meanwhile."""
        self.audience.soon(self._tell_counts, _COUNTED_EVERY)

    def _tell_counts(self) -> None:
        now = self.state.round
        if now is not None and self._is_rated(now):  # then the spread has changed
            self.audience.tell_leaders()
        else:
            self.audience.tell_leaders(_json({"counts": self.counts()}))

    # Keeping

    async def _keep(self, change: ToKeep) -> None:
        try:
            await self._writer.keep(change)
        except KitError as error:
            raise RefusedError(f"没有保存（{error.what.removesuffix('。')}）。") from error

    def _take_in(self, change: ToKeep) -> None:
        """Have what was kept count."""
        if change.answer is not None:
            self.answers[change.answer.round_id][change.answer.phone] = change.answer
            self._count_soon()
        if change.message is not None:
            self.messages.append(change.message)
            self.audience.soon(self.audience.tell_leaders, _HEARD_EVERY)
        if change.state is not None:
            self.state = change.state


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
