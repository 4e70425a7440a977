"""Records kept in a database: saved at once, each in one short transaction of its own.

The keeper stands between a self-test and the store: whatever happens, the self-test goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from kit.errors import KitError, sentence
from kit.progress.attempts import (
    FIELDS,
    Attempt,
    Session,
    as_json,
    attempt_from,
    from_json,
    plain,
    restored,
)
from kit.progress.database import (
    BEGIN,
    DATABASE_VARIABLE,
    STEPS,
    Steps,
    damaged,
    default_file,
    explained,
    is_of_database,
    migrate,
    open_database,
    version_of,
)
from kit.quiz import Question

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_CHUNK = 500
_NAMED = 5  # of the records that cannot be read, how many are named one by one
_INSERT = f"INSERT INTO kit_attempt ({', '.join(FIELDS)}) VALUES (:{', :'.join(FIELDS)})"
_SELECT = f"SELECT {', '.join(FIELDS)} FROM kit_attempt"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: how many attempts were new here, how many were here already."""

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class KeepResult:
    """Whether an answer is kept, and if it is not, the Chinese sentence that says why."""

    kept: bool
    why: str = ""


class Store:
    """The records of one learner: attempts here, notes by way of `kit.progress.note_store`.

    Nothing is opened or made before the first call. Every method raises `KitError` for whatever is
    wrong with the database, with the sentence a learner reads; what was kept before is untouched.
    A SQLite file is opened afresh for each transaction, so that an answer is never acknowledged
    into a file that has been moved or deleted meanwhile.

    Attributes:
        unreadable: what names the records that the last reading left out, if it left out any.
    """

    def __init__(self, url: str | None = None, *, steps: Steps = STEPS) -> None:
        """Name the database: a SQLAlchemy URL, by default ``KIT_DATABASE_URL`` or the user's own.

        ``steps`` are the migrations; only tests have others.
        """
        self._url = url or os.environ.get(DATABASE_VARIABLE) or None
        self._steps = steps
        self._engine: Engine | None = None
        self._file: Path | None = None
        self._sound = False
        self.unreadable: KitError | None = None

    @property
    def is_new(self) -> bool:
        """Whether surely nothing has been kept yet; told without loading what reads a database."""
        return self._url is None and not default_file().exists()

    def add(self, attempts: Sequence[Attempt]) -> None:
        """Save attempts, all or none; when this returns, they survive a crash of the machine."""
        from sqlalchemy import text

        rows = [_row(attempt) for attempt in attempts]
        if not rows:
            return
        with self.writing() as connection:
            connection.execute(text(_INSERT), rows)

    def merge(self, attempts: Iterable[Attempt]) -> Merged:
        """Save those attempts that are not here yet, all or none of them."""
        from sqlalchemy import bindparam, text

        given = {attempt.uuid: attempt for attempt in attempts}
        known: set[str] = set()
        query = text("SELECT uuid FROM kit_attempt WHERE uuid IN :uuids").bindparams(
            bindparam("uuids", expanding=True)
        )
        uuids = list(given)
        with self.writing() as connection:
            for start in range(0, len(uuids), _CHUNK):
                part = {"uuids": uuids[start : start + _CHUNK]}
                known |= set(connection.execute(query, part).scalars())
            new = [_row(attempt) for uuid, attempt in given.items() if uuid not in known]
            if new:
                connection.execute(text(_INSERT), new)
        return Merged(added=len(new), known=len(known))

    def attempts(self, study_set: str | None = None) -> tuple[Attempt, ...]:
        """Return what is kept of one study set, or of all, from the earliest to the latest.

        A record that is damaged is left out and named in `unreadable`; it stays where it is.
        """
        from sqlalchemy import text

        self.unreadable = None
        query = text(f"{_SELECT}{_of_set(study_set)} ORDER BY at, uuid")
        with self.reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(query, {"study_set": study_set})
            attempts: list[Attempt] = []
            faults: list[str] = []
            for row in rows:
                try:
                    attempts.append(_attempt(row))
                except KitError as error:
                    name = ascii(row[-1]).strip("'")
                    faults.append(f"编号 {name}：{error.what.removesuffix('。')}")
        self.unreadable = _unreadable(faults, self._file)
        return tuple(attempts)

    def count(
        self, study_set: str | None = None, *, of: Literal["attempt", "note"] = "attempt"
    ) -> int:
        """Return how many records are kept of one study set, or of all, readable or not."""
        from sqlalchemy import text

        query = text(f"SELECT COUNT(*) FROM kit_{of}{_of_set(study_set)}")
        with self.reading() as connection:
            if connection is None:
                return 0
            return int(connection.execute(query, {"study_set": study_set}).scalar_one())

    def forget(self, study_set: str | None = None) -> int:
        """Delete what is kept of one study set, or all of it, for good; return how many records."""
        from sqlalchemy import text

        with self.reading() as connection:
            if connection is None:
                return 0
        count = 0
        with self.writing() as connection:
            for table in ("kit_attempt", "kit_note"):
                query = text(f"DELETE FROM {table}{_of_set(study_set)}")
                count += connection.execute(query, {"study_set": study_set}).rowcount
        self._give_back()
        return count

    def close(self) -> None:
        """Let go of the database; the next call opens it again."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def __enter__(self) -> Self:
        """Return the store itself; leaving closes it."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the store."""
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open one transaction that may write, in a database of the newest version."""
        with self._translated():
            engine = self._opened()
            if self._file is not None and not self._file.exists():
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._file.touch(mode=0o600)
            self._check(engine)
            with engine.connect() as bare:
                connection = bare.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
                with connection.begin():
                    migrate(connection, self._steps)
                    yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Open one transaction that only reads; None where nothing has been kept yet."""
        with self._translated():
            engine = self._opened()
            if self._file is not None and not self._file.exists():
                yield None
                return
            with engine.connect() as connection, connection.begin():
                version = version_of(connection)
            if version not in {0, len(self._steps)}:
                with self.writing():
                    pass  # it is brought up to date, or refused
            with engine.connect() as connection, connection.begin():
                yield connection if version else None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what a database, its driver or the system raises into a `KitError`, no other."""
        try:
            yield
        except Exception as error:
            if not is_of_database(error):
                raise
            raise explained(error, self._file, named=self._url is not None) from error

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine, self._file = open_database(self._url)
        return self._engine

    def _check(self, engine: Engine) -> None:
        """Look a SQLite file over once before the first writing, so that damage does not spread."""
        if self._sound or engine.dialect.name != "sqlite":
            return
        with engine.connect() as connection, connection.begin():
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise damaged(self._file)
        self._sound = True

    def _give_back(self) -> None:
        """Give back the space of what was deleted, if it can be done; it is overwritten already."""
        engine = self._opened()
        if engine.dialect.name == "sqlite":
            with suppress(KitError), self._translated(), engine.connect() as connection:
                connection.execution_options(**{BEGIN: ""}).exec_driver_sql("VACUUM")


class Keeper:
    """Keeps answers one by one; whatever happens, the self-test goes on.

    An answer of which :attr:`KeepResult.kept` is true is on the disk.
    """

    def __init__(self, store: Store) -> None:
        """Keep into ``store``; closing it is left to whoever opened it."""
        self._store = store

    def keep(self, attempt: Attempt) -> KeepResult:
        """Save an attempt at once; nothing is ever raised."""
        try:
            self._store.add((attempt,))
        except Exception as error:
            return KeepResult(False, _sentence(error))
        return KeepResult(True)

    def hear(
        self,
        report: Mapping[str, Any],
        questions: Iterable[Question],
        *,
        study_set: str,
        session: Session = "paper",
        now: datetime | None = None,
    ) -> KeepResult:
        """Grade and save what a self-test reports (see `attempt_from`); nothing is ever raised."""
        try:
            attempt = attempt_from(report, questions, study_set=study_set, session=session, now=now)
        except Exception as error:
            return KeepResult(False, _sentence(error))
        return self.keep(attempt)


def _of_set(study_set: str | None) -> str:
    """Return the end of a statement about the records of one set; "" for all."""
    return "" if study_set is None else " WHERE study_set = :study_set"


def _row(attempt: Attempt) -> dict[str, Any]:
    return plain(attempt) | {"response": as_json(attempt.response)}


def _unreadable(faults: Sequence[str], file: Path | None) -> KitError | None:
    """Return one error that names all records that cannot be read, None where there is none."""
    if not faults:
        return None
    more = "等" if len(faults) > _NAMED else ""
    what = f"有 {len(faults)} 条作答记录读不出来（{'；'.join(faults[:_NAMED])}{more}）。"
    return KitError(what, remedy="已略过，没有改动；其余的照常使用。", path=file)


def _attempt(row: Sequence[Any]) -> Attempt:
    """Return the attempt that a row holds.

    Raises:
        KitError: one of its values is not what it must be.
    """
    values = dict(zip(FIELDS, row, strict=True))
    values["response"] = from_json(values["response"])
    if values["hinted"] in {0, 1}:
        values["hinted"] = bool(values["hinted"])  # SQLite has no other truth
    return restored(values)


def _sentence(error: Exception) -> str:
    return f"作答没有保存。{sentence(error)}自测可以继续，以前的记录没有改动。"
