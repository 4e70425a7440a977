"""Words of a speech as the kit shows them: full-width marks, nested quotation marks, lists."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:?!()]|[,;:?!()](?![0-9A-Za-z])")
_INNER = str.maketrans("“”", "‘’")
_ENDS = ("。", "！", "？", "…")


def full_width(text: str) -> str:
    """Return a text with full-width marks, but for those inside Latin words and numbers.

    It is as long as before.

    >>> full_width("对标先进,用好(街)8,000元")
    '对标先进，用好（街）8,000元'
    """
    return _NARROW.sub(lambda match: match.group().translate(_WIDE), text)


def quoted(text: str) -> str:
    """Return a text in quotation marks; marks of its own become single ones.

    >>> quoted("当好“压舱石”")
    '“当好‘压舱石’”'
    """
    return f"“{full_width(text).translate(_INNER)}”"


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
