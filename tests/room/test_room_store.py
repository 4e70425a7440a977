"""What a room answered is kept, apart from a learner's own records."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kit.progress import Store
from kit.room.led_session import LedSession
from kit.room.room_report import question_reports
from kit.room.room_state import RoomState, Round
from kit.room.room_store import (
    RoomAnswer,
    RoomMessage,
    all_rooms,
    delete_rooms,
    kept_rooms,
    new_room,
    unread_rooms,
    whole_room,
    write_changes,
    write_room,
)
from tests.progress.postgres import postgresql
from tests.room.live import Live

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
STATE = RoomState(slide=3, rounds=(Round(1, "question", 3, "q1"),), current=1)


def answer(phone: str, response: object, second: int = 0, **more: object) -> RoomAnswer:
    return replace(
        RoomAnswer(1, phone, response, NOON + timedelta(seconds=second)),
        **more,  # type: ignore[arg-type]
    )


def test_a_room_is_as_it_was_left(store: Store) -> None:
    room = new_room("set", "10_session_1", "第一次", now=NOON)
    write_room(store, room, STATE)
    later = replace(STATE, slide=4, version=2)
    answers = (answer("a", 1), answer("b", ["讲话"], 1), answer("c", "我想", 2, rating=0.5, team=2))
    messages = (RoomMessage(1, 1, "a", "<b>好</b>", NOON),)
    write_changes(store, room.id, answers=answers, messages=messages, state=later)
    (kept,) = kept_rooms(store, "set")
    assert kept.room == room
    assert kept.state == later
    whole = whole_room(store, kept)
    assert whole.answers == answers
    assert whole.messages == messages


def test_an_answer_takes_the_place_of_the_one_before(store: Store) -> None:
    room = new_room("set", "s", "t")
    write_room(store, room, STATE)
    write_changes(store, room.id, answers=(answer("a", 1), answer("a", 2, 1)))
    write_changes(store, room.id, answers=(answer("a", 0, 2),))
    (kept,) = kept_rooms(store)
    assert [one.response for one in whole_room(store, kept).answers] == [0]


def test_the_latest_room_comes_first_and_other_sets_have_their_own(store: Store) -> None:
    rooms = [new_room("set", "s", "t", now=NOON + timedelta(hours=n)) for n in range(3)]
    for room in rooms:
        write_room(store, room, STATE)
    write_room(store, new_room("other", "s", "t"), STATE)
    assert [kept.room for kept in kept_rooms(store, "set")] == rooms[::-1]


def test_a_room_is_deleted_with_all_its_answers_and_no_other(store: Store) -> None:
    first, second = new_room("set", "s", "t", now=NOON), new_room("set", "s", "t")
    for room in (first, second):
        write_room(store, room, STATE)
        write_changes(store, room.id, answers=(answer("a", 1),))
    delete_rooms(store, [first.id, "none"])
    (kept,) = kept_rooms(store)
    assert kept.room == second
    assert len(whole_room(store, kept).answers) == 1
    with store.reading() as connection:
        assert connection is not None
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM kit_room_answer").scalar()
    assert count == 1


@pytest.mark.parametrize("state", ['{"rounds": [], "newer": 1}', "no JSON", "[]", "null"])
def test_a_room_of_another_version_is_named_and_can_be_deleted(store: Store, state: str) -> None:
    old, room = (new_room("set", "s", "t", now=NOON + timedelta(hours=n)) for n in range(2))
    for one in (old, room):
        write_room(store, one, STATE)
    write_changes(store, old.id, answers=(answer("a", 1),))
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE kit_room SET state = ? WHERE id = ?", (state, old.id))
    assert [kept.room for kept in kept_rooms(store, "set")] == [room]
    assert unread_rooms(store, "set", "s") == (old,)
    assert unread_rooms(store, "set", "another") == ()
    assert all_rooms(store, "set") == (room, old)
    delete_rooms(store, [old.id])
    assert all_rooms(store, "set") == (room,)


def test_before_the_first_room_there_is_none_and_nothing_is_made(store: Store) -> None:
    assert kept_rooms(store) == ()
    assert store.count() == 0


def test_a_learner_s_records_know_nothing_of_a_room(store: Store) -> None:
    room = new_room("set", "s", "t")
    write_room(store, room, STATE)
    write_changes(store, room.id, answers=(answer("a", 1),))
    assert store.attempts() == ()
    assert store.forget("set") == 0
    assert len(kept_rooms(store)) == 1


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgresql() as url:
        yield url


def test_postgresql_keeps_a_room_too(postgres: str) -> None:
    with Store(postgres) as store:
        room = new_room("set", "s", "t")
        write_room(store, room, STATE)
        for response in (1, 2):
            answers = [answer(f"p{n}", response) for n in range(200)]
            write_changes(store, room.id, answers=answers, state=STATE)
        (kept,) = kept_rooms(store, "set")
        assert {one.response for one in whole_room(store, kept).answers} == {2}
        delete_rooms(store, [room.id])


def test_a_room_is_led_stopped_and_taken_up_again_on_postgresql(
    postgres: str, led: LedSession
) -> None:
    with Store(postgres) as store:
        live = Live(led, store)

        async def begin() -> None:
            leader = await live.leader()
            await leader.do({"do": "ask", "question": "single"})
            phones = [await live.phone() for _ in range(20)]
            for phone in phones:
                await phone.sees("question")
            told = await asyncio.gather(*(phone.answer(1) for phone in phones))
            assert told == [{"kept": 1}] * 20

        async def go_on() -> None:
            leader = await live.leader()
            assert leader.state["round"]["phase"] == "open"
            await leader.do("reveal")
            assert leader.state["round"]["spread"]["of"] == 20

        live.run(begin)
        live.run(go_on)
        assert len(question_reports(led, whole_room(store, live.hub.kept))) == 1
