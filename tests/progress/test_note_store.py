"""Notes are kept as they are typed; no text is lost, whoever else writes."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.progress import Attempt, Store
from kit.progress.database import STEPS
from kit.progress.note_store import (
    LONGEST_NOTE,
    NoteVersion,
    kept_notes,
    merge_notes,
    note_id,
    note_versions,
    write_note,
)
from kit.progress.record_file import from_text, to_text
from kit.progress.store import Merged

SET, ID = "zhanjiang2021", "04-1"
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def any_store(request: pytest.FixtureRequest, file: Path) -> Iterator[Store]:
    """A store in each kind of database, empty at first."""
    url = f"sqlite:///{file}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    with Store(url) as opened:
        opened.forget()
        yield opened


def texts(store: Store, note: str = ID) -> list[str]:
    return [version.text for version in note_versions(store, SET, note)]


def test_what_is_written_is_read_back_whatever_was_typed(any_store: Store) -> None:
    odd = "“挂案”\x00\ud800\r\n\t🙂 `**`"
    kept = write_note(any_store, SET, ID, odd)
    any_store.close()
    assert note_versions(any_store, SET, ID) == (kept,)
    assert kept.text == odd
    assert note_versions(any_store, SET, "04-2") == note_versions(any_store, "other", ID) == ()


def test_who_goes_on_writing_leaves_one_version(any_store: Store) -> None:
    seen = ""
    for length in range(1, 6):
        seen = write_note(any_store, SET, ID, "一二三四五"[:length], seen=seen).uuid
    assert texts(any_store) == ["一二三四五"]


def test_of_two_windows_neither_loses_its_text(any_store: Store) -> None:
    first = write_note(any_store, SET, ID, "开头")
    here = write_note(any_store, SET, ID, "开头，这边", seen=first.uuid)
    there = write_note(any_store, SET, ID, "开头，那边", seen=first.uuid)
    assert texts(any_store) == ["开头，那边", "开头，这边"]
    for turn in range(3):  # both go on, in turn
        here = write_note(any_store, SET, ID, f"这边{turn}", seen=here.uuid)
        there = write_note(any_store, SET, ID, f"那边{turn}", seen=there.uuid)
    assert texts(any_store) == ["那边2", "这边2"]


def test_the_same_text_again_is_no_new_version(any_store: Store) -> None:
    first = write_note(any_store, SET, ID, "甲")
    assert write_note(any_store, SET, ID, "甲") == first
    assert texts(any_store) == ["甲"]


def test_an_emptied_note_leaves_no_version_behind(any_store: Store) -> None:
    first = write_note(any_store, SET, ID, "甲")
    write_note(any_store, SET, ID, "", seen=first.uuid)
    write_note(any_store, SET, ID, "乙")
    assert texts(any_store) == ["乙"]


def test_what_is_written_last_is_the_note_though_a_clock_was_put_back(store: Store) -> None:
    write_note(store, SET, ID, "先", now=MONDAY)
    write_note(store, SET, ID, "后", now=MONDAY - timedelta(days=9))
    assert texts(store) == ["后", "先"]


@pytest.mark.parametrize("note", ["", "04 1", "../x", "笔记", "-1", "a" * 65])
def test_an_id_that_is_none_is_refused(store: Store, file: Path, note: str) -> None:
    with pytest.raises(KitError, match="编号"):
        write_note(store, SET, note, "甲")
    with pytest.raises(KitError, match="例如“04-1”"):
        note_id(note)
    assert not file.exists()


def test_a_note_has_a_longest_length_and_says_which(store: Store) -> None:
    longest = "字" * LONGEST_NOTE
    kept = write_note(store, SET, ID, longest)
    with pytest.raises(KitError, match="笔记最多 20000 字，现在有 20001 字"):
        write_note(store, SET, ID, longest + "多", seen=kept.uuid)
    assert texts(store) == [longest]


def test_many_who_write_at_once_lose_nothing(any_store: Store) -> None:
    write_note(any_store, SET, ID, "开头")
    writers = [
        threading.Thread(target=write_note, args=(any_store, SET, ID, f"第{number}个"))
        for number in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(texts(any_store)) == sorted(["开头", *(f"第{number}个" for number in range(8))])


def test_records_of_before_there_were_notes_are_kept_and_take_them(
    file: Path, attempt: Callable[..., Attempt]
) -> None:
    old = attempt()
    with Store(f"sqlite:///{file}", steps=STEPS[:1]) as earlier:
        earlier.add([old])
    with Store(f"sqlite:///{file}") as store:
        assert note_versions(store, SET, ID) == ()
        write_note(store, SET, ID, "甲")
        assert store.attempts() == (old,)
        assert texts(store) == ["甲"]


def test_notes_leave_as_json_and_come_back_elsewhere(any_store: Store, tmp_path: Path) -> None:
    first = write_note(any_store, SET, ID, "甲", now=MONDAY)
    write_note(any_store, "other", "01-1", "乙", now=MONDAY)
    both = kept_notes(any_store)
    given = from_text(to_text((), both)).notes
    assert set(given) == set(both)
    assert kept_notes(any_store, SET) == (first,)
    with Store(f"sqlite:///{tmp_path / 'elsewhere.db'}") as other:
        write_note(other, SET, ID, "这里写的", now=MONDAY + timedelta(days=1))
        assert merge_notes(other, given) == Merged(added=2, known=0)
        assert merge_notes(other, given) == Merged(added=0, known=2)
        assert texts(other) == ["这里写的", "甲"]
        assert merge_notes(other, ()) == Merged(0, 0)


def test_an_export_without_notes_is_one_that_an_earlier_kit_reads(store: Store) -> None:
    assert json.loads(to_text(()))["version"] == 1
    note = write_note(store, SET, ID, "甲")
    whole = json.loads(to_text((), [note]))
    assert whole["version"] == 2
    assert list(whole["notes"][0]) == ["study_set", "note", "text", "at", "uuid"]


FAULTS = {
    "study_set": "",
    "note": "../x",
    "text": "字" * (LONGEST_NOTE + 1),
    "at": "gestern",
    "uuid": "1",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_note_of_a_file_is_named_and_the_others_are_read(store: Store, name: str) -> None:
    good = write_note(store, SET, ID, "甲")
    whole = json.loads(to_text((), [good, good]))
    whole["notes"][0][name] = FAULTS[name]
    read = from_text(json.dumps(whole))
    assert read.notes == (good,)
    assert [fault.what[:8] for fault in read.faults] == ["第 1 条笔记："]
    assert f"“{name}”" in str(read.faults[0])


def test_a_file_whose_notes_are_no_list_is_refused() -> None:
    whole = json.loads(to_text(())) | {"notes": "甲"}
    with pytest.raises(KitError, match="文件中的笔记不合格"):
        from_text(json.dumps(whole))


def test_a_damaged_note_is_named_and_the_others_are_read(store: Store, file: Path) -> None:
    bad, good = write_note(store, SET, ID, "甲"), write_note(store, SET, "04-2", "乙")
    with sqlite3.connect(file) as bare:
        bare.execute("UPDATE kit_note SET content = '{' WHERE uuid = ?", (bad.uuid,))
    bare.close()
    faults: list[KitError] = []
    assert kept_notes(store, faults=faults) == (good,)
    assert [bad.uuid in str(fault) for fault in faults] == [True]
    write_note(store, SET, ID, "丙")
    assert store.count(of="note") == 3


def test_forgetting_takes_the_notes_too(
    any_store: Store, attempt: Callable[..., Attempt], file: Path
) -> None:
    any_store.add([attempt()])
    write_note(any_store, SET, ID, "秘密的想法")
    write_note(any_store, "other", ID, "别的")
    assert any_store.forget(SET) == 2
    assert [note.text for note in kept_notes(any_store)] == ["别的"]


def test_looking_for_notes_makes_no_file(store: Store, file: Path) -> None:
    assert (note_versions(store, SET, ID), kept_notes(store)) == ((), ())
    assert not file.parent.exists()


def test_a_version_is_a_plain_record() -> None:
    note = NoteVersion(SET, ID, "甲", MONDAY, "0b7c2c1e-6f0a-4a3a-9a52-3d2f7d9f3c11")
    assert from_text(to_text((), [note])).notes == (note,)
