"""How Chinese is written: what ends a sentence, full-width marks, quotation marks, lists.

Texts mix half- and full-width marks, so every alphabet here holds both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.speech.records import Node, Speech

COMMAS = "，,"
COLONS = "：:"
SEMICOLONS = "；;"
FULL_STOPS = "。！!？?"
CLOSING_MARKS = "”’）)》」』】"

SENTENCE_END = f"[{FULL_STOPS}{SEMICOLONS}]"
"""Pattern of the marks that end a sentence; those of a list divided by ； count as sentences."""

CLAUSE_END = f"[{FULL_STOPS}{SEMICOLONS}{COMMAS}]"
"""Pattern of the marks that end a clause; 、 and quotation marks end none."""

FINISHED = frozenset(FULL_STOPS + SEMICOLONS + CLOSING_MARKS + "…")
"""The last characters of a paragraph that is not broken off."""

BLANKS = " \t\u3000\xa0"
"""White space within a line."""

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:?!()]|[,;:?!()](?![0-9A-Za-z])")
_INNER = str.maketrans("“”", "‘’")
_ENDS = ("。", "！", "？", "…")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("—–―－", "-"),
        "〔": "[",
        "〕": "]",
    }
)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a stretch of a text without the white space at its ends.

    >>> trimmed("甲　乙 。", 1, 4)
    (2, 3)
    """
    stretch = text[start:end]
    left = start + len(stretch) - len(stretch.lstrip())
    return left, left + len(stretch.strip())


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


@lru_cache(maxsize=16)  # the speech's own text is folded for every quotation of a paper
def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a copy with width and quotation marks made alike and white space left out.

    Beside it stand the places in ``text`` that its characters come from.

    >>> fold("Ａ， “b”")
    ('A,"b"', (0, 1, 3, 4, 5))
    """
    folded: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).translate(_ALIKE)
        for part in plain:
            if not part.isspace():
                folded.append(part)
                offsets.append(offset)
    return "".join(folded), tuple(offsets)


def find_quote(
    speech: Speech, quote: str, within: Node | None = None
) -> tuple[tuple[int, int], ...]:
    """Return every place of a quotation, as spans of the speech's own text.

    Half- and full-width forms, kinds of quotation mark and white space make no difference. With
    ``within``, only places inside that node count. An empty quotation stands nowhere.
    """
    wanted, _ = fold(quote)
    if not wanted:
        return ()
    start, end = (within.start, within.end) if within else (0, len(speech.text))
    text, offsets = fold(speech.text[start:end])
    places: list[tuple[int, int]] = []
    at = text.find(wanted)
    while at >= 0:
        last = offsets[at + len(wanted) - 1]
        places.append((start + offsets[at], start + last + 1))
        at = text.find(wanted, at + 1)
    return tuple(places)
