"""A file of questions in any format: which it is, is seen from what is in it, not from its name."""

from __future__ import annotations

import json
import re
from typing import Any

from kit.decks.anki_reading import is_anki_text, read_anki, read_anki_text
from kit.decks.deck import Imported
from kit.decks.gift_reading import read_gift
from kit.decks.jupyterquiz import read_jupyterquiz
from kit.decks.kit_json import read_json
from kit.decks.moodle_reading import read_moodle
from kit.errors import KitError
from kit.quiz.lines import lines_of
from kit.speech import decode

_JSON = re.compile(
    r"""\s*(?:\{\s*(?:["}]|\Z)|\[\s*(?:[\[\]{"]|-?[0-9]+[\],.eE]|null\b|true\b|false\b|\Z))"""
)
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|quiz\b|!doctype(?!\s+html))", re.IGNORECASE)
_READABLE = (
    "能读的有：GIFT 文本、Moodle XML、jupyterquiz 的 JSON、Anki 的 .apkg 和文本，"
    "以及 kit export --to json 的文件；文本请存成 UTF-8。"
)


def read_deck(data: bytes) -> Imported:
    """Read the questions of a file.

    Raises:
        KitError: it is of no format that is known, or not whole.
    """
    if data.startswith(b"PK"):
        return read_anki(data)
    try:
        text = decode(data, shown="")
    except KitError as error:
        raise _unknown(error.what) from None
    text = "\n".join(lines_of(text))
    if _JSON.match(text):
        return _read_json(text)
    if is_anki_text(text):
        return read_anki_text(text)
    if _XML.match(text):
        return read_moodle(text)
    if _PAGE.match(text):
        raise _unknown("这是网页，不是题库。")
    if re.search("[{｛]", text) is None:
        raise _unknown("认不出这个文件的格式。")
    return read_gift(text)


def _read_json(text: str) -> Imported:
    try:
        content: Any = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # an escaped half of a surrogate pair: no file can hold it
        raise KitError(
            "有不成字的字符（形如 \\ud800 的半个编码）。", remedy="请改正后再导入。"
        ) from None
    except (ValueError, RecursionError) as error:
        where = f"第 {error.lineno} 行起" if isinstance(error, json.JSONDecodeError) else ""
        raise KitError(f"{where}不是合格的 JSON。", remedy="请检查文件是否完整。") from None
    return read_jupyterquiz(content) if isinstance(content, list) else read_json(content)


def _unknown(what: str) -> KitError:
    return KitError(what, remedy=_READABLE)
