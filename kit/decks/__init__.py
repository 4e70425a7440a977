"""Questions in the formats of other programs: written for all of them, and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kit.decks.anki import write_anki, write_anki_text
from kit.decks.any_file import read_deck
from kit.decks.deck import Deck, Exported, Imported, Left, prefix_of, settle
from kit.decks.gift import write_gift
from kit.decks.jupyterquiz import write_jupyterquiz
from kit.decks.kit_json import write_json
from kit.decks.moodle import write_moodle

__all__ = [
    "FORMATS",
    "Deck",
    "Imported",
    "Left",
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
