r"""The escapes of GIFT: ``\~ \= \# \{ \} \: \\ \n`` stand for a character without its meaning.

While a question is taken apart, an escaped character is one of `_STAND_INS`, so that it is found by
nobody who looks for the character itself.
"""

from __future__ import annotations

import re

from kit.decks.inline import clean, from_html, one_line

_ESCAPES = "\\~=#{}:n"
_STAND_INS = "\x01\x02\x03\x04\x05\x06\x07\x08"  # `clean` leaves none of them in a text
_HIDE = dict(zip(_ESCAPES, _STAND_INS, strict=True))
_SHOW = str.maketrans(dict(zip(_STAND_INS, "\\~=#{}:\n", strict=True)))
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")


def escaped(text: str) -> str:
    """Return a text with its escaped characters out of the way."""
    return _ESCAPE.sub(lambda match: _HIDE[match[1]], clean(text))


def plain(text: str) -> str:
    """Return the text that stands there, its escaped characters back in their places."""
    return text.translate(_SHOW)


def untagged(text: str) -> str:
    """Return a text that is not HTML (a typed answer), without its format."""
    match = _FORMAT.match(text)
    return one_line(plain(text[match.end() :] if match else text))


def marked(text: str) -> str:
    """Return a text as a paper writes it; HTML, unless its format says otherwise."""
    match = _FORMAT.match(text)
    rest = plain(text[match.end() :] if match else text)
    if match and match[1] in {"plain", "markdown"}:
        return one_line(rest)
    return from_html(rest)
