"""The nbconvert exporter: a lesson, run afresh the same way on every machine → its page.

``jupyter nbconvert --to kit-handout`` and JupyterLab's export menu come here, and so does
:func:`kit.handout.write_handouts`.
"""

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
from typing import Any, NoReturn, cast

import nbformat
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbconvert.exporters import Exporter, HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool, Enum, Integer, List, default

from kit.course import has_slides, lesson_title, markdown_text
from kit.errors import KitError
from kit.files import read_bytes
from kit.handout.body import ExecutedLesson, caption, tags
from kit.handout.pages import EDITIONS, edition, lesson_page
from kit.page import FOR_CELLS, HANDOUT_VARIABLE, NoteData
from kit.progress import DATABASE_VARIABLE
from kit.unwritten import leave_out_marks

_USER_SETTINGS = (
    "MATPLOTLIBRC",
    "MPLBACKEND",
    "PYTHONHASHSEED",
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
)
_REMEDY = "请在 JupyterLab 中打开本课，从头运行，按提示改正。"


class EditionPreprocessor(Preprocessor):
    """Leaves out what is not for this handout's readers.

    ``resources["audience"]`` says who they are; ``resources["edition"]`` is what is made for them.
    A session has nothing for learners: asked for them it becomes slides.
    """

    enabled = Bool(True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Drop the cells that carry one of the edition's tags, and what is still to be written."""
        made_for = edition(resources["audience"])
        if has_slides(nb.cells) and not made_for.sessions:
            made_for = edition("projector")
        resources["edition"] = made_for
        nb.cells = [cell for cell in nb.cells if made_for.drops.isdisjoint(tags(cell))]
        if made_for.audience != "teacher":
            leave_out_marks(nb)
        return nb, resources


class RunPreprocessor(Preprocessor):
    """Runs the lesson afresh: it is stored without outputs, and old ones are not trusted."""

    enabled = Bool(True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the lesson in the folder where it lies."""
        run_lesson(
            nb,
            folder=resources["metadata"]["path"] or "",
            timeout=resources["timeout"],
        )
        return nb, resources


class HandoutExporter(HTMLExporter):
    """A lesson as a page to read, answer and print, with no kernel and no network.

    A call may say in its ``resources``: ``audience``, ``timeout``, ``with_code`` (else the traits
    hold) and ``shown``, the lesson's path in messages. ``lesson`` (run) and ``body`` are put there.
    """

    export_from_notebook = "学习讲义"

    audience = Enum(tuple(EDITIONS), "learner", help="Who the handout is for.").tag(config=True)
    timeout = Integer(120, help="Seconds that one cell may take.").tag(config=True)
    with_code = Bool(False, help="Whether to show the code of the cells.").tag(config=True)
    default_preprocessors = List([EditionPreprocessor, RunPreprocessor])
    notes: Callable[[NoteData], str] | None = None
    """What a learner has written in a box; None: a handout has none of it."""

    @default("template_paths")
    def _template_paths(self, prune: bool = True, root_dirs: Any = None) -> list[str]:
        """Return none: the page's frame is the kit's own, never one in the user's folders."""
        return []

    def from_notebook_node(  # type: ignore[override]  # a page, as nbconvert's own HTML exporter
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Run a lesson and return its page.

        nbconvert's templates and HTMLExporter's second reading of the page by BeautifulSoup are
        passed by: the former write prompts, code and widget state, the latter lower-cases SVG.

        Raises:
            KitError: a cell failed or a picture is missing; path and cell are named.
        """
        resources = cast(dict[str, Any], self._init_resources(resources))  # type: ignore[no-untyped-call]
        resources["audience"] = resources.get("audience") or self.audience
        resources["timeout"] = resources.get("timeout") or self.timeout
        resources["with_code"] = resources.get("with_code") or self.with_code
        about = resources["metadata"]
        name, folder = about["name"], about["path"] or ""
        try:
            ran, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
            title = lesson_title(markdown_text(ran.cells)) or name
            lesson = ExecutedLesson(name, title, ran, folder, resources["with_code"])
            page, body = lesson_page(lesson, resources["edition"], self.notes)
        except KitError as error:
            shown = resources.get("shown") or Path(folder, f"{name}.ipynb").as_posix()
            raise KitError(error.what, remedy=error.remedy, path=str(shown)) from error
        return page, resources | {"lesson": lesson, "body": body}


def open_lesson(path: Path, shown: str) -> NotebookNode:
    """Return a stored lesson as a notebook node.

    Args:
        path: the file.
        shown: its path in messages.

    Raises:
        KitError: there is no such file, or it is not a notebook.
    """
    try:
        nb = nbformat.reads(read_bytes(path).decode(), as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(nb)
    except FileNotFoundError:
        raise KitError("找不到这一课。", remedy="请检查文件名。", path=shown) from None
    except Exception as error:  # nbformat raises what it stumbles over, UnboundLocalError too
        raise KitError(
            "不是合格的笔记本文件。", remedy="请用 JupyterLab 打开它，改正后重新保存。", path=shown
        ) from error
    return cast(NotebookNode, nb)


def run_lesson(nb: NotebookNode, *, folder: str, timeout: int, cells: bool = False) -> None:
    """Run every code cell of a lesson in a kernel of its own; outputs are put into ``nb``.

    The kernel is this Python, with this kit and without the user's IPython and matplotlib
    settings, whatever kernel the notebook names.

    Args:
        nb: the lesson, changed in place.
        folder: the working folder of the kernel; "" is the present one.
        timeout: seconds that one cell may take.
        cells: whether the HTML that the cells show is wanted, too, besides the data.

    Raises:
        KitError: a cell failed; the sentence names it by id and caption.
    """
    if not any(cell.cell_type == "code" and cell.source.strip() for cell in nb.cells):
        return
    with tempfile.TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as profile:
        environment = kernel_environment(os.environ) | {"IPYTHONDIR": profile}
        if cells:
            environment[HANDOUT_VARIABLE] = FOR_CELLS
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
        "PYTHONSAFEPATH": "1",  # a module beside the lessons never stands in for a package
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
