"""A PostgreSQL of the tests' own, for as long as they need it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

INSTALLED = "/usr/lib/postgresql"
"""Where Debian puts the server's own programs, which are not on the path."""


def unavailable(reason: str) -> NoReturn:
    """Skip the tests that need the server, or fail them where CI is set."""
    if os.environ.get("CI"):
        pytest.fail(f"no PostgreSQL, and CI is set: {reason}")
    pytest.skip(f"no PostgreSQL: {reason}")


def initdb() -> str:
    """Return the program that makes a database."""
    installed = sorted(Path(INSTALLED).glob("*/bin/initdb"))
    path = shutil.which("initdb") or (str(installed[-1]) if installed else None)
    return path or unavailable("there is no initdb")


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server that listens on a socket file alone, and give its address."""
    if importlib.util.find_spec("psycopg") is None:
        unavailable("psycopg is not installed")
    program = initdb()
    control = str(Path(program).resolve().with_name("pg_ctl"))
    root = getattr(os, "geteuid", lambda: 1)() == 0
    user = "postgres" if root else None  # it refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="kit-pg-"))
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            user=user,
            cwd=folder,
            timeout=60,
        )

    try:
        try:
            if user:
                shutil.chown(folder, user)
            run(program, "-D", data, "-U", "kit", "-A", "trust", "-E", "UTF8", "--no-sync")
            options = f"-k {folder} -c listen_addresses=''"
            log = str(folder / "log")
            run(control, "-D", data, "-l", log, "-w", "-o", options, "start")
        except (OSError, LookupError, subprocess.SubprocessError) as error:
            unavailable(getattr(error, "stderr", None) or str(error))
        try:
            yield f"postgresql://kit@/postgres?host={folder}"
        finally:
            run(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
