"""The JSON that carries a cell's record in its output, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from kit.page.cell_data import (
    FigureData,
    NoteData,
    Notice,
    OutputGroup,
    Prose,
    Record,
    SelfTestData,
    Table,
    TakeAlong,
    ToolButtons,
    TopButton,
)
from kit.page.passage_records import ChecklistData, FullTextData, Glossary, OnePageData, PassageData

DATA_MIME: Final = "application/vnd.speech-study-kit+json"
"""The MIME type of a record's JSON: ``{"kind": "test" | "passage" | …, …}``."""


_KINDS: dict[str, type[Record]] = {
    "text": Prose,
    "notice": Notice,
    "top": TopButton,
    "tools": ToolButtons,
    "table": Table,
    "terms": Glossary,
    "figure": FigureData,
    "passage": PassageData,
    "test": SelfTestData,
    "note": NoteData,
    "map": OnePageData,
    "fulltext": FullTextData,
    "checklist": ChecklistData,
    "file": TakeAlong,
    "group": OutputGroup,
}
_NAMES: dict[type, str] = {record: kind for kind, record in _KINDS.items()}


def record_json(record: Record) -> dict[str, Any]:
    """Return a record as plain JSON, its kind first."""
    data: dict[str, Any] = _written(record)
    return data


def read_record(data: Mapping[str, Any]) -> Record:
    """Return the record that was written as JSON.

    Raises:
        ValueError: it is none, or something of it is missing.
    """
    try:
        return _read_record(data)
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(f"not a record of the kit: {error}") from error


def _written(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": _NAMES[type(value)]} if type(value) in _NAMES else {}
        return kind | {
            field.name: _written(getattr(value, field.name))
            for field in fields(value)
            if field.metadata.get("json", True)
        }
    return [_written(item) for item in value] if isinstance(value, tuple) else value


def _read_record(data: Mapping[str, Any]) -> Record:
    record: Record = _read(_KINDS[data["kind"]], data)
    return record


def _read(hint: Any, value: Any) -> Any:
    """Return a value of JSON as what a field's type says it is."""
    if hint == Record:
        return _read_record(value)
    if isinstance(hint, type) and is_dataclass(hint):
        given = {name: _read(of, value[name]) for name, of in _hints(hint).items() if name in value}
        return hint(**given)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        hints = inner[:1] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(*pair) for pair in zip(hints, value, strict=True))
    return value


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)
