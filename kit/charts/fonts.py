"""The typeface of the charts: a Chinese font of the kit's own, so that no machine lacks one."""

from __future__ import annotations

from pathlib import Path

FAMILY = "Kit Sans SC"
FAMILIES = (FAMILY, "DejaVu Sans")
"""What a chart's text is set in; matplotlib takes each character from the first that has it."""

FONT_FILE = Path(__file__).parent / "fonts" / "KitSansSC-Regular.otf"

_MISSING = "〓"


def register() -> None:
    """Make the font known to matplotlib, unless it is already."""
    from matplotlib.font_manager import fontManager

    if all(entry.fname != str(FONT_FILE) for entry in fontManager.ttflist):
        fontManager.addfont(FONT_FILE)


def drawable(text: str) -> str:
    """Return the text with 〓 for each character that neither of the two fonts has.

    〓 is what a Chinese printer sets for a sort that is not in the case. Line ends stay.
    """
    from matplotlib.font_manager import findfont, get_font

    register()
    fonts = [get_font(findfont(family)) for family in FAMILIES]
    return "".join(
        sign if sign == "\n" or any(font.get_char_index(ord(sign)) for font in fonts) else _MISSING
        for sign in text
    )
