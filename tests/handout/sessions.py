"""A small session, as it is after it has been run: slides, a passage, a question, notes."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kit.handout.body import ExecutedLesson
from kit.page import DATA_MIME, Record, record_json


def cell(
    id_: str,
    kind: str,
    shown: str | Record,
    *,
    minutes: object = None,
    tags: tuple[str, ...] = (),
) -> NotebookNode:
    """Return a cell: its text, or, if it is one of code, the record that it shows."""
    metadata: dict[str, Any] = {"slideshow": {"slide_type": kind}} if kind else {}
    metadata |= {"kit": {"minutes": minutes}} if minutes is not None else {}
    metadata |= {"tags": list(tags)} if tags else {}
    if isinstance(shown, str):
        return new_markdown_cell(shown, id=id_, metadata=metadata)
    output = new_output("display_data", {DATA_MIME: record_json(shown)})
    return new_code_cell("kit.show()", id=id_, metadata=metadata, outputs=[output])


def session(*cells: NotebookNode) -> ExecutedLesson:
    return ExecutedLesson("10_session_1", "第一次学习会", new_notebook(cells=list(cells)))
