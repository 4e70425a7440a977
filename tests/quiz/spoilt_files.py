"""Ways to spoil the file of a good paper: wrong encodings, torn, empty and huge files."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_HAN = re.compile(r"[\u4e00-\u9fff]")


def recoded(encoding: str) -> Callable[[str, Random], bytes]:
    """Save a text in an encoding that papers do not have."""
    return lambda text, dice: text.encode(encoding, errors="replace")


def misread(encoding: str) -> Callable[[str, Random], bytes]:
    """Read the bytes of a text in a wrong encoding, and save what comes out in UTF-8."""
    return lambda text, dice: text.encode().decode(encoding, errors="replace").encode()


def torn(text: str, dice: Random) -> bytes:
    """Cut the bytes in the middle of a character."""
    place = dice.choice([match.start() for match in _HAN.finditer(text)])
    return text[: place + 1].encode()[:-1]


def zeros(text: str, dice: Random) -> bytes:
    """Overwrite a stretch with zero bytes, as a crash may."""
    data = text.encode()
    start = dice.randrange(len(data))
    return data[:start] + bytes(dice.randint(1, 4096)) + data[start + 1 :]


FILES: dict[str, Callable[[str, Random], bytes]] = {
    "GB18030": recoded("gb18030"),
    "Big5": recoded("big5"),
    "UTF-16": recoded("utf-16"),
    "UTF-16 without its mark": recoded("utf-16-le"),
    "UTF-32": recoded("utf-32"),
    "ASCII": recoded("ascii"),
    "read as GB18030": misread("gb18030"),
    "read as Latin-1": misread("latin-1"),
    "empty": lambda text, dice: b"",
    "only a byte order mark": lambda text, dice: b"\xef\xbb\xbf",
    "only white space": lambda text, dice: dice.choice(["\n", " \r\n", "　"]).encode() * 99,
    "huge": lambda text, dice: text.encode() * 40,
    "huge and one line": lambda text, dice: text.replace("\n", " ").encode() * 40,
    "torn": torn,
    "with zero bytes": zeros,
}
"""Every way to spoil a paper's file."""
