"""What happens when JupyterLab saves a lesson."""

from __future__ import annotations

from typing import Any


def strip_outputs(model: dict[str, Any], **_: object) -> None:
    """Take outputs and run counts out of a notebook before it is written (a pre-save hook).

    What the learner sees stays on the screen; the file keeps what was written and nothing else.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    for computed in ("widgets", "language_info"):
        content.get("metadata", {}).pop(computed, None)
    for cell in content.get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
            cell.get("metadata", {}).pop("execution", None)
