"""Anki's text file: UTF-8, tabs, one note a line, told apart by its guid."""

from __future__ import annotations

import csv
import io

from kit.decks.anki_cards import NOTE_TYPE, notes
from kit.decks.records import Deck, Exported

_HEAD = (
    "#separator:tab\n#html:true\n"
    f"#notetype:{NOTE_TYPE}\n"
    "#guid column:1\n#deck column:2\n#tags column:5\n"
)
"""No ``#columns``: with names of its own Anki would take the guid for the front of the card.

The note type is that of the ``.apkg``; where it is not known, Anki takes its own of two fields.
"""


def write_anki_text(deck: Deck) -> Exported:
    """Write the notes: guid, deck, front, back, tags."""
    out = io.StringIO(_HEAD)
    out.seek(0, io.SEEK_END)
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    for note in notes(deck):
        rows.writerow((note.guid, note.deck, note.front, note.back, " ".join(note.tags)))
    return Exported(out.getvalue().encode())
