"""Where a quotation stands in a speech, whatever keyboard it was typed on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from kit.speech.records import Node, Speech

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("—–―－", "-"),
        "〔": "[",
        "〕": "]",
    }
)


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
        plain = unicodedata.normalize("NFKC", character).translate(_MARKS)
        for each in plain:
            if not each.isspace():
                folded.append(each)
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
    found = text.find(wanted)
    while found >= 0:
        last = offsets[found + len(wanted) - 1]
        places.append((start + offsets[found], start + last + 1))
        found = text.find(wanted, found + 1)
    return tuple(places)
