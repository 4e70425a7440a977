"""The sheet a chart is drawn on, what is said with it, and its way out as PNG or SVG."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from kit.charts.fonts import FAMILIES, drawable, register
from kit.charts.svg_text import inline_svg
from kit.charts.theme import CHART, LIGHT
from kit.charts.typesetting import fill, wrap

_FULL = 0.97  # how much of a line is filled: small type is drawn a little wider than it is
_GAP = 8.0  # points: between the axes and the title or the rule
_CLEAN: Any = {  # Any: rcParams are typed name by name
    "savefig.bbox": None,
    "savefig.transparent": False,
    "savefig.facecolor": "auto",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What a chart says in words.

    `rule` tells how was counted; `alt` stands for the picture: kind of chart, what is counted,
    main finding; `columns` and `rows` are the numbers as a table (rows as long as `columns`).
    """

    title: str
    rule: str
    alt: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()


class ChartAxes(Axes):
    """Axes that know in words what is drawn on them; `note` is None until a chart is."""

    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Axes to draw on, with their size in points and the scale of the type (1 = as designed)."""

    ax: Axes
    width: float
    height: float
    scale: float

    def write(
        self, x: float, y: float, text: str, *, size: float = CHART.label, **how: Any
    ) -> Text:
        """Write text at a place in data coordinates; `size` in points before scaling."""
        how = {"color": LIGHT.ink, "va": "center", "linespacing": CHART.leading - 0.2, **how}
        return self.ax.text(
            x, y, drawable(text), fontfamily=FAMILIES, fontsize=size * self.scale, **how
        )

    def ems(self, size: float = CHART.label) -> float:
        """Return how many em of a type size fit into the sheet's width."""
        return self.width / (size * self.scale)


def sheet(
    ax: Axes | None,
    note: Note,
    *,
    height: float,
    width: float = CHART.width,
    least: float | None = None,
) -> Sheet:
    """Return a sheet that carries a note: title above, rule below, nothing else yet.

    Without `ax` a figure of `width` points is made whose axes are `height` points high. With `ax`
    its own size holds, and the type is made smaller, down to half, where they are lower than
    `height` or narrower than `least` points (the width the designed axes have, if not given).
    """
    register()
    inner = width - 2 * CHART.margin
    if ax is None:
        ax = _figure(note, width, height)
        made = Sheet(ax, inner, height, 1.0)
    else:
        box = ax.get_window_extent()
        points = 72 / ax.figure.dpi
        size = box.width * points, box.height * points
        scale = max(0.5, min(1.0, size[1] / height, size[0] / (least or inner)))
        made = Sheet(ax, *size, scale)
    _dress(made, note)
    return made


def _figure(note: Note, width: float, height: float) -> ChartAxes:
    inner = width - 2 * CHART.margin
    around = CHART.margin + _GAP
    title = wrap(note.title, inner / CHART.title * _FULL)
    rule = fill(note.rule, inner / CHART.rule * _FULL)
    above = len(title) * CHART.title * CHART.leading + around
    below = len(rule) * CHART.rule * CHART.leading + around
    total = above + height + below
    figure = Figure(figsize=(width / 72, total / 72), dpi=96, facecolor=LIGHT.paper)
    place = (CHART.margin / width, below / total, inner / width, height / total)
    ax = figure.add_axes(place, axes_class=ChartAxes)
    assert isinstance(ax, ChartAxes)
    return ax


def _dress(made: Sheet, note: Note) -> None:
    ax, scale = made.ax, made.scale
    if isinstance(ax, ChartAxes):
        ax.note = note
    ax.set_facecolor(LIGHT.paper)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=CHART.label * scale, labelcolor=LIGHT.ink, pad=4)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_title(
        drawable("\n".join(wrap(note.title, made.ems(CHART.title) * _FULL))),
        x=0,
        ha="left",
        loc="center",
        pad=_GAP,
        color=LIGHT.ink,
        fontfamily=FAMILIES,
        fontsize=CHART.title * scale,
        linespacing=CHART.leading - 0.2,
    )
    ax.set_xlabel(
        drawable("\n".join(fill(note.rule, made.ems(CHART.rule) * _FULL))),
        loc="left",
        labelpad=_GAP,
        color=LIGHT.muted,
        fontfamily=FAMILIES,
        fontsize=CHART.rule * scale,
        linespacing=CHART.leading - 0.2,
    )


def png(ax: Axes, *, dpi: float = 192) -> bytes:
    """Return the figure that the axes belong to as a PNG picture.

    At 192 dpi it has two pixels for each CSS pixel of its natural size. Same chart, same bytes.
    """
    out = BytesIO()
    with matplotlib.rc_context(_CLEAN):
        _root(ax).savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def svg(ax: Axes, *, prefix: str = "", rule: bool = True) -> str:
    """Return the figure that the axes belong to as an `<svg>` element to set into a page.

    It scales to its container, its text stays text in the page's own font, its style touches
    nothing else, and its ids, if any, begin with `prefix` (made from the content if empty). The
    note's `alt` is its accessible name. Without the `rule` it ends where the chart does: the page
    says it in its own text. Same chart, same text.
    """
    out = StringIO()
    figure, label = _root(ax), ax.xaxis.label
    shown = label.get_visible()
    with matplotlib.rc_context({**_CLEAN, "svg.fonttype": "none", "svg.hashsalt": "kit"}):
        label.set_visible(shown and rule)
        try:
            box = None if rule else _without_foot(figure)
            figure.savefig(out, format="svg", metadata={"Date": None}, bbox_inches=box)
        finally:
            label.set_visible(shown)
    note = ax.note if isinstance(ax, ChartAxes) else None
    return inline_svg(out.getvalue(), alt=note.alt if note else ax.get_title(), prefix=prefix)


def _without_foot(figure: Figure) -> Bbox:
    """Return the figure's box, in inches, down to what is drawn lowest and a margin below it."""
    width, height = figure.get_size_inches()
    lowest = figure.get_tightbbox().y0 - CHART.margin / 72
    return Bbox.from_extents(0, max(0, lowest), width, height)


def _root(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure
