"""How long `import kit` takes beside `import jupyterquiz`, in turns on one machine.

Run: python -m tests.benchmarks.startup
"""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 9
CODE = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
MODULES = ("json", "kit", "jupyterquiz")


def measure(module: str) -> float:
    """Return the seconds that one fresh interpreter takes to import a module."""
    command = [sys.executable, "-c", CODE.format(module)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print one row a module: median of the rounds, and its ratio to jupyterquiz."""
    times: dict[str, list[float]] = {module: [] for module in MODULES}
    for _ in range(ROUNDS):
        for module in MODULES:
            times[module].append(measure(module))
    medians = {module: statistics.median(each) for module, each in times.items()}
    print(f"{'import':<14}{'median ms':>10}{'ratio':>8}")
    for module, median in medians.items():
        print(f"{module:<14}{median * 1000:>10.1f}{median / medians['jupyterquiz']:>8.2f}")


if __name__ == "__main__":
    main()
