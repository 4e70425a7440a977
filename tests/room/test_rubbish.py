"""Whatever strangers send, those who behave are served, and nothing of theirs is lost."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import cycle, islice

import psutil
import pytest

from kit.room.room_store import whole_room
from tests.room.live import Live, Window

PHONES = 20
AT_ONCE = 40  # strangers that send at the same time
SLOWEST = 1.0  # seconds that an answer may take meanwhile, p95
MOST_MEMORY = 40e6

RAW = (
    b"",
    b"GET / HT",  # and then nothing: half open
    b"POST /answer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4000\r\n\r\nhalf",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),  # a browser that tries https
    b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"POST /answer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 9999,
    b"POST /answer HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n",
    b"BREW /pot HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
)
ASKED: tuple[tuple[str, object, dict[str, str]], ...] = (
    ("/wp-login.php", None, {}),
    ("/leader/" + "x" * 22, None, {}),
    ("/leader/%ff/report.csv", None, {}),
    ("/pages/../hub.py", None, {}),
    ("/state?you=a.b&version=-1", None, {}),
    ("/state?version=" + "9" * 500, None, {}),
    ("/mine.json?you=" + "0" * 32 + "." + "0" * 16, None, {}),
    ("/answer", b"{", {}),
    ("/answer", {"you": "a.b", "answer": 1, "round": 1}, {}),
    ("/say", {"you": ["a"], "say": {}}, {}),
    ("/answer", b"x" * 5000, {}),
    ("/answer", {"answer": 1}, {"Origin": "http://evil.example"}),
)
SAID: tuple[object, ...] = (
    b"\x00\xff",
    b"[" * 4000,
    b"x" * 5000,
    {"answer": 1, "round": 1},
    {"hello": "0" * 32 + "." + "0" * 16},
    {"hello": {"a": []}},
    {"do": "reveal"},
)


async def sends_bytes(live: Live, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    with suppress(ConnectionError):
        writer.write(sent)
        await writer.drain()
        with suppress(TimeoutError):
            await asyncio.wait_for(reader.read(100), 0.02)
    writer.close()


async def says(live: Live, said: object) -> None:
    window = await live.socket("/ws")
    with suppress(Exception):
        await window.send(said)
        await asyncio.wait_for(window.socket.read_message(), 0.05)
    live.forget(window)


async def floods(live: Live) -> None:
    """Say hello and answer, again and again, over one connection."""
    window = await live.socket("/ws")
    with suppress(Exception):
        for n in range(100):
            await window.send({"hello": None, "version": 0})
            await window.send({"answer": n % 3, "round": len(live.hub.state.rounds), "n": n})
    live.forget(window)


def rubbish(live: Live) -> list[Callable[[], Awaitable[object]]]:
    kinds: list[Callable[[], Awaitable[object]]] = []
    kinds += [lambda sent=sent: sends_bytes(live, sent) for sent in RAW]  # type: ignore[misc]
    kinds += [
        lambda path=path, body=body, headers=headers: live.ask(path, body, **headers)  # type: ignore[misc]
        for path, body, headers in ASKED
    ]
    kinds += [lambda said=said: says(live, said) for said in SAID]  # type: ignore[misc]
    return kinds


@pytest.mark.parametrize(
    ("requests", "slowest"), [(300, 2.0), pytest.param(10_000, SLOWEST, marks=pytest.mark.soak)]
)
def test_rubbish_disturbs_nobody(live: Live, requests: int, slowest: float) -> None:
    took: list[float] = []
    given: dict[tuple[int, str], int] = {}

    async def throw() -> None:
        waiting = islice(cycle(rubbish(live)), requests)

        async def stranger() -> None:
            for one in waiting:
                await one()

        await asyncio.gather(*(stranger() for _ in range(AT_ONCE)), floods(live))

    async def answer(phone: Window, n: int) -> None:
        await phone.until(
            lambda told: told.get("state", {}).get("round", {}).get("id") == n
        ) if phone.state.get("round", {}).get("id") != n else None
        begun = time.perf_counter()
        assert await phone.answer(n % 3, n=n) == {"kept": n}
        took.append(time.perf_counter() - begun)
        given[n, phone.you.split(".")[0]] = n % 3

    async def visit() -> None:
        leader = await live.leader()
        phones = [await live.phone() for _ in range(PHONES)]
        before = psutil.Process().memory_info().rss
        throwing = asyncio.create_task(throw())
        n = 0
        while not throwing.done() or not n:
            n += 1
            assert "refused" not in await leader.do({"do": "ask", "question": "single"})
            await asyncio.gather(*(answer(phone, n) for phone in phones))
            await asyncio.sleep(0.25)
        await throwing
        gc.collect()
        assert psutil.Process().memory_info().rss - before < MOST_MEMORY
        assert (await live.phone(phones[0].you)).mine["response"] == n % 3

    live.run(visit)
    kept = {
        (one.round_id, one.phone): one.response
        for one in whole_room(live.store, live.hub.kept).answers
    }
    assert given.items() <= kept.items()
    assert sorted(took)[int(0.95 * (len(took) - 1))] < slowest
