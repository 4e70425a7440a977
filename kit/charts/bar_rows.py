"""How bars are set: name, bar, number and, on ranked bars, the rank."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes

from kit.charts.axes import Note, sheet
from kit.charts.counting import Counted
from kit.charts.fonts import FAMILIES, drawable
from kit.charts.theme import CHART, LIGHT
from kit.charts.typesetting import em_width, wrap

_BESIDE = 8.0  # em: the width of names that stand before their bars
_LEAST_BAR = 90.0  # points: the longest bar of a chart on narrow axes


def draw_bars(
    ax: Axes | None,
    note: Note,
    rows: Sequence[Counted],
    colours: Sequence[str],
    *,
    unit: str,
    ranks: bool = False,
) -> Axes:
    """Draw one horizontal bar a row, the first on top, lengths in data units = counts.

    Names are the labels of the y axis: above their bars if most are long, else before them. The
    number with its unit stands behind the bar, the rank, if asked for, at the right edge.
    """
    widths = sorted(em_width(row.label) for row in rows)
    above = widths[len(widths) // 2] > _BESIDE - 1
    names = [wrap(row.label, 99 if above else _BESIDE) for row in rows]
    values = [f"{row.count} {unit}" for row in rows]
    widest = max(em_width(line) for name in names for line in name)
    left = 0.0 if above else (widest + 1) * CHART.label
    right = (max(map(em_width, values)) + 0.6) * CHART.label
    if ranks:
        right += (max(em_width(row.rank_label) for row in rows) + 1) * CHART.rule
    pitch = CHART.row if above else _pitch(names)
    least = max(widest * CHART.label, left + right + _LEAST_BAR)
    made = sheet(ax, note, height=len(rows) * pitch, least=least)

    em = CHART.label * made.scale
    left, right = left * made.scale, right * made.scale
    most = max(1, *(row.count for row in rows))
    unit_width = max(made.width - left - right, em) / most

    axes = made.ax
    axes.set_xlim(-left / unit_width, most + right / unit_width)
    axes.set_ylim(len(rows), 0)
    middle = 0.73 if above else 0.5
    places = [place + middle for place in range(len(rows))]
    thick = CHART.bar / pitch * (1 if above else 1.2)
    axes.barh(places, [row.count for row in rows], height=thick, color=list(colours), clip_on=False)
    axes.set_yticks(
        [place + (0.3 if above else middle) for place in range(len(rows))],
        [drawable("\n".join(name)) for name in names],
        ha="left",
        va="center",
        fontfamily=FAMILIES,
        fontsize=em,
        color=LIGHT.ink,
        linespacing=CHART.leading - 0.3,
    )
    axes.tick_params(axis="y", pad=0)
    edge = most + right / unit_width
    for place, row, value in zip(places, rows, values, strict=True):
        made.write(row.count + 0.5 * em / unit_width, place, value)
        if ranks:
            made.write(edge, place, row.rank_label, size=CHART.rule, color=LIGHT.muted, ha="right")
    return axes


def _pitch(names: Sequence[tuple[str, ...]]) -> float:
    """Return how far rows are apart, in points, so that no two names touch."""
    lines = max((len(one) + len(other) for one, other in pairwise(names)), default=2) / 2
    return max(CHART.row * 0.7, CHART.label * ((CHART.leading - 0.1) * lines + 0.3))
