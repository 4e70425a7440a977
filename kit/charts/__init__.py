"""`Speech` → matplotlib Axes that say in words what they show; the theme of everything drawn.

matplotlib is loaded with the first chart, not with this package.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kit.charts.theme import DARK, LIGHT, css_variables

if TYPE_CHECKING:
    from kit.charts.axes import ChartAxes, ChartNote, png, svg
    from kit.charts.bars import by_part, by_point, key_terms, verbs
    from kit.charts.grids import part_by_action, review_calendar
    from kit.charts.icicle import mastery_by_node, structure
    from kit.charts.stacked import comparison, mastery_by_part, review_forecast

__all__ = [
    "DARK",
    "LIGHT",
    "ChartAxes",
    "ChartNote",
    "by_part",
    "by_point",
    "comparison",
    "css_variables",
    "key_terms",
    "mastery_by_node",
    "mastery_by_part",
    "part_by_action",
    "png",
    "review_calendar",
    "review_forecast",
    "structure",
    "svg",
    "verbs",
]

_HOMES = {
    "axes": ("ChartAxes", "ChartNote", "png", "svg"),
    "bars": ("by_part", "by_point", "key_terms", "verbs"),
    "grids": ("part_by_action", "review_calendar"),
    "icicle": ("mastery_by_node", "structure"),
    "stacked": ("comparison", "mastery_by_part", "review_forecast"),
}


def __getattr__(name: str) -> Any:
    """Load a chart's module when one of its names is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the names that the package offers, loaded or not."""
    return __all__
