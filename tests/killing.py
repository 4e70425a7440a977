"""Commands of the kit that are killed at a chosen write or moment; the tests of cuts start it.

It reads one JSON object a line: the ``arguments`` of a command, its ``environment``, and perhaps
before which of its ``writes`` (0 the first) or after how many ``seconds`` it is killed. For each it
prints a line: the exit code, or -9, and what the command said.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

import kit.cli
import kit.lab
import kit.making.assembly
from kit.making.seed_drafts import likely_terms
from kit.speech import parse

WRITES = ("fsync", "mkdir", "rename", "replace", "rmdir", "unlink")


def die_before(number: int) -> None:
    """Kill this process before one of its writes."""
    left = [number]

    def counted(write: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return write(*arguments, **options)

        return call

    for name in WRITES:
        setattr(os, name, counted(getattr(os, name)))


def run(command: dict[str, Any], output: BinaryIO) -> None:
    """Run a command in this process, and end it."""
    os.setsid()  # so that all that it starts can be ended with it
    os.environ.update(command["environment"])
    tempfile.tempdir = None
    for stream in (1, 2):
        os.dup2(output.fileno(), stream)
    kit.lab.run = lambda launch, **_: None  # JupyterLab itself writes nothing of a set
    kit.making.assembly.new_id = lambda name: f"{name}-00000000"
    if "writes" in command:
        die_before(command["writes"])
    kit.cli.main(command["arguments"])


def outcome(command: dict[str, Any]) -> tuple[int, str]:
    """Run a command in a process of its own, killed when it is to be."""
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            try:
                run(command, output)
            except SystemExit as ended:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(int(ended.code or 0))
            finally:
                os._exit(99)
        if "seconds" in command:
            time.sleep(command["seconds"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):  # what it started ends, too
            for _ in range(100):
                os.killpg(child, 0)
                time.sleep(0.1)
            os.killpg(child, signal.SIGKILL)
            raise ChildProcessError("processes were left over")
        output.seek(0)
        return os.waitstatus_to_exitcode(status), output.read().decode()


def main() -> None:
    """Run the commands that are asked for."""
    importlib.import_module("kit.collection")  # read once, so that each command begins at once
    importlib.import_module("nbformat.sign")
    likely_terms(parse("一、抓好生产\n一是抓甲，推进乙。"))
    for line in sys.stdin:
        print(json.dumps(outcome(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
