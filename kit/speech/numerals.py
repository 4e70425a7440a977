"""Chinese numerals, years, and the keys that people write with numerals (二（二）三)."""

from __future__ import annotations

import re
import unicodedata

CHINESE_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
"""Pattern of the numerals that number the parts of a text, 一 to 九十九."""

SEVERAL = "[一二两三四五六七八九十几多]+"
"""Pattern of a small number as it is spoken of: 两件事, 几年来, 多年来."""

YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年"
"""Pattern of a year in digits or in Chinese: 2021年, 二〇二一年."""

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_BELOW_MYRIAD = re.compile(
    "(?:([一二两三四五六七八九])千)?(?:零?([一二两三四五六七八九])百)?"
    "(?:零?([一二两三四五六七八九]?)十)?(?:零?([一二两三四五六七八九]))?"
)
_BRACKETS = str.maketrans("（）", "()")
_MARK = re.compile(rf"\(?(?:(\d+)|({CHINESE_NUMERAL}))[、.]?\)?[要是]?")
_MARKS = re.compile(rf"(?:{_MARK.pattern})+")
_NUMBER = re.compile(rf"(\d+)|({CHINESE_NUMERAL})")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below a hundred million, or 0 if the text is none.

    >>> chinese_number("二十一"), chinese_number("两百零六"), chinese_number("一万零五")
    (21, 206, 10005)
    """
    high, myriad, low = text.partition("万")
    first, second = _below_myriad(high), _below_myriad(low)
    if not myriad:
        return first
    return first * 10_000 + second if first and (second or not low) else 0


def _below_myriad(text: str) -> int:
    match = _BELOW_MYRIAD.fullmatch(text)
    if not match:
        return 0
    thousands, hundreds, tens, ones = match.groups()
    if tens == "":
        tens = "一"  # 十六 is 一十六
    places = ((thousands, 1000), (hundreds, 100), (tens, 10), (ones, 1))
    return sum(_DIGITS[digit] * unit for digit, unit in places if digit)


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
