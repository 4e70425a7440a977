"""A real JupyterLab, started by the real command in a home of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, expect

from kit.files import write_whole
from kit.lab.trust import place_record
from kit.library import ROOT_VARIABLE, StudySet
from kit.progress import DATABASE_VARIABLE
from tests.interrupts import hear_interrupts
from tests.small_set import lesson

ROOT = Path(__file__).parents[2]
READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const session = panel?.sessionContext;
  return Boolean(
    panel?.content?.model?.cells?.length &&
    session?.isReady && session.session?.kernel?.connectionStatus === "connected"
  );
}"""
RUN = """() => {
  const cells = [...(window.jupyterapp?.shell.currentWidget?.content?.model?.cells ?? [])];
  const code = cells.filter(cell => cell.type === "code");
  return code.length > 0 && code.every(cell => cell.executionCount !== null);
}"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: the address it printed, and the home it lives in."""

    address: str
    home: Path

    def lesson(self, name: str) -> str:
        """Return the address of a lesson."""
        return self.address.replace("00_index.ipynb", f"{name}.ipynb")

    @property
    def lessons(self) -> Path:
        """The folder of the learner's own lessons."""
        (folder,) = self.home.rglob("lessons/notebooks/zhanjiang2021")
        return folder


@contextmanager
def running_lab(
    home: Path,
    *,
    root: Path = ROOT,
    name: str = "zhanjiang2021",
    variables: Mapping[str, str] | None = None,
) -> Iterator[Lab]:
    """Start `kit study` as a learner does, in the empty folder ``home``, and stop it again.

    ``root`` is the folder it is started in, ``name`` the study set.
    ``variables`` are added to its environment; the records lie in ``home`` unless they say not.
    """
    config = home / "config"
    config.mkdir(exist_ok=True)
    # Whoever drives the page asks the application itself whether it is ready.
    (config / "jupyter_lab_config.py").write_text(
        "c.LabApp.expose_app_in_browser = True\n", encoding="utf-8"
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if "JUPYTER" not in name and name != DATABASE_VARIABLE
    }
    environment |= {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "data"),
        "XDG_DATA_HOME": str(home / "data"),
        "JUPYTER_CONFIG_PATH": str(config),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        **(variables or {}),
    }
    command = [sys.executable, "-m", "kit", "study", name, "--no-browser"]
    with (home / "lab.log").open("w+", encoding="utf-8") as log:
        server = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
            preexec_fn=hear_interrupts,
        )
        assert server.stdout is not None
        try:
            lines = (re.search(r"http://\S+", line) for line in server.stdout)
            address = next((found.group() for found in lines if found), "")
            if not address:
                log.seek(0)
                raise AssertionError(log.read())
            yield Lab(address, home)
        finally:
            server.stdout.close()
            _stop(server)


def _stop(server: subprocess.Popen[str]) -> None:
    """Stop a server as Ctrl+C does; one that does not listen is stopped all the same."""
    for stop in (lambda: server.send_signal(signal.SIGINT), server.terminate, server.kill):
        stop()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            continue
        return


def open_lesson(tab: Page, address: str) -> None:
    """Open a lesson and wait until it is drawn and its kernel is connected."""
    for attempt in range(200):  # the server prints its address just before it listens
        try:
            tab.goto(address)
            break
        except Error as error:
            # The page that says so is itself gone to, and may get in the way of the next attempt.
            passing = ("ERR_CONNECTION_REFUSED", "interrupted by another navigation")
            if attempt == 199 or not any(each in str(error) for each in passing):
                raise
            tab.wait_for_timeout(100)
    tab.wait_for_function(READY, timeout=60_000)


def start_lesson(tab: Page, address: str) -> None:
    """Open a lesson and wait until it has run by itself, every cell of it."""
    open_lesson(tab, address)
    run_by_itself(tab)


def run_by_itself(tab: Page) -> None:
    """Wait until the open lesson has run."""
    lesson = tab.locator(".jp-NotebookPanel:visible")
    expect(lesson).to_have_attribute("data-kit-lesson", "ready", timeout=90_000)
    tab.wait_for_function(RUN)
    expect(lesson.locator("[data-back=done]")).to_be_attached(timeout=30_000)


def show_all(test: Locator) -> None:
    """Show all questions of a live test at once, as soon as it is drawn."""
    view = test.get_by_role("button", name=re.compile("全部显示|逐题显示"))
    expect(view).to_be_attached(timeout=30_000)
    # JupyterLab lays out what is far below only when it is scrolled to: till then no text shows.
    if view.text_content() == "全部显示":
        view.click()
    expect(view).to_have_text("逐题显示")


def violations(tab: Page) -> list[str]:
    """Return what axe finds wrong with a page."""
    found = Axe().run(tab).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@contextmanager
def running_small_lab(folder: Path, *cells: dict[str, Any]) -> Iterator[Lab]:
    """Start JupyterLab on the small set in ``folder / "sets"``, its first lesson of these cells."""
    root = folder / "sets"
    notebook = json.loads(lesson(*cells))
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    index = root / "notebooks" / "small" / "00_index.ipynb"
    index.write_text(json.dumps(notebook), encoding="utf-8")
    home = folder / "home"
    own = place_record(StudySet("small", root)).path.name  # it was made here
    write_whole(home / "data" / "speech-study-kit" / "trusted" / own, "")
    with running_lab(home, name="small", variables={ROOT_VARIABLE: str(root)}) as running:
        yield running
