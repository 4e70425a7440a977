"""A room by real requests and sockets: leader, phones, strangers."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Awaitable
from typing import Any

import pytest

from kit.errors import KitError
from kit.progress.record_file import from_text
from kit.room.hub import LONGEST_MESSAGE
from kit.room.network import listen
from kit.room.results import Share
from kit.room.room_report import question_reports, revealed
from kit.room.room_store import whole_room, write_changes
from kit.room.server import application
from tests.room.live import PATIENCE, Live, Window
from tests.room.questions import RIGHT, SECRET

TO_QUESTION = ("next", "next", "next")


async def led_to_question(live: Live) -> tuple[Window, Window]:
    """Return a leader and a phone at the first question."""
    leader, phone = await live.leader(), await live.phone()
    for command in TO_QUESTION:
        await leader.do(command)
    await phone.sees("question")
    return leader, phone


def test_a_question_goes_from_the_leader_to_the_phone_and_back(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await led_to_question(live)
        assert phone.state["round"]["ask"]["stem"] == "推进什么？"
        assert await phone.answer(0, n=7) == {"kept": 7}
        assert await phone.answer(1, n=8) == {"kept": 8}
        told = await leader.until(lambda told: told.get("counts", {}).get("in") == 1)
        assert told["counts"]["phones"] == 1
        assert [one.response for one in live.hub.answers[1].values()] == [1]
        await leader.do("close")
        assert (await phone.answer(2))["refused"] == 1
        await leader.do("reveal")
        assert [bar["count"] for bar in leader.state["round"]["spread"]["bars"]] == [0, 1, 0]
        await phone.sees("question", "revealed")
        assert phone.mine["outcome"] == "right"
        assert SECRET in phone.state["round"]["answer"]

    live.run(visit)


def test_no_key_reaches_a_phone_or_the_wall_before_it_is_revealed(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        while leader.state["slide"] < 4:
            await leader.do("next")
            current = leader.state.get("round")
            if current and current["phase"] != "revealed":
                sent = json.dumps(leader.state, ensure_ascii=False)
                await phone.sees("question", current["phase"])
                sent += json.dumps(phone.state, ensure_ascii=False)
                assert SECRET not in sent
                assert not {"spread", "key", "answer"} & (
                    leader.state["round"].keys() | phone.state["round"].keys()
                )
        speaker = await live.leader("speaker")
        assert SECRET in speaker.state["notes"]

    live.run(visit)


def test_a_slide_s_next_step_is_not_sent_ahead(live: Live) -> None:
    async def visit() -> None:
        leader = await live.leader()
        await leader.do("next")
        phone = await live.phone()
        assert SECRET not in leader.state["html"] + phone.state["html"]
        await leader.do("next")
        assert SECRET in leader.state["html"]

    live.run(visit)


def test_two_windows_of_the_leader_agree(live: Live) -> None:
    async def visit() -> None:
        one, other = await live.leader(), await live.leader("speaker")
        await one.do("next")
        await other.until(lambda told: told.get("state", {}).get("slide") == 1)
        await other.do("back")
        await one.until(lambda told: told.get("state", {}).get("slide") == 0)

    live.run(visit)


def test_what_two_windows_are_pressed_for_at_once_is_done_once(live: Live) -> None:
    async def visit() -> None:
        one, other = await live.leader(), await live.leader("speaker")
        press = {"do": "next", "version": one.state["version"]}
        await asyncio.gather(one.send(press), other.send(press))
        for window in (one, other):
            await window.send({"do": "nothing"})
            await window.until(lambda told: "refused" in told)
        assert (live.hub.state.slide, live.hub.state.step) == (1, 0)

    live.run(visit)


def test_a_second_press_while_the_first_is_being_kept_shows_no_key(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*given: Any, **changes: Any) -> None:
        time.sleep(0.1)
        write_changes(*given, **changes)

    async def visit() -> None:
        leader, _ = await led_to_question(live)
        monkeypatch.setattr("kit.room.room_writer.write_changes", slow)
        press = {"do": "next", "version": leader.state["version"]}
        await leader.send(press)
        await asyncio.sleep(0.05)
        await asyncio.gather(live.hub.command(press), leader.until(lambda told: "state" in told))
        assert live.hub.state.round is not None
        assert live.hub.state.round.phase == "closed"
        assert leader.state["version"] == press["version"] + 1

    live.run(visit)


def test_what_makes_no_sense_is_told_to_the_leader_and_changes_nothing(live: Live) -> None:
    async def visit() -> None:
        leader = await live.leader()
        version = live.hub.state.version
        assert "没有这一屏" in (await leader.do({"do": "goto", "screen": 100}))["refused"]
        assert live.hub.state.version == version

    live.run(visit)


def test_a_phone_that_was_away_comes_back_as_itself(live: Live) -> None:
    async def visit() -> None:
        _, phone = await led_to_question(live)
        await phone.answer(1)
        phone.socket.close()
        back = await live.phone(phone.you)
        assert back.you == phone.you
        assert back.mine["response"] == 1

    live.run(visit)


@pytest.mark.parametrize("forged", ["a.b", "0" * 32, f"{'0' * 32}.{'0' * 16}", 7, {}, "…"])
def test_an_id_that_is_none_of_ours_is_another_phone(live: Live, forged: Any) -> None:
    async def visit() -> None:
        assert (await live.phone(forged)).you != forged

    live.run(visit)


def test_a_phone_without_a_socket_does_it_by_requests(live: Live) -> None:
    async def visit() -> None:
        leader, _ = await led_to_question(live)
        state = json.loads((await live.ask("/state?version=0")).body)
        you = state["you"]
        body = {"answer": 1, "round": 1, "n": 3, "you": you}
        assert json.loads((await live.ask("/answer", body)).body) == {"kept": 3}
        version = state["state"]["version"]
        waiting = asyncio.create_task(live.ask(f"/state?version={version}&you={you}"))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await leader.do("close")
        told = json.loads((await waiting).body)
        assert told["state"]["round"]["phase"] == "closed"
        assert told["mine"]["response"] == 1
        assert (await live.ask("/answer", body | {"you": "x.y"})).code == 403

    live.run(visit)


def test_nothing_that_a_phone_writes_reaches_the_wall_unseen(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader("speaker"), await live.phone()
        wall = await live.leader()
        await leader.do({"do": "discuss", "title": "怎么做", "minutes": 1})
        await phone.sees("discussion")
        await phone.send({"say": "<b>好</b>", "round": 1, "n": 1})
        await phone.until(lambda told: "kept" in told)
        await leader.until(lambda told: told.get("state", {}).get("said"))
        assert leader.state["said"] == [{"n": 1, "text": "<b>好</b>", "shown": False}]
        shown = await live.leader()
        assert shown.state["wall"] == []
        await leader.do({"do": "approve", "message": 1})
        await wall.until(lambda told: told.get("state", {}).get("wall"))
        assert wall.state["wall"] == ["<b>好</b>"]

    live.run(visit)


def test_asked_again_both_spreads_stand_side_by_side(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await led_to_question(live)
        await phone.answer(0)
        await leader.do("close")
        await leader.do("again")
        await phone.until(lambda told: told.get("state", {}).get("round", {}).get("take") == 2)
        await phone.answer(1)
        await leader.do("reveal")
        shown = leader.state["round"]
        assert [bar["count"] for bar in shown["earlier"]["bars"]] == [1, 0, 0]
        assert [bar["count"] for bar in shown["spread"]["bars"]] == [0, 1, 0]

    live.run(visit)


@pytest.mark.parametrize(
    ("name", "right"),
    [("multiple", 1), ("match", 1), ("order", 1), ("single", None), ("fill", None)],
)
def test_where_bars_are_of_parts_it_is_told_how_many_had_it_all(
    live: Live, name: str, right: int | None
) -> None:
    async def visit() -> None:
        leader = await live.leader()
        await leader.do({"do": "ask", "question": name})
        shown = live.led.bank.asked(name).as_shown(RIGHT[name])
        other = ["别的"] if name == "fill" else shown[1:] if isinstance(shown, list) else 0
        for response in (shown, other):
            phone = await live.phone()
            assert await phone.answer(response) == {"kept": 1}
        await leader.do("reveal")
        told = leader.state["round"]["spread"].get("right")
        assert told == (None if right is None else {"count": right, "of": 2})

    live.run(visit)


def test_own_words_are_rated_by_their_giver_afterwards(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "ask", "question": "recall"})
        await phone.sees("question")
        assert "kept" in await phone.answer("我想")
        await leader.do("reveal")
        await phone.sees("question", "revealed")
        assert "kept" in await phone.answer(0.5)
        assert "refused" in await (await live.phone()).answer(1)
        (kept,) = live.hub.answers[1].values()
        assert (kept.response, kept.rating) == ("我想", 0.5)

    live.run(visit)


def test_at_the_end_everyone_has_an_own_result_and_takes_it_along(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await led_to_question(live)
        await phone.answer(0)
        await leader.do("reveal")
        await leader.do({"do": "ask", "question": "order"})
        await phone.until(
            lambda told: told.get("state", {}).get("round", {}).get("question") == "order"
        )
        await phone.answer(live.led.bank.asked("order").as_shown(RIGHT["order"]))
        await leader.do("reveal")
        await leader.do("end")
        await phone.sees("ended")
        own = {"right": 1, "of": 2, "all": 2, "wrong": ["single"]}
        assert phone.mine | {"team": 0} == own | {"team": 0}
        page = (await live.ask(f"/mine.html?you={phone.you}")).body.decode()
        assert "推进什么？" in page
        first, second = [
            from_text((await live.ask(f"/mine.json?you={phone.you}")).body).attempts
            for _ in range(2)
        ]
        assert [one.outcome for one in first] == ["wrong", "right"]
        assert first == second
        assert (await live.ask("/mine.html")).code == 403

    live.run(visit)


def test_one_s_own_result_of_an_earlier_meeting_is_still_to_be_had(live: Live) -> None:
    you: list[str] = []

    async def first() -> None:
        leader, phone = await led_to_question(live)
        await phone.answer(0)
        await leader.do("reveal")
        await leader.do("end")
        you.append(phone.you)

    async def second() -> None:
        phone = await live.phone(you[0])
        assert phone.you != you[0]
        assert phone.heard[-1]["before"] == 1
        assert "before" not in (await live.phone(phone.you)).heard[-1]
        polled = json.loads((await live.ask(f"/state?version=0&you={you[0]}")).body)
        assert polled["before"] == 1
        assert "推进什么？" in (await live.ask(f"/mine.html?you={you[0]}")).body.decode()
        (one,) = from_text((await live.ask(f"/mine.json?you={you[0]}")).body).attempts
        assert one.outcome == "wrong"
        assert "推进什么？" not in (await live.ask(f"/mine.html?you={phone.you}")).body.decode()
        forged = you[0][:-1] + ("0" if you[0][-1] != "0" else "1")
        assert (await live.ask(f"/mine.html?you={forged}")).code == 403

    live.run(first)
    live.run(second)


def test_an_earlier_meeting_is_read_and_a_result_made_while_the_room_goes_on(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    you: list[str] = []
    goes_on = threading.Event()

    async def first() -> None:
        you.append((await live.phone()).you)

    async def while_it_waits(asked: Awaitable[Any]) -> Any:
        goes_on.clear()
        waiting = asyncio.ensure_future(asked)
        await asyncio.sleep(0.05)
        assert not waiting.done()
        assert (await live.phone()).you
        goes_on.set()
        return await waiting

    async def second() -> None:
        def slow(*given: Any) -> Any:
            assert goes_on.wait(PATIENCE)
            return whole_room(*given)

        monkeypatch.setattr("kit.room.phone_ids.whole_room", slow)
        assert (await while_it_waits(live.phone(you[0]))).you != you[0]

        def page(*_: object) -> str:
            assert goes_on.wait(PATIENCE)
            return "结果"

        monkeypatch.setattr("kit.room.phone_requests.own_page", page)
        made = await while_it_waits(live.ask(f"/mine.html?you={you[0]}"))
        assert made.body.decode() == "结果"

    live.run(first)
    monkeypatch.setattr("kit.room.led_room.local_day", lambda at: at)  # another meeting begins
    live.run(second)


STRANGERS: list[tuple[str, dict[str, str], int]] = [
    ("/", {}, 200),
    ("/", {"Host": "evil.example:80"}, 403),
    ("/", {"Host": "192.0.2.1.evil.example"}, 403),
    ("/", {"Host": "localhost:1"}, 200),
    ("/state", {"Origin": "http://evil.example"}, 403),
    ("/state", {"Origin": "null"}, 403),
    ("/leader/", {}, 404),
    ("/leader/guess", {}, 404),
    ("/leader/guess/ws", {}, 404),
    ("/leader/guess/state", {}, 404),
    ("/leader/guess/report.csv", {}, 404),
    ("/pages/../room_store.py", {}, 404),
    ("/pages/%2e%2e%2fhub.py", {}, 404),
    ("/pages/hub.py", {}, 404),
    ("/pages/phone.js", {}, 200),
    ("/mine.json?you=a.b", {}, 403),
]


def test_the_pages_have_every_module_and_take_no_more_than_the_room(live: Live) -> None:
    async def visit() -> None:
        todo, seen = ["phone.js", "leader.js", "speaker.js"], dict[str, str]()
        while todo:
            name = todo.pop()
            answered = await live.ask(f"/pages/{name}")
            assert answered.code == 200, name
            seen[name] = answered.body.decode()
            named = re.findall(r'from "\./(\w+\.js)"', seen[name])
            todo += [each for each in named if each not in seen]
        limits = json.loads(seen["limits.js"].removeprefix("export const LIMITS = ").rstrip(";\n"))
        assert limits["said"] == LONGEST_MESSAGE
        used = {name for text in seen.values() for name in re.findall(r"LIMITS\.(\w+)", text)}
        assert used == limits.keys()

    live.run(visit)


@pytest.mark.parametrize(("path", "headers", "code"), STRANGERS)
def test_strangers_get_nothing(live: Live, path: str, headers: dict[str, str], code: int) -> None:
    async def visit() -> None:
        answered = await live.ask(path, **headers)
        assert answered.code == code
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert live.hub.room.secret not in answered.body.decode()

    live.run(visit)


def test_a_page_of_another_server_cannot_lead_or_answer(live: Live) -> None:
    async def visit() -> None:
        for path in ("/ws", f"{live.leader_path}/ws"):
            with pytest.raises(Exception, match="403"):
                await live.socket(path, Origin="http://evil.example")
        sent = await live.ask(
            f"{live.leader_path}/do", {"do": "next"}, Origin="http://evil.example"
        )
        assert sent.code == 403
        assert live.hub.state.slide == 0

    live.run(visit)


RUBBISH = [
    b"",
    b"\x00\xff",
    b"[]",
    b"{",
    b"null",
    b"[" * 3000,
    b'{"answer":' + b"9" * 3000 + b"}",
    b'{"answer":NaN,"round":1,"n":1}',
    b'{"answer":{"a":1},"round":[1],"n":"x"}',
    b'{"hello":{"a":[]}}',
    b'{"do":"next"}',
    b'{"answer":1,"round":1,"n":1e400}',
    b'{"say":"\\ud800","round":1}',
    b"x" * 5000,
]


def test_rubbish_does_not_disturb_the_room(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await led_to_question(live)
        for _ in range(10):
            for body in RUBBISH:
                stranger = await live.phone()
                await stranger.send(body)
                assert (await live.ask("/answer", body)).code in {400, 403}
                assert (await live.ask(f"/x{body[:20].hex()}")).code == 404
        assert (await phone.answer(1))["kept"] == 1
        await leader.do("close")
        assert live.hub.state.slide == 2
        assert list(live.hub.answers[1].values())[-1].response == 1

    live.run(visit)


@pytest.mark.parametrize(
    "said",
    [b'"a\\u0000b"', b'"\\ud800"', b"null", b'""', b'"' + b"a" * 141 + b'"'],
)
def test_whatever_a_phone_says_the_next_one_is_heard(live: Live, said: bytes) -> None:
    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "discuss", "title": "怎么做"})
        await phone.sees("discussion")
        await phone.send(b'{"say":' + said + b',"round":1,"n":1}')
        other = await live.phone()
        await other.send({"say": "好", "round": 1, "n": 2})
        await other.until(lambda told: told.get("kept") == 2)
        assert live.hub.messages[-1].text == "好"

    live.run(visit)


def test_who_answers_faster_than_anyone_can_is_told_so(live: Live) -> None:
    async def visit() -> None:
        _, phone = await led_to_question(live)
        told = [await phone.answer(1, n=n) for n in range(8)]
        assert "kept" in told[0]
        assert "refused" in told[-1]

    live.run(visit)


def test_a_new_start_goes_on_where_the_room_was(live: Live) -> None:
    you: list[str] = []

    async def first() -> None:
        _, phone = await led_to_question(live)
        await phone.answer(1)
        you.append(phone.you)

    async def second() -> None:
        phone = await live.phone(you[0])
        assert phone.you == you[0]
        assert phone.mine["response"] == 1
        leader = await live.leader()
        assert leader.state["slide"] == 2
        assert leader.state["round"]["phase"] == "open"

    live.run(first)
    secret = live.hub.room.secret
    live.run(second)
    assert live.hub.room.secret == secret


def test_no_more_phones_have_answered_than_there_are(live: Live) -> None:
    async def first() -> None:
        _, phone = await led_to_question(live)
        other = await live.phone()
        for one in (phone, other):
            await one.answer(1)
        live.forget(other)
        while live.hub.counts()["phones"] != 1:
            await asyncio.sleep(0.01)
        await live.phone()
        assert {name: live.hub.counts()[name] for name in ("in", "of", "phones")} == {
            "in": 2,
            "of": 3,
            "phones": 2,
        }

    async def second() -> None:
        leader = await live.leader()
        assert (live.hub.counts()["in"], live.hub.counts()["of"]) == (2, 2)
        await leader.do({"do": "ask", "question": "order"})
        assert (live.hub.counts()["in"], live.hub.counts()["of"]) == (0, 0)

    live.run(first)
    live.run(second)


def test_a_database_that_cannot_be_written_is_told_and_nothing_is_acknowledged(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise KitError("磁盘已满。", remedy="请腾出磁盘空间。")

    async def visit() -> None:
        leader, phone = await led_to_question(live)
        with monkeypatch.context() as broken:
            broken.setattr("kit.room.room_writer.write_changes", full)
            assert "磁盘已满" in (await phone.answer(1))["why"]
            assert "磁盘已满" in (await leader.do("close"))["refused"]
            assert live.hub.state.round is not None
            assert live.hub.state.round.phase == "open"
        assert (await phone.answer(1)) == {"kept": 1}

    live.run(visit)


def test_a_port_that_is_taken_is_named(live: Live) -> None:
    async def visit() -> None:
        with pytest.raises(KitError, match=f"端口 {live.port} 已经被别的程序占用"):
            listen(application(live.hub), ["127.0.0.1"], live.port)

    live.run(visit)


@pytest.mark.parametrize(
    "address",
    ["203.0.113.9", "0.0.0.0", "::", "0", "", "a..b", "a" * 70, "http://127.0.0.1", "127.0.0.1:80"],
)
def test_an_address_that_is_none_of_this_machine_s_is_named(live: Live, address: str) -> None:
    async def visit() -> None:
        with pytest.raises(KitError, match="不是本机的一个地址"):
            listen(application(live.hub), [address], 0)

    live.run(visit)


@pytest.mark.parametrize("address", ["localhost", "127.1", "127.0.0.1"])
def test_one_address_may_be_written_in_two_ways(live: Live, address: str) -> None:
    async def visit() -> None:
        server, port = listen(application(live.hub), ["127.0.0.1", address], 0)
        server.stop()
        assert port

    live.run(visit)


def test_an_answer_that_comes_while_a_command_is_kept_is_told_to_all(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*given: Any, **changes: Any) -> None:
        if changes["state"] is not None:
            time.sleep(0.1)
        write_changes(*given, **changes)

    async def visit() -> None:
        leader, phone = await led_to_question(live)
        other = await live.phone()
        monkeypatch.setattr("kit.room.room_writer.write_changes", slow)
        revealing = asyncio.create_task(leader.do("reveal"))
        await asyncio.sleep(0.05)
        assert await phone.answer(1) == {"kept": 1}
        await revealing
        await phone.until(lambda told: told.get("mine", {}).get("outcome") == "right")
        for window in (leader, other):
            while window.state["round"].get("spread", {}).get("of") != 1:
                await window.until(lambda told: "state" in told)

    live.run(visit)


def test_a_report_is_made_while_the_room_goes_on(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    def slow(*_: object) -> str:
        assert goes_on.wait(PATIENCE)
        return "报告"

    async def visit() -> None:
        _, phone = await led_to_question(live)
        monkeypatch.setattr("kit.room.leader_requests.report_page", slow)
        report = asyncio.create_task(live.ask(f"{live.leader_path}/report.html"))
        await asyncio.sleep(0.1)
        assert await phone.answer(1) == {"kept": 1}
        goes_on.set()
        assert (await report).body.decode() == "报告"

    live.run(visit)


def test_what_is_sent_again_while_it_is_being_kept_is_kept_once(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*given: Any, **changes: Any) -> None:
        time.sleep(0.2)
        write_changes(*given, **changes)

    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "discuss", "title": "怎么做？"})
        await phone.sees("discussion")
        monkeypatch.setattr("kit.room.room_writer.write_changes", slow)
        said = {"say": "先 读原文", "round": 1, "n": 7}
        await phone.send(said)
        again = await live.phone(phone.you)  # its connection was begun anew
        await again.send(said | {"say": "先　读原文"})
        for window in (phone, again):
            told = await window.until(lambda told: "kept" in told or "refused" in told)
            assert told == {"kept": 7}
        assert [one.text for one in live.hub.messages] == ["先 读原文"]

    live.run(visit)


def test_what_could_not_be_written_counts_for_nothing(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise KitError("磁盘已满。")

    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "discuss", "title": "怎么做？"})
        monkeypatch.setattr("kit.room.hub.MOST_OF_ONE_PHONE", 1)
        say = {"say": "读原文", "round": 1, "n": 1}
        with monkeypatch.context() as broken:
            broken.setattr("kit.room.room_writer.write_changes", full)
            await phone.send(say)
            await phone.until(lambda told: "磁盘已满" in told.get("why", ""))
        await phone.send(say)
        assert await phone.until(lambda told: "kept" in told or "refused" in told) == {"kept": 1}
        await phone.send(say | {"say": "再读"})
        await phone.until(lambda told: "发言太多" in told.get("why", ""))

    live.run(visit)


@pytest.mark.parametrize("how", ["answer", "say", "poll", "rating"])
def test_what_is_kept_and_sent_again_is_not_called_late(live: Live, how: str) -> None:
    begun: dict[str, dict[str, Any]] = {
        "answer": {"do": "ask", "question": "order"},
        "rating": {"do": "ask", "question": "recall"},
        "poll": {"do": "poll", "title": "哪一个？", "options": ["甲", "乙"]},
        "say": {"do": "discuss", "title": "怎么做？"},
    }
    given: dict[str, Any] = {
        "answer": [1, 0, 2, 3],
        "rating": 0.5,
        "poll": 1,
        "say": "读原文",
    }

    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do(begun[how])
        await phone.until(lambda told: told.get("state", {}).get("round"))
        if how == "rating":
            await phone.answer("我说", n=1)
            await leader.do("reveal")
            await phone.sees("question", "revealed")
        kind = "say" if how == "say" else "answer"
        message = {kind: given[how], "round": 1, "n": 2}
        await phone.send(message)
        await phone.until(lambda told: told.get("kept") == 2)
        await leader.do({"do": "ask", "question": "single"})
        await phone.send(message)
        told = await phone.until(lambda told: "kept" in told or "refused" in told)
        assert told == {"kept": 2}
        other: dict[str, Any] = {"answer": [0, 1, 2, 3], "rating": 1, "poll": 0, "say": "别的"}
        await phone.send(message | {kind: other[how]})
        told = await phone.until(lambda told: "kept" in told or "refused" in told)
        assert "停止" in told["why"]

    live.run(visit)


def test_a_group_is_a_number_and_nothing_else(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "teams", "count": 2})
        await leader.do({"do": "ask", "question": "single"})
        await phone.sees("question")
        for team in (True, 1.0, "1", 3, -1, None):
            await phone.send({"team": team})
        assert await phone.answer(1) == {"kept": 1}
        assert [one.team for one in live.hub.answers[1].values()] == [0]

    live.run(visit)


def test_groups_are_compared_once_the_answer_has_been_shown_and_at_the_end(live: Live) -> None:
    compared = [
        {"name": "第一组", "count": 1, "of": 2},
        {"name": "第二组", "count": 1, "of": 1},
    ]

    async def visit() -> None:
        leader = await live.leader()
        phones = [await live.phone() for _ in range(3)]
        await leader.do({"do": "teams", "count": 2})
        for command in TO_QUESTION:
            await leader.do(command)
        for phone, team, response in zip(phones, (1, 1, 2), (1, 0, 1), strict=True):
            await phone.sees("question", "open")
            await phone.send({"team": team})
            assert await phone.answer(response) == {"kept": 1}
        screens = []
        for _ in range(4):
            await leader.do("next" if screens else "reveal")
            screens.append(leader.state["screen"])
            if len(screens) == 1:
                assert leader.state["round"]["by_team"] == compared
        assert screens == ["spread", "answer", "teams", "question"]
        await leader.do("end")
        assert leader.state["by_team"] == compared

    live.run(visit)


def test_groups_are_compared_over_what_was_asked_since_they_were_made(live: Live) -> None:
    async def visit() -> None:
        leader = await live.leader()
        phones = [await live.phone() for _ in range(3)]

        async def answered(name: str, responses: dict[Window, int]) -> None:
            await leader.do({"do": "ask", "question": name})
            for phone, response in responses.items():
                await phone.until(
                    lambda told: told.get("state", {}).get("round", {}).get("question") == name
                )
                assert await phone.answer(response) == {"kept": 1}
            await leader.do("reveal")

        await answered("single", dict.fromkeys(phones, 1))
        await leader.do({"do": "teams", "count": 3})
        assert "by_team" not in leader.state["round"]
        for _ in range(2):
            await leader.do("next")
        assert leader.state["screen"] == "slide"
        await phones[0].send({"team": 3})
        await answered("judge", {phones[0]: 1, phones[1]: 0})
        compared = [
            {"name": "第三组", "count": 1, "of": 1},
            {"name": "未选组", "count": 0, "of": 1},
        ]
        assert leader.state["round"]["by_team"] == compared
        await leader.do("end")
        assert leader.state["by_team"] == compared
        assert leader.state["grouped_late"]
        assert [one.teams for one in question_reports(live.led, live.hub.kept)] == [
            (),
            (("第三组", Share(1, 1)), ("未选组", Share(0, 1))),
        ]

    live.run(visit)


def test_groups_of_whom_nobody_counts_are_not_compared(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "teams", "count": 2})
        await leader.do({"do": "ask", "question": "recall"})
        await phone.sees("question")
        await phone.send({"team": 1})
        assert await phone.answer("我的话") == {"kept": 1}
        await leader.do("reveal")
        assert "by_team" not in leader.state["round"]
        assert leader.state["steps"] == 1
        await phone.sees("question", "revealed")
        assert await phone.answer(1) == {"kept": 1}
        await leader.until(lambda told: "by_team" in told.get("state", {}).get("round", {}))
        assert leader.state["steps"] == 2

    live.run(visit)


def test_a_question_that_nobody_answered_is_open_again_in_both_windows(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await led_to_question(live)
        speaker = await live.leader("speaker")
        await leader.do({"do": "goto", "screen": 4})
        assert [one.phase for one in live.hub.state.rounds] == ["closed", "open"]
        seen = leader.state["version"]
        for window in (leader, speaker):
            await window.send({"do": "back", "version": seen})
        for window in (leader, speaker):
            await window.until(lambda told: told.get("state", {}).get("slide") == 2)
            assert window.state["round"]["phase"] == "open"
        await phone.until(
            lambda told: told.get("state", {}).get("round", {}).get("question") == "single"
        )
        assert await phone.answer(1) == {"kept": 1}
        await speaker.do({"do": "goto", "screen": 5})
        await speaker.do({"do": "goto", "screen": 3})
        assert speaker.state["round"]["phase"] == "closed"

    live.run(visit)


def test_at_the_end_the_report_and_the_phone_count_what_was_not_revealed_too(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await led_to_question(live)
        assert await phone.answer(1) == {"kept": 1}
        await leader.do("reveal")
        assert leader.state["unrevealed"] == 0
        await leader.do({"do": "ask", "question": "judge"})
        await phone.until(
            lambda told: told.get("state", {}).get("round", {}).get("question") == "judge"
        )
        assert await phone.answer(0) == {"kept": 1}
        assert leader.state["unrevealed"] == 1
        await leader.do("end")
        await phone.sees("ended")
        told = {name: phone.mine[name] for name in ("right", "of", "all", "wrong")}
        assert told == {"right": 1, "of": 2, "all": 2, "wrong": ["judge"]}
        reports = question_reports(live.led, revealed(live.hub.kept))
        assert [one.first.share for one in reports] == [Share(1, 1), Share(0, 1)]

    live.run(visit)


def test_the_leader_s_phone_has_a_code_of_its_own(live: Live) -> None:
    async def visit() -> None:
        live.hub.address = "http://192.168.1.5:8410/"
        codes = [await live.ask(f"{live.leader_path}/qr.svg{of}") for of in ("", "?of=speaker")]
        assert [code.headers["Content-Type"] for code in codes] == ["image/svg+xml"] * 2
        assert codes[0].body != codes[1].body

    live.run(visit)


def test_ratings_of_own_words_reach_the_leader_as_they_come(live: Live) -> None:
    async def visit() -> None:
        leader, phone = await live.leader(), await live.phone()
        await leader.do({"do": "goto", "screen": 5})
        await phone.sees("question", "open")
        assert await phone.answer("我的话") == {"kept": 1}
        await leader.do("reveal")
        await phone.sees("question", "revealed")
        assert await phone.answer(1) == {"kept": 1}
        assert leader.state["round"]["spread"]["rated"] == {"count": 0, "of": 1}
        while leader.state["round"]["spread"]["bars"][0]["count"] != 1:
            await leader.until(lambda told: "state" in told)
        assert leader.state["round"]["spread"]["rated"] == {"count": 1, "of": 1}

    live.run(visit)
