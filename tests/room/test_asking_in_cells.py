"""`kit.ask` in a cell: to the room that leads this set, else a self-test."""

from __future__ import annotations

from typing import Any

import pytest

import kit
from kit.identity import key_of
from kit.library import study_set
from kit.room.room_cell import RoomQuestion
from kit.room.running import RunningRoom, announced
from kit.widgets.display import Shown
from kit.widgets.quiz_widget import SelfTest

SET = "zhanjiang2021"
LEADER = "http://127.0.0.1:9/leader/x"  # nothing answers there


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A room that answers, and the commands that it is sent."""
    sent: list[Any] = []
    asked = {"question": "ms61", "phase": "open"}
    told = {"state": {"round": asked}, "counts": {"in": 3, "phones": 4}}

    def state(_: RunningRoom) -> dict[str, Any]:
        return told if sent else {"state": {}, "counts": {}}

    monkeypatch.setattr(RunningRoom, "state", state)
    monkeypatch.setattr(RunningRoom, "send", lambda _, command: sent.append(command) or "")
    kit.load(SET)
    return sent


def test_a_question_goes_to_the_room_that_leads_this_set(answering: list[Any]) -> None:
    with announced(RunningRoom(key_of(study_set(SET)), LEADER)):
        shown = kit.ask("ms61")
    assert isinstance(shown, RoomQuestion)
    assert answering == [{"do": "ask", "question": "ms61"}]
    assert "3 人已作答，4 人在线" in shown._shown.value
    shown._ended.set()


def test_a_room_that_leads_another_set_is_not_asked(answering: list[Any]) -> None:
    with announced(RunningRoom("another", LEADER)):
        assert isinstance(kit.ask("ms61"), SelfTest)
    assert answering == []


def test_a_handout_made_meanwhile_has_the_self_test(
    answering: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.page.for_handout", lambda: True)
    with announced(RunningRoom(key_of(study_set(SET)), LEADER)):
        assert not isinstance(kit.ask("ms61"), RoomQuestion)
    assert answering == []


def test_a_room_that_was_killed_is_passed_over() -> None:
    kit.load(SET)
    with announced(RunningRoom(key_of(study_set(SET)), LEADER)):
        assert isinstance(kit.ask("ms61"), SelfTest)


def test_an_id_that_nobody_knows_is_told_as_such() -> None:
    kit.load(SET)
    with announced(RunningRoom(key_of(study_set(SET)), LEADER)):
        shown = kit.ask("xx99")
    assert isinstance(shown, Shown)
    assert "xx99" in shown._repr_mimebundle_()["text/html"]
