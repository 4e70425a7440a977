"""Words of the speech as a question shows them: full-width marks, nested quotation marks."""

from __future__ import annotations

import re

_WIDE = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
}
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:?!()]|[,;:?!()](?![0-9A-Za-z])")
_INNER = str.maketrans("“”", "‘’")
_DIGITS = "零一二三四五六七八九"
_ENDS = ("。", "！", "？", "…")


def prose(text: str) -> str:
    """Return a text with full-width marks, but for those inside Latin words and numbers.

    It is as long as before.

    >>> prose("对标先进,用好(街)8,000元")
    '对标先进，用好（街）8,000元'
    """
    return _NARROW.sub(lambda match: _WIDE[match.group()], text)


def quoted(text: str) -> str:
    """Return a text in quotation marks; marks of its own become single ones.

    >>> quoted("当好“压舱石”")
    '“当好‘压舱石’”'
    """
    return f"“{prose(text).translate(_INNER)}”"


def listed(texts: list[str] | tuple[str, ...]) -> str:
    """Return texts as a list in a sentence; between quotation marks no 、 is needed.

    >>> listed(["甲", "乙", "丙"]), listed(["“甲”", "“乙”", "“丙”"])
    ('甲、乙和丙', '“甲”“乙”和“丙”')
    """
    first = "、".join(texts[:-1]).replace("”、“", "”“")
    return "和".join(filter(None, (first, texts[-1])))


def sentence(text: str) -> str:
    """Return a text with a full stop, unless a sentence ends there already."""
    return text if text.endswith(_ENDS) else f"{text}。"


def chinese(number: int) -> str:
    """Return a number from 0 to 99 in Chinese characters, as it is read.

    >>> chinese(6), chinese(16), chinese(40)
    ('六', '十六', '四十')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
