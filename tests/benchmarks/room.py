"""How quick a room is with many phones, and whether a kill loses an answer.

``python -m tests.benchmarks.room [PHONES]`` leads session 1 on loopback, in a process of its own.
It prints a table and asserts nothing about time. Beside it a bare tornado server takes the same
answers, writes each by itself into the same kind of row, and echoes.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
from tornado.websocket import WebSocketClientConnection, websocket_connect

from kit.progress import DATABASE_VARIABLE

PORT = 8490
ANSWERS = 2000
KILLS = 3
SPREAD = 2.0  # seconds over which a room taps

BARE = """
import asyncio, json, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from tornado.httpserver import HTTPServer
from tornado.web import Application
from tornado.websocket import WebSocketHandler
from kit.progress import Store
from kit.room.room_store import RoomAnswer, write_changes

store, thread, count = Store(), ThreadPoolExecutor(1), 0

class Echo(WebSocketHandler):
    async def on_message(self, message):
        global count
        count += 1
        sent = json.loads(message)
        row = RoomAnswer(1, f"p{count}", sent["answer"], datetime.now(UTC))
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(thread, lambda: write_changes(store, "bare", answers=[row]))
        self.write_message(message)

async def main():
    HTTPServer(Application([("/ws", Echo)])).listen(int(sys.argv[1]), "127.0.0.1")
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def own(home: str) -> dict[str, str]:
    """Return an environment with records of its own."""
    kept = {name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE}
    return kept | {"XDG_DATA_HOME": home}


def start(home: str) -> tuple[subprocess.Popen[str], str]:
    """Start the command, and return it with the leader's address."""
    command = [sys.executable, "-m", "kit", "room", "zhanjiang2021", "--session", "1"]
    command += ["--no-browser", "--host", "127.0.0.1", "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own(home))
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("带学："):
            return process, line.split("：", 1)[1].strip()
    raise ChildProcessError("the room did not start")


def end(process: subprocess.Popen[str]) -> None:
    """Kill a process, as a machine that loses its power would."""
    with process:
        process.kill()


class Client:
    """A phone or a leader: a connection, and what came over it, with the time."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket = socket
        self.state: dict[str, Any] = {}
        self.counts: list[tuple[float, int]] = []
        self.kept: dict[int, float] = {}
        self.you = ""
        self.changed = asyncio.Event()
        self.reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while (text := await self.socket.read_message()) is not None:
            told = json.loads(text)
            now = time.perf_counter()
            self.you = told.get("you", self.you)
            if "counts" in told:
                self.counts.append((now, told["counts"]["in"]))
            if "kept" in told:
                self.kept[told["kept"]] = now
            self.state = told.get("state", self.state)
            self.changed.set()
            self.changed = asyncio.Event()
        self.changed.set()

    async def until(self, wanted: Any) -> float:
        """Wait until something is true, and return when it was."""
        while not wanted(self):
            await asyncio.wait_for(self.changed.wait(), 30)
        return time.perf_counter()

    async def leave(self) -> None:
        """Close the connection, and wait until it is."""
        self.socket.close()
        await self.reader

    async def send(self, message: object) -> None:
        await self.socket.write_message(json.dumps(message))


async def join(address: str, you: str = "") -> Client:
    phone = Client(await websocket_connect(f"ws://127.0.0.1:{PORT}/ws"))
    await phone.send({"hello": you or None, "version": 0})
    await phone.until(lambda one: one.you)
    return phone


async def lead(address: str) -> Client:
    leader = Client(await websocket_connect(address.replace("http", "ws", 1) + "/ws"))
    await leader.until(lambda one: one.state)
    return leader


async def command(leader: Client, **given: object) -> None:
    version = leader.state["version"]
    await leader.send(given)
    await leader.until(lambda one: one.state["version"] > version)


def is_at(phone: Client, round_id: int) -> bool:
    return phone.state.get("round", {}).get("id") == round_id


def is_revealed(phone: Client) -> bool:
    return phone.state["round"]["phase"] == "revealed"


def p95(values: list[float]) -> float:
    return 1000 * sorted(values)[int(0.95 * (len(values) - 1))]


async def taps(leader: Client, phones: list[Client], n: int) -> tuple[list[float], list[float]]:
    """Have all phones answer within two seconds; return tap → count, and tap → kept."""
    sent: dict[int, float] = {}
    current = leader.state["round"]["id"]
    leader.counts.clear()

    async def tap(at: int, phone: Client) -> None:
        await asyncio.sleep(random.random() * SPREAD)
        sent[at] = time.perf_counter()
        await phone.send({"answer": random.randrange(2), "round": current, "n": n})
        await phone.until(lambda one: n in one.kept)

    await asyncio.gather(*(tap(at, phone) for at, phone in enumerate(phones)))
    await leader.until(lambda one: one.counts and one.counts[-1][1] >= len(phones))
    kept = [phones[at].kept[n] - sent[at] for at in sent]
    counted = []
    for rank, at in enumerate(sorted(sent, key=lambda at: phones[at].kept[n]), 1):
        seen = next(moment for moment, count in leader.counts if count >= rank)
        counted.append(seen - sent[at])
    return counted, kept


async def measured(address: str, process: subprocess.Popen[str], size: int) -> None:
    leader = await lead(address)
    begun = time.perf_counter()
    phones = list(await asyncio.gather(*(join(address) for _ in range(size))))
    print(f"{size} phones joined in          {time.perf_counter() - begun:8.2f} s")
    counted, kept, revealed = [], [], []
    for n in range(1, 4):
        await command(leader, do="ask", question="mt54")
        now = leader.state["round"]["id"]
        ready = [
            phone.until(lambda one, r=now: one.state.get("round", {}).get("id") == r)
            for phone in phones
        ]
        await asyncio.gather(*ready)
        to_count, to_kept = await taps(leader, phones, n)
        counted += to_count
        kept += to_kept
        begun = time.perf_counter()
        await leader.send({"do": "reveal"})
        shown = [
            phone.until(lambda one: one.state["round"]["phase"] == "revealed") for phone in phones
        ]
        revealed.append(max(await asyncio.gather(*shown)) - begun)
    memory = psutil.Process(process.pid).memory_info().rss / 1e6
    print(f"tap → leader's count, p95       {p95(counted):8.0f} ms")
    print(f"tap → kept, p95                 {p95(kept):8.0f} ms")
    print(f"揭晓 → last phone, worst of 3    {1000 * max(revealed):8.0f} ms")
    print(f"server's memory                 {memory:8.0f} MB")
    await asyncio.gather(*(one.leave() for one in (leader, *phones)))


async def bare(home: str, size: int) -> None:
    arguments = [sys.executable, "-c", BARE, str(PORT + 1)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=own(home))
    assert process.stdout is not None
    process.stdout.readline()
    sockets = [await websocket_connect(f"ws://127.0.0.1:{PORT + 1}/ws") for _ in range(size)]
    took: list[float] = []

    async def tap(socket: WebSocketClientConnection) -> None:
        await asyncio.sleep(random.random() * SPREAD)
        begun = time.perf_counter()
        await socket.write_message('{"answer": 1}')
        await socket.read_message()
        took.append(time.perf_counter() - begun)

    for _ in range(3):
        await asyncio.gather(*map(tap, sockets))
    print(f"bare server, tap → echo, p95    {p95(took):8.0f} ms")
    end(process)


async def killed(home: str, size: int, answers: int = ANSWERS) -> tuple[int, int]:
    """Answer question after question while the server is killed three times.

    Return how many answers were acknowledged, and how many of all are kept.
    """
    process, address = start(home)
    acknowledged = 0
    ids = [""] * size
    rounds = answers // size
    for number in range(rounds):
        leader = await lead(address)
        phones = list(await asyncio.gather(*(join(address, you) for you in ids)))
        ids = [phone.you for phone in phones]
        await command(leader, do="ask", question="mt54")
        now = leader.state["round"]["id"]
        for phone in phones:
            await phone.send({"answer": 1, "round": now, "n": 1})
        is_killed = number in {rounds * (at + 1) // (KILLS + 1) for at in range(KILLS)}
        if is_killed:
            await phones[0].until(lambda one: one.kept or one.socket.close_code)
            end(process)
            await asyncio.gather(*(one.leave() for one in (leader, *phones)))
            acknowledged += sum(bool(phone.kept) for phone in phones)
            unsaid = [at for at, phone in enumerate(phones) if not phone.kept]
            process, address = start(home)
            again = await asyncio.gather(*(join(address, ids[at]) for at in unsaid))
            for phone in again:
                await phone.send({"answer": 1, "round": now, "n": 1})
            for phone in again:
                await phone.until(lambda one: one.kept)
            acknowledged += len(again)
            await asyncio.gather(*(one.leave() for one in again))
        else:
            for phone in phones:
                await phone.until(lambda one: one.kept)
            acknowledged += size
            await asyncio.gather(*(one.leave() for one in (leader, *phones)))
    end(process)
    with closing(sqlite3.connect(next(Path(home).rglob("progress.sqlite3")))) as database:
        (kept,) = database.execute("SELECT COUNT(*) FROM kit_room_answer").fetchone()
    return acknowledged, int(kept)


async def main() -> None:
    """Measure, and print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="kit-room-") as home:
        process, address = start(home)
        try:
            await measured(address, process, size)
        finally:
            end(process)
        await bare(home, size)
    with tempfile.TemporaryDirectory(prefix="kit-room-") as home:
        acknowledged, kept = await killed(home, size)
    print(f"acknowledged through {KILLS} kills   {acknowledged:8d}")
    print(f"of these lost                   {max(0, acknowledged - kept):8d}")


if __name__ == "__main__":
    asyncio.run(main())
