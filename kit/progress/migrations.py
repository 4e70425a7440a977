"""The tables of the records, as numbered steps that lead from any version to the newest.

A numbered list and not alembic: one table in plain SQL that every database reads, while alembic
would double the time to the first saved answer (import 0.26 s) and need files of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kit.errors import KitError

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
)
"""Statements of each version, from version 1 on. A released step is never changed."""

_VERSION_TABLE = "kit_schema_version"
_LOCK = 0x6B6974  # any number of one's own: PostgreSQL locks are told apart by it


def version_of(connection: Connection) -> int:
    """Return the version of a database; 0 where there is nothing of the kit's yet."""
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table(_VERSION_TABLE):
        return 0
    found = connection.execute(text(f"SELECT MAX(version) FROM {_VERSION_TABLE}"))
    return int(found.scalar() or 0)


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
