"""What is kept stays: added, merged, read back in order, forgotten only when asked."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect

from kit.errors import KitError
from kit.progress import DATABASE_VARIABLE, Attempt, Store
from kit.progress.database import STEPS, default_file
from kit.progress.store import Merged

Maker = Callable[..., Attempt]


@pytest.fixture(params=["sqlite", "postgres"])
def any_store(request: pytest.FixtureRequest, file: Path) -> Iterator[Store]:
    """A store in each kind of database, empty at first."""
    url = f"sqlite:///{file}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    with Store(url) as opened:
        opened.forget()
        yield opened


def test_what_is_added_is_read_back_by_anyone(any_store: Store, attempt: Maker) -> None:
    odd = "“二（二）”\x00\ud800\n🙂"
    made = [
        attempt(response=[0, None, odd], hinted=True, confidence="guess", seconds=0.1),
        attempt(outcome="partly", score=1 / 3, session="mixed"),
    ]
    any_store.add(made)
    any_store.close()
    assert set(map(repr, any_store.attempts())) == set(map(repr, made))


def test_attempts_come_in_order_of_time_and_by_set(any_store: Store, attempt: Maker) -> None:
    start = attempt()
    made = [replace(attempt(), at=start.at + timedelta(microseconds=n)) for n in (2, 0, 1)]
    other = attempt(study_set="other")
    any_store.add([*made, other])
    assert any_store.attempts("zhanjiang2021") == (made[1], made[2], made[0])
    assert any_store.attempts("other") == (other,)
    assert any_store.attempts("none") == ()


def test_merging_never_doubles_and_never_changes(any_store: Store, attempt: Maker) -> None:
    here, both, there = attempt(), attempt(), attempt()
    any_store.add([here, both])
    changed = replace(both, outcome="wrong", score=0.0)
    assert any_store.merge([changed, there, there]) == Merged(added=1, known=1)
    assert any_store.merge([changed, there]) == Merged(added=0, known=2)
    assert set(map(repr, any_store.attempts())) == set(map(repr, [here, both, there]))
    assert any_store.merge([]) == Merged(0, 0)


def test_merging_many_takes_one_transaction(any_store: Store, attempt: Maker) -> None:
    made = [attempt(f"q{number}") for number in range(1201)]
    any_store.merge(made[:700])
    assert any_store.merge(made) == Merged(added=501, known=700)


def test_adding_is_all_or_nothing(any_store: Store, attempt: Maker) -> None:
    first, second = attempt(), attempt()
    any_store.add([first])
    with pytest.raises(KitError):
        any_store.add([second, first])
    assert any_store.attempts() == (first,)


def test_forgetting_takes_one_set_or_all(any_store: Store, attempt: Maker) -> None:
    any_store.add([attempt(), attempt(), attempt(study_set="other")])
    assert any_store.forget("none") == 0
    assert any_store.forget("zhanjiang2021") == 2
    assert len(any_store.attempts()) == 1
    assert any_store.forget() == 1
    assert any_store.attempts() == ()


def test_programs_that_begin_at_once_make_the_tables_once(any_store: Store, attempt: Maker) -> None:
    made = [attempt() for _ in range(8)]
    with any_store.writing() as connection:
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f"DROP TABLE {table}")
    stores = [Store(any_store._url) for _ in made]
    threads = [
        threading.Thread(target=store.add, args=([each],))
        for store, each in zip(stores, made, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert set(any_store.attempts()) == set(made)


@pytest.mark.parametrize("space", [True, False])
def test_nothing_is_left_of_what_is_forgotten(
    store: Store, attempt: Maker, file: Path, monkeypatch: pytest.MonkeyPatch, space: bool
) -> None:
    if not space:  # to make the file smaller takes room, which a full disk has not
        monkeypatch.setattr(Store, "_give_back", lambda _: None)
    store.add([attempt(response=[f"秘密答案{number}"]) for number in range(200)])
    store.add([attempt(response=["secret-answer"])])
    assert b"secret-answer" in file.read_bytes()
    store.forget()
    assert b"secret-answer" not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_looking_makes_no_file(store: Store, file: Path) -> None:
    assert store.attempts() == ()
    assert store.forget() == 0
    assert not file.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_file_is_for_its_owner_alone(store: Store, attempt: Maker, file: Path) -> None:
    store.add([attempt()])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_records_lie_in_the_users_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: Maker
) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    with Store() as store:
        store.add([attempt()])
    assert default_file() == tmp_path / "data" / "progress.sqlite3"
    assert default_file().is_file()


def test_the_environment_names_another_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: Maker
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'other.db'}")
    with Store() as store:
        store.add([attempt()])
    assert (tmp_path / "other.db").is_file()


def test_a_transaction_ends_on_the_disk(store: Store, attempt: Maker, file: Path) -> None:
    with store.writing() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "busy_timeout")
        ]
    assert told == [3, "delete", 30_000]
    assert not list(file.parent.glob("*-wal"))


VERSION_1 = """
CREATE TABLE kit_schema_version (version INTEGER NOT NULL);
INSERT INTO kit_schema_version (version) VALUES (1);
CREATE TABLE kit_attempt (
    uuid VARCHAR(36) NOT NULL PRIMARY KEY, study_set TEXT NOT NULL, question TEXT NOT NULL,
    content TEXT NOT NULL, kind TEXT NOT NULL, response TEXT NOT NULL, outcome TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL, confidence TEXT, hinted BOOLEAN NOT NULL,
    seconds DOUBLE PRECISION, at VARCHAR(32) NOT NULL, session TEXT NOT NULL
);
INSERT INTO kit_attempt VALUES (
    '0b7c2c1e-6f0a-4a3a-9a52-3d2f7d9f3c11', 'zhanjiang2021', 'ms05', '0c400a4e39c09ccb', 'fill',
    '["\\u538b\\u8231\\u77f3"]', 'right', 1.0, NULL, 1, 4.2,
    '2026-03-02T12:00:00.000000+00:00', 'mixed'
);
"""


def test_records_of_the_first_version_are_read_and_added_to(
    file: Path, store: Store, attempt: Maker
) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as bare:
        bare.executescript(VERSION_1)
    bare.close()
    (old,) = store.attempts()
    assert (old.question, old.response, old.outcome) == ("ms05", ["压舱石"], "right")
    assert (old.hinted, old.confidence, old.seconds, old.session) == (True, None, 4.2, "mixed")
    store.add([attempt(at=old.at + timedelta(days=1))])
    assert store.attempts()[0] == old


DAMAGE = {
    "at": "'x'",
    "outcome": "'splendid'",
    "response": "'{'",
    "score": "'many'",
    "hinted": "'perhaps'",
    "session": "'none'",
    "question": "CAST(x'ff' AS TEXT)",
    "kind": "x'00ff'",
    "confidence": "'very'",
    "seconds": "-1",
}


@pytest.mark.parametrize("column", DAMAGE)
def test_a_damaged_record_is_named_and_the_others_are_read(
    file: Path, store: Store, attempt: Maker, column: str
) -> None:
    first, bad, last = attempt("q01"), attempt("q02"), attempt("q03")
    store.add([first, bad, last])
    with sqlite3.connect(file) as bare:
        change = f"UPDATE kit_attempt SET {column} = {DAMAGE[column]} WHERE uuid = ?"
        bare.execute(change, (bad.uuid,))
    bare.close()
    before = file.read_bytes()
    assert set(store.attempts()) == {first, last}
    named = str(store.unreadable)
    assert f"有 1 条作答记录读不出来（编号 {bad.uuid}：作答记录中的“{column}”不合格）" in named
    assert DATABASE_VARIABLE not in named
    assert store.count() == 3
    assert file.read_bytes() == before
    store.add([attempt()])
    assert store.forget() == 4
    assert (store.attempts(), store.unreadable) == ((), None)


def test_many_damaged_records_take_one_sentence(file: Path, store: Store, attempt: Maker) -> None:
    store.add([attempt() for _ in range(100)])
    with sqlite3.connect(file) as bare:
        bare.execute("UPDATE kit_attempt SET at = 'x'")
    bare.close()
    assert store.attempts() == ()
    assert "有 100 条" in str(store.unreadable)
    assert len(str(store.unreadable)) < 600


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE kit_schema_version SET version = 'x'",
        "ALTER TABLE kit_attempt DROP COLUMN response",
        "DROP TABLE kit_attempt",
    ],
)
def test_who_named_no_database_is_not_sent_to_that_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: Maker, harm: str
) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    with Store() as store:
        store.add([attempt()])
        with sqlite3.connect(default_file()) as bare:
            bare.execute(harm)
        bare.close()
        with pytest.raises(KitError) as caught:
            store.attempts()
    assert DATABASE_VARIABLE not in str(caught.value)
    assert "原文件没有改动" in str(caught.value)
    assert default_file().name in str(caught.value)


def test_a_fault_of_the_code_is_told_of_no_database(store: Store, attempt: Maker) -> None:
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError
    store.add([attempt()])
    with pytest.raises(ZeroDivisionError), store.reading():
        raise ZeroDivisionError


def test_an_older_version_is_brought_up_to_date_with_all_it_holds(
    file: Path, store: Store, attempt: Maker
) -> None:
    old = attempt()
    store.add([old])
    later = (*STEPS, ("ALTER TABLE kit_attempt ADD COLUMN place TEXT",))
    with Store(f"sqlite:///{file}", steps=later) as newer:
        assert newer.attempts() == (old,)
        newer.add([attempt()])
    with sqlite3.connect(file) as bare:
        assert bare.execute("SELECT version FROM kit_schema_version").fetchall() == [(len(later),)]
        assert bare.execute("SELECT place FROM kit_attempt").fetchall() == [(None,), (None,)]
    bare.close()


def test_a_step_that_fails_leaves_the_old_version(file: Path, store: Store, attempt: Maker) -> None:
    store.add([attempt()])
    before = file.read_bytes()
    wrong = (*STEPS, ("ALTER TABLE kit_attempt ADD COLUMN place TEXT", "SELECT nonsense"))
    with Store(f"sqlite:///{file}", steps=wrong) as newer, pytest.raises(KitError):
        newer.add([attempt()])
    assert file.read_bytes() == before
    assert len(store.attempts()) == 1


def test_a_newer_version_is_neither_read_nor_changed(
    file: Path, store: Store, attempt: Maker
) -> None:
    with Store(f"sqlite:///{file}", steps=(*STEPS, ("SELECT 1",))) as newer:
        newer.add([attempt()])
    before = file.read_bytes()
    for call in (store.attempts, store.forget, lambda: store.add([attempt()])):
        with pytest.raises(KitError, match="请先升级学习工具"):
            call()
    assert file.read_bytes() == before


def test_the_tables_share_a_database_with_others(file: Path, store: Store, attempt: Maker) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as bare:
        bare.execute("CREATE TABLE attempt (mine TEXT)")
    bare.close()
    store.add([attempt()])
    assert len(store.attempts()) == 1
