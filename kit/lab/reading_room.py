"""The reading room: JupyterLab in Chinese, opened at a learner's copy of the lessons."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kit.errors import KitError
from kit.lab.beforehand import in_background
from kit.lab.jupyter.page_config import EXTENSIONS
from kit.lab.jupyter.server_set import (
    AGREED_VARIABLE,
    READING_VARIABLE,
    SET_VARIABLE,
    agreed_for_now,
    may_run,
    server_set,
)
from kit.lab.open_already import announced
from kit.lab.trust import sign, trust_content
from kit.lab.work_copy import WorkCopy, update
from kit.library import ROOT_VARIABLE, StudySet, data_folder

_SETTINGS = Path(__file__).with_name("jupyter")
_READING = _SETTINGS / "reading"
_WORKSPACE = "kit"
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Launch:
    """How JupyterLab is started: its arguments, its environment, the address it opens."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    address: str


def prepare(
    study_set: StudySet,
    copy: WorkCopy,
    *,
    trusted: bool,
    browser: bool = True,
    port: int | None = None,
    state: Path | None = None,
) -> Launch:
    """Return how to start JupyterLab at a working copy's index; sign its lessons if trusted.

    Without a signature JupyterLab asks before it believes what a lesson brings along. A learner's
    copy is opened as a reading room; lessons opened for editing, in JupyterLab as it is.

    Settings, workspaces and signatures lie in ``state`` (the kit's data folder), so that the user's
    own JupyterLab is neither read for them nor changed, and nothing set there opens this server to
    other machines or other pages. Without a ``port`` a free one is found.

    Raises:
        KitError: there is no lesson to open.
    """
    if not copy.lessons:
        raise KitError(
            "这个学习集没有读得出来的课文。",
            remedy=f"请运行 kit check {study_set.name}，照列出的逐条改正。",
            path=study_set.shown(study_set.notebooks),
        )
    state = state or _state()
    sign(copy.lessons, trusted=trusted, state=state / "signatures")
    token = secrets.token_hex(16)
    retries = [] if port is None else ["--ServerApp.port_retries=0"]
    if port and not _is_free(port):
        what = f"端口 {port} 已经有别的程序在用。"
        raise KitError(what, remedy="请换一个数字，或者不加 --port，由程序找空闲的。")
    port = port or next(filter(_is_free, range(8888, 8988)), 0)
    lesson = quote(os.fsencode(copy.index.relative_to(copy.root).as_posix()))
    mode = "lab" if copy.for_editing else "doc"
    page = f"/{mode}/workspaces/{_WORKSPACE}/tree/{lesson}?reset"
    arguments = [
        f"--ServerApp.root_dir={copy.root}",
        f"--ServerApp.ip={_HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.base_url=/",
        "--ServerApp.sock=",
        "--ServerApp.allow_remote_access=False",
        "--ServerApp.allow_origin=",
        "--ServerApp.allow_origin_pat=",
        "--ServerApp.disable_check_xsrf=False",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url={page}",
        f"--LabApp.user_settings_dir={state / 'settings'}",
        f"--LabApp.workspaces_dir={state / 'workspaces'}",
        f"--NotebookNotary.data_dir={state / 'signatures'}",
        "--LabApp.news_url=",
        "--LabApp.custom_css=True",
        "--Application.log_level=ERROR",
        "--ServerApp.answer_yes=True",
    ]
    arguments += retries
    if not copy.for_editing:
        arguments.append(f"--LabApp.extra_labextensions_path={EXTENSIONS}")
    if not browser:
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    reading = "" if copy.for_editing else str(_READING)
    paths = [reading, str(_SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    environment = {
        "JUPYTER_CONFIG_DIR": str(state / "config"),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(path for path in paths if path),
        "PYTHONSAFEPATH": "1",  # a module beside the lessons never stands in for a package
        ROOT_VARIABLE: str(study_set.root),
        SET_VARIABLE: study_set.name,
        READING_VARIABLE: "" if copy.for_editing else "true",
        AGREED_VARIABLE: agreed_for_now(study_set) if trusted else "",
    }
    address = f"http://{_HOST}:{port}{page}&token={token}"
    return Launch(tuple(arguments), environment, address)


def run(launch: Launch, *, answers: Callable[[str], None] | None = None) -> None:
    """Run JupyterLab in this process until it is stopped.

    Args:
        launch: how it is started.
        answers: what to call with its address once that can be opened. The port is another one
            than was meant where a program took that first.
    """
    from jupyterlab.labapp import LabApp

    os.environ.update(launch.environment)
    # Jupyter reads its settings twice and warns that the second reading is the same as the first.
    warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")
    sys.argv[1:] = []  # JupyterLab would read the command line of `kit`
    server = LabApp.initialize_server(list(launch.arguments))
    base, _, rest = launch.address.partition(_HOST)
    address = f"{base}{_HOST}:{server.port}{rest[rest.index('/') :]}"
    if answers is not None:
        server.io_loop.add_callback(answers, address)
    with ExitStack() as meanwhile:
        if launch.environment[READING_VARIABLE]:
            meanwhile.enter_context(announced(server_set(), address))
            if may_run():
                meanwhile.enter_context(in_background(server_set()))
        server.start()


def trust(study_set: StudySet) -> None:
    """Remember that the user trusts a set as it is now, and have its lessons run by themselves.

    Raises:
        KitError: the data folder cannot be written to.
    """
    trust_content(study_set)
    sign(update(study_set).lessons, trusted=True, state=_state() / "signatures")


def _state() -> Path:
    """Return the folder of the server's settings, workspaces and signatures."""
    return data_folder() / "jupyter"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # where a server was killed just now; Windows means another thing by it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True
