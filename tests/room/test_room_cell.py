"""`kit.ask` puts its question to the room that runs; without one it is a self-test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit.room.room_cell import room_html, room_question
from kit.room.running import RunningRoom, announced, running_room
from tests.room.live import Live


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kit.open_here.data_folder", lambda: tmp_path / "home")
    return tmp_path / "home"


def beside(live: Live, visit: Callable[[RunningRoom], None]) -> None:
    """Run a room in a thread, as another program would, and visit it."""
    ready, over = threading.Event(), threading.Event()

    async def stay() -> None:
        ready.set()
        while not over.is_set():
            await asyncio.sleep(0.01)

    thread = threading.Thread(target=live.run, args=(stay,))
    thread.start()
    try:
        assert ready.wait(10)
        visit(RunningRoom("set", f"http://127.0.0.1:{live.port}{live.leader_path}"))
    finally:
        over.set()
        thread.join()


def test_the_question_goes_to_the_room_and_its_spread_comes_back(live: Live) -> None:
    def visit(room: RunningRoom) -> None:
        cell = room_question(room, "single")
        assert cell is not None
        assert "0 人已作答" in cell._shown.value
        assert room_question(room, "single") is not None
        assert len(live.hub.state.rounds) == 1
        cell._press("reveal")
        assert "乙（应选）" in cell._shown.value
        cell._press("close")
        assert "现在没有在作答。" in cell._shown.value
        room.send({"do": "back"})
        cell.look()
        assert cell._ended.wait(5)

    beside(live, visit)


def test_a_question_that_the_room_does_not_know_is_none_of_its(live: Live) -> None:
    beside(live, lambda room: pytest.fail("asked") if room_question(room, "none") else None)


def test_a_room_that_is_gone_is_passed_over() -> None:
    assert room_question(RunningRoom("set", "http://127.0.0.1:9/leader/x"), "single") is None


def test_other_programs_know_of_a_room_as_long_as_it_runs(home: Path) -> None:
    room = RunningRoom("set", "http://127.0.0.1:1/leader/x")
    assert running_room() is None
    with announced(room):
        assert running_room() == room
        assert (home / "open" / "room.json").stat().st_mode & 0o077 == 0
    assert running_room() is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"leader": "http://evil.example/"}', "{}"])
def test_a_file_that_names_no_room_names_none(home: Path, text: str) -> None:
    (home / "open").mkdir(parents=True)
    (home / "open" / "room.json").write_text(text, encoding="utf-8")
    assert running_room() is None


def test_what_the_cell_shows_is_text() -> None:
    bars = [{"label": "A", "text": "<b>", "count": 1, "right": False}]
    now: dict[str, Any] = {
        "question": "q",
        "phase": "revealed",
        "ask": {"options": [{}]},
        "key": "<i>",
        "spread": {"bars": bars},
    }
    html = room_html(now, {"in": 1, "phones": 1})
    assert "<b>" not in html
    assert "<i>" not in html


def test_the_cell_marks_options_that_are_to_be_chosen_and_nothing_else() -> None:
    bar = {"label": "", "text": "乙", "count": 1, "right": True}
    now: dict[str, Any] = {"question": "q", "phase": "revealed", "spread": {"bars": [bar]}}
    for options, shown in (([{}], "乙（应选）</td>"), ([], "乙</td>")):
        assert shown in room_html(now | {"ask": {"options": options}}, {"in": 1, "phones": 1})
