"""Writers that are killed, and writers that write at once; run by the soak tests.

Run: python writers.py kills URL NUMBER | python writers.py crowd URL WRITERS ANSWERS

Prints one JSON object: ``acknowledged`` are the ids of the attempts that a writer was told are
kept; ``torn`` counts the kills after which a journal was left, so that a transaction was open.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kit.progress import Attempt, Keeper, Store

AT_ONCE = 2


def attempt(number: int) -> Attempt:
    """Return one more answer."""
    now = datetime.now(UTC)
    return Attempt("zh", f"q{number % 266}", "0" * 16, "fill", ["检察" * 9], "right", 1.0, now)


def write(url: str, pipe: int, more: Callable[[int], bool]) -> None:
    """Keep answers while there are more; tell the id of each one only when it is kept."""
    with Store(url) as store:
        keeper = Keeper(store)
        number = 0
        while more(number):
            made = attempt(number)
            result = keeper.keep(made)
            if result.kept:
                os.write(pipe, f"{made.uuid}\n".encode())
            else:
                os.write(2, f"{result.why}\n".encode())
            number += 1


def started(url: str, more: Callable[[int], bool]) -> tuple[int, int]:
    """Start a writer in a process of its own; return its id and the end of its pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(url, writing, more)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def told(reading: int) -> list[str]:
    """Return the ids that a writer told until it ended."""
    with os.fdopen(reading, encoding="ascii") as pipe:
        return pipe.read().split()


def kills(url: str, number: int) -> dict[str, object]:
    """Kill writers at random moments, a few at a time.

    Every other time the first of them is left alone until it has kept something, so that the kills
    fall among answers even on a slow machine.
    """
    dice = random.Random(1)
    journal = Path(url.removeprefix("sqlite:///") + "-journal")
    acknowledged: list[str] = []
    torn = 0
    for turn in range(0, number, AT_ONCE):
        writers = [started(url, lambda _: True) for _ in range(AT_ONCE)]
        if turn % (2 * AT_ONCE):
            select.select([writers[0][1]], [], [])
        for child, _reading in writers:
            time.sleep(dice.uniform(0, 0.12))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        torn += journal.exists()
        for _child, reading in writers:
            acknowledged += told(reading)
    return {"acknowledged": acknowledged, "torn": torn}


def crowd(url: str, writers: int, answers: int) -> dict[str, object]:
    """Let writers write at once, until each has written its answers."""
    running = [started(url, lambda number: number < answers) for _ in range(writers)]
    acknowledged = [uuid for _, reading in running for uuid in told(reading)]
    for child, _ in running:
        os.waitpid(child, 0)
    return {"acknowledged": acknowledged}


if __name__ == "__main__":
    how, address, *numbers = sys.argv[1:]
    with Store("sqlite://") as warm:  # loads SQLAlchemy once, so that a writer begins at once
        warm.add([attempt(0)])
    print(json.dumps({"kills": kills, "crowd": crowd}[how](address, *map(int, numbers))))
