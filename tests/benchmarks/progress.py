"""How long it takes to keep an answer and to build today's review, by the number of attempts.

Run: python -m tests.benchmarks.progress

The attempts are the worst case for the schedule: one a question and day, so that each one counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from kit.course import open_course
from kit.library import DEFAULT_SET
from kit.progress import Attempt, Keeper, Store
from kit.progress.mastery import overview
from kit.quiz import Question, content_hash
from tests.progress.reviews import review_of

SIZES = (0, 1_000, 10_000, 100_000)
SAVES = 200
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST = """
import time
begun = time.perf_counter()
from datetime import UTC, datetime
from kit.progress import Attempt, Keeper, Store
made = Attempt("zh", "q1", "0", "single", 0, "right", 1.0, datetime.now(UTC))
loaded = time.perf_counter()
with Store({url!r}) as store:
    assert Keeper(store).keep(made).kept
    print(loaded - begun, time.perf_counter() - loaded)
"""


def history(questions: tuple[Question, ...], number: int) -> list[Attempt]:
    """Return attempts at all questions in turn, one turn a day, the last one yesterday."""
    dice = Random(1)
    marks = {question.id: content_hash(question) for question in questions}
    days = number // len(questions) + 1
    made: list[Attempt] = []
    for place in range(number):
        question = questions[place % len(questions)]
        at = NOW - timedelta(days=days - place // len(questions))
        right = dice.random() < 0.8
        made.append(
            Attempt(
                study_set=DEFAULT_SET,
                question=question.id,
                content=marks[question.id],
                kind=question.kind,
                response=[dice.randrange(4)],
                outcome="right" if right else "wrong",
                score=float(right),
                at=at + timedelta(seconds=20 * (place % len(questions))),
                seconds=dice.uniform(3, 60),
            )
        )
    return made


def timed(call: Callable[..., object], *arguments: object) -> float:
    """Return the milliseconds that a call takes."""
    begun = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print one row a number of attempts, and then what the first answer of a kernel costs."""
    course = open_course(DEFAULT_SET)
    speech, questions = course.speech, course.questions
    print("milliseconds; save: answer to saved, median and 95 % of", SAVES)
    names = ("attempts", "save", "save 95", "read", "review", "overview", "MB")
    print("".join(f"{name:>10}" for name in names))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = Path(folder) / f"{size}.sqlite3"
            with Store(f"sqlite:///{file}") as store:
                store.merge(history(questions, size))
                keeper = Keeper(store)
                fresh = history(questions, SAVES)
                saves = [timed(keeper.keep, each) for each in fresh]
                attempts = store.attempts(DEFAULT_SET)[:size]
                row = (
                    statistics.median(saves),
                    statistics.quantiles(saves, n=20)[-1],
                    timed(store.attempts, DEFAULT_SET),
                    timed(review_of, speech, questions, attempts, NOW),
                    timed(overview, speech, questions, attempts, NOW),
                    file.stat().st_size / 1e6,
                )
            print(f"{size:>10,}" + "".join(f"{value:>10.1f}" for value in row))
        code = FIRST.format(url=f"sqlite:///{folder}/new.sqlite3")
        command = [sys.executable, "-c", code]
        runs = [
            [float(each) * 1000 for each in subprocess.check_output(command, text=True).split()]
            for _ in range(5)
        ]
    loading, first = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"import kit.progress {loading:.0f} ms; first answer of a kernel {first:.0f} ms")


if __name__ == "__main__":
    main()
