"""`kit room` as it is typed: wrong use, several addresses, a room taken up again, its report."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit.cli import rooms
from kit.errors import KitError
from kit.identity import remember
from kit.library import study_set
from kit.progress import Store
from kit.room.addresses import NetworkAddress, qr_text
from kit.room.led_room import held
from kit.room.room_state import RoomState, Round
from kit.room.room_store import RoomAnswer, kept_rooms, new_room, write_changes, write_room
from kit.room.running import RunningRoom, announced
from tests.cli.conftest import AtTerminal, Run
from tests.interrupts import hear_interrupts

pytestmark = pytest.mark.usefixtures("records")

SET = "zhanjiang2021"
ONE = (SET, "--session", "1")


def led(answers: int = 2, ended: bool = True, before: int = 0) -> None:
    """Write a room of session 1 that was led, with so many answers to its first question.

    It began so many minutes ago.
    """
    begun = datetime.now(UTC) - timedelta(minutes=before)
    room = new_room(remember(study_set(SET)), "10_session_1", "第一次学习会", now=begun)
    rounds = (Round(1, "question", 2, "mt54", phase="revealed"),)
    state = RoomState(slide=3, rounds=rounds, ended=ended)
    now = datetime.now(UTC)
    with Store() as store:
        write_room(store, room, state)
        given = [RoomAnswer(1, f"p{n}", 0, now) for n in range(answers)]
        write_changes(store, room.id, answers=given)


def count() -> int:
    with Store() as store:
        return len(kept_rooms(store))


def test_the_help_says_all_in_chinese(run: Run) -> None:
    code, out, _ = run("room", "--help")
    assert code == 0
    for option in ("--session", "--host", "--port", "--new", "--report", "--forget", "--trust"):
        assert option in out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((SET,), "请用 --session 写第几次学习会：1 "),
        ((SET, "--session", "99"), "请用 --session 写第几次学习会：1 "),
        ((SET, "--session", "0"), "--session"),
        ((SET, "--session", "eins"), "--session"),
        ((SET, "--port", "70000"), "应为 0 到 65535 的整数"),
        ((SET, "--port", "eins"), "应为 0 到 65535 的整数"),
        ((*ONE, "--meeting", "1"), "--meeting 要和 --report 一起用"),
        ((SET, "--later"), "--later"),
        (("no-such-set",), "no-such-set"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(run: Run, typed: tuple[str, ...], said: str) -> None:
    code, out, err = run("room", *typed)
    assert code == 2
    assert said in err
    assert out == ""


def test_the_report_is_of_the_last_room_that_answered(run: Run, tmp_path: Path) -> None:
    led(answers=3)
    led(answers=0)
    code, out, _ = run("room", *ONE, "--report", str(tmp_path / "报告"))
    assert code == 0
    html, csv = sorted((tmp_path / "报告").iterdir(), key=lambda path: path.suffix, reverse=True)
    assert "3 部手机作答" in html.read_text("utf-8")
    assert csv.read_bytes().startswith(b"\xef\xbb\xbf")
    assert out.count(str(tmp_path)) == 2


def test_a_report_runs_no_lesson_and_asks_nobody_whom_they_trust(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    led()
    monkeypatch.setattr("kit.lab.is_trusted", lambda study_set: False)
    assert "没有开始" in run("room", *ONE)[2]
    assert run("room", *ONE, "--report", str(tmp_path))[::2] == (0, "")


def test_without_answers_there_is_no_report_and_that_is_all_that_is_said(run: Run) -> None:
    code, out, err = run("room", *ONE, "--report", "x")
    assert code == 1
    assert "还没有人作答，没有报告。" in err
    assert "用法见" not in err
    assert out == ""


def test_reports_of_earlier_meetings_are_written_when_they_are_asked_for(
    run: Run, tmp_path: Path
) -> None:
    led(answers=3, before=60)
    led(answers=5)
    code, out, _ = run("room", *ONE, "--report", str(tmp_path))
    assert code == 0
    assert "第 2 次" in out
    assert "--meeting 1 " in out
    assert "3 份作答" in out
    assert "--meeting 2 " in out
    assert run("room", *ONE, "--report", str(tmp_path), "--meeting", "1")[0] == 0
    pages = sorted(path.read_text("utf-8") for path in tmp_path.glob("第一次学习会-*.html"))
    assert len(pages) == 2
    assert "3 部手机作答" in "".join(pages)
    assert "5 部手机作答" in "".join(pages)
    code, _, err = run("room", *ONE, "--report", str(tmp_path), "--meeting", "3")
    assert code == 2
    assert "没有第 3 次" in err


@pytest.mark.parametrize(("typed", "left"), [("", 2), ("是", 2), ("“删除”", 0), ("删除", 0)])
def test_rooms_are_deleted_once_it_is_confirmed(
    run: Run, at_terminal: AtTerminal, typed: str, left: int
) -> None:
    led()
    led(ended=False)
    at_terminal(typed)
    code, out, _ = run("room", SET, "--forget")
    assert code == 0
    assert "2 次学习会" in out
    assert "已经写到文件夹里的报告不在其中" in out
    assert count() == left
    if not left:
        assert "没有学习集" in run("room", SET, "--forget")[1]


def test_a_room_of_another_version_is_named_and_deleted_too(
    run: Run, at_terminal: AtTerminal
) -> None:
    led()
    led(answers=0)
    with Store() as store, store.writing() as connection:
        connection.exec_driver_sql("""UPDATE kit_room SET state = '{"newer": 1}'""")
    code, _, err = run("room", *ONE, "--report", "报告")
    assert code == 1
    assert err.count("读不出来，多半是别的版本的 kit 存的") == 2
    at_terminal("删除")
    assert "已删除 2 次学习会" in run("room", SET, "--forget")[1]
    assert "没有学习集" in run("room", SET, "--forget")[1]


def test_a_room_that_runs_is_not_deleted_even_where_another_began_after_it(run: Run) -> None:
    led(ended=False)
    with Store() as store:
        rooms_led = [kept.room for kept in kept_rooms(store)]
    other = announced(RunningRoom("another", "http://127.0.0.1:1/leader/x"))
    with held(rooms_led, KitError("")), other:
        code, _, err = run("room", SET, "--forget")
    assert code == 1
    assert "请先在它的窗口里按 Ctrl+C 停下" in err
    assert count() == 1


WIFI = NetworkAddress("192.168.1.5", "wlan0")
CABLE = NetworkAddress("10.0.0.2", "eth0")


@pytest.mark.parametrize(
    ("found", "typed", "address"),
    [
        ((), "", ""),
        ((WIFI,), "", WIFI.address),
        ((WIFI, CABLE), "", WIFI.address),
        ((WIFI, CABLE), "2", CABLE.address),
    ],
)
def test_where_there_are_several_addresses_it_is_asked_which(
    monkeypatch: pytest.MonkeyPatch,
    at_terminal: AtTerminal,
    found: tuple[NetworkAddress, ...],
    typed: str,
    address: str,
) -> None:
    monkeypatch.setattr("kit.room.addresses.network_addresses", lambda: found)
    at_terminal(typed)
    assert rooms._address() == address


def test_what_is_no_number_of_an_address_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = iter(["x", "3", "2"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(given))
    assert rooms._chosen((WIFI, CABLE)) == CABLE
    assert capsys.readouterr().out.count("请输入 1 至 2。") == 2


def test_without_a_terminal_the_usual_address_is_taken_and_the_others_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kit.room.addresses.network_addresses", lambda: (WIFI, CABLE))
    monkeypatch.setattr("sys.stdin", None)
    assert rooms._address() == WIFI.address
    assert "10.0.0.2（eth0），要换就加 --host" in capsys.readouterr().err


def test_without_a_network_it_is_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    rooms._tell_phones(None)
    assert "个人热点" in capsys.readouterr().out


@contextmanager
def started(port: int, *more: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Run the command in a process of its own until it has printed its two addresses."""
    command = [sys.executable, "-m", "kit", "room", *ONE, "--host", "127.0.0.1", *more]
    command += ["--no-browser", "--port", str(port)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
        preexec_fn=hear_interrupts,
    ) as process:
        lines: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("按 Ctrl+C"):
                break
        try:
            yield process, lines
        finally:
            if process.poll() is None:
                process.kill()


def test_a_room_is_led_stopped_and_taken_up_again_where_it_was() -> None:
    with started(0) as (process, lines):
        leader = next(line.removeprefix("带学：") for line in lines if line.startswith("带学："))
        phones = next(line.removeprefix("手机：") for line in lines if line.startswith("手机："))
        port = int(phones.rsplit(":", 1)[1].strip("/"))
        assert leader.startswith(f"http://127.0.0.1:{port}/leader/")
        with urllib.request.urlopen(phones) as page:
            assert "<html" in page.read().decode()
        room = RunningRoom("", leader)
        for _ in range(3):
            assert room.send({"do": "next"}) == ""
        slide = room.state()["state"]["slide"]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in err
    assert f"从同一屏接着带：kit room {SET} --session 1" in out
    with Store() as store:
        assert any(one.state.slide == slide for one in kept_rooms(store))


def test_the_code_is_drawn_in_colours_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "http://192.168.1.5:8410/"
    rooms._tell_phones(address)
    assert qr_text(address) in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    rooms._tell_phones(address)
    assert "\x1b[97;40m█" in capsys.readouterr().out
