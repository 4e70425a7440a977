"""The server that `kit study` starts: this machine's alone, whatever the user's own Jupyter is."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from jupyter_client.manager import run_kernel

from kit.lab import prepare, update
from kit.lab.jupyter.lessons_service import default_handlers
from kit.library import ROOT_VARIABLE, StudySet

OPEN_TO_ALL = """
for app in (c.ServerApp, c.LabApp, c.NotebookApp):
    app.ip = "0.0.0.0"
    app.token = ""
    app.allow_remote_access = True
    app.allow_origin = "*"
    app.disable_check_xsrf = True
c.IdentityProvider.token = ""
"""
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def address(small_set: StudySet, tmp_path: Path) -> Iterator[str]:
    """The address of a server, without its token; its user's own Jupyter is open to everybody."""
    config = tmp_path / "config"
    config.mkdir()
    for name in ("jupyter_server_config.py", "jupyter_lab_config.py", "jupyter_notebook_config.py"):
        (config / name).write_text(OPEN_TO_ALL, encoding="utf-8")
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(config),
        "PYTHONUNBUFFERED": "1",
        ROOT_VARIABLE: str(small_set.root),
    }
    command = [sys.executable, "-m", "kit", "study", "small", "--no-browser"]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        ) as server,
    ):
        assert server.stdout is not None
        try:
            base = next(line for line in server.stdout if "http:" in line).strip()
            base = base.partition("/doc/")[0]
            for _ in range(300):
                with suppress(OSError):
                    status(f"{base}/api")
                    break
                time.sleep(0.1)
            yield base
        finally:
            server.terminate()


@pytest.mark.parametrize("name", ["06_四大检察", "06.1_a b", "06"])
def test_a_lesson_may_have_any_name_that_a_file_may_have(name: str) -> None:
    for act in ("notebook/notebooks/small", "place", "restore"):
        asked = f"/kit/{act}/{quote(name)}"  # tornado looks at it before it decodes it
        assert any(re.fullmatch(pattern, asked) for pattern, _ in default_handlers), act


SHADOWS = ("json", "kit", "matplotlib", "pathlib", "ipykernel", "ipykernel_launcher", "helper")


def test_a_module_beside_the_lessons_never_stands_in_for_a_package(
    small_set: StudySet, tmp_path: Path
) -> None:
    copy = update(small_set, root=tmp_path / "learner")
    launch = prepare(small_set, copy, trusted=True, state=tmp_path / "state")
    for name in SHADOWS:
        text = f"open({str(tmp_path / 'ran')!r}, 'w', encoding='utf-8').close()\n"
        (copy.index.parent / f"{name}.py").write_text(text, encoding="utf-8")
    said: list[str] = []
    with run_kernel(
        kernel_name="python3", cwd=str(copy.index.parent), env=os.environ | launch.environment
    ) as kernel:
        kernel.execute_interactive(
            "import importlib.util, json, matplotlib, kit\n"
            "print(hasattr(kit, 'load'), importlib.util.find_spec('helper'))",
            timeout=60,
            output_hook=lambda message: said.append(message["content"].get("text", "")),
        )
    assert "".join(said) == "True None\n"
    assert not (tmp_path / "ran").exists()


def status(address: str, **headers: str) -> int:
    try:
        with urlopen(Request(address, headers=headers), timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_it_listens_on_loopback_alone_and_asks_for_its_token(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    port = int(address.rpartition(":")[2])
    assert status(f"{address}/api") == 200
    assert status(f"{address}/api/contents") == 403
    assert status(f"{address}/login") == 200
    assert status(f"{address}/login", Host="example.org") == 403
    with socket.socket() as other:  # a server on 0.0.0.0 would answer here too
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_what_jupyterlab_shows_of_a_lesson_has_the_kits_style(address: str) -> None:
    with urlopen(f"{address}/custom/custom.css") as answer:
        assert "blockquote" in answer.read().decode()
