"""The database under the records: how it is opened, its tables by version, its errors in words.

The steps of its versions are a numbered list and not alembic: a few tables in plain SQL that every
database reads, while alembic would double the time to the first saved answer (import 0.26 s) and
need files of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import KitError, RequestError, reason
from kit.library import data_folder

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

DATABASE_VARIABLE = "KIT_DATABASE_URL"
"""Environment variable that names another database, as a SQLAlchemy URL; one learner each."""

BEGIN = "kit_begin"
"""Execution option of a SQLite connection: how a transaction begins; "" for none."""

Steps = Sequence[Sequence[str]]

STEPS: Steps = (
    (
        """CREATE TABLE kit_attempt (
            uuid VARCHAR(36) NOT NULL PRIMARY KEY,
            study_set TEXT NOT NULL,
            question TEXT NOT NULL,
            content TEXT NOT NULL,
            kind TEXT NOT NULL,
            response TEXT NOT NULL,
            outcome TEXT NOT NULL,
            score DOUBLE PRECISION NOT NULL,
            confidence TEXT,
            hinted BOOLEAN NOT NULL,
            seconds DOUBLE PRECISION,
            at VARCHAR(32) NOT NULL,
            session TEXT NOT NULL
        )""",
    ),
    (
        """CREATE TABLE kit_note (
            uuid VARCHAR(36) NOT NULL PRIMARY KEY,
            study_set TEXT NOT NULL,
            note TEXT NOT NULL,
            content TEXT NOT NULL,
            at VARCHAR(32) NOT NULL
        )""",
    ),
    (
        """CREATE TABLE kit_room (
            id VARCHAR(32) NOT NULL PRIMARY KEY,
            study_set TEXT NOT NULL,
            session TEXT NOT NULL,
            title TEXT NOT NULL,
            secret VARCHAR(64) NOT NULL,
            started VARCHAR(32) NOT NULL,
            state TEXT NOT NULL
        )""",
        """CREATE TABLE kit_room_answer (
            room VARCHAR(32) NOT NULL,
            round_id INTEGER NOT NULL,
            phone VARCHAR(32) NOT NULL,
            response TEXT NOT NULL,
            rating TEXT,
            team INTEGER NOT NULL,
            at VARCHAR(32) NOT NULL,
            PRIMARY KEY (room, round_id, phone)
        )""",
        """CREATE TABLE kit_room_message (
            room VARCHAR(32) NOT NULL,
            number INTEGER NOT NULL,
            round_id INTEGER NOT NULL,
            phone VARCHAR(32) NOT NULL,
            content TEXT NOT NULL,
            at VARCHAR(32) NOT NULL,
            PRIMARY KEY (room, number)
        )""",
    ),
)
"""Statements of each version, from version 1 on. A released step is never changed."""

_WAIT = 30.0  # seconds for another program's transaction; SQLite's own waiting is not fair
_VERSION_TABLE = "kit_schema_version"
_LOCK = 0x6B6974  # any number of one's own: PostgreSQL locks are told apart by it
_FREE_SPACE = "请腾出磁盘空间。"
_PERMISSION = "请检查这个文件和所在文件夹的写入权限。"
_ASIDE = "原文件没有改动；请把它移到别处保存，再重新打开课文。"

_SQLITE = {
    sqlite3.SQLITE_FULL: ("磁盘已满。", _FREE_SPACE),
    sqlite3.SQLITE_IOERR: ("磁盘读写失败，可能是空间不足。", _FREE_SPACE),
    sqlite3.SQLITE_READONLY: ("记录文件是只读的。", _PERMISSION),
    sqlite3.SQLITE_PERM: ("没有读写记录文件的权限。", _PERMISSION),
    sqlite3.SQLITE_CANTOPEN: ("记录文件打不开。", _PERMISSION),
    sqlite3.SQLITE_BUSY: ("记录文件一直被别的程序占用。", "请关闭占用它的程序。"),
    sqlite3.SQLITE_LOCKED: ("记录文件一直被别的程序占用。", "请关闭占用它的程序。"),
    sqlite3.SQLITE_CORRUPT: ("记录文件已损坏。", _ASIDE),
    sqlite3.SQLITE_NOTADB: ("记录文件已损坏，或者不是学习记录。", _ASIDE),
}
_STATES = {
    "53100": ("数据库所在的磁盘已满。", _FREE_SPACE),
    "25006": ("数据库是只读的。", ""),
    "42501": ("没有写入数据库的权限。", "请检查数据库账号的权限。"),
}


def default_file() -> Path:
    """Return the file that holds the records where no other database is named."""
    return data_folder() / "progress.sqlite3"


def open_database(named: str | None) -> tuple[Engine, Path | None]:
    """Return the engine of a database, and its file where it is a SQLite file.

    ``named`` is a SQLAlchemy URL; None is the user's own file.

    Raises:
        RequestError: it is no URL of a database.
    """
    from sqlalchemy import URL, create_engine, make_url
    from sqlalchemy.exc import ArgumentError

    if named is None:
        url = URL.create("sqlite", database=str(default_file()))
    else:
        try:
            url = make_url(named)
            if url.drivername in {"postgres", "postgresql"}:
                url = url.set(drivername="postgresql+psycopg")
            if url.get_backend_name() != "sqlite":
                return create_engine(url, pool_pre_ping=True), None
        except (ArgumentError, ValueError):
            what = f"{DATABASE_VARIABLE} 不是合格的数据库地址。"
            raise RequestError(what, remedy="请改正它，或者不设置。") from None
    file = url.database if "uri" not in url.query and url.database != ":memory:" else None
    return _sqlite_engine(url), Path(file) if file else None


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
        # One text that is not UTF-8 spoils its own record and not the reading of all.
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)

    return engine


def version_of(connection: Connection) -> int:
    """Return the version of a database; 0 where there is nothing of the kit's yet.

    Raises:
        SQLAlchemyError: it cannot be read, or is no number.
    """
    from sqlalchemy import inspect, text
    from sqlalchemy.exc import SQLAlchemyError

    if not inspect(connection).has_table(_VERSION_TABLE):
        return 0
    newest = connection.execute(text(f"SELECT MAX(version) FROM {_VERSION_TABLE}")).scalar()
    try:
        return int(newest or 0)
    except ValueError as error:
        raise SQLAlchemyError("the version is no number") from error


def migrate(connection: Connection, steps: Steps = STEPS) -> None:
    """Bring a database to the newest version inside the transaction that is open.

    Two programs may do this at once: the second one waits for the first and finds nothing to do.

    Raises:
        KitError: a newer kit has written the database; nothing is changed.
    """
    from sqlalchemy import text

    version = version_of(connection)
    if version < len(steps) and connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        version = version_of(connection)
    if version > len(steps):
        raise KitError(
            "学习记录由更新版本的学习工具写成，当前版本不能读写。", remedy="请先升级学习工具。"
        )
    if version == 0:
        connection.execute(text(f"CREATE TABLE {_VERSION_TABLE} (version INTEGER NOT NULL)"))
        connection.execute(text(f"INSERT INTO {_VERSION_TABLE} (version) VALUES (0)"))
    for statements in steps[version:]:
        for statement in statements:
            connection.execute(text(statement))
    if version < len(steps):
        connection.execute(text(f"UPDATE {_VERSION_TABLE} SET version = {len(steps)}"))


def damaged(file: Path | None) -> KitError:
    """Return the fault of a database whose own check fails."""
    what, remedy = _SQLITE[sqlite3.SQLITE_CORRUPT]
    return KitError(what, remedy=remedy, path=file)


def is_of_database(error: Exception) -> bool:
    """Return whether an error is a database's: its own, its driver's, the system's, or of values.

    Drivers raise what Python has for values that a database cannot hold: half a character, a
    number that is too large. What else is raised within a transaction is a fault of the code.
    """
    from sqlalchemy.exc import SQLAlchemyError

    values = (UnicodeError, OverflowError)
    kinds = (SQLAlchemyError, sqlite3.Error, OSError, ImportError, *values)
    return isinstance(error, kinds)


def explained(error: Exception, file: Path | None, *, named: bool) -> KitError:
    """Return what a driver's, SQLAlchemy's or the system's error means to a learner.

    ``file`` is the database's, where it is one; addresses with passwords are never shown. ``named``
    says whether somebody named the database: nobody else is sent to that setting.
    """
    cause = getattr(error, "orig", None) or error
    what, remedy = _meaning(cause) if named or isinstance(cause, OSError) else _file_meaning(cause)
    return KitError(what, remedy=remedy, path=file)


def _file_meaning(cause: object) -> tuple[str, str]:
    """Return what an error means that a file of records, or what it holds, gave rise to."""
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
        return _SQLITE.get(code, (f"记录文件出错（{cause}）。", _ASIDE))
    return (f"记录文件读写出错（{type(cause).__name__}）。", _ASIDE)


def _meaning(cause: object) -> tuple[str, str]:
    if isinstance(cause, sqlite3.Error):
        return _file_meaning(cause)
    if isinstance(cause, PermissionError):
        return _SQLITE[sqlite3.SQLITE_PERM]
    if isinstance(cause, OSError):
        return (f"记录文件打不开（{reason(cause)}）。", _PERMISSION)
    if isinstance(cause, ImportError):
        return ("没有安装这种数据库的驱动程序。", "请安装它，或者不设置 KIT_DATABASE_URL。")
    state = getattr(cause, "sqlstate", None)
    if state in _STATES:
        return _STATES[state]
    if type(cause).__name__ in {"OperationalError", "InterfaceError"} and state is None:
        return ("连接不上数据库。", "请检查数据库是否在运行、KIT_DATABASE_URL 是否正确。")
    return (f"记录出错（{type(cause).__name__}）。", "请检查 KIT_DATABASE_URL 所指的数据库。")
