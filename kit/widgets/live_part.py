"""What the live parts of a lesson have in common: live in JupyterLab, plain or data elsewhere."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, ClassVar

import traitlets
from anywidget import AnyWidget

from kit.page import Record, bundle


class LivePart(AnyWidget):
    """A part of a lesson with two faces: a live widget, and HTML that a page is made of.

    Attributes:
        record: what it is on a page.
        html: what it is made live of.
        elsewhere: what a place that can show neither widget nor HTML shows.
    """

    elsewhere: ClassVar[str]
    record: Record
    html = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        """Return what a place that can show neither widget nor HTML shows."""
        return self.elsewhere

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, **bundle(self.record)}, metadata


def widget_script(*names: str) -> str:
    """Return scripts of this room, one after the other."""
    folder = files("kit.widgets")
    return "\n".join(folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names)
