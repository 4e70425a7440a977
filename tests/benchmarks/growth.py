"""Whether time grows with the size of the input and no faster, whatever shape the input has.

Each shape of `tests.benchmarks.shapes` is made at n, 2n and 4n, n being such that the smallest
takes a twentieth of a second, and run in a process of its own. Printed are the processor seconds
(the quickest of three rounds; making the input does not count), the exponent fitted to them, and
the memory that the largest took beyond what the process had before. 1 is linear; above `MOST` a
shape grows faster than its input. A process that reaches its time limit is ended, and counted so.

Run: python -m tests.benchmarks.growth [part of a name …]
"""

from __future__ import annotations

import gc
import json
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.shapes import SHAPES, Shape

MOST = 1.15
"""The exponent that no shape is to exceed."""

LEAST = 0.05
"""Seconds that the smallest input must take, so that the figures mean something."""

LIMIT = 60
"""Seconds of the real clock after which a process is ended."""

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: processor seconds, and memory in MB (nan where no one tells)."""

    seconds: float
    memory: float


def cost(shape: Shape, size: int) -> Cost:
    """Return what the shape costs at one size, in this process."""
    shape.run(shape.make(2))  # loads what it needs
    given = shape.make(size)
    gc.collect()
    gc.freeze()  # else the collector walks through all that is loaded, now and then
    before, best = peak(), math.inf
    for _ in range(ROUNDS):
        start = time.process_time()
        shape.run(given)
        best = min(best, time.process_time() - start)
        if best > 5:
            break
    return Cost(best, peak() - before)


def peak() -> float:
    """Return the most memory this process has had, in MB; nan where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return math.nan
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def apart(shape: Shape, size: int) -> Cost | None:
    """Return what the shape costs in a process of its own, None if that does not end or fails."""
    command = [sys.executable, "-m", "tests.benchmarks.growth", "--one", shape.name, str(size)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        print(error.stderr.decode().strip().splitlines()[-1][:120], file=sys.stderr)
        return None
    return Cost(**json.loads(done.stdout))


def exponent(sizes: Sequence[int], costs: Sequence[Cost]) -> float:
    """Return the slope of the straight line through the points on paper ruled in logarithms."""
    across = [math.log(size) for size in sizes]
    up = [math.log(max(each.seconds, 1e-6)) for each in costs]
    left, low = sum(across) / len(across), sum(up) / len(up)
    rise = sum((x - left) * (y - low) for x, y in zip(across, up, strict=True))
    return rise / sum((x - left) ** 2 for x in across)


def row(shape: Shape) -> tuple[str, bool]:
    """Return the line that tells of one shape, and whether it grows no faster than its input."""
    size = shape.size
    first = apart(shape, size)
    while first and first.seconds < LEAST and size < shape.largest:
        size *= max(2, min(8, math.ceil(LEAST / max(first.seconds, 1e-3))))
        size = min(size, shape.largest)
        first = apart(shape, size)
    sizes = [size, 2 * size, 4 * size]
    costs = [first, *(apart(shape, each) for each in sizes[1:])] if first else [first]
    measured = [each for each in costs if each is not None]
    seconds = "".join(f"{each.seconds:>9.3f}" if each else "      -  " for each in costs)
    if len(measured) < len(sizes):
        return f"{shape.name:<44}{size:>9}{seconds:<27}{'too long':>10}", False
    grows = exponent(sizes, measured)
    told = f"{shape.name:<44}{size:>9}{seconds}{grows:>10.2f}{measured[-1].memory:>8.0f}"
    return told, grows <= MOST


def main(wanted: Sequence[str]) -> int:
    """Print one line a shape; return 1 if one of them grows faster than its input."""
    if wanted[:1] == ["--one"]:
        shape = next(each for each in SHAPES if each.name == wanted[1])
        one = cost(shape, int(wanted[2]))
        print(json.dumps({"seconds": one.seconds, "memory": one.memory}))
        return 0
    chosen = [each for each in SHAPES if not wanted or any(word in each.name for word in wanted)]
    print(f"{'shape':<44}{'n':>9}{'n s':>9}{'2n s':>9}{'4n s':>9}{'exponent':>10}{'MB':>8}")
    slow = 0
    for shape in chosen:
        told, linear = row(shape)
        slow += not linear
        print(told if linear else f"{told}  *", flush=True)
    print(f"{len(chosen)} shapes, {slow} of them grow faster than their input")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
