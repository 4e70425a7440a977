"""The kit's typeface in matplotlib: for its own charts, and lent to what a lesson draws itself.

matplotlib is not loaded to lend it: that is done as soon as a cell loads matplotlib.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from kit.charts.theme import FONT_FAMILIES, FONT_FILE

_FIRST_CHINESE = "\u2e80"
"""The faces of formulas have no sign from here on, but for letters of other alphabets."""

_USUAL_NAMES = ("SimHei", "SimSun", "Microsoft YaHei", "KaiTi", "FangSong", "PingFang SC")
"""Faces that examples tell people to set, and that many machines have not."""


def register_font() -> None:
    """Make the kit's own font known to matplotlib, unless it is already."""
    from matplotlib.font_manager import fontManager

    if all(entry.fname != str(FONT_FILE) for entry in fontManager.ttflist):
        fontManager.addfont(FONT_FILE)


def lend_font() -> None:
    """Let every figure of this process fall back on the kit's face, glyph by glyph.

    That holds for text whose face is named, too, and inside and beside formulas. A usual Chinese
    face that this machine has not is stood in for by the kit's. Doing it twice changes nothing.
    """
    watched = {each.name for each in sys.meta_path if isinstance(each, _Watch)}
    for name, lend in (("font_manager", _lend), ("_mathtext", _lend_to_formulas)):
        module = f"matplotlib.{name}"
        if module in sys.modules:
            lend()
        elif module not in watched:
            sys.meta_path.insert(0, _Watch(module, lend))


def _lend() -> None:
    import matplotlib as mpl
    from matplotlib.font_manager import fontManager

    register_font()
    entries = fontManager.ttflist
    there = {entry.name for entry in entries}
    own = next(entry for entry in entries if entry.fname == str(FONT_FILE))
    entries += [replace(own, name=name) for name in _USUAL_NAMES if name not in there]
    for parameters in (mpl.rcParams, mpl.rcParamsDefault):
        if FONT_FAMILIES[0] not in parameters["font.family"]:
            parameters["font.family"] = [*parameters["font.family"], FONT_FAMILIES[0]]
    _follow_named_faces(fontManager)


def _follow_named_faces(manager: Any) -> None:
    """Have the kit's face come last where the faces of one text are looked up.

    matplotlib has no public place for it; where it does not look them up so, nothing is changed.
    """
    find = getattr(manager, "_find_fonts_by_props", None)
    if find is None or "_find_fonts_by_props" in vars(manager):
        return

    def with_own(prop: Any, *args: Any, **options: Any) -> Any:
        found = find(prop, *args, **options)
        afm = "afm" in (options.get("fontext"), *args[:1])
        return found if afm or FONT_FILE in map(Path, found) else [*found, str(FONT_FILE)]

    manager._find_fonts_by_props = with_own


def _lend_to_formulas() -> None:
    """Have any text with a formula in it take from the kit's face the signs that it has.

    Such a text is set glyph by glyph in faces of its own. matplotlib has no public place for
    others; where it does not look glyphs up so, nothing is changed.
    """
    from matplotlib import _mathtext
    from matplotlib.font_manager import get_font

    faces: Any = getattr(_mathtext, "UnicodeFonts", None)
    find = getattr(faces, "_get_glyph", None)
    if find is None or find.__module__ == __name__:
        return

    def with_own(self: Any, fontname: str, font_class: str, sign: str) -> Any:
        own = get_font(FONT_FILE)
        if len(sign) == 1 and sign >= _FIRST_CHINESE and own.get_char_index(ord(sign)):
            return own, ord(sign), False
        return find(self, fontname, font_class, sign)

    faces._get_glyph = with_own


class _Watch(MetaPathFinder):
    """Waits for a module of matplotlib to be loaded; then it is gone."""

    def __init__(self, name: str, lend: Callable[[], None]) -> None:
        self.name = name
        self._lend = lend

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Lending(spec.loader, self._lend)
        return spec


class _Lending(Loader):
    """Loads a module as its own loader does, then lends the font."""

    def __init__(self, loader: Loader, lend: Callable[[], None]) -> None:
        self._loader = loader
        self._lend = lend

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._lend()
