"""What it costs to read and to look over ten thousand questions, and whether the cost is linear.

The questions are those of the built-in papers, over and over, each copy with ids and stems of its
own, so that every question has dozens that quote the same words and have the same answer. They
come in papers as long as the built-in ones, and in one single paper. As in `timeit`, the garbage
collector is off at first: with it on, Python walks through all that is alive every so often, which
costs more the more is alive, whatever the program.

Run: python -m tests.benchmarks.papers
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from kit.library import DEFAULT_SET, study_set
from kit.quiz import Paper, parse_paper
from kit.quiz.lint import check_papers
from kit.speech import Speech, load_speech

SIZES = (1_250, 2_500, 5_000, 10_000)
ROUNDS = 3
HEAD = re.compile(r"^## ([a-z]+)([0-9]+) (.*)$", re.MULTILINE)

Result = TypeVar("Result")


def copies(texts: list[str], number: int) -> Iterator[str]:
    """Yield papers with so many questions in all; no id and no stem comes twice."""
    copy = 0
    while number > 0:
        copy += 1
        for text in texts:
            title, *questions = re.split(r"(?m)^(?=## )", text)
            taken = questions[:number]
            number -= len(taken)
            if taken:
                again = rf"## \g<1>{copy:03}\g<2> \g<3>（第 {copy} 次）"
                yield title + HEAD.sub(again, "".join(taken))


def in_one(papers: list[str]) -> list[str]:
    """Return the questions of all papers as one paper."""
    title = papers[0].partition("## ")[0]
    return [title + "".join("## " + text.partition("## ")[2] for text in papers)]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the processor seconds of the quickest round, and what the work returns."""
    best, result = float("inf"), None
    for _ in range(ROUNDS):
        result = None  # that of the round before would be in the way
        gc.collect()
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    assert result is not None
    return best, result


def read(texts: list[str], speech: Speech) -> list[Paper]:
    """Read papers from their texts."""
    return [
        parse_paper(text, speech, name=f"{number}", shown=f"{number}.md")
        for number, text in enumerate(texts)
    ]


def table(texts: list[str], speech: Speech, arrange: Callable[[list[str]], list[str]]) -> None:
    """Print one row a size: seconds, and the cost of a question beside the first row's."""
    print(f"{'questions':>10}{'read s':>9}{'lint s':>9}{'ms each':>9}{'ratio':>7}")
    first = 0.0
    for size in SIZES:
        arranged = arrange(list(copies(texts, size)))
        reading, papers = timed(lambda texts=arranged: read(texts, speech))
        assert sum(len(paper.questions) for paper in papers) == size
        linting, _ = timed(lambda papers=papers: check_papers(papers, speech))
        each = (reading + linting) / size * 1000
        first = first or each
        print(f"{size:>10}{reading:>9.2f}{linting:>9.2f}{each:>9.3f}{each / first:>7.2f}")
        del papers


def main() -> None:
    """Print the tables."""
    speech = load_speech(study_set(DEFAULT_SET))
    texts = [path.read_text(encoding="utf-8") for path in study_set(DEFAULT_SET).papers()]
    for collecting in (False, True):
        for title, arrange in (("many papers", list[str]), ("one paper", in_one)):
            print(f"{title}, garbage collector {'on' if collecting else 'off'}")
            gc.enable() if collecting else gc.disable()
            table(texts, speech, arrange)


if __name__ == "__main__":
    main()
