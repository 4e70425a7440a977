"""All that is kept as one JSON text, to carry to another computer; and back again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from kit.errors import KitError
from kit.progress.attempts import Attempt, checked, plain

FORMAT = "speech-study-kit progress"
"""By this word the file is known."""

VERSION = 1
"""Version of the file's form; a newer one is refused, not guessed at."""


_HALF = re.compile("[\ud800-\udfff]")


def to_text(attempts: Iterable[Attempt]) -> str:
    """Return attempts as JSON: ``{"format", "version", "attempts": [record, …]}``.

    A record has ``uuid study_set question content kind response outcome score confidence hinted
    seconds at session``, as `Attempt` describes them; ``at`` is ISO 8601 in UTC. Half
    a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    records = [plain(attempt) for attempt in attempts]
    whole = {"format": FORMAT, "version": VERSION, "attempts": records}
    return _HALF.sub("\ufffd", json.dumps(whole, ensure_ascii=False, indent=1))


def from_text(text: str | bytes, path: str | None = None) -> tuple[Attempt, ...]:
    """Return the attempts that :func:`to_text` wrote; ``path`` is the file's name in messages.

    Bytes may be UTF-8 or UTF-16 (what PowerShell saves), with a byte order mark or without.

    Raises:
        KitError: it is no such text, a newer kit's, or one of its records is faulty.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise KitError(
            "不是合格的 JSON。", remedy="请用“kit progress --json”导出。", path=path
        ) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise KitError("不是学习记录。", remedy="请用“kit progress --json”导出。", path=path)
    version, records = whole.get("version"), whole.get("attempts")
    if not isinstance(version, int) or version > VERSION:
        raise KitError("由更新版本的学习工具导出。", remedy="请先升级学习工具。", path=path)
    if not isinstance(records, list):
        raise KitError("文件中没有作答记录。", remedy="请重新导出。", path=path)
    return tuple(_record(each, number, path) for number, each in enumerate(records, start=1))


def _record(record: object, number: int, path: str | None) -> Attempt:
    try:
        return checked(record if isinstance(record, dict) else {})
    except KitError as error:
        raise KitError(
            f"第 {number} 条记录：{error.what}", remedy="没有导入任何记录。", path=path
        ) from None
