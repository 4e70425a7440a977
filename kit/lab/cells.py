"""Notebooks as the kit stores them: cells with readable ids, code hidden, no outputs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Cell = dict[str, Any]

START = (
    '<button class="jp-mod-styled jp-mod-accept" '
    'data-commandlinker-command="notebook:run-all-cells" '
    'data-commandlinker-args="{}">▶ 开始学习</button>'
)
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def text(cell_id: str, *paragraphs: str, tags: Sequence[str] = ()) -> Cell:
    """Return a Markdown cell of paragraphs, with an empty line between each two."""
    metadata = {"tags": list(tags)} if tags else {}
    source = "\n\n".join(paragraphs).splitlines(keepends=True)
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def code(cell_id: str, caption: str, *lines: str, tags: Sequence[str] = ()) -> Cell:
    """Return a hidden code cell; its first line, a comment, says what it shows."""
    metadata: dict[str, Any] = {"jupyter": {"source_hidden": True}}
    if tags:
        metadata["tags"] = list(tags)
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": "\n".join((f"# {caption}", *lines)).splitlines(keepends=True),
    }


def start() -> Cell:
    """Return the cell with the button that runs the lesson."""
    return text("start", START, tags=["live"])


def setup(name: str) -> Cell:
    """Return the cell that loads the speech of a set."""
    load = f"speech = kit.load({json.dumps(name)})"
    return code("setup", "准备：载入讲话", "import kit", "", load)


def top() -> Cell:
    """Return the last cell of a lesson."""
    return code("top", "回到本课开头", "kit.back_to_top()", tags=["live"])


def dumped(cells: Sequence[Cell], *, handout: bool = True) -> str:
    """Return a notebook's file; without ``handout`` the lesson becomes no page."""
    metadata: dict[str, Any] = {"kernelspec": _KERNEL}
    if not handout:
        metadata["kit"] = {"handout": False}
    content = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
