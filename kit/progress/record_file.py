"""All records as one JSON file: out of one computer, into another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kit.errors import HALF_PAIR, KitError
from kit.progress.attempts import Attempt, checked, plain
from kit.progress.note_store import NoteVersion, checked_note, plain_note

FORMAT = "speech-study-kit progress"
"""By this word the file of exported records is known."""

VERSION = 2
"""Version of that file's form; a newer one is refused, not guessed at."""

_Kept = TypeVar("_Kept", Attempt, NoteVersion)
_WITHOUT_NOTES = 1  # the version of a file that holds none: an older kit reads it too
_REMEDY = "请用“kit progress --export 文件”导出。"


@dataclass(frozen=True, slots=True)
class Records:
    """What a file of records holds, and what is wrong with those that were left out.

    ``graded`` is False where a page, not the kit, wrote it.
    """

    attempts: tuple[Attempt, ...]
    notes: tuple[NoteVersion, ...]
    graded: bool
    faults: tuple[KitError, ...]


def to_text(attempts: Iterable[Attempt], notes: Iterable[NoteVersion] = ()) -> str:
    """Return records as JSON: ``{"format", "version", "attempts": […], "notes": […]}``.

    An attempt has the `FIELDS` of an `Attempt`, a note ``study_set note text at uuid``: one record
    for each version of it. ``at`` is ISO 8601 in UTC. ``notes`` is left out where there are none.
    Half a surrogate pair becomes U+FFFD.
    """
    written = [plain_note(note) for note in notes]
    whole = {
        "format": FORMAT,
        "version": VERSION if written else _WITHOUT_NOTES,
        "attempts": [plain(attempt) for attempt in attempts],
    }
    whole |= {"notes": written} if written else {}
    return HALF_PAIR.sub("\ufffd", json.dumps(whole, ensure_ascii=False, indent=1))


def from_text(text: str | bytes, path: str | None = None) -> Records:
    """Return the records that :func:`to_text` wrote; ``path`` is the file's name in messages.

    A handout's page writes the same, and ``"graded": false``: its grades are not to be believed.

    Bytes may be UTF-8 or UTF-16 (what PowerShell saves), with a byte order mark or without.

    Raises:
        KitError: it is no such text, or a newer kit's.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise KitError("不是合格的 JSON。", remedy=_REMEDY, path=path) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise KitError("不是学习记录。", remedy=_REMEDY, path=path)
    version, records, notes = whole.get("version"), whole.get("attempts"), whole.get("notes", [])
    if not isinstance(version, int) or version > VERSION:
        raise KitError("由更新版本的学习工具导出。", remedy="请先升级学习工具。", path=path)
    if not isinstance(records, list):
        raise KitError("文件中没有作答记录。", remedy="请重新导出。", path=path)
    if not isinstance(notes, list):
        raise KitError("文件中的笔记不合格。", remedy="请重新导出。", path=path)
    faults: list[KitError] = []
    return Records(
        tuple(_read("条记录", records, checked, path, faults)),
        tuple(_read("条笔记", notes, checked_note, path, faults)),
        whole.get("graded") is not False,
        tuple(faults),
    )


def _read(
    kind: str,
    records: Iterable[Any],
    read: Callable[[Mapping[str, Any]], _Kept],
    path: str | None,
    faults: list[KitError],
) -> Iterator[_Kept]:
    """Yield what records describe, and gather what is wrong with the others."""
    for number, record in enumerate(records, start=1):
        try:
            yield read(record if isinstance(record, dict) else {})
        except KitError as error:
            faults.append(KitError(f"第 {number} {kind}：{error.what}", path=path))
