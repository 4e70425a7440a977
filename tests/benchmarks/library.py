"""What a library of ten thousand speeches costs, and whether the cost is linear and memory flat.

The speeches are made of the built-in one: its parts over and over, numbered through, of one to
twelve times its length. Each size is read by `read_many` on all cores, and on one; beside it stand
a bare pass of the regular expression that a first attempt would use, and jieba's own cutting, both
on one core. Memory is the peak of this process and of its largest child.

Run: python -m tests.benchmarks.library [largest]
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kit.collection import on_cores, read_many
from kit.library import DEFAULT_SET, study_set
from kit.speech import load_speech

MARKS = re.compile(
    r"(?m)^[ \t\u3000]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])"
    r"|^[（(]\d+[）)]|[一二三四五六七八九十][是要]|第[一二三四五六七八九十]+，|首先，|其次，|——"
)
DIGITS = "一二三四五六七八九十"
SAMPLE = 200


def speech(number: int) -> str:
    """Return one speech; neighbours differ in length and in their first line."""
    text = load_speech(study_set(DEFAULT_SET)).text
    parts = re.split(r"(?m)^(?=[一二三四]、)", text)
    bodies = [part[2:] for part in parts[1:]]
    wanted = 4 * (number % 12 + 1)
    chosen = [f"{chinese(n + 1)}、{bodies[n % len(bodies)]}" for n in range(wanted)]
    return f"第{number}次会议。\n" + "\n".join(each.strip() for each in chosen)


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else DIGITS[tens - 1] + "十"
    return head + (DIGITS[ones - 1] if ones else "")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak(who: int) -> float:
    """Return the most memory a process has had, in MB; nan where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(who).ru_maxrss / 1000


def run(folder: Path, number: int) -> None:
    """Print the row of one size; in a process of its own, so that peaks are its own."""
    import resource

    files = sorted(folder.glob("*.txt"))[:number]
    few = folder.parent / f"few{number}"
    few.mkdir()
    for path in files:
        (few / path.name).hardlink_to(path)
    texts = [path.read_text(encoding="utf-8") for path in files[:SAMPLE]]
    share = sum(map(len, texts))
    size = sum(path.stat().st_size for path in files)
    characters = round(size * share / sum(path.stat().st_size for path in files[:SAMPLE]))
    pattern = timed(lambda: [list(MARKS.finditer(text)) for text in texts]) / share
    one = timed(lambda: read_many(few, folder.parent / f"one{number}.jsonl", run=on_cores(1)))
    every = timed(lambda: read_many(few, folder.parent / f"all{number}.jsonl"))
    again = timed(lambda: read_many(few, folder.parent / f"all{number}.jsonl"))
    print(
        f"{number:>9}{characters / 1e6:>8.1f}{one:>9.1f}{every:>11.1f}{again:>8.1f}"
        f"{one / characters * 1e6:>11.2f}{pattern * 1e6:>9.3f}"
        f"{peak(resource.RUSAGE_SELF):>7.0f}{peak(resource.RUSAGE_CHILDREN):>7.0f}",
        flush=True,
    )


def cutting(texts: list[str]) -> float:
    """Return jieba's seconds for a million characters, its dictionary loaded before."""
    import jieba

    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as tokenizer.tmp_dir:
        tokenizer.initialize()
    return timed(lambda: [tokenizer.lcut(text) for text in texts]) / sum(map(len, texts)) * 1e6


def main(largest: int = 10_000) -> None:
    """Print the table."""
    print(
        f"{'speeches':>9}{'Mchar':>8}{'1 core s':>9}{'all cores s':>11}{'again s':>8}"
        f"{'s/Mchar':>11}{'regex':>9}{'MB':>7}{'child':>7}"
    )
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "all"
        folder.mkdir()
        for number in range(largest):
            (folder / f"{number:05}.txt").write_text(speech(number % 240), encoding="utf-8")
        for number in (largest // 8, largest // 4, largest // 2, largest):
            process = multiprocessing.get_context("spawn").Process(
                target=run, args=(folder, number)
            )
            process.start()
            process.join()
    print(f"jieba alone: {cutting([speech(number) for number in range(60)]):.2f} s/Mchar")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
