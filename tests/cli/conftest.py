"""Running a command as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest

from kit.cli import main
from tests.small_set import small_set

__all__ = ["small_set"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return its exit code, and what it printed on stdout and on stderr."""

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return command


AtTerminal = Callable[[str], None]


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> AtTerminal:
    """Sit somebody at the terminal who gives an answer to every question."""

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    return lambda answer: monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n" * 9))
