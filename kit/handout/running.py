"""Runs a lesson from its first cell to its last, the same way on every machine."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, NoReturn

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from kit.errors import KitError
from kit.handout.body import caption
from kit.page import HANDOUT_VARIABLE
from kit.progress import DATABASE_VARIABLE

_USER_SETTINGS = (
    "MATPLOTLIBRC",
    "MPLBACKEND",
    "PYTHONHASHSEED",
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
)
_REMEDY = "请在 JupyterLab 中打开本课，从头运行，按提示改正。"


def run_lesson(nb: NotebookNode, *, folder: str, timeout: int) -> None:
    """Run every code cell of a lesson in a kernel of its own; outputs are put into ``nb``.

    The kernel is this Python, with this kit and without the user's IPython and matplotlib
    settings, whatever kernel the notebook names.

    Args:
        nb: the lesson, changed in place.
        folder: the working folder of the kernel; "" is the present one.
        timeout: seconds that one cell may take.

    Raises:
        KitError: a cell failed; the sentence names it by id and caption.
    """
    if not any(cell.cell_type == "code" and cell.source.strip() for cell in nb.cells):
        return
    with tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as profile:
        environment = kernel_environment(os.environ) | {"IPYTHONDIR": profile}
        client = _LessonClient(
            nb,
            timeout=timeout,
            kernel_name=NATIVE_KERNEL_NAME,
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
            resources={"metadata": {"path": folder}},
        )
        try:
            _wait(lambda: client.async_execute(env=environment, stderr=DEVNULL))
        except (CellControlSignal, RuntimeError, OSError) as error:
            _explain(error, client.cell, timeout)


def kernel_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a lesson's kernel, made from that of this process.

    It knows of no learner's records. The kit is found even when it is not installed; hashes, dates
    and matplotlib's defaults are the same on every run, so that the same lesson gives the same
    page.
    """
    kept = {name: value for name, value in environment.items() if name not in _USER_SETTINGS}
    kept |= {
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
        HANDOUT_VARIABLE: "1",
        DATABASE_VARIABLE: "sqlite://",  # in memory: nobody's records get onto a page
    }
    matplotlib = find_spec("matplotlib")
    if matplotlib is not None and matplotlib.origin is not None:
        kept["MATPLOTLIBRC"] = str(Path(matplotlib.origin).parent / "mpl-data" / "matplotlibrc")
    source = Path(__file__).resolve().parents[2]
    if source.name not in {"site-packages", "dist-packages"}:
        paths = (str(source), environment.get("PYTHONPATH", ""))
        kept["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return kept


class _LessonClient(NotebookClient):
    """An nbclient that runs on this very Python and remembers the cell it is at."""

    cell: NotebookNode | None = None

    def create_kernel_manager(self) -> KernelManager:
        """Return a kernel of this interpreter; one registered by the user is not looked for."""
        specs = KernelSpecManager(kernel_dirs=[])
        self.km = AsyncKernelManager(kernel_name=self.kernel_name, kernel_spec_manager=specs)
        return self.km

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any
    ) -> NotebookNode:
        """Run one cell; when it fails, `cell` is the one."""
        self.cell = cell
        return await super().async_execute_cell(cell, cell_index, *args, **kwargs)


def _wait(task: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    """Run a coroutine to its end, in a thread of its own: the caller may be in a running loop."""

    def run() -> None:
        # Windows' default loop cannot wait for the kernel's sockets.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(task())

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="lesson") as thread:
        thread.submit(run).result()


def _explain(error: Exception, cell: NotebookNode | None, timeout: int) -> NoReturn:
    """Raise what happened as one Chinese sentence."""
    if cell is None:
        raise KitError(
            f"内核没有启动（{error}）。",
            remedy=f"请确认 {sys.executable} 能够运行 ipykernel。",
        ) from error
    about = caption(cell)
    where = f"单元“{cell.get('id', '')}”" + (f"（{about}）" if about else "")
    if isinstance(error, CellExecutionError):
        known = error.ename == KitError.__name__
        what = (
            f"{where}：{error.evalue}" if known else f"{where}出错：{error.ename}: {error.evalue}"
        )
    elif isinstance(error, DeadKernelError):
        what = f"运行到{where}时，内核意外退出。"
    elif isinstance(error, TimeoutError):
        what = f"{where}运行了 {timeout} 秒还没有结束。"
    else:
        what = f"{where}没有运行完（{error}）。"
    raise KitError(what if what.endswith("。") else f"{what}。", remedy=_REMEDY) from error
