"""A chart as a figure: the picture, how was counted, and the numbers in a table."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from markupsafe import Markup

from kit.page.drawings import light_svg
from kit.page.editions import for_page
from kit.page.rendering import render

if TYPE_CHECKING:
    from kit.charts import ChartAxes


def figure_html(ax: ChartAxes, *, page: bool = False) -> Markup:
    """Return a chart as a figure: a PNG picture for JupyterLab, or an SVG drawing for a page.

    JupyterLab shows no SVG in a notebook that is not trusted. Both say in words what they show.
    Where a lesson is run for a page, nobody looks at the picture, and it is the drawing too.
    """
    from kit.charts import Note, png, svg

    page = page or for_page()

    note = ax.note or Note(title=ax.get_title(), rule="", alt=ax.get_title())
    if page:  # the page says the rule in text that is as large on a phone as everywhere
        drawing = svg(ax, rule=not note.rule)
        picture = Markup(light_svg(drawing))  # made by the kit, its words escaped there
    else:
        figure = ax.get_figure(root=True)
        width = 0.0 if figure is None else figure.get_figwidth()
        source = b64encode(png(ax)).decode("ascii")
        picture = Markup('<img src="data:image/png;base64,{}" alt="{}" width="{}">').format(
            source, note.alt, round(width * 96)
        )
    return render("figure", note=note, picture=picture, page=page)
