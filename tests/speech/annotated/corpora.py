"""The text that an annotation speaks of, out of the repository that it names."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.speech import decode

_INSERT = re.compile(r"(?mi)^insert into \w+ \(([^)]*)\) values \(")
_VALUE = re.compile(r"[\s,]*(?:'((?:[^']|'')*)'|([^\s,()']+))")


def text_of(source: dict[str, Any], corpora: Path) -> str:
    """Return the text that an annotation speaks of.

    Raises:
        ValueError: it is not the text that was annotated.
    """
    repository = corpora / source["repository"].rpartition("/")[2]
    where = f"{source['commit']}:{source['path']}"
    command = ["git", "-c", "safe.directory=*", "-C", str(repository), "show", where]
    data = subprocess.run(command, capture_output=True, check=True).stdout
    text = _found(data, source)
    if hashlib.sha256(text.encode()).hexdigest() != source["sha256"]:
        raise ValueError(f"{where} is not the text that was annotated")
    return text


def _found(data: bytes, source: dict[str, Any]) -> str:
    path, row = source["path"], source.get("row", "")
    match source.get("form"):
        case "news":  # one item of a day's news: from its heading to the next
            text = data.decode("utf-8")
            start = text.index(f"### {row}\n") + len(f"### {row}\n")
            end = re.compile(r"(?m)^### |^（《新闻联播》").search(text, start)
            return _without_tags(text[start : end.start() if end else None])
        case "sql":  # a dump of a table; its pages are HTML
            return next(
                _without_tags(record["content"])
                for record in _records(data.decode("utf-8"))
                if record["id"] == row
            )
    if path.endswith(".jsonl"):
        records = [json.loads(line) for line in data.split(b"\n") if line.strip()]
        key = "year" if "year" in records[0] else "congress"
        return next(str(each["content"]) for each in records if str(each[key]) == row)
    if path.endswith(".csv"):
        csv.field_size_limit(sys.maxsize)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        return rows[int(row)][-1]
    return decode(data, shown=path)


def _records(dump: str) -> Iterator[dict[str, str]]:
    for insert in _INSERT.finditer(dump):
        values, place = [], insert.end()
        while value := _VALUE.match(dump, place):
            quoted, bare = value.groups()
            values.append(bare if quoted is None else quoted.replace("''", "'"))
            place = value.end()
        yield dict(zip((name.strip() for name in insert[1].split(",")), values, strict=False))


def _without_tags(page: str) -> str:
    page = re.sub(r"(?is)<(style|script)\b.*?</\1>", "", page)
    page = re.sub(r"[\r\n]+\s*", "", page)  # a line break of the source is none of the text
    page = re.sub(r"(?i)</p\s*>|<br\s*/?>|</tr\s*>", "\n", page)
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip()
