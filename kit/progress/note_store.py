"""Notes that a learner writes beside a lesson: kept as they are typed, never one over another's.

A note may have several versions: where two windows wrote at once, or a file was imported, each text
stays. The newest is the note, the others are its earlier versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from kit.errors import KitError
from kit.progress.attempts import as_json, from_json, moment_of, stamp, uuid_of
from kit.progress.store import Merged, Store

LONGEST_NOTE = 20_000
"""Characters of the longest note."""

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_LONGEST_KEY = 10_000  # characters of a study set's key


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One version of a note.

    ``note`` is its id in its study set; ``at`` is when it was last written, in UTC; ``uuid`` names
    this very text: what is written over it has another.
    """

    study_set: str
    note: str
    text: str
    at: datetime
    uuid: str


NOTE_FIELDS = tuple(each.name for each in fields(NoteVersion))
"""What a record of a note has, in this order."""

_COLUMNS = "study_set, note, content, at, uuid"
_INSERT = f"INSERT INTO kit_note ({_COLUMNS}) VALUES (:study_set, :note, :content, :at, :uuid)"
_REPLACE = (
    "UPDATE kit_note SET content = :content, at = :at, uuid = :uuid "
    "WHERE uuid = :seen AND study_set = :study_set AND note = :note"
)


def note_id(name: str) -> str:
    """Return the id of a note as it is.

    Raises:
        KitError: it has other signs than letters, digits and hyphens.
    """
    if not _ID.fullmatch(name):
        what = f"笔记的编号“{name}”不合格。"
        raise KitError(what, remedy="请只用字母、数字和连字符，例如“04-1”。")
    return name


def write_note(
    store: Store,
    study_set: str,
    note: str,
    text: str,
    *,
    seen: str = "",
    now: datetime | None = None,
) -> NoteVersion:
    """Keep what was written; when this returns, it survives a crash of the machine.

    Args:
        store: the learner's records.
        study_set: the key of the set.
        note: the id of the note.
        text: all that now stands in it.
        seen: the uuid of the version that was written on, "" if there was none. If it is still
            there, the text takes its place; if somebody else has written meanwhile, the text comes
            beside it. The newest is the note.
        now: aware, by default this moment.

    Raises:
        KitError: the text is too long, the id is none, or the store cannot be written to.
    """
    from sqlalchemy import text as sql

    if len(text) > LONGEST_NOTE:
        what = f"笔记最多 {LONGEST_NOTE} 字，现在有 {len(text)} 字。"
        raise KitError(what, remedy="请删去一些，或者分到别处写。")
    note_id(note)
    with store.writing() as connection:
        versions = _read(connection, study_set, note)
        if any(version.text == text for version in versions[:1]):
            return versions[0]
        at = now or datetime.now(UTC)
        if versions:  # the newest stays the newest where a clock was put back
            at = max(at, versions[0].at + timedelta(microseconds=1))
        new = NoteVersion(study_set, note, text, at.astimezone(UTC), str(uuid4()))
        empty = [version.uuid for version in versions if not version.text]
        for replaced in (seen, *empty):
            done = connection.execute(sql(_REPLACE), _row(new) | {"seen": replaced})
            if done.rowcount:
                return new
        connection.execute(sql(_INSERT), _row(new))
    return new


def note_versions(store: Store, study_set: str, note: str) -> tuple[NoteVersion, ...]:
    """Return the versions of a note, the newest first; () where nothing was written.

    Raises:
        KitError: the records cannot be read.
    """
    with store.reading() as connection:
        return () if connection is None else _read(connection, study_set, note)


def kept_notes(
    store: Store, study_set: str | None = None, *, faults: list[KitError] | None = None
) -> tuple[NoteVersion, ...]:
    """Return every version of every note of one set, or of all, from the earliest to the latest.

    What cannot be read is left out and told in ``faults``.

    Raises:
        KitError: the records cannot be read at all.
    """
    with store.reading() as connection:
        if connection is None:
            return ()
        return tuple(reversed(_read(connection, study_set, faults=faults)))


def merge_notes(store: Store, notes: Iterable[NoteVersion]) -> Merged:
    """Save those texts that are not here yet, all or none of them; the newest becomes the note.

    Raises:
        KitError: the store cannot be written to.
    """
    from sqlalchemy import text as sql

    given = [note for note in notes if note.text]
    if not given:
        return Merged(0, 0)
    with store.writing() as connection:
        here = _read(connection)
        texts = {(each.study_set, each.note, each.text) for each in here}
        uuids = {each.uuid for each in here}
        added = 0
        for note in given:
            key = (note.study_set, note.note, note.text)
            if key in texts:
                continue
            texts.add(key)
            new = replace(note, uuid=str(uuid4())) if note.uuid in uuids else note
            uuids.add(new.uuid)
            connection.execute(sql(_INSERT), _row(new))
            added += 1
    return Merged(added=added, known=len(given) - added)


def plain_note(note: NoteVersion) -> dict[str, Any]:
    """Return a note as a record of plain JSON values; :func:`checked_note` reads it back."""
    return {name: getattr(note, name) for name in NOTE_FIELDS} | {"at": stamp(note.at)}


def checked_note(record: Mapping[str, Any]) -> NoteVersion:
    """Return the note that a plain record describes.

    Raises:
        KitError: a value is missing or not what it must be; the sentence names it.
    """
    study_set, note, text = (record.get(name) for name in ("study_set", "note", "text"))
    if not isinstance(study_set, str) or not 0 < len(study_set) < _LONGEST_KEY:
        raise _faulty("study_set")
    if not study_set.isprintable():
        raise _faulty("study_set")
    if not isinstance(note, str) or not _ID.fullmatch(note):
        raise _faulty("note")
    if not isinstance(text, str) or len(text) > LONGEST_NOTE:
        raise _faulty("text")
    try:
        return NoteVersion(
            study_set, note, text, moment_of(record.get("at")), uuid_of(record.get("uuid"))
        )
    except KitError:
        raise _faulty("at”或“uuid") from None


def _read(
    connection: Any,
    study_set: str | None = None,
    note: str | None = None,
    *,
    faults: list[KitError] | None = None,
) -> tuple[NoteVersion, ...]:
    """Return versions, the newest first; what cannot be read is left out."""
    from sqlalchemy import text as sql

    wanted = {"study_set": study_set, "note": note}
    named = [f"{column} = :{column}" for column, value in wanted.items() if value is not None]
    where = f" WHERE {' AND '.join(named)}" if named else ""
    query = sql(f"SELECT {_COLUMNS} FROM kit_note{where} ORDER BY at DESC, uuid")
    read: list[NoteVersion] = []
    for row in connection.execute(query, wanted):
        try:
            read.append(_restored(row))
        except KitError as error:
            if faults is not None:
                number = ascii(row[-1]).strip("'")
                faults.append(KitError(f"有一条笔记读不出来（编号 {number}）：{error.what}"))
    return tuple(read)


def _restored(row: Sequence[Any]) -> NoteVersion:
    study_set, note, content, at, uuid = row
    text = from_json(content)
    return checked_note(
        {"study_set": study_set, "note": note, "text": text, "at": at, "uuid": uuid}
    )


def _row(note: NoteVersion) -> dict[str, Any]:
    """Return what a row holds; the text as ASCII JSON, which any database takes."""
    return {
        "study_set": note.study_set,
        "note": note.note,
        "content": as_json(note.text),
        "at": stamp(note.at),
        "uuid": note.uuid,
    }


def _faulty(name: str) -> KitError:
    return KitError(f"笔记记录中的“{name}”不合格。")
