"""Notes of Anki read: packages (``.apkg``, in the older form and the newer) and text files.

A package may come from anywhere: no more of it is unpacked than a collection of notes needs, and
its database is only asked for tables.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from importlib import import_module
from typing import Any

from kit.decks.anki_notes import AnkiNote, as_asked, read_note
from kit.decks.deck import Imported, read_each
from kit.decks.html_text import to_html
from kit.decks.remarks import grouped
from kit.errors import KitError, install

_MOST = 256 * 2**20
"""Bytes of a collection; one of a hundred thousand notes has less."""

_STEPS = 50_000_000
_FIELDS = "\x1f"
_OF_GAPS = 1  # the type of a note type whose cards are the gaps of a text
_PACKED = "collection.anki21b"
_COLLECTIONS = (_PACKED, "collection.anki21", "collection.anki2")
_BROKEN = (zipfile.BadZipFile, zlib.error)
_ID = "CAST(id AS TEXT)"
_HEAD = re.compile(r"#([a-z ]+):(.*)")
_BOTH_WAYS = re.compile(r"and reversed|同时.*反", re.IGNORECASE)
_SEPARATORS = {
    **{"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
}


def is_anki_text(text: str) -> bool:
    """Tell whether a text is one of Anki's: by its first line, or by a tab in every line."""
    lines = [line for line in text.split("\n") if line.strip()]
    head = _HEAD.fullmatch(lines[0].strip()) if lines else None
    known = head and (head[1].endswith("column") or head[1] in {"separator", "html", "notetype"})
    return bool(known) or bool(lines and all("\t" in line for line in lines) and "{" not in text)


def read_anki_text(text: str) -> Imported:
    """Read the notes of a text file; the title is the last step of their deck, if there is one."""
    head: dict[str, str] = {}
    lines = text.split("\n")
    for line in lines:
        if not (match := _HEAD.fullmatch(line.strip())):
            break
        head[match[1]] = match[2].strip()
    named = head.get("separator", "tab").lower()
    separator = _SEPARATORS.get(named, named[:1] or "\t")
    columns = {
        what: int(head[key]) - 1
        for what in ("guid", "deck", "tags", "notetype")
        if head.get(key := f"{what} column", "").isdecimal()
    }
    is_html = head.get("html", "true").lower() == "true"
    decks: set[str] = set()
    notes: list[tuple[int, AnkiNote]] = []
    rows = csv.reader(io.StringIO("\n".join(lines[len(head) :])), delimiter=separator)
    above = len(head)
    try:
        for row in rows:
            begins, above = above + 1, len(head) + rows.line_num
            if not any(row):
                continue
            own = {what: row[at] for what, at in columns.items() if 0 <= at < len(row)}
            fields = [each for at, each in enumerate(row) if at not in columns.values()]
            decks.add(own.get("deck", head.get("deck", "")))
            note = AnkiNote(
                tuple(fields if is_html else map(to_html, fields)),
                note_type=own.get("notetype", head.get("notetype", "")),
                tags=(*own.get("tags", "").split(), *head.get("tags", "").split()),
                cards=2 if _BOTH_WAYS.search(own.get("notetype", "")) else 1,
            )
            notes.append((begins, note))
    except csv.Error:
        begins = len(head) + rows.line_num
        raise KitError(f"第 {begins} 行起看不懂。", remedy="请检查文件是否完整。") from None
    return _imported(notes, decks)


def read_anki(data: bytes) -> Imported:
    """Read the notes of a package.

    Raises:
        KitError: it is none, is broken, or packed in a way that this Python cannot read.
    """
    connection = sqlite3.connect(":memory:")
    with closing(connection):
        try:
            connection.deserialize(_collection(data))
            connection.text_factory = lambda text: text.decode(errors="replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_progress_handler(lambda: 1, _STEPS)
            notes, decks = _notes(connection)
        except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, MemoryError):
            raise KitError(
                "这个 .apkg 文件里的数据读不了。", remedy="请在 Anki 里重新导出。"
            ) from None
    return _imported([(0, note) for note in notes], decks)


def _collection(data: bytes) -> bytes:
    """Return the database of a package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            name = next((each for each in _COLLECTIONS if each in names), "")
            if not name:
                raise KitError(
                    f"这是{_kind(names)}，不是题库。",
                    remedy="能读的压缩包只有 Anki 的 .apkg；别的请先解压。",
                )
            with package.open(name) as file:
                found = bytearray(file.read(_MOST + 1))
            if name == _PACKED:
                found = bytearray(_unpacked(found))
    except (*_BROKEN, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise KitError("这个压缩包是坏的。", remedy="请检查文件是否完整。") from None
    if len(found) > _MOST:
        raise KitError("这个牌组太大，没有读取。", remedy="请在 Anki 里分成几次导出。")
    if found[18:20] == b"\x02\x02":  # a log beside the file, which a package does not have
        found[18:20] = b"\x01\x01"
    return bytes(found)


def _unpacked(data: bytes | bytearray) -> bytes:
    """Return what is packed as newer versions do it; Python has the library from 3.14 on.

    Raises:
        KitError: there is no library.
        ValueError: the data are broken.
    """
    for name in ("compression.zstd", "backports.zstd"):
        with suppress(ImportError):
            zstd = import_module(name)
            break
    else:
        raise KitError(
            "没有安装 backports.zstd，读不了新版 Anki 的 .apkg 文件。",
            remedy=f"{install('anki')}；或在 Anki 里重新导出，勾选“支持旧版 Anki”（文件大一些），"
            "或导出为“笔记（纯文本）”。",
        )
    try:
        return bytes(zstd.ZstdDecompressor().decompress(data, _MOST + 1))
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from None


def _kind(names: list[str]) -> str:
    for beginning, what in (("word/", " Word 文档"), ("xl/", " Excel 表格"), ("ppt/", "演示文稿")):
        if any(name.startswith(beginning) for name in names):
            return what
    return "压缩包"


def _notes(connection: sqlite3.Connection) -> tuple[list[AnkiNote], set[str]]:
    """Return the notes with their note types, and the paths of the decks they lie in."""
    tables = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables >= {"notes", "cards", "col"}:
        raise ValueError(tables)
    if tables >= {"notetypes", "fields", "templates", "decks"}:
        models, decks = _in_tables(connection)
    else:
        models, decks = map(_json, connection.execute("SELECT models, decks FROM col").fetchone())
    notes: list[AnkiNote] = []
    cards = dict(connection.execute("SELECT nid, count(*) FROM cards GROUP BY nid"))
    found = connection.execute("SELECT id, mid, tags, flds FROM notes ORDER BY id")
    for nid, mid, tags, fields in found:
        model = models.get(str(mid), {})
        sides = [
            (str(each.get("qfmt", "")), str(each.get("afmt", "")))
            for each in model.get("tmpls", ())
        ]
        note = AnkiNote(
            tuple(str(fields).split(_FIELDS)),
            tuple(str(each.get("name", "")) for each in model.get("flds", ())),
            str(model.get("name", "")),
            tuple(str(tags).split()),
            typed=any("{{type:" in front for front, _ in sides),
            cards=1 if model.get("type") == _OF_GAPS else cards.get(nid, 1),
        )
        notes.append(as_asked(note, *(sides or [("", "")])[0]))
    used = {str(did) for (did,) in connection.execute("SELECT DISTINCT did FROM cards")}
    return notes, {str(decks[did]["name"]) for did in used if did in decks}


def _in_tables(connection: sqlite3.Connection) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the note types and the decks of a newer collection in the form of older ones."""
    models: dict[str, Any] = {
        at: {"name": name, "type": int(config.startswith(b"\x08\x01")), "flds": [], "tmpls": []}
        for at, name, config in connection.execute(f"SELECT {_ID}, name, config FROM notetypes")
    }
    of_types = "JOIN notetypes ON notetypes.id = ntid ORDER BY ntid, ord"  # others may be left over
    for at, name in connection.execute(f"SELECT {_ID}, fields.name FROM fields {of_types}"):
        models[at]["flds"].append({"name": name})
    for at, config in connection.execute(
        f"SELECT {_ID}, templates.config FROM templates {of_types}"
    ):
        models[at]["tmpls"].append(_sides(config))
    decks = connection.execute(f"SELECT {_ID}, name FROM decks")
    return models, {at: {"name": name} for at, name in decks}


def _sides(config: bytes) -> dict[str, str]:
    """Return both sides of a card: the texts 1 and 2, which a protobuf message begins with."""
    sides: dict[str, str] = {}
    while name := {b"\x0a": "qfmt", b"\x12": "afmt"}.get(config[:1]):
        at = length = 0
        while at == 0 or config[at] > 127:  # seven bits of the length a byte, the least first
            at += 1
            length |= (config[at] & 127) << 7 * (at - 1)
        sides[name] = config[at + 1 : at + 1 + length].decode(errors="replace")
        config = config[at + 1 + length :]
    return sides


def _json(text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(found)
    return found


def _imported(notes: Sequence[tuple[int, AnkiNote]], decks: Iterable[str]) -> Imported:
    """Return what notes with their lines come to, and the last step of their only deck."""
    found = read_each(((note.name, line, note) for line, note in notes), read_note)
    paths = (each.replace(_FIELDS, "::") for each in sorted(decks))
    found = grouped(found, "牌组", paths, (note.tags for _, note in notes))
    return replace(found, title=found.title.split("::")[-1].strip())
