"""What each of the leader's commands does in each state."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from kit.room.refusal import RefusedError
from kit.room.room_state import RoomState, Round, SlidePlan, state_from
from kit.room.steering import Session, apply, begin

# slide 0: text; 1: text with one step; 2: asks q1, whose answer takes two screens; 3: text
SESSION = Session((SlidePlan(), SlidePlan(1), SlidePlan(0, "q1"), SlidePlan()), {"q1": 2, "q2": 1})


def led(*commands: str | dict[str, Any], state: RoomState | None = None) -> RoomState:
    """Return the state after commands, from the first slide on."""
    state = state or begin(SESSION)
    for command in commands:
        given = {"do": command} if isinstance(command, str) else command
        state = apply(state, given, SESSION, now=1000.0)
    return state


def brief(state: RoomState) -> str:
    """Return slide.step and the phases of the rounds, the current one marked."""
    rounds = " ".join(
        f"{one.question or one.kind}{one.take}:{one.phase}{'*' if one.id == state.current else ''}"
        for one in state.rounds
    )
    return f"{state.slide}.{state.step} {rounds}".strip()


ASK = {"do": "ask", "question": "q2"}
POLL = {"do": "poll", "title": "去哪里", "options": ["甲", "乙"]}
DISCUSS = {"do": "discuss", "title": "怎么做", "minutes": 3}
TEAMS = {"do": "teams", "count": 2}
TO_QUESTION = ("next", "next", "next")


@pytest.mark.parametrize(
    ("commands", "after"),
    [
        ((), "0.0"),
        (("back",), "0.0"),
        (("next",), "1.0"),
        (("next", "next"), "1.1"),
        (("next", "next", "back"), "1.0"),
        (TO_QUESTION, "2.0 q11:open*"),
        ((*TO_QUESTION, "next"), "2.0 q11:closed*"),
        ((*TO_QUESTION, "close"), "2.0 q11:closed*"),
        ((*TO_QUESTION, "close", "open"), "2.0 q11:open*"),
        ((*TO_QUESTION, "reveal"), "2.0 q11:revealed*"),
        ((*TO_QUESTION, "next", "next"), "2.0 q11:revealed*"),
        ((*TO_QUESTION, "next", "next", "next"), "2.1 q11:revealed*"),
        ((*TO_QUESTION, "next", "next", "next", "next"), "2.2 q11:revealed*"),
        ((*TO_QUESTION, "reveal", "next", "next", "next"), "3.0 q11:revealed*"),
        ((*TO_QUESTION, "reveal", "next", "next", "next", "next"), "3.0 q11:revealed*"),
        ((*TO_QUESTION, "reveal", "next", "next", "next", "back"), "2.2 q11:revealed*"),
        ((*TO_QUESTION, "reveal", "next", "next", "back"), "2.1 q11:revealed*"),
        ((*TO_QUESTION, "back"), "1.1 q11:open*"),
        ((*TO_QUESTION, "back", "next"), "2.0 q11:open*"),
        ((*TO_QUESTION, "back", "close"), "1.1 q11:closed*"),
        ((*TO_QUESTION, "back", "reveal"), "2.0 q11:revealed*"),
        ((*TO_QUESTION, "close", "again"), "2.0 q11:closed q12:open*"),
        ((*TO_QUESTION, "reveal", "again", "next", "next"), "2.0 q11:revealed q12:revealed*"),
        ((ASK,), "0.0 q21:open*"),
        ((ASK, "next", "next"), "0.0 q21:revealed*"),
        ((ASK, "next", "next", "next", "next"), "0.0 q21:revealed"),
        ((ASK, "back"), "0.0 q21:closed"),
        ((ASK, "close", "again"), "0.0 q21:closed q22:open*"),
        ((*TO_QUESTION, ASK), "2.0 q11:closed q21:open*"),
        ((*TO_QUESTION, ASK, "back"), "2.0 q11:closed* q21:closed"),
        ((*TO_QUESTION, ASK, "back", "next"), "2.0 q11:revealed* q21:closed"),
        ((*TO_QUESTION, "close", POLL, *["next"] * 3), "2.0 q11:closed* poll1:revealed"),
        ((*TO_QUESTION, "close", DISCUSS, *["next"] * 2), "2.0 q11:closed* discussion1:closed"),
        (
            (*TO_QUESTION, "close", DISCUSS, *["next"] * 3),
            "2.0 q11:closed discussion1:closed q12:open*",
        ),
        (
            (*TO_QUESTION, "close", DISCUSS, POLL, *["next"] * 4),
            "2.0 q11:closed discussion1:closed poll1:revealed q12:open*",
        ),
        ((*TO_QUESTION, DISCUSS, "next", "next", "reveal"), "2.0 q11:revealed* discussion1:closed"),
        ((*TO_QUESTION, DISCUSS, "back", "open"), "2.0 q11:open* discussion1:closed"),
        ((*TO_QUESTION, "reveal", "next", POLL, "back"), "2.1 q11:revealed* poll1:closed"),
        ((*TO_QUESTION, "reveal", "next", ASK, "back"), "2.1 q11:revealed* q21:closed"),
        (
            (*TO_QUESTION, "reveal", DISCUSS, *["next"] * 3),
            "2.1 q11:revealed* discussion1:closed",
        ),
        (
            (*TO_QUESTION, DISCUSS, *["next"] * 3, "next", "next", "next"),
            "2.1 q11:closed discussion1:closed q12:revealed*",
        ),
        (
            (*TO_QUESTION, DISCUSS, {"do": "goto", "screen": 4}, "back"),
            "2.0 q11:closed* discussion1:closed",
        ),
        ((ASK, "close", DISCUSS, "next", "next"), "0.0 q21:closed* discussion1:closed"),
        (
            (ASK, "close", DISCUSS, *["next"] * 3),
            "0.0 q21:closed discussion1:closed q22:open*",
        ),
        (
            (*TO_QUESTION, ASK, "close", DISCUSS, *["next"] * 2, "back"),
            "2.0 q11:closed* q21:closed discussion1:closed",
        ),
        (
            (*TO_QUESTION, "close", ASK, "close", DISCUSS, "back", "back", "next"),
            "2.0 q11:revealed* q21:closed discussion1:closed",
        ),
        ((ASK, ASK, "back"), "0.0 q21:closed q21:closed"),
        (("next", "next", POLL, "back"), "1.1 poll1:closed"),
        ((POLL, "reveal"), "0.0 poll1:revealed*"),
        ((DISCUSS, "next"), "0.0 discussion1:closed*"),
        ((DISCUSS, "next", "next"), "0.0 discussion1:closed"),
        (({"do": "goto", "screen": 4},), "3.0"),
        (({"do": "goto", "screen": 4}, "back"), "2.0"),
        (({"do": "goto", "screen": 4}, "back", "open"), "2.0 q11:open*"),
        (("black", "next"), "0.0"),
        (("code", "next"), "0.0"),
        (("code", "back", "next"), "1.0"),
        ((TEAMS, *TO_QUESTION, "reveal", "next", "next", "next"), "2.3 q11:revealed*"),
        ((TEAMS, *TO_QUESTION, "reveal", *["next"] * 4, "back"), "2.3 q11:revealed*"),
        ((TEAMS, POLL, "reveal", "next"), "0.0 poll1:revealed"),
        ((*TO_QUESTION, "end"), "2.0 q11:closed*"),
    ],
)
def test_a_command_leads_on(commands: tuple[str | dict[str, Any], ...], after: str) -> None:
    assert brief(led(*commands)) == after


@pytest.mark.parametrize(
    ("before", "command"),
    [
        ((), "close"),
        ((), "open"),
        ((), "reveal"),
        ((), "again"),
        ((), "dance"),
        ((), {}),
        ((), {"do": "goto", "screen": 5}),
        ((), {"do": "goto", "screen": True}),
        ((), {"do": "goto"}),
        ((), {"do": "ask", "question": "q9"}),
        ((), {"do": "ask", "question": ["q1"]}),
        ((), {"do": "poll", "title": "甲", "options": ["乙"]}),
        ((), {"do": "poll", "title": "甲", "options": ["乙", "乙"]}),
        ((), {"do": "poll", "title": "", "options": ["甲", "乙"]}),
        ((), {"do": "poll", "title": "甲", "options": ["甲", 3]}),
        ((), {"do": "poll", "title": "甲", "options": ["甲", "长" * 61]}),
        ((), {"do": "discuss", "title": "甲", "minutes": -1}),
        ((), {"do": "discuss", "title": "甲", "minutes": float("nan")}),
        ((), {"do": "teams", "count": 99}),
        ((), {"do": "approve", "message": "1"}),
        (TO_QUESTION, "again"),
        ((*TO_QUESTION, "reveal"), "open"),
        ((*TO_QUESTION, "close", "again", "close"), "again"),
        (("end",), "next"),
        ((POLL, "close"), "again"),
    ],
)
def test_what_makes_no_sense_is_refused(
    before: tuple[str | dict[str, Any], ...], command: str | dict[str, Any]
) -> None:
    state = led(*before)
    with pytest.raises(RefusedError) as refused:
        led(command, state=state)
    assert str(refused.value).endswith("。")


def test_every_change_has_a_version_of_its_own_and_nothing_else_has() -> None:
    first = begin(SESSION)
    second = led("next", state=first)
    assert second.version == first.version + 1
    assert led({"do": "teams", "count": 0}, state=second) is second


def test_one_key_leads_through_the_whole_session() -> None:
    state, seen = begin(SESSION), []
    while (after := led("next", state=state)) != state:
        state = after
        seen.append(brief(state))
    assert state.slide == 3
    assert len(seen) == len(set(seen)) == 8


def test_a_discussion_has_a_clock() -> None:
    round_ = led(DISCUSS).round
    assert round_ is not None
    assert round_.deadline == 1180.0


def test_only_what_was_let_in_stands_on_the_wall() -> None:
    state = led(DISCUSS, *({"do": "approve", "message": n} for n in (3, 1, 3)))
    assert state.wall == (3, 1)
    assert led({"do": "hide", "message": 3}, state=state).wall == (1,)


def test_a_state_is_the_same_after_it_was_stored() -> None:
    state = led(*TO_QUESTION, "close", "again", POLL, {"do": "approve", "message": 1})
    assert state_from(asdict(state)) == state


def test_the_first_take_is_found_beside_the_second() -> None:
    state = led(*TO_QUESTION, "close", "again")
    assert state.round is not None
    assert state.earlier(state.round) == state.rounds[0]
    assert state.earlier(state.rounds[0]) is None


def test_a_room_cannot_be_filled_with_rounds_without_end() -> None:
    rounds = tuple(Round(id=n + 1, kind="poll", slide=0, phase="closed") for n in range(300))
    with pytest.raises(RefusedError):
        led(POLL, state=replace(begin(SESSION), rounds=rounds))


def test_where_there_is_no_phone_the_answer_follows_the_question() -> None:
    state, alone = led(*TO_QUESTION), replace(SESSION, alone=True)
    assert brief(apply(state, {"do": "next"}, alone)) == "2.0 q11:revealed*"
    assert brief(apply(led(POLL), {"do": "next"}, alone)) == "0.0 poll1:closed*"


def test_groups_are_not_compared_where_none_of_them_answered() -> None:
    state = led(TEAMS, *TO_QUESTION, "reveal", "next", "next")
    silent = replace(SESSION, uncompared={1})
    assert brief(apply(state, {"do": "next"}, SESSION)) == "2.3 q11:revealed*"
    assert brief(apply(state, {"do": "next"}, silent)) == "3.0 q11:revealed*"


def test_without_groups_the_screen_that_compared_them_is_left() -> None:
    state = led(TEAMS, *TO_QUESTION, "reveal", "next", "next", "next")
    assert brief(led({"do": "teams", "count": 0}, state=state)) == "2.2 q11:revealed*"


def test_a_question_is_grouped_where_groups_came_before_its_answers() -> None:
    asked_before = led(*TO_QUESTION)
    assert not asked_before.rounds[0].grouped
    assert not led(TEAMS, state=asked_before).rounds[0].grouped
    silent = replace(SESSION, silent={1})
    assert apply(asked_before, TEAMS, silent).rounds[0].grouped
    assert led(TEAMS, *TO_QUESTION).rounds[0].grouped


def test_a_question_of_a_room_that_was_kept_earlier_counts_for_its_groups() -> None:
    record = asdict(led(*TO_QUESTION))
    del record["rounds"][0]["grouped"]
    assert state_from(record).rounds[0].grouped


@pytest.mark.parametrize(
    ("left", "back"),
    [
        (({"do": "goto", "screen": 4}, "back", "close"), ({"do": "goto", "screen": 3},)),
        (("close", "back"), ("next",)),
        (("close", {"do": "goto", "screen": 4}), ("back",)),
        ((ASK,), ("back",)),
        ((ASK, "reveal", "next"), ("next",)),
        ((POLL,), ("back",)),
    ],
)
def test_a_question_that_was_left_without_an_answer_is_open_when_one_comes_back(
    left: tuple[str | dict[str, Any], ...], back: tuple[str | dict[str, Any], ...]
) -> None:
    away = led(*TO_QUESTION, *left)
    answered, unanswered = away, away
    for command in back:
        given = {"do": command} if isinstance(command, str) else command
        answered = apply(answered, given, SESSION)
        unanswered = apply(unanswered, given, replace(SESSION, silent={1}))
    assert answered.slide == unanswered.slide == 2
    assert [one.rounds[0].phase for one in (answered, unanswered)] == ["closed", "open"]
    assert unanswered.current == 1


def test_a_question_that_was_discussed_is_asked_again_though_nobody_had_answered() -> None:
    silent = replace(SESSION, silent={1})
    state = led(*TO_QUESTION, DISCUSS, "next")
    for _ in range(2):
        state = apply(state, {"do": "next"}, silent)
    assert brief(state) == "2.0 q11:closed discussion1:closed q12:open*"
