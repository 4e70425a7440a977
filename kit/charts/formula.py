"""A TeX formula as one outline, set by matplotlib: no script, no font, no network shows it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from kit.charts.theme import FONT_FAMILIES

_SIZE = 100  # units to an em
_TYPE: dict[Any, str] = {
    "mathtext.fontset": "custom",
    "mathtext.rm": "STIXGeneral",
    "mathtext.it": "STIXGeneral:italic",
    "mathtext.bf": "STIXGeneral:bold",
    "mathtext.cal": "STIXGeneral",
    "mathtext.sf": FONT_FAMILIES[0],
    "mathtext.fallback": "stix",
}
_UNKNOWN = re.compile(
    r"\\(?:displaystyle|textstyle|limits|nolimits|[bB]igg?[lr]?)(?![a-zA-Z])|\\tag\{[^{}]*\}"
)
_SAME = {
    **{"le": r"\leq", "ge": r"\geq", "lt": "<", "gt": ">", "gets": r"\leftarrow"},
    **{"land": r"\wedge", "lor": r"\vee", "lnot": r"\neg", "lvert": "|", "rvert": "|"},
    **{"implies": r"\Longrightarrow", "iff": r"\Longleftrightarrow"},
    **{"tfrac": r"\frac", "bm": r"\boldsymbol", "textbf": r"\mathbf"},
    **{"textrm": r"\text", "mbox": r"\text", "hbox": r"\text"},
}
_OTHER_NAME = re.compile(rf"\\({'|'.join(_SAME)})(?![a-zA-Z])")
_BARE = re.compile(r"(\\(?:sqrt|d?frac(?:\s*\{(?:[^{}]|\{[^{}]*\})*\})?))\s*([0-9a-zA-Z])")
"""An argument of a fraction or a root without its braces, as in \\frac12."""

_LONGEST = 2_000


@lru_cache(maxsize=256)
def formula(tex: str) -> str | None:
    """Return a formula, written in TeX without its dollar signs, as an `<svg>`: its outline.

    It has the size and the colour of the text around it. None where matplotlib cannot set it:
    environments, and commands that it does not know
    (https://matplotlib.org/stable/users/explain/text/mathtext.html lists those that it does).
    """
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser
    from matplotlib.textpath import TextPath

    from kit.charts.faces import lend_font

    tex = " ".join(tex.split())
    if not tex or len(tex) > _LONGEST:
        return None
    lend_font()
    known = f"${_known(tex)}$"
    try:
        with mpl.rc_context(_TYPE):
            type_ = FontProperties(size=_SIZE)
            size: Any = MathTextParser("path").parse(known, 72, type_)
            if not (size.glyphs or size.rects):  # it is nothing but space
                return _svg(tex, size.width, 0, 0, "")
            outline = TextPath((0, 0), known, prop=type_)
    except (ValueError, RuntimeError):
        return None
    box = outline.get_extents()
    depth = max(float(size.depth), -float(box.y0))
    top = max(float(size.height) - float(size.depth), float(box.y1))
    return _svg(tex, float(box.x1) + 4, top + depth, depth, _path(outline, top))


def _svg(tex: str, width: float, height: float, depth: float, path: str) -> str:
    """Return an outline in hundredths of an em; it reaches ``depth`` below the line of text."""
    return (
        f'<svg role="img" aria-label="公式：{escape(tex)}" '
        f'width="{width / _SIZE:.2f}em" height="{height / _SIZE:.2f}em" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" style="vertical-align:{-depth / _SIZE:.2f}em">'
        f'<path fill="currentColor" d="{path}"/></svg>'
    )


def _known(tex: str) -> str:
    """Return a formula in the commands that matplotlib knows."""
    tex = _OTHER_NAME.sub(lambda found: _SAME[found[1]], _UNKNOWN.sub("", tex))
    return _BARE.sub(r"\1{\2}", _BARE.sub(r"\1{\2}", tex)).replace("$", "")


def _path(outline: Any, top: float) -> str:
    """Return the outline as an SVG path, turned so that y runs downwards."""
    letters = {1: "M", 2: "L", 3: "Q", 4: "C"}
    pieces = []
    for points, code in outline.iter_segments(curves=True, simplify=False):
        if code == 79:
            pieces.append("Z")
        else:
            xs, ys = points[::2], top - points[1::2]
            pairs = (f"{x:.0f} {y:.0f}" for x, y in zip(xs, ys, strict=True))
            pieces.append(letters[int(code)] + " ".join(pairs))
    return "".join(pieces)
