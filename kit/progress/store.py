"""Attempts kept in a database: saved at once, each in one short transaction of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kit.errors import KitError
from kit.library import data_folder
from kit.progress.attempts import Attempt, as_json, plain
from kit.progress.migrations import STEPS, Steps, migrate, version_of
from kit.progress.troubles import damaged, told

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

DATABASE_VARIABLE = "KIT_DATABASE_URL"
"""Environment variable that names another database, as a SQLAlchemy URL; one learner each."""

_WAIT = 30.0  # seconds for another program's transaction; SQLite's own waiting is not fair
_BEGIN = "kit_begin"  # execution option: how a transaction begins; "" for none
_CHUNK = 500
_COLUMNS = tuple(field.name for field in fields(Attempt))
_INSERT = f"INSERT INTO kit_attempt ({', '.join(_COLUMNS)}) VALUES (:{', :'.join(_COLUMNS)})"
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM kit_attempt"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: how many attempts were new here, how many were here already."""

    added: int
    known: int


def default_file() -> Path:
    """Return the file that holds the records where no other database is named."""
    return data_folder() / "progress.sqlite3"


class Store:
    """The attempts of one learner.

    Nothing is opened or made before the first call. Every method raises `KitError` for whatever is
    wrong with the database, with the sentence a learner reads; what was kept before is untouched.
    A SQLite file is opened afresh for each transaction, so that an answer is never acknowledged
    into a file that has been moved or deleted meanwhile.
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

    def add(self, attempts: Sequence[Attempt]) -> None:
        """Save attempts, all or none; when this returns, they survive a crash of the machine."""
        from sqlalchemy import text

        rows = [_row(attempt) for attempt in attempts]
        if not rows:
            return
        with self._writing() as connection:
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
        with self._writing() as connection:
            for start in range(0, len(uuids), _CHUNK):
                part = {"uuids": uuids[start : start + _CHUNK]}
                known |= set(connection.execute(query, part).scalars())
            new = [_row(attempt) for uuid, attempt in given.items() if uuid not in known]
            if new:
                connection.execute(text(_INSERT), new)
        return Merged(added=len(new), known=len(known))

    def attempts(self, study_set: str | None = None) -> tuple[Attempt, ...]:
        """Return what is kept of one study set, or of all, from the earliest to the latest."""
        from sqlalchemy import text

        where = "" if study_set is None else " WHERE study_set = :study_set"
        order = " ORDER BY at, uuid"
        with self._reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(text(_SELECT + where + order), {"study_set": study_set})
            return tuple(_attempt(row) for row in rows)

    def forget(self, study_set: str | None = None) -> int:
        """Delete what is kept of one study set, or all of it, for good; return how many."""
        from sqlalchemy import text

        where = "" if study_set is None else " WHERE study_set = :study_set"
        with self._reading() as connection:
            if connection is None:
                return 0
        with self._writing() as connection:
            done = connection.execute(
                text("DELETE FROM kit_attempt" + where), {"study_set": study_set}
            )
            count = done.rowcount
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

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open one transaction that may write, in a database of the newest version."""
        with self._translated():
            engine = self._opened()
            if self._file is not None and not self._file.exists():
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._file.touch(mode=0o600)
            self._check(engine)
            with engine.connect() as bare:
                connection = bare.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
                with connection.begin():
                    migrate(connection, self._steps)
                    yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """Open one transaction that only reads; None where nothing has been kept yet."""
        with self._translated():
            engine = self._opened()
            if self._file is not None and not self._file.exists():
                yield None
                return
            with engine.connect() as connection, connection.begin():
                version = version_of(connection)
            if version not in {0, len(self._steps)}:
                with self._writing():
                    pass  # it is brought up to date, or refused
            with engine.connect() as connection, connection.begin():
                yield connection if version else None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn whatever a database, its driver or the system raises into a `KitError`."""
        try:
            yield
        except KitError:
            raise
        except Exception as error:
            shown = None if self._file is None else str(self._file)
            raise told(error, shown) from error

    def _opened(self) -> Engine:
        if self._engine is None:
            url = self._address()
            sqlite = url.get_backend_name() == "sqlite"
            named = url.database if sqlite and "uri" not in url.query else None
            self._file = Path(named) if named and named != ":memory:" else None
            self._engine = _sqlite_engine(url) if sqlite else _server_engine(url)
        return self._engine

    def _address(self) -> URL:
        from sqlalchemy import URL, make_url

        if self._url is None:
            return URL.create("sqlite", database=str(default_file()))
        url = make_url(self._url)
        if url.drivername in {"postgres", "postgresql"}:
            return url.set(drivername="postgresql+psycopg")
        return url

    def _check(self, engine: Engine) -> None:
        """Look a SQLite file over once before the first writing, so that damage does not spread."""
        if self._sound or engine.dialect.name != "sqlite":
            return
        with engine.connect() as connection, connection.begin():
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise damaged(None if self._file is None else str(self._file))
        self._sound = True

    def _give_back(self) -> None:
        """Give back the space of what was deleted, if it can be done; it is overwritten already."""
        engine = self._opened()
        if engine.dialect.name == "sqlite":
            with suppress(KitError), self._translated(), engine.connect() as connection:
                connection.execution_options(**{_BEGIN: ""}).exec_driver_sql("VACUUM")


def _sqlite_engine(url: URL) -> Engine:
    """Return an engine whose writing transactions take the lock at once and end on the disk.

    The journal stays the default one (DELETE): WAL does not work on network file systems.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _WAIT})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin is the only one
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)

    return engine


def _server_engine(url: URL) -> Engine:
    from sqlalchemy import create_engine

    return create_engine(url, pool_pre_ping=True)


def _row(attempt: Attempt) -> dict[str, Any]:
    return plain(attempt) | {"response": as_json(attempt.response)}


def _attempt(row: Sequence[Any]) -> Attempt:
    study_set, question, content, kind, response, outcome, score, at, sure, hinted, *others = row
    return Attempt(
        study_set,
        question,
        content,
        kind,
        json.loads(response),
        outcome,
        score,
        datetime.fromisoformat(at),
        sure,
        bool(hinted),
        *others,
    )
