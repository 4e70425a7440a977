"""Anki's own file, ``.apkg``; it needs genanki (the extra ``anki``)."""

from __future__ import annotations

import io
import itertools
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

from kit.decks.anki_cards import NOTE_TYPE, notes, number_of
from kit.decks.records import Deck, Exported
from kit.errors import KitError

if TYPE_CHECKING:
    import genanki

_CSS = (
    ".card { text-align: left; line-height: 1.7; } small { opacity: 0.7; } li { margin: 0.3em 0; }"
)
_SAME_DATE = (1980, 1, 1, 0, 0, 0)


def write_anki(deck: Deck) -> Exported:
    """Write a package with one deck a paper; the same deck gives the same bytes.

    Raises:
        KitError: genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise KitError(
            "没有安装 genanki，写不了 .apkg 文件。",
            remedy='请运行：pip install "speech-study-kit[anki]"；或改用 --to anki-text。',
        ) from None
    model = genanki.Model(
        number_of(NOTE_TYPE),
        NOTE_TYPE,
        fields=[{"name": "题目"}, {"name": "答案"}],
        templates=[
            {"name": "问答", "qfmt": "{{题目}}", "afmt": "{{FrontSide}}<hr id=answer>{{答案}}"}
        ],
        css=_CSS,
    )
    decks: dict[str, genanki.Deck] = {}
    for place, note in enumerate(notes(deck), start=1):
        if note.deck not in decks:
            decks[note.deck] = genanki.Deck(number_of(deck.name, note.deck), note.deck)
        decks[note.deck].add_note(
            genanki.Note(
                model,
                [note.front, note.back],
                guid=note.guid,
                tags=note.tags,
                due=place,  # new cards come in this order
            )
        )
    return Exported(_zipped(_collection(genanki.Package(list(decks.values())), deck.modified)))


def _collection(package: genanki.Package, modified: int) -> bytes:
    """Return the package's database; genanki's own way to a file puts the present time into it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        package.write_to_db(connection.cursor(), modified, itertools.count(modified * 1000))
        connection.commit()
        return bytes(connection.serialize())


def _zipped(collection: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            info = zipfile.ZipInfo(name, _SAME_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()
