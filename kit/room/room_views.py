"""What each page of a room is sent: plain JSON values that follow from the state and the answers.

A phone and the wall are sent no key, no explanation and no spread before 揭晓, and of a slide only
the steps that are shown; the speaker's view has all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from string import ascii_uppercase
from typing import Any

from kit.page.slide_view import asked_html
from kit.room.led_session import LedSession
from kit.room.own_result import Answers, asked_questions, outcomes, revealed_questions
from kit.room.results import (
    compared,
    graded_response,
    outcome,
    poll_spread,
    rated_share,
    right_share,
    spread,
)
from kit.room.room_state import RoomState, Round, team_name
from kit.room.room_store import RoomAnswer, RoomMessage
from kit.room.screen_numbers import screen_count, screen_number
from kit.room.session_clock import clock
from kit.room.slide_steps import shown_until
from kit.room.steering import Session, last_step

_IN_PARTS = {"multiple", "match", "order"}
"""The kinds of questions of which one answer has several parts."""


@dataclass(frozen=True, slots=True)
class View:
    """Makes what pages are sent of a session that is led, its state, its answers and messages."""

    led: LedSession
    state: RoomState
    answers: Answers
    messages: Sequence[RoomMessage] = ()

    def phone(self) -> dict[str, Any]:
        """Return what all phones are sent."""
        state, now = self.state, self._on_phones
        phase = "ended" if state.ended else now.kind if now else "reading"
        view: dict[str, Any] = {
            "version": state.version,
            "title": self.led.title,
            "phase": phase,
            "teams": state.teams,
            "team_names": [team_name(at + 1) for at in range(state.teams)],
        }
        if phase == "reading":
            view["html"] = shown_until(self.led.slides[state.slide].html, state.step)
        if now is not None and not state.ended:
            view["round"] = self._round(now)
            if now.kind == "discussion":
                view["wall"] = said_on_wall(state, self.messages, now)
        return view

    def mine(self, phone: str) -> dict[str, Any]:
        """Return what one phone alone is sent: its own answer, its own result at the end."""
        state, now = self.state, self._on_phones
        if state.ended:
            told = list(outcomes(self.led.bank, state, self.answers, phone))
            wrong = [asked.question.id for asked, came_to, _ in told if came_to != "right"]
            return {
                "right": len(told) - len(wrong),
                "of": len(told),
                "all": len(revealed_questions(state)),
                "wrong": wrong,
            }
        if now is None:
            return {}
        if now.kind == "discussion":
            own_words = (one for one in self._said_in(now) if one.phone == phone)
            said = [{"text": one.text, "shown": one.number in state.wall} for one in own_words]
            return {"said": said}
        own = self._given(now).get(phone)
        return self._own(now, own) if own is not None else {}

    def wall(self) -> dict[str, Any]:
        """Return what the leader's page is sent."""
        state, now = self.state, self.state.on_wall
        slide = self.led.slides[state.slide]
        view: dict[str, Any] = {
            "version": state.version,
            "title": self.led.title,
            "slide": state.slide,
            "of": len(self.led.slides),
            "number": screen_number(state, self.led.plan.slides),
            "numbers": screen_count(self.led.plan.slides),
            "titles": self.led.titles,
            "step": state.step,
            "steps": last_step(state, self.plan()),
            "screen": self._screen(now),
            "asks": bool(slide.question),
            "current": state.round.phase if state.round else "",
            "talked": state.talked,
            "cover": slide.is_cover,
            "black": state.black,
            "code": state.code,
            "ended": state.ended,
            "unrevealed": len(asked_questions(state) - revealed_questions(state)),
            "teams": state.teams,
            "html": self._wall_html(now),
            "clock": clock(state, self.led.plan.slides),
        }
        if now is not None:
            view["round"] = self._round(now)
            if now.kind == "discussion":
                view["wall"] = said_on_wall(state, self.messages, now)
        if state.ended:
            view["answered"] = any(self.answers.values())
            if state.teams and (by_team := self._by_team_in_all()):
                view["by_team"] = by_team
                view["grouped_late"] = self._is_grouped_late
        return view

    def speaker(self) -> dict[str, Any]:
        """Return what the speaker's view is sent: the wall's, and what the leader alone may see."""
        state, now, view = self.state, self.state.on_wall, self.wall()
        after = self.led.slides[state.slide + 1 : state.slide + 2]
        view["notes"] = str(self.led.slides[state.slide].notes)
        view["next"] = "".join(slide.html for slide in after)
        if now is not None and now.kind == "question":
            asked = self.led.bank.asked(now.question)
            if now.apart:
                view["asked_notes"] = str(asked.notes)
            view["key"] = asked.answer.key
            if now.phase == "closed":
                view["spread"] = self._spread(now)
                view["right"] = asdict(right_share(asked, self._given(now).values()))
        if now is not None and now.kind == "discussion":
            view["said"] = [
                {"n": one.number, "text": one.text, "shown": one.number in state.wall}
                for one in self._said_in(now)
            ]
        return view

    def plan(self) -> Session:
        """Return what commands are held against, with what nobody has answered."""
        rounds = self.state.rounds
        silent = {one.id for one in rounds if not self._given(one)}
        uncompared = {one.id for one in rounds if not self._is_compared(one)}
        return replace(self.led.plan, silent=silent, uncompared=uncompared)

    def counts(self, there: Collection[str] = ()) -> dict[str, int]:
        """Return how many answered in the round that the phones see, its id, and of how many.

        Those are the phones that are ``there``, and those that answered and have left.
        """
        now = self.state.round
        given = self._given(now) if now else {}
        of = len({*there, *given})
        return {"in": len(given), "of": of, "round": now.id if now else 0}

    @property
    def _on_phones(self) -> Round | None:
        """The round that phones see: one that is open, or that the wall shows."""
        now = self.state.round
        seen = now is not None and (now.phase == "open" or now == self.state.on_wall)
        return now if seen else None

    def _given(self, one: Round) -> Mapping[str, RoomAnswer]:
        """Return what was answered in a round, by phone."""
        return self.answers.get(one.id, {})

    def _said_in(self, now: Round) -> list[RoomMessage]:
        return [one for one in self.messages if one.round_id == now.id]

    def _screen(self, now: Round | None) -> str:
        """Return what kind of screen the wall shows."""
        state = self.state
        if state.ended or now is None:
            return "ended" if state.ended else "slide"
        if now.phase != "revealed" or now.kind != "question":
            return now.kind
        if not state.step:
            return "spread"
        return "answer" if state.step <= self.led.bank[now.question] else "teams"

    def _wall_html(self, now: Round | None) -> str:
        state = self.state
        slide = self.led.slides[state.slide]
        if now is None:
            return shown_until(slide.html, state.step)
        if now.kind != "question":
            return ""
        asked = self.led.bank.asked(now.question)
        if now.phase != "revealed":
            return str(asked.html if now.apart else slide.html)
        if state.step:
            return str(asked.screens[state.step - 1]) if state.step <= len(asked.screens) else ""
        return str(asked_html(asked.data))

    def _round(self, now: Round) -> dict[str, Any]:
        view: dict[str, Any] = {
            "id": now.id,
            "kind": now.kind,
            "take": now.take,
            "phase": now.phase,
            "apart": now.apart,
        }
        if now.kind == "question":
            asked = self.led.bank.asked(now.question)
            view |= {"question": now.question, "ask": asked.form}
            if now.phase == "revealed":
                view |= {
                    "key": asked.answer.key,
                    "points": list(asked.question.points),
                    "answer": "".join(asked.screens),
                }
        else:
            options = [
                {"number": at, "letter": ascii_uppercase[at], "text": text}
                for at, text in enumerate(now.options)
            ]
            view |= {"title": now.title, "options": options, "deadline": now.deadline}
        if now.phase == "revealed" and now.kind != "discussion":
            view["spread"] = self._spread(now)
            if (earlier := self.state.earlier(now)) is not None:
                view["earlier"] = self._spread(earlier)
            if self._is_compared(now):
                view["by_team"] = self._by_team(now)
        return view

    def _spread(self, now: Round) -> dict[str, Any]:
        """Return the bars of a round, of how many answers, and what the bars do not tell.

        That is how many were wholly ``right`` where each bar is of a part, and how many ``rated``
        what they answered in own words: only those count.
        """
        given = list(self._given(now).values())
        more: dict[str, Any] = {}
        of = len(given)
        if now.kind == "poll":
            bars = poll_spread(now.options, given)
        else:
            asked = self.led.bank.asked(now.question)
            bars = spread(asked, given)
            right, rated = right_share(asked, given), rated_share(asked, given)
            if rated is not None:
                more["rated"] = asdict(rated)
            elif asked.question.kind in _IN_PARTS:
                more["right"] = asdict(right)
            of = right.of
        return {"bars": [asdict(bar) for bar in bars], "of": of} | more

    def _is_compared(self, one: Round) -> bool:
        """Tell whether a question was asked in groups, and an answer of some group counts."""
        if one.kind != "question" or not one.grouped:
            return False
        asked, teams = self.led.bank.asked(one.question), self.state.teams
        return any(
            0 < own.team <= teams and graded_response(asked, own) is not None
            for own in self._given(one).values()
        )

    @property
    def _is_grouped_late(self) -> bool:
        """Whether questions were answered before there were groups."""
        rounds = (one for one in self.state.rounds if one.kind == "question")
        return any(not one.grouped and self._given(one) for one in rounds)

    def _by_team(self, now: Round) -> list[dict[str, Any]]:
        """Return for each group how many of its answers to a question were right."""
        asked = self.led.bank.asked(now.question)
        given = self._given(now).values()
        return self._compared((one.team, outcome(asked, one)) for one in given)

    def _by_team_in_all(self) -> list[dict[str, Any]]:
        """Return for each group how many of its answers were right, each phone's last ones.

        What was asked before there were groups does not count.
        """
        grouped = {one.id for one in self.state.rounds if one.grouped}
        phones = {phone for of_round in self.answers.values() for phone in of_round}
        told = (outcomes(self.led.bank, self.state, self.answers, phone) for phone in phones)
        return self._compared(
            (own.team, came_to)
            for each in told
            for _, came_to, own in each
            if own.round_id in grouped
        )

    def _compared(self, told: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
        shares = compared(told, self.state.teams)
        return [{"name": name, "count": share.count, "of": share.of} for name, share in shares]

    def _own(self, now: Round, own: RoomAnswer) -> dict[str, Any]:
        if now.kind != "question":
            return {"response": own.response}
        asked = self.led.bank.asked(now.question)
        mine: dict[str, Any] = {"response": asked.as_shown(own.response), "rating": own.rating}
        if now.phase == "revealed":
            mine |= asked.told(graded_response(asked, own))
        return mine


def said_on_wall(state: RoomState, messages: Sequence[RoomMessage], now: Round) -> list[str]:
    """Return the short answers of a discussion that were let in, in that order."""
    texts = {one.number: one.text for one in messages if one.round_id == now.id}
    return [texts[number] for number in state.wall if number in texts]
