"""How a level of mastery looks in every chart that shows one."""

from __future__ import annotations

from kit.charts.theme import LIGHT
from kit.progress import Level, Mastery

LEVEL_RULE = "薄弱、一般、较好只看做过的题，按每题最近一次作答的得分划分；作答少于 5 次的还看不出。"

_WEAK = LIGHT.part[1]
_GROUNDS: dict[Level, str] = {
    "too few": LIGHT.panel,
    "weak": _WEAK,
    "fair": LIGHT.heat[1],
    "good": LIGHT.heat[3],
}
KNOWN, MISSED, UNSEEN = LIGHT.accent, _WEAK, LIGHT.line
"""Colours of questions last answered rightly, asked but not known yet, and never asked."""


def ground(row: Mastery) -> str:
    """Return the colour that a level is shown with; its word is printed upon it in any case."""
    return _GROUNDS[row.level]


def short_word(row: Mastery) -> str:
    """Return a level in few words, `作答太少` without `，还看不出`: the table has them all."""
    return row.word.partition("，")[0]
