"""TOML files that a person wrote: read, and each fault told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.files import read_saved

_LINE = re.compile(r"\(at line (\d+)")


def read_toml(path: Path, shown: str) -> dict[str, Any]:
    """Return the content of a TOML file; ``shown`` is its path in messages.

    Raises:
        KitError: the file is missing, cannot be read, or is not UTF-8 or not TOML.
    """
    text = read_saved(path, shown)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _LINE.search(str(error))
        raise KitError(
            "不是合格的 TOML。",
            remedy="请按 TOML 的写法改正：文字用双引号括起来，每一项写成 名称 = 值。",
            path=shown,
            line=int(line[1]) if line else None,
        ) from None


def numbered_tables(
    path: Path, content: dict[str, Any], key: str, shown: str
) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """Yield the tables that a TOML file writes one by one under ``[[key]]``.

    With each stands the line on which it begins, None where that cannot be told.

    Raises:
        KitError: they are written in another way; ``shown`` is the file's path in messages.
    """
    rows = content.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KitError(f"“{key}”应写成若干个 [[{key}]] 表。", remedy="请改正。", path=shown)
    header = re.compile(rf"\s*\[\[\s*{key}\s*\]\]")
    lines = enumerate(read_saved(path, shown).split("\n"), start=1)
    starts = [number for number, line in lines if header.match(line)]
    yield from zip(starts if len(starts) == len(rows) else [None] * len(rows), rows, strict=True)


def toml_text(table: dict[str, Any], key: str, shown: str, which: str = "") -> str:
    """Return a text that a table must have; ``which`` table is said in the message.

    Raises:
        KitError: it is missing, blank, or no text.
    """
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        what = f"{which}缺少“{key}”，或者它不是文字。"
        raise KitError(what, remedy=f'请写上 {key} = "…"。', path=shown)
    return value


def key_line(text: str, begin: int, key: str) -> int:
    """Return the line of a key in the table that begins on a line of a TOML text.

    Where the table lacks it, that is the line where the table begins.

    >>> key_line(chr(10).join(("[[term]]", "name = 1", "[[term]]", "name = 2")), 3, "name")
    4
    """
    for number, line in enumerate(text.split("\n")[begin:], start=begin + 1):
        if line.lstrip().startswith("["):
            break
        if re.match(rf"\s*{key}\s*=", line):
            return number
    return begin
