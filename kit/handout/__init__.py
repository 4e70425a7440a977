"""Handouts: a lesson run afresh and written as one HTML file to read, answer and print.

nbconvert and nbclient are imported on first use; ``HandoutExporter`` is an nbconvert exporter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.handout.batch import Handouts, handout_lessons, write_handouts
from kit.handout.pages import EDITIONS

if TYPE_CHECKING:
    from kit.handout.exporter import HandoutExporter

__all__ = [
    "EDITIONS",
    "HandoutExporter",
    "Handouts",
    "handout_lessons",
    "write_handouts",
]


def __getattr__(name: str) -> Any:
    """Import the exporter, and nbconvert with it, when it is first asked for."""
    if name == "HandoutExporter":
        from kit.handout.exporter import HandoutExporter

        return HandoutExporter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
