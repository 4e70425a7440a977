"""What the page of JupyterLab is told of the kit (a hook of the server that `kit study` starts)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.lab.jupyter.server_set import READING_VARIABLE
from kit.library import LEARNER_VARIABLE

if TYPE_CHECKING:
    from jupyter_server.base.handlers import JupyterHandler

NOT_FOR_READING = (
    "@jupyterlab/debugger-extension",
    "@jupyterlab/documentsearch-extension",
    "@jupyterlab/fileeditor-extension:search",
    "@jupyterlab/notebook-extension:search",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/launcher-extension",
)
"""Extensions of JupyterLab that a reader does not meet; the browser's own Ctrl+F finds all."""

NOT_HERE = ("@jupyterlab/help-extension:jupyter-forum", "@jupyterlab/help-extension:resources")
"""Links of the help menu to pages in English, on the internet."""

EXTENSIONS = Path(__file__).with_name("labextensions")


def page_config(handler: JupyterHandler, given: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a page with the kit's own: what the reading room asks for.

    An address with ``/doc`` is for reading; with ``/lab`` it is the whole JupyterLab.
    """
    newest = max(path.stat().st_mtime_ns for path in EXTENSIONS.rglob("*.*"))
    own: dict[str, Any] = {
        "kitStamp": str(newest),
        "kitLearner": os.environ.get(LEARNER_VARIABLE, ""),
    }
    off = [*given.get("disabledExtensions", ()), *NOT_HERE]
    if os.environ.get(READING_VARIABLE) and "/doc" in handler.request.path:
        off += NOT_FOR_READING
    return {**given, **own, "disabledExtensions": off}
