"""Chinese numerals, and the keys that people write with them (二（二）三)."""

from __future__ import annotations

import re
import unicodedata

CHINESE_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
"""Pattern of the numerals that :func:`chinese_number` reads."""

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_BRACKETS = str.maketrans("（）", "()")
_MARK = re.compile(rf"\(?(?:(\d+)|({CHINESE_NUMERAL}))[、.]?\)?[要是]?")
_MARKS = re.compile(rf"(?:{_MARK.pattern})+")
_NUMBER = re.compile(rf"(\d+)|({CHINESE_NUMERAL})")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral from 一 to 九十九.

    >>> chinese_number("二十一")
    21
    """
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text]
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def numeral(number: int) -> str:
    """Return a number from 0 to 99 in Chinese characters, as it is read.

    >>> numeral(6), numeral(16), numeral(40)
    ('六', '十六', '四十')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return "零一二三四五六七八九"[ones]
    return ("" if tens == 1 else numeral(tens)) + "十" + (numeral(ones) if ones else "")


def key_numbers(key: str) -> tuple[int, ...] | None:
    """Return the numbers of written markers, or None: ``二（二）三要`` → ``(2, 2, 3)``."""
    marks = key.translate(_BRACKETS)
    if not _MARKS.fullmatch(marks):
        return None
    found = _MARK.findall(marks)
    return tuple(int(digits) if digits else chinese_number(chinese) for digits, chinese in found)


def marker_number(marker: str) -> int | None:
    """Return the number that a marker of the text names, or None where it names none.

    >>> marker_number("（二）"), marker_number("⑴"), marker_number("——")
    (2, 1, None)
    """
    match = _NUMBER.search(unicodedata.normalize("NFKC", marker))
    if match is None:
        return _WORDS.get(marker.rstrip(",，:："))
    return int(match[1]) if match[1] else chinese_number(match[2])
