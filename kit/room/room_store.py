"""What a room is at and what it answered, in the same database as a learner's own records.

A room's rows are its own: nothing here is read or written by what a learner knows, and it can be
deleted by itself. Answers that arrive together are written in one transaction.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from kit.progress import Store
from kit.progress.attempts import as_json, from_json, moment_of, stamp
from kit.room.room_state import RoomState, state_from

_ANSWER = (
    "INSERT INTO kit_room_answer (room, round_id, phone, response, rating, team, at) "
    "VALUES (:room, :round_id, :phone, :response, :rating, :team, :at) "
    "ON CONFLICT (room, round_id, phone) DO UPDATE SET "
    "response = excluded.response, rating = excluded.rating, team = excluded.team, at = excluded.at"
)
_MESSAGE = (
    "INSERT INTO kit_room_message (room, number, round_id, phone, content, at) "
    "VALUES (:room, :number, :round_id, :phone, :text, :at)"
)
_ROOM = "SELECT id, study_set, session, title, secret, started, state FROM kit_room"


@dataclass(frozen=True, slots=True)
class Room:
    """A room: one session of a study set, led once.

    ``secret`` opens the leader's page and signs the phones' ids; ``started`` is in UTC.
    """

    id: str
    study_set: str
    session: str
    title: str
    secret: str
    started: datetime


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """What one phone answers in one round; ``rating`` is its own, of an answer in own words."""

    round_id: int
    phone: str
    response: Any
    at: datetime
    rating: Any = None
    team: int = 0


@dataclass(frozen=True, slots=True)
class RoomMessage:
    """A short answer in a discussion, numbered in its room from 1."""

    number: int
    round_id: int
    phone: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptRoom:
    """A room with all that is kept of it."""

    room: Room
    state: RoomState
    answers: tuple[RoomAnswer, ...] = ()
    messages: tuple[RoomMessage, ...] = ()

    def by_round(self) -> dict[int, dict[str, RoomAnswer]]:
        """Return what was answered: for each round, for each phone; nothing for any other."""
        answers: dict[int, dict[str, RoomAnswer]] = defaultdict(dict)
        for one in self.answers:
            answers[one.round_id][one.phone] = one
        return answers


def new_room(study_set: str, session: str, title: str, *, now: datetime | None = None) -> Room:
    """Return a room that begins now, with a secret of its own; nothing is written."""
    started = now or datetime.now(UTC)
    return Room(secrets.token_hex(8), study_set, session, title, secrets.token_urlsafe(16), started)


def write_room(store: Store, room: Room, state: RoomState) -> None:
    """Write a new room.

    Raises:
        KitError: the database cannot be written to.
    """
    from sqlalchemy import text

    row = asdict(room) | {"started": stamp(room.started), "state": as_json(asdict(state))}
    names = ", ".join(row)
    with store.writing() as connection:
        values = f"VALUES (:{', :'.join(row)})"
        connection.execute(text(f"INSERT INTO kit_room ({names}) {values}"), row)


def write_changes(
    store: Store,
    room: str,
    *,
    answers: Sequence[RoomAnswer] = (),
    messages: Sequence[RoomMessage] = (),
    state: RoomState | None = None,
) -> None:
    """Write all of it in one transaction; when this returns, it survives a crash of the machine.

    An answer takes the place of the one that its phone gave in the same round.

    Raises:
        KitError: the database cannot be written to; nothing of it is.
    """
    from sqlalchemy import text

    last = {(one.round_id, one.phone): one for one in answers}
    with store.writing() as connection:
        if last:
            connection.execute(text(_ANSWER), [_answer_row(room, one) for one in last.values()])
        if messages:
            rows = [asdict(one) | {"room": room, "at": stamp(one.at)} for one in messages]
            connection.execute(text(_MESSAGE), rows)
        if state is not None:
            query = "UPDATE kit_room SET state = :state WHERE id = :room"
            row = {"state": as_json(asdict(state)), "room": room}
            connection.execute(text(query), row)


def kept_rooms(store: Store, study_set: str | None = None) -> tuple[KeptRoom, ...]:
    """Return the rooms of a study set, or all, from the latest on, without what was answered.

    One whose state is none of this kit's is not among them.

    Raises:
        KitError: the database cannot be read.
    """
    read = _rooms_and_states(store, study_set)
    return tuple(KeptRoom(room, state) for room, state in read if state is not None)


def all_rooms(store: Store, study_set: str) -> tuple[Room, ...]:
    """Return the rooms of a study set whatever their state is, from the latest on.

    Raises:
        KitError: the database cannot be read.
    """
    return tuple(room for room, _ in _rooms_and_states(store, study_set))


def unread_rooms(store: Store, study_set: str, session: str) -> tuple[Room, ...]:
    """Return the rooms of a session whose state is none of this kit's, from the latest on.

    Raises:
        KitError: the database cannot be read.
    """
    read = _rooms_and_states(store, study_set)
    return tuple(room for room, state in read if state is None and room.session == session)


def _rooms_and_states(store: Store, study_set: str | None) -> list[tuple[Room, RoomState | None]]:
    from sqlalchemy import text

    where = "" if study_set is None else " WHERE study_set = :study_set"
    query = text(f"{_ROOM}{where} ORDER BY started DESC, id")
    with store.reading() as connection:
        if connection is None:
            return []
        rows = connection.execute(query, {"study_set": study_set})
        return [(_room(row), _state(row.state)) for row in rows]


def whole_room(store: Store, kept: KeptRoom) -> KeptRoom:
    """Return a room with its answers and messages, each from the earliest on.

    Raises:
        KitError: the database cannot be read.
    """
    from sqlalchemy import text

    with store.reading() as connection:
        if connection is None:
            return kept
        given = {"room": kept.room.id}
        answers = connection.execute(
            text(
                "SELECT round_id, phone, response, rating, team, at FROM kit_room_answer "
                "WHERE room = :room ORDER BY at, phone"
            ),
            given,
        )
        messages = connection.execute(
            text(
                "SELECT number, round_id, phone, content, at FROM kit_room_message "
                "WHERE room = :room ORDER BY number"
            ),
            given,
        )
        return KeptRoom(
            kept.room,
            kept.state,
            tuple(
                RoomAnswer(
                    row.round_id,
                    row.phone,
                    from_json(row.response),
                    moment_of(row.at),
                    None if row.rating is None else from_json(row.rating),
                    row.team,
                )
                for row in answers
            ),
            tuple(
                RoomMessage(row.number, row.round_id, row.phone, row.content, moment_of(row.at))
                for row in messages
            ),
        )


def delete_rooms(store: Store, rooms: Sequence[str]) -> None:
    """Delete rooms for good, with all that was answered in them.

    Raises:
        KitError: the database cannot be written to.
    """
    from sqlalchemy import text

    tables = {"kit_room_answer": "room", "kit_room_message": "room", "kit_room": "id"}
    with store.writing() as connection:
        for table, column in tables.items():
            query = text(f"DELETE FROM {table} WHERE {column} = :room")
            connection.execute(query, [{"room": room} for room in rooms])


def _answer_row(room: str, answer: RoomAnswer) -> dict[str, Any]:
    return asdict(answer) | {
        "room": room,
        "response": as_json(answer.response),
        "rating": None if answer.rating is None else as_json(answer.rating),
        "at": stamp(answer.at),
    }


def _room(row: Any) -> Room:
    return Room(row.id, row.study_set, row.session, row.title, row.secret, moment_of(row.started))


def _state(text: str) -> RoomState | None:
    """Return the state that a room was left in, None where it is none of this kit's."""
    with suppress(ValueError, KeyError, TypeError):
        return state_from(json.loads(text))
    return None
