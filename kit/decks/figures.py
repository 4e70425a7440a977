"""Numbers that are accepted, with a margin or from one to another: as a paper and as others say it.

A paper has ``3.5 ± 0.1`` and ``1 … 5`` (`kit.quiz.answers`); other programs have a number and a
margin, or two ends.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from kit.quiz.answers import bounds, figures, quantity

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_LONGEST = 60
_EXACT = Context(prec=4 * _LONGEST)


def in_digits(text: str) -> str:
    """Return a range, or a number in digits, of what a paper accepts; "" for what is neither.

    >>> in_digits("第六项"), in_digits("一…五"), in_digits("很多")
    ('6', '1 … 5', '')
    """
    found = figures(text)
    return " ".join(found) if found else quantity(text) or ""


def digits_of(text: str) -> str:
    """Return a number of another program in digits, "" if it is none.

    >>> digits_of("+.50"), digits_of("1.5e3"), digits_of("3,5")
    ('0.5', '1500', '')
    """
    text = text.strip()
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return ""
    return _written(Decimal(text))


def with_margin(number: str, margin: str) -> str:
    """Return what a paper accepts for a number with a margin, "" if one of them is no number.

    >>> with_margin("3.5", "0.1"), with_margin("6", "0.0"), with_margin("6", "")
    ('3.5 ± 0.1', '6', '6')
    """
    middle, around = digits_of(number), digits_of(margin or "0").removeprefix("-")
    if not middle or not around:
        return ""
    return middle if around == "0" else f"{middle} ± {around}"


def from_to(least: str, greatest: str) -> str:
    """Return what a paper accepts for all from one number to another, "" if one is no number."""
    low, high = digits_of(least), digits_of(greatest)
    if not low or not high:
        return ""
    return low if low == high else f"{low} … {high}"


def margin_of(answer: str) -> tuple[str, str]:
    """Return an accepted number and its margin, in digits.

    >>> margin_of("3.5±0.1"), margin_of("1 … 4"), margin_of("六")
    (('3.5', '0.1'), ('2.5', '1.5'), ('6', '0'))
    """
    found = figures(answer)
    if found and found[1] == "±":
        return found[0], found[2]
    low, high = map(Decimal, ends_of(answer))
    half = Decimal("0.5")
    middle = _EXACT.multiply(_EXACT.add(low, high), half)
    return _written(middle), _written(_EXACT.multiply(_EXACT.subtract(high, low), half))


def ends_of(answer: str) -> tuple[str, str]:
    """Return the least and the greatest number of an accepted answer, in digits.

    >>> ends_of("3.5±0.1"), ends_of("六")
    (('3.4', '3.6'), ('6', '6'))
    """
    ends = bounds(answer)
    if ends is None:
        raise ValueError(answer)
    return _written(ends[0]), _written(ends[1])


def _written(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
