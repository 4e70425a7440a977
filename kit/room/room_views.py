"""What each page of a room is sent: plain JSON values that follow from the state and the answers.

A phone and the wall are sent no key, no explanation and no spread before 揭晓, and of a slide only
the steps that are shown; the speaker's view has all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from kit.page.slide_view import asked_html
from kit.room.led_session import LedSession
from kit.room.own_result import Answers, outcomes, revealed_questions
from kit.room.results import (
    compared,
    graded_response,
    outcome,
    poll_spread,
    right_share,
    spread,
)
from kit.room.room_state import RoomState, Round, team_name
from kit.room.room_store import RoomAnswer, RoomMessage
from kit.room.session_clock import clock
from kit.room.slide_steps import shown_until
from kit.room.steering import Session, last_step

Messages = Sequence[RoomMessage]


class Views:
    """Makes what pages are sent, for one session."""

    def __init__(self, led: LedSession) -> None:
        self._led = led

    def phone(self, state: RoomState, answers: Answers, messages: Messages = ()) -> dict[str, Any]:
        """Return what all phones are sent."""
        now = self._on_phones(state)
        phase = "ended" if state.ended else now.kind if now else "reading"
        view: dict[str, Any] = {
            "version": state.version,
            "title": self._led.title,
            "phase": phase,
            "teams": state.teams,
            "team_names": [team_name(at + 1) for at in range(state.teams)],
        }
        if phase == "reading":
            view["html"] = shown_until(self._led.slides[state.slide].html, state.step)
        if now is not None and not state.ended:
            view["round"] = self._round(now, state, answers)
            if now.kind == "discussion":
                view["wall"] = said_on_wall(state, messages, now)
        return view

    def mine(
        self, state: RoomState, answers: Answers, phone: str, messages: Messages = ()
    ) -> dict[str, Any]:
        """Return what one phone alone is sent: its own answer, its own result at the end."""
        now = self._on_phones(state)
        mine: dict[str, Any] = {}
        if now is not None and now.kind == "discussion" and not state.ended:
            mine["said"] = [
                {"text": one.text, "shown": one.number in state.wall}
                for one in messages
                if one.phone == phone and one.round_id == now.id
            ]
        elif now is not None and not state.ended:
            own = answers.get(now.id, {}).get(phone)
            if own is not None:
                mine = self._own(now, own)
        if state.ended:
            told = list(outcomes(self._led.bank, state, answers, phone))
            wrong = [asked.question.id for asked, came_to, _ in told if came_to != "right"]
            mine = {
                "right": len(told) - len(wrong),
                "of": len(told),
                "all": len(revealed_questions(state)),
                "wrong": wrong,
            }
        return mine

    def wall(self, state: RoomState, answers: Answers, messages: Messages = ()) -> dict[str, Any]:
        """Return what the leader's page is sent."""
        slide = self._led.slides[state.slide]
        now = state.on_wall
        view: dict[str, Any] = {
            "version": state.version,
            "title": self._led.title,
            "slide": state.slide,
            "of": len(self._led.slides),
            "step": state.step,
            "steps": last_step(state, self.plan(state, answers)),
            "screen": self._screen(state, now),
            "asks": bool(slide.question),
            "current": state.round.phase if state.round else "",
            "talked": state.talked,
            "minutes": slide.minutes,
            "cover": slide.is_cover,
            "black": state.black,
            "code": state.code,
            "ended": state.ended,
            "teams": state.teams,
            "html": self._wall_html(state, now),
            "clock": clock(state, self._led.plan.slides),
        }
        if now is not None:
            view["round"] = self._round(now, state, answers)
            if now.kind == "discussion":
                view["wall"] = said_on_wall(state, messages, now)
        if state.ended:
            view["answered"] = any(answers.values())
        if state.ended and state.teams and view["answered"]:
            view["by_team"] = self._by_team_in_all(state, answers)
        return view

    def speaker(
        self, state: RoomState, answers: Answers, messages: Messages = ()
    ) -> dict[str, Any]:
        """Return what the speaker's view is sent: the wall's, and what the leader alone may see."""
        view = self.wall(state, answers, messages)
        now = state.on_wall
        view["notes"] = str(self._led.slides[state.slide].notes)
        if now is not None and now.kind == "question":
            asked = self._led.bank.asked(now.question)
            if now.apart:
                view["asked_notes"] = str(asked.notes)
            view["key"] = asked.answer.key
            if now.phase == "closed":
                view["spread"] = self._spread(now, answers)
                view["right"] = asdict(right_share(asked, answers.get(now.id, {}).values()))
        after = state.slide + 1
        view["next"] = str(self._led.slides[after].html) if after < view["of"] else ""
        if now is not None and now.kind == "discussion":
            view["said"] = [
                {"n": one.number, "text": one.text, "shown": one.number in state.wall}
                for one in messages
                if one.round_id == now.id
            ]
        return view

    def plan(self, state: RoomState, answers: Answers) -> Session:
        """Return what commands are held against, with what nobody has answered."""
        silent = {one.id for one in state.rounds if not answers.get(one.id)}
        return replace(self._led.plan, silent=silent)

    def counts(self, state: RoomState, answers: Answers) -> dict[str, int]:
        """Return how many answered in the round that the phones see, in all and by id."""
        now = state.round
        return {"in": len(answers.get(now.id, {})) if now else 0, "round": now.id if now else 0}

    def _on_phones(self, state: RoomState) -> Round | None:
        """Return the round that phones see: one that is open, or that the wall shows."""
        now = state.round
        return now if now is not None and (now.phase == "open" or now == state.on_wall) else None

    def _screen(self, state: RoomState, now: Round | None) -> str:
        """Return what kind of screen the wall shows."""
        if state.ended or now is None:
            return "ended" if state.ended else "slide"
        if now.phase != "revealed" or now.kind != "question":
            return now.kind
        if not state.step:
            return "spread"
        return "answer" if state.step <= self._led.bank[now.question] else "teams"

    def _wall_html(self, state: RoomState, now: Round | None) -> str:
        slide = self._led.slides[state.slide]
        if now is None:
            return shown_until(slide.html, state.step)
        if now.kind != "question":
            return ""
        asked = self._led.bank.asked(now.question)
        if now.phase != "revealed":
            return str(asked.html if now.apart else slide.html)
        if state.step:
            return str(asked.screens[state.step - 1]) if state.step <= len(asked.screens) else ""
        return str(asked_html(asked.data))

    def _round(self, now: Round, state: RoomState, answers: Answers) -> dict[str, Any]:
        view: dict[str, Any] = {
            "id": now.id,
            "kind": now.kind,
            "take": now.take,
            "phase": now.phase,
            "apart": now.apart,
        }
        if now.kind == "question":
            asked = self._led.bank.asked(now.question)
            view |= {"question": now.question, "ask": asked.form}
            if now.phase == "revealed":
                view |= {
                    "key": asked.answer.key,
                    "points": list(asked.question.points),
                    "answer": "".join(asked.screens),
                    "right": asdict(right_share(asked, answers.get(now.id, {}).values())),
                }
        else:
            view |= {"title": now.title, "options": now.options, "deadline": now.deadline}
        if now.phase == "revealed" and now.kind != "discussion":
            view["spread"] = self._spread(now, answers)
            earlier = state.earlier(now)
            if earlier is not None:
                view["earlier"] = self._spread(earlier, answers)
            if now.kind == "question" and state.teams and answers.get(now.id):
                view["by_team"] = self._by_team(now, answers, state.teams)
        return view

    def _spread(self, now: Round, answers: Answers) -> dict[str, Any]:
        given = list(answers.get(now.id, {}).values())
        if now.kind == "poll":
            bars = poll_spread(now.options, given)
        else:
            bars = spread(self._led.bank.asked(now.question), given)
        return {"bars": [asdict(bar) for bar in bars], "of": len(given)}

    def _by_team(self, now: Round, answers: Answers, teams: int) -> list[dict[str, Any]]:
        """Return for each group how many of its answers to a question were right."""
        asked = self._led.bank.asked(now.question)
        given = answers.get(now.id, {}).values()
        return _compared(((one.team, outcome(asked, one)) for one in given), teams)

    def _by_team_in_all(self, state: RoomState, answers: Answers) -> list[dict[str, Any]]:
        """Return for each group how many of its answers were right, each phone's last ones."""
        phones = {phone for of_round in answers.values() for phone in of_round}
        told = (
            (own.team, came_to)
            for phone in phones
            for _, came_to, own in outcomes(self._led.bank, state, answers, phone)
        )
        return _compared(told, state.teams)

    def _own(self, now: Round, own: RoomAnswer) -> dict[str, Any]:
        if now.kind != "question":
            return {"response": own.response}
        asked = self._led.bank.asked(now.question)
        mine: dict[str, Any] = {"response": asked.as_shown(own.response), "rating": own.rating}
        if now.phase == "revealed":
            mine |= asked.told(graded_response(asked, own))
        return mine


def said_on_wall(state: RoomState, messages: Messages, now: Round) -> list[str]:
    """Return the short answers of a discussion that were let in, in that order."""
    texts = {one.number: one.text for one in messages if one.round_id == now.id}
    return [texts[number] for number in state.wall if number in texts]


def _compared(told: Iterable[tuple[int, str]], teams: int) -> list[dict[str, Any]]:
    shares = compared(told, teams)
    return [{"name": name, "count": share.count, "of": share.of} for name, share in shares]
