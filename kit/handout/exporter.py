"""The nbconvert exporter: a lesson → one HTML file that needs nothing else.

``jupyter nbconvert --to kit-handout`` and JupyterLab's export menu come here, and so does
:func:`kit.handout.write_handouts`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters import Exporter, HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import Bool, Enum, Integer, List, default

from kit.course import lesson_title, markdown_text
from kit.errors import KitError
from kit.handout.body import ExecutedLesson, tags
from kit.handout.pages import EDITIONS, edition, lesson_page
from kit.handout.running import run_lesson


class EditionPreprocessor(Preprocessor):
    """Leaves out the cells that are not for this handout's readers.

    ``resources["audience"]`` says who they are; ``resources["edition"]`` is what is made for them.
    """

    enabled = Bool(True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Drop the cells that carry one of the edition's tags."""
        chosen = edition(resources["audience"])
        resources["edition"] = chosen
        nb.cells = [cell for cell in nb.cells if chosen.drops.isdisjoint(tags(cell))]
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
            page, body = lesson_page(lesson, resources["edition"])
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
        nb = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(nb)
    except FileNotFoundError:
        raise KitError("找不到这一课。", remedy="请检查文件名。", path=shown) from None
    except Exception as error:  # nbformat raises what it stumbles over, UnboundLocalError too
        raise KitError(
            "不是合格的笔记本文件。", remedy="请用 JupyterLab 打开它，改正后重新保存。", path=shown
        ) from error
    return cast(NotebookNode, nb)
