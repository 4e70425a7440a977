"""JupyterLab in Chinese, opened at a lesson, with settings of its own."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.lab.workcopy import WorkCopy
from kit.library import ROOT_VARIABLE, StudySet, data_folder

_SETTINGS = Path(__file__).with_name("jupyter")
_WORKSPACE = "kit"


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
    browser: bool = True,
    port: int | None = None,
    state: Path | None = None,
) -> Launch:
    """Return how to start JupyterLab at a working copy's index.

    Settings, workspaces and signatures lie in ``state`` (the kit's data folder), so that the user's
    own JupyterLab is neither read for them nor changed. Without a ``port`` a free one is found.
    """
    state = state or data_folder() / "jupyter"
    token = secrets.token_hex(16)
    port = port or _free_port()
    page = f"/lab/workspaces/{_WORKSPACE}/tree/{copy.index.relative_to(copy.root).as_posix()}?reset"
    arguments = [
        f"--ServerApp.root_dir={copy.root}",
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url={page}",
        f"--LabApp.user_settings_dir={state / 'settings'}",
        f"--LabApp.workspaces_dir={state / 'workspaces'}",
        f"--NotebookNotary.data_dir={state}",
        "--LabApp.news_url=",
        "--Application.log_level=ERROR",
        "--ServerApp.answer_yes=True",
    ]
    if not browser:
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    paths = [str(_SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    environment = {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(path for path in paths if path),
        ROOT_VARIABLE: str(study_set.root),
    }
    address = f"http://localhost:{port}{page}&token={token}"
    return Launch(tuple(arguments), environment, address)


def trust(lessons: Sequence[Path], *, state: Path | None = None) -> None:
    """Sign lessons, so that JupyterLab shows their buttons and runs them without asking."""
    import nbformat
    from nbformat.sign import NotebookNotary

    state = state or data_folder() / "jupyter"
    state.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(state))  # type: ignore[no-untyped-call]
    try:
        for lesson in lessons:
            try:
                notebook = nbformat.read(lesson, as_version=4)  # type: ignore[no-untyped-call]
                notary.sign(notebook)  # type: ignore[no-untyped-call]
            except Exception:  # nbformat raises many; JupyterLab itself says what is wrong
                continue
    finally:
        notary.store.close()


def run(launch: Launch) -> None:
    """Run JupyterLab in this process until it is stopped."""
    from jupyterlab.labapp import LabApp

    os.environ.update(launch.environment)
    # Jupyter reads its settings twice and warns that the second reading is the same as the first.
    warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")
    sys.argv[1:] = []  # JupyterLab would read the command line of `kit`
    LabApp.launch_instance(list(launch.arguments))


def _free_port(first: int = 8888) -> int:
    """Return the first free port from ``first`` on, on this machine's own address."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 0
