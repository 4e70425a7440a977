"""What the page of JupyterLab is told of the kit (a hook of the server that `kit study` starts)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

TRUSTED_VARIABLE = "KIT_TRUSTED"
"""Environment variable of the server: "true" where the lessons' set may run by itself."""

EXTENSIONS = Path(__file__).with_name("labextensions")


def page_config(_handler: object, given: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a page with the kit's own: what the reading room asks for."""
    newest = max(path.stat().st_mtime_ns for path in EXTENSIONS.rglob("*.*"))
    return {**given, "kitTrusted": os.environ.get(TRUSTED_VARIABLE, ""), "kitStamp": str(newest)}
