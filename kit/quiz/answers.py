"""When two typed answers are the same: the normal form, and numbers in either script.

The page's JavaScript follows the same table. `normal(text)` takes these steps in order:

====  ==============================  ======================================================
step  what                            exactly
====  ==============================  ======================================================
1     width and compatibility         Unicode NFKC (``s.normalize("NFKC")``)
2     letters                         A–Z to a–z, nothing else changes case
3     white space, zero width         all characters of ``SPACE`` are dropped
4     quotes, brackets, punctuation   all characters of ``DROPPED`` are dropped
5     dashes                          a run of characters of ``DASH`` becomes one ``-``
6     full stop ``.``                 dropped unless it has a digit 0–9 on both sides
7     a number                        if all that is left is a number (below): its digits
====  ==============================  ======================================================

`number(text)` reads what steps 1–6 leave, and gives the digits or None:

====  ==============================  ======================================================
form  pattern (whole text)            value
====  ==============================  ======================================================
a     ``-?[0-9]+(\\.[0-9]+)?``         without leading zeros, without zeros that end the
                                      fraction: ``007`` → ``7``, ``6.50`` → ``6.5``, ``-0`` → ``0``
b     two or more of                  digit by digit: ``二〇二一`` → ``2021``, then as a
      ``〇零○一二三四五六七八九``
c     a Chinese numeral from 一 up    ``一百零二`` → ``102``, ``十六`` → ``16``, ``两`` → ``2``,
      (`chinese_number`)              ``一万零五`` → ``10005``
d     ``零``, ``〇`` or ``○`` alone   ``0``
====  ==============================  ======================================================

A *numeric* answer (`quantity`) may also have ``第`` in front and one of ``MEASURES`` behind:
``第6``, ``6个``, ``六项``. A fill answer may not: there ``六个`` and ``6个`` are two texts.

What a paper accepts for a number may be a range (`figures`): ``3.5 ± 0.1`` or ``1 … 5``, either
end of it included; before it is cut at ``±`` or at two or more dots it takes step 1, each side of
it steps 2–7. It is compared exactly, in decimals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Context, Decimal

from kit.quiz.question import Kind
from kit.speech import chinese_number

SPACE = (
    r"\u0009-\u000d\u0020\u0085\u00a0\u1680\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u2064\u3000\ufeff"
)
DROPPED = "\"'“”‘’„‟‚‛「」『』〈〉《》()\\[\\]{}【】〔〕〖〗,，、;；:：!！?？。…·•・‧"
DASH = r"\-‐‑‒–—―−"
MEASURES = "个项条次点类种处人名件句段字年月日"
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DROP = re.compile(f"[{SPACE}{DROPPED}]")
_DASHES = re.compile(f"[{DASH}]+")
_POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_ARABIC = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_DIGIT_BY_DIGIT = re.compile("[〇零○一二三四五六七八九]{2,}")
_QUANTITY = re.compile(rf"第?(.+?)[{MEASURES}]?")
_RANGE = re.compile(r"(.+?)(±|\.{2,})(.+)", re.DOTALL)
_LIKE_RANGE = re.compile(rf"(.+?)(?:[~∼〜{DASH}]+|至|到)(.+)", re.DOTALL)
_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?|[〇零○一二两三四五六七八九十百千万]+")


def normal(text: str) -> str:
    """Return the form in which answers are compared; "" if nothing is left.

    >>> normal("“１号检察建议”。"), normal("六"), normal(" 河湖长 ＋ 检察长 ")
    ('1号检察建议', '6', '河湖长+检察长')
    """
    left = strip(text)
    return number(left) or left


def strip(text: str) -> str:
    """Return steps 1–6 of the table: `normal` without reading numbers."""
    text = unicodedata.normalize("NFKC", text).translate(_CAPITALS)
    return _POINT.sub("", _DASHES.sub("-", _DROP.sub("", text)))


def number(text: str) -> str | None:
    """Return the digits of a number that is the whole text, or None.

    >>> number("十六"), number("二〇二一"), number("6.50"), number("一号")
    ('16', '2021', '6.5', None)
    """
    if match := _ARABIC.fullmatch(text):
        sign, whole, fraction = match[1], match[2].lstrip("0") or "0", (match[3] or "").rstrip("0")
        digits = f"{whole}.{fraction}" if fraction else whole
        return digits if digits == "0" else sign + digits
    if text in {"零", "〇", "○"}:
        return "0"
    if _DIGIT_BY_DIGIT.fullmatch(text):
        return number(text.translate(_DIGITS))
    value = chinese_number(text)
    return str(value) if value else None


def typed_kind(answers: Sequence[Sequence[str]]) -> Kind:
    """Return the kind of a question whose blanks have these accepted answers.

    One blank for which all of them are numbers, or ranges of them, makes it numeric.
    """
    numeric = len(answers) == 1 and all(figures(e) or number(strip(e)) for e in answers[0])
    return "numeric" if numeric else "fill"


def quantity(text: str) -> str | None:
    """Return the digits of a numeric answer, which may carry 第 or a measure word, or None.

    >>> quantity("第６ 个"), quantity("27项"), quantity("很多")
    ('6', '27', None)
    """
    left = strip(text)
    match = _QUANTITY.fullmatch(left)
    return number(left) or (number(match[1]) if match else None)


def figures(text: str) -> tuple[str, str, str] | None:
    """Return the two numbers of a range with what stands between them, ``±`` or ``…``, or None.

    >>> figures("3.50±0.1"), figures("一……五"), figures("2020-2021")
    (('3.5', '±', '0.1'), ('1', '…', '5'), None)
    """
    match = _RANGE.fullmatch(unicodedata.normalize("NFKC", text))
    if not match:
        return None
    first, second = number(strip(match[1])), number(strip(match[3]))
    mark = "±" if match[2] == "±" else "…"
    return None if first is None or second is None else (first, mark, second)


def like_range(text: str) -> str:
    """Return how a range is written that a text seems to mean but does not say, "" if none.

    >>> like_range("3~5"), like_range("三至五项"), like_range("3 … 5"), like_range("5-3")
    ('3 … 5', '3 … 5', '', '')
    """
    match = _LIKE_RANGE.fullmatch(unicodedata.normalize("NFKC", text))
    least, greatest = map(quantity, match.groups()) if match else (None, None)
    if least is None or greatest is None or Decimal(least) >= Decimal(greatest):
        return ""
    return f"{least} … {greatest}"


def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest number that an accepted answer allows, or None.

    >>> bounds("3.5 ± 0.1"), bounds("六项"), bounds("很多")
    ((Decimal('3.4'), Decimal('3.6')), (Decimal('6'), Decimal('6')), None)
    """
    if found := figures(text):
        first, mark, second = found
        middle, margin = Decimal(first), Decimal(second)
        exact = Context(prec=len(first) + len(second))
        return (
            (exact.subtract(middle, margin), exact.add(middle, margin))
            if mark == "±"
            else (middle, margin)
        )
    digits = quantity(text)
    return None if digits is None else (Decimal(digits), Decimal(digits))


def within(typed: str, answer: str) -> bool:
    """Tell whether a number, or a whole range, lies in what is accepted."""
    given, accepted = bounds(typed), bounds(answer)
    if given is None or accepted is None:
        return False
    return accepted[0] <= given[0] and given[1] <= accepted[1]


def in_words(answer: str) -> str:
    """Return an accepted answer as it is told: ``1 … 5`` as 1 到 5, any other as it is."""
    found = figures(answer)
    return f"{found[0]} 到 {found[2]}" if found and found[1] == "…" else answer


def same(kind: Kind, typed: str, answer: str) -> bool:
    """Return whether what is typed into a blank is an answer; of numbers it is their value."""
    if kind == "numeric" and (digits := quantity(typed)) is not None:
        return within(digits, answer)
    return normal(typed) == normal(answer)


def quantities(text: str) -> frozenset[str]:
    """Return the digits of every number that stands in a text, in either script."""
    numbers = (number(match.group()) for match in _NUMERAL.finditer(strip(text)))
    return frozenset(digits for digits in numbers if digits is not None)
