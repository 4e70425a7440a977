"""The day of an examination, as a learner writes it, kept among the notes of a set."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Final
from unicodedata import normalize

from kit.errors import KitError
from kit.progress.note_store import note_versions, write_note
from kit.progress.store import Store

_NOTE: Final = "exam-date"
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


def exam_day(given: date | str | None) -> date | None:
    """Return the day that a learner has named, None if none: `2026-3-20`, `2026年3月20日`, "".

    Raises:
        KitError: it is no date; the sentence says how to write one.
    """
    if given is None or isinstance(given, date):
        return given
    text = re.sub(r"\s|[“”\"']", "", re.sub(r"[‐-―−]", "-", normalize("NFKC", given)))
    if not text:
        return None
    match = _DAY.fullmatch(text)
    with suppress(ValueError):  # a 30th of February
        if match:
            return date(*map(int, match.groups()))
    raise KitError(f"考试日期“{given}”不是日期。", remedy="请写成年-月-日，例如 2026-03-20。")


def kept_exam(store: Store, study_set: str) -> date | None:
    """Return the day that was chosen for a set, known by its key; None where there is none.

    Raises:
        KitError: the records cannot be read.
    """
    versions = () if store.is_new else note_versions(store, study_set, _NOTE)
    return exam_day(versions[0].text) if versions else None


def keep_exam(store: Store, study_set: str, text: str) -> None:
    """Keep the day that was chosen for a set; "": there is none.

    Raises:
        KitError: the store cannot be written to.
    """
    before = note_versions(store, study_set, _NOTE)
    write_note(store, study_set, _NOTE, text, seen=before[0].uuid if before else "")
