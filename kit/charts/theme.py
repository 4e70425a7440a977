"""Every colour, size and typeface of the kit: for charts, widgets and pages alike.

A colour is a six-digit hex string. Nothing outside this module names one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

WHITE = "#ffffff"
BLACK = "#000000"

FONT_FILE = Path(__file__).parent / "fonts" / "KitSansSC-Regular.otf"
"""A Chinese font of the kit's own, so that no machine lacks one."""

FONT_FAMILIES = ("Kit Sans SC", "DejaVu Sans")
"""What a chart's text is set in; matplotlib takes each character from the first that has it."""

_SANS = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', 'Hiragino Sans GB', 'WenQuanYi Micro Hei', system-ui, sans-serif"
)
_SERIF = (
    "'Noto Serif CJK SC', 'Noto Serif SC', 'Source Han Serif SC', 'Songti SC', "
    "'STSong', 'SimSun', serif"
)
_MONO = "'Noto Sans Mono CJK SC', 'Cascadia Mono', Menlo, Consolas, monospace"


PARTS = (
    "#0072b2",  # Okabe–Ito without black: told apart with any colour vision
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
)
"""The parts of a speech in order, by day and by night; they repeat when there are more."""

HEAT = ("#f4f2ec", "#c3d5e0", "#83abc5", "#457ea4", "#1d4f76", "#0d2f4c")
"""From none to most."""


def mix(colour: str, ground: str, share: float) -> str:
    """Return `colour` laid upon `ground`; `share` is its opacity from 0 to 1."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _tints(paper: str) -> tuple[str, ...]:
    return tuple(mix(colour, paper, 0.3) for colour in PARTS)


@dataclass(frozen=True, slots=True)
class Theme:
    """One appearance. Colours first, then what light and dark share.

    Text may be set in `ink`, `muted`, `accent`, `right`, `wrong` or `warn` on `paper` and on
    `panel`; `ink` and the colour of the same name go on a `…_soft` ground; `on_accent` goes on
    `accent`. `line` only divides; `edge` marks what can be used (inputs, buttons).
    `bar` is what a chart draws in one colour, for text in white; `tint` are the grounds of `PARTS`
    for text in `ink`. What stands upon one of `PARTS` or of `HEAT` has the colour of `text_on`.
    """

    ink: str
    muted: str
    paper: str
    panel: str
    line: str
    edge: str
    accent: str
    accent_soft: str
    on_accent: str
    right: str
    right_soft: str
    wrong: str
    wrong_soft: str
    warn: str
    warn_soft: str
    bar: str
    tint: tuple[str, ...]
    font: str = _SANS
    font_text: str = _SERIF
    font_code: str = _MONO
    size_small: str = "0.875rem"
    size_body: str = "1.0625rem"
    size_h3: str = "1.1875rem"
    size_h2: str = "1.4375rem"
    size_h1: str = "1.875rem"
    leading: str = "1.75"
    leading_tight: str = "1.35"
    space_1: str = "0.25rem"
    space_2: str = "0.5rem"
    space_3: str = "1rem"
    space_4: str = "1.75rem"
    space_5: str = "3rem"
    radius: str = "0.25rem"
    reading_width: str = "40rem"


LIGHT = Theme(
    ink="#1d242e",
    muted="#565f6b",
    paper="#fefdfb",
    panel="#f4f2ec",
    line="#dad6cc",
    edge="#858a91",
    accent="#215b82",
    accent_soft="#e2ecf2",
    on_accent="#ffffff",
    right="#256547",
    right_soft="#e3f0e7",
    wrong="#a03228",
    wrong_soft="#f9e8e5",
    warn="#7a560c",
    warn_soft="#f7eed6",
    bar="#215b82",
    tint=_tints("#fefdfb"),
)

DARK = Theme(
    ink="#e9e6e0",
    muted="#b0b6bf",
    paper="#171a1e",
    panel="#21252b",
    line="#3b414a",
    edge="#7f8894",
    accent="#92bedd",
    accent_soft="#20364a",
    on_accent="#10202c",
    right="#8fcba8",
    right_soft="#1d3528",
    wrong="#f1a49c",
    wrong_soft="#442724",
    warn="#e4c373",
    warn_soft="#3a3019",
    bar="#35789f",
    tint=_tints("#171a1e"),
)


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Sizes of a chart that the kit makes itself, in points (1/72 inch)."""

    width: float = 384.0
    wide: float = 456.0
    margin: float = 14.0
    title: float = 15.0
    label: float = 12.0
    rule: float = 10.0
    row: float = 33.0
    bar: float = 10.0
    leading: float = 1.4  # line height, as a multiple of the type's size


CHART = ChartSize()


def css_variables(theme: Theme, *, base: Theme | None = None) -> str:
    """Return a theme as CSS declarations, one a line: `--kit-accent-soft: #e2ecf2;`.

    `_` in a field becomes `-`; a field of several values is numbered from 1 (`--kit-tint-1`).
    With `base`, only what differs from it (what a dark style sheet has to change).
    """
    lines: list[str] = []
    for field in dataclasses.fields(theme):
        value = getattr(theme, field.name)
        if base is not None and value == getattr(base, field.name):
            continue
        name = "--kit-" + field.name.replace("_", "-")
        if isinstance(value, tuple):
            lines += [f"{name}-{number}: {one};" for number, one in enumerate(value, 1)]
        else:
            lines.append(f"{name}: {value};")
    return "\n".join(lines)


def part_colours(place: int) -> tuple[str, str]:
    """Return the colour of a speech's part and its light ground; they are counted from 0."""
    return PARTS[place % len(PARTS)], LIGHT.tint[place % len(PARTS)]


def text_on(ground: str) -> str:
    """Return black or white, whichever reads better on a ground."""
    return WHITE if contrast(WHITE, ground) > contrast(BLACK, ground) else BLACK


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours after WCAG 2: 1 (none) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = []
    for channel in _channels(colour):
        share = channel / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
