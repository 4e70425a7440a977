"""What one phone, one address and all together may take of a room."""

from __future__ import annotations

import pytest

from kit.room.limits import (
    MOST_OF_ONE_ADDRESS,
    MOST_PHONES,
    Answering,
    Bucket,
    Guests,
    most_connections,
)
from kit.room.refusal import RefusedError
from tests.room.live import Live

SCHOOL = "203.0.113.1"


class Door:
    """A connection that is open until it is closed."""

    is_closed = False

    def closed(self) -> bool:
        return self.is_closed


def test_a_school_behind_one_address_answers_and_one_address_leaves_room_for_others() -> None:
    answering = Answering()
    for n in range(MOST_OF_ONE_ADDRESS):
        answering.admit(f"s{n}", SCHOOL)
        answering.heard(f"s{n}", SCHOOL)
    with pytest.raises(RefusedError, match="人太多了"):
        answering.admit("one more", SCHOOL)
    answering.admit("s0", SCHOOL)
    answering.admit("another", "203.0.113.2")


def test_a_room_has_so_many_phones_and_those_that_answered_before_may_go_on() -> None:
    answering = Answering(f"p{n}" for n in range(MOST_PHONES))
    answering.admit("p0", SCHOOL)
    with pytest.raises(RefusedError):
        answering.admit("new", SCHOOL)


def test_a_bucket_lets_so_many_through_at_once_and_more_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr("kit.room.limits.time.monotonic", lambda: now[0])
    bucket = Bucket(2, 3)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now[0] = 1.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] = 100.0
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_connections_of_one_address_leave_room_for_others_and_for_the_leader() -> None:
    guests, doors = Guests(8), [Door() for _ in range(12)]
    assert [guests.let_in(door, SCHOOL) for door in doors[:7]] == 6 * [True] + [False]
    assert all(guests.let_in(door, "203.0.113.2") for door in doors[7:9])
    assert not guests.let_in(doors[9], "203.0.113.3")
    assert guests.let_in(doors[10], "127.0.0.1")
    doors[0].is_closed = doors[1].is_closed = doors[2].is_closed = True
    assert guests.let_in(doors[11], SCHOOL)


def test_the_system_is_asked_for_as_many_connections_as_a_school_needs() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))  # what macOS gives
        assert most_connections() >= min(before[1] - 100, 4000)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(before[1], 4100)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_connection_is_one_phone(live: Live) -> None:
    async def visit() -> None:
        phone = await live.phone()
        first = phone.you
        await phone.send({"hello": None, "version": 0})
        await phone.until(lambda told: "you" in told)
        assert phone.you == first

    live.run(visit)


def test_who_sends_without_end_or_reads_nothing_is_let_go(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def visit() -> None:
        talks = await live.phone()
        for _ in range(60):
            await talks.send({"hello": None, "version": 0})
        monkeypatch.setattr("kit.room.requests._UNREAD", 10)
        deaf = await live.socket("/ws")
        await deaf.send({"hello": None, "version": 0})
        for window in (talks, deaf):
            with pytest.raises(AssertionError, match="has closed"):
                await window.until(lambda _: False)
            live.forget(window)
        assert live.hub.counts()["phones"] == 0

    live.run(visit)


def test_those_who_choose_a_group_and_go_take_it_from_nobody(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.room.hub.MOST_PHONES", 4)

    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "teams", "count": 2})
        await phone.send({"hello": phone.you, "team": 2})
        await phone.until(lambda told: "you" in told)
        for n in range(50):
            live.hub.choose_team(f"gone{n}", 1)
        await leader.do({"do": "ask", "question": "single"})
        await phone.sees("question")
        assert "kept" in await phone.answer(1)
        assert [one.team for one in live.hub.answers[1].values()] == [2]
        assert len(live.hub._teams) <= 8

    live.run(visit)


def test_one_phone_says_so_much_in_one_discussion(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.room.hub.MOST_OF_ONE_PHONE", 2)

    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        for round_id in (1, 2):
            await leader.do({"do": "discuss", "title": "怎么做"})
            for n in (1, 2, 3) if round_id == 1 else (1, 2):
                await phone.send({"say": f"好{n}", "round": round_id, "n": n})
                told = await phone.until(lambda told: "kept" in told or "refused" in told)
                assert ("kept" in told) == (n < 3)

    live.run(visit)
