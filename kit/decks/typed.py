"""Typed answers as a paper has them: is the blank a number, and does the stem show it?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kit.quiz.answers import number, strip
from kit.quiz.question import BLANK, Kind

_BLANKS = re.compile("[_＿]{2,}")


def blank_kind(accepted: Iterable[str]) -> Kind:
    """Return what a paper takes one blank for: numeric, if every accepted answer is a number."""
    return "numeric" if all(number(strip(each)) for each in accepted) else "fill"


def blanks_alike(stem: str) -> str:
    """Return a stem with every blank, however long, written as a paper does.

    >>> blanks_alike("做到_______个必须")
    '做到____个必须'
    """
    return _BLANKS.sub(BLANK, stem)


def with_blank(stem: str) -> str:
    """Return a stem that shows a blank; one that has none gets it at its end.

    >>> with_blank("二加二等于几？")
    '二加二等于几？____'
    """
    stem = blanks_alike(stem)
    return stem if BLANK in stem else f"{stem}{BLANK}"
