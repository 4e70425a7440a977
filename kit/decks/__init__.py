"""Questions in the formats of other programs: written for all of them, read from three."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kit.decks.anki import guid_of, write_anki, write_anki_text
from kit.decks.deck import Deck, Exported, Imported, Left, prefix_of, settle
from kit.decks.gift import write_gift
from kit.decks.gift_reading import read_gift
from kit.decks.jupyterquiz import read_jupyterquiz, write_jupyterquiz
from kit.decks.kit_json import read_json, write_json
from kit.decks.moodle import write_moodle
from kit.errors import KitError

__all__ = [
    "FORMATS",
    "Deck",
    "Exported",
    "Format",
    "Imported",
    "Left",
    "guid_of",
    "prefix_of",
    "read_deck",
    "settle",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A deck format: what a person calls it, the ending of its files, and how it is written."""

    title: str
    suffix: str
    write: Callable[[Deck], Exported]
    text: bool = True


FORMATS: dict[str, Format] = {
    "json": Format("JSON", ".json", write_json),
    "jupyterquiz": Format("jupyterquiz", ".json", write_jupyterquiz),
    "gift": Format("GIFT", ".txt", write_gift),
    "moodle": Format("Moodle XML", ".xml", write_moodle),
    "anki": Format("Anki 牌组", ".apkg", write_anki, text=False),
    "anki-text": Format("Anki 文本", ".txt", write_anki_text),
}
"""The formats by the names that ``kit export --to`` knows them by."""


_JSON = re.compile(r"\s*(?:\{|\[(?!(?:html|plain|moodle|markdown)\]))")


def read_deck(data: bytes) -> Imported:
    """Read the questions of a file: the kit's own JSON, jupyterquiz JSON or GIFT.

    Which it is, is seen from what is in it.

    Raises:
        KitError: it is none of them.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KitError("文件不是 UTF-8 编码。", remedy="请另存为 UTF-8。") from None
    if _JSON.match(text):
        return _read_json(text)
    if "{" not in text or "\0" in text or text.lstrip().startswith("<"):
        raise KitError(
            "认不出这个文件的格式。",
            remedy="能读的有：jupyterquiz 的 JSON、GIFT 文本，以及 kit export --to json 的文件。",
        )
    return read_gift(text)


def _read_json(text: str) -> Imported:
    try:
        content: Any = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # an escaped half of a surrogate pair: no file can hold it
        raise KitError(
            "有不成字的字符（形如 \\ud800 的半个编码）。", remedy="请改正后再导入。"
        ) from None
    except (ValueError, RecursionError):
        raise KitError("不是合格的 JSON。", remedy="请检查文件是否完整。") from None
    return read_jupyterquiz(content) if isinstance(content, list) else read_json(content)
