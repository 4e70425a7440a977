"""The sheet a chart is drawn on, what is said with it, and its way out as PNG or SVG."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from kit.charts.faces import register_font
from kit.charts.theme import CHART, FONT_FAMILIES, LIGHT
from kit.charts.typesetting import fill, wrap

_FULL = 0.97  # how much of a line is filled: small type is drawn a little wider than it is
_GAP = 8.0  # points: between the axes and the title or the rule
_MOST_PIXELS = 65_000
_MISSING = "〓"  # what a Chinese printer sets for a sort that is not in the case
_CLEAN: Any = {  # Any: rcParams are typed name by name
    "savefig.bbox": None,
    "savefig.transparent": False,
    "savefig.facecolor": "auto",
}
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_FAMILY_LIST = ", ".join(f"'{family}'" for family in FONT_FAMILIES)
_ID = re.compile(r' id="([^"]*)"')
_LINK = re.compile(r'(url\(#|href="#)([^)"]*)')
_PAINT = re.compile(r"((?:fill|stroke): )(#[0-9a-f]{6})")
_NAMED = {
    LIGHT.ink: "ink",
    LIGHT.muted: "muted",
    LIGHT.paper: "paper",
    LIGHT.panel: "panel",
    LIGHT.edge: "edge",
    LIGHT.bar: "bar",
    **{colour: f"tint-{number}" for number, colour in enumerate(LIGHT.tint, 1)},
}


@dataclass(frozen=True, slots=True)
class ChartNote:
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

    note: ChartNote | None = None


@dataclass(frozen=True, slots=True)
class ChartSheet:
    """Axes to draw on, with their size in points and the scale of the type (1 = as designed)."""

    ax: Axes
    width: float
    height: float
    scale: float

    def ems(self, size: float = CHART.label) -> float:
        """Return how many em of a type size fit into the sheet's width."""
        return self.width / (size * self.scale)

    def type(self, size: float, colour: str) -> dict[str, Any]:
        """Return what matplotlib calls the look of a text; `size` in points before scaling."""
        return {
            "fontfamily": FONT_FAMILIES,
            "fontsize": size * self.scale,
            "color": colour,
            "linespacing": CHART.leading - 0.2,
        }

    def write(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        *,
        size: float = CHART.label,
        colour: str = LIGHT.ink,
        **how: Any,
    ) -> Text:
        """Write a text, or its lines, at a place in data coordinates."""
        how = {"va": "center", **self.type(size, colour), **how}
        return self.ax.text(x, y, drawable(text), **how)

    def name_rows(self, places: Sequence[float], names: Sequence[str | Sequence[str]]) -> None:
        """Write each row's name, or its lines, at the left edge as the labels of the y axis."""
        how = self.type(CHART.label, LIGHT.ink) | {"linespacing": CHART.leading - 0.3}
        self.ax.set_yticks(
            places, [drawable(name) for name in names], ha="left", va="center", **how
        )
        self.ax.tick_params(axis="y", pad=0)

    def block(
        self,
        corner: tuple[float, float],
        width: float,
        height: float,
        ground: str,
        *,
        edge: str = LIGHT.paper,
        line: float = 1.5,
    ) -> None:
        """Draw a filled rectangle from its upper left corner; the `line` around it in points."""
        self.ax.add_patch(
            Rectangle(
                corner,
                width,
                height,
                facecolor=ground,
                edgecolor=edge,
                linewidth=line,
                clip_on=False,
            )
        )


def new_sheet(
    ax: Axes | None,
    note: ChartNote,
    *,
    height: float,
    width: float = CHART.width,
    least: float | None = None,
) -> ChartSheet:
    """Return a sheet that carries a note: title above, rule below, nothing else yet.

    Without `ax` a figure of `width` points is made whose axes are `height` points high. With `ax`
    its own size holds, and the type is made smaller, down to half, where they are lower than
    `height` or narrower than `least` points (the width the designed axes have, if not given).
    """
    register_font()
    inner = width - 2 * CHART.margin
    if ax is None:
        sheet = ChartSheet(_new_axes(note, width, height), inner, height, 1.0)
    else:
        box = ax.get_window_extent()
        points = 72 / ax.figure.dpi
        size = box.width * points, box.height * points
        scale = max(0.5, min(1.0, size[1] / height, size[0] / (least or inner)))
        sheet = ChartSheet(ax, *size, scale)
    _dress(sheet, note)
    return sheet


def sheet_of_words(sentence: str, title: str, ax: Axes | None) -> Axes:
    """Draw a chart of nothing: a sentence in the middle of a small sheet, which says so."""
    sheet = new_sheet(ax, ChartNote(title=title, rule="", alt=sentence), height=4 * CHART.row)
    sheet.ax.set_xlim(0, 1)
    sheet.ax.set_ylim(0, 1)
    sheet.write(0.5, 0.5, wrap(sentence, sheet.ems() - 2), ha="center", colour=LIGHT.muted)
    return sheet.ax


def _new_axes(note: ChartNote, width: float, height: float) -> ChartAxes:
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


def _dress(sheet: ChartSheet, note: ChartNote) -> None:
    ax = sheet.ax
    if isinstance(ax, ChartAxes):
        ax.note = note
    ax.set_facecolor(LIGHT.paper)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=CHART.label * sheet.scale, labelcolor=LIGHT.ink, pad=4)
    ax.set_xticks([])
    ax.set_yticks([])
    title = drawable(wrap(note.title, sheet.ems(CHART.title) * _FULL))
    ax.set_title(title, x=0, ha="left", pad=_GAP, **sheet.type(CHART.title, LIGHT.ink))
    rule = drawable(fill(note.rule, sheet.ems(CHART.rule) * _FULL))
    ax.set_xlabel(rule, loc="left", labelpad=_GAP, **sheet.type(CHART.rule, LIGHT.muted))


def drawable(text: str | Sequence[str]) -> str:
    """Return a text, or its lines, with 〓 for each character that no font of a chart has."""
    register_font()
    fonts = [get_font(findfont(family)) for family in FONT_FAMILIES]
    return "".join(
        sign if sign == "\n" or any(font.get_char_index(ord(sign)) for font in fonts) else _MISSING
        for sign in (text if isinstance(text, str) else "\n".join(text))
    )


def png(ax: Axes) -> bytes:
    """Return the figure that the axes belong to as a PNG picture.

    It has two pixels for each CSS pixel of its natural size, fewer where matplotlib cannot draw so
    many. Same chart, same bytes.
    """
    out = BytesIO()
    dpi = min(192.0, _MOST_PIXELS / max(_root(ax).get_size_inches()))
    with matplotlib.rc_context(_CLEAN):
        _root(ax).savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def svg(ax: Axes, *, rule: bool = True) -> str:
    """Return the figure that the axes belong to as an `<svg>` element to set into a page.

    It scales to its container, its text stays text in the page's own font, its style touches
    nothing else, and its ids, if any, are its own. The note's `alt` is its accessible name. Without
    the `rule` it ends where the chart does: the page says it in its own text. Same chart, same
    text.
    """
    out = StringIO()
    figure, label = _root(ax), ax.xaxis.label
    was_visible = label.get_visible()
    with matplotlib.rc_context({**_CLEAN, "svg.fonttype": "none", "svg.hashsalt": "kit"}):
        label.set_visible(was_visible and rule)
        try:
            box = None if rule else _without_foot(figure)
            figure.savefig(out, format="svg", metadata={"Date": None}, bbox_inches=box)
        finally:
            label.set_visible(was_visible)
    note = ax.note if isinstance(ax, ChartAxes) else None
    return inline_svg(out.getvalue(), alt=note.alt if note else ax.get_title())


def inline_svg(document: str, *, alt: str) -> str:
    """Return the drawing of matplotlib's SVG file as one element that stands beside others.

    Taken away: prologue, metadata (with the date), the style that would reach the whole page, and
    every id that nothing refers to. The rest get a prefix made from the content. Size: as wide as
    its container, at most about half as wide again as it was drawn. The theme's colours are the
    page's: dark where it is.
    """
    body = document[document.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    body = re.sub(r' transform="rotate\(-0 [^"]*"', "", body)
    body = body.replace(_FAMILY_LIST, "var(--kit-font, sans-serif)")
    body = _PAINT.sub(_of_the_page, body)
    prefix = "kit-" + hashlib.sha256(body.encode()).hexdigest()[:8]
    linked = {target for _, target in _LINK.findall(body)}
    body = _ID.sub(lambda id_: f' id="{prefix}-{id_[1]}"' if id_[1] in linked else "", body)
    body = _LINK.sub(rf"\g<1>{prefix}-\g<2>", body)
    body = re.sub(r"\s*\n\s*", " ", body).replace("> <", "><").strip()
    size = _VIEW_BOX.search(body)
    assert size is not None, "matplotlib always writes a viewBox"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'class="kit-chart" role="img" aria-label="{escape(alt)}" {size[0]} '
        f'style="display:block;width:100%;max-width:{float(size[1]) / 10:.1f}rem;height:auto" '
        f'stroke-linejoin="round" stroke-linecap="butt">'
    )
    return head + body[body.index(">") + 1 :]


def _of_the_page(paint: re.Match[str]) -> str:
    """Return a colour as the page's, by its name in the theme, or as it is."""
    name = _NAMED.get(paint[2])
    return f"{paint[1]}var(--kit-{name})" if name else paint[0]


def _without_foot(figure: Figure) -> Bbox:
    """Return the figure's box, in inches, down to what is drawn lowest and a margin below it."""
    width, height = figure.get_size_inches()
    lowest = figure.get_tightbbox().y0 - CHART.margin / 72
    return Bbox.from_extents(0, max(0, lowest), width, height)


def _root(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure
