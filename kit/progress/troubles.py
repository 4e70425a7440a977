"""What a database complains of → the Chinese sentence that says why answers are not being kept."""

from __future__ import annotations

import sqlite3

from kit.errors import KitError, reason

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
_UNKNOWN = ("记录出错", "请检查 KIT_DATABASE_URL 所指的数据库。")


def damaged(path: str | None) -> KitError:
    """Return the fault of a database whose own check fails."""
    what, remedy = _SQLITE[sqlite3.SQLITE_CORRUPT]
    return KitError(what, remedy=remedy, path=path)


def told(error: Exception, path: str | None = None) -> KitError:
    """Return what a driver's, SQLAlchemy's or the system's error means to a learner.

    ``path`` is the database's file, where it is one; addresses with passwords are never shown.
    """
    if isinstance(error, KitError):
        return error
    cause: object = getattr(error, "orig", None) or error
    what, remedy = _meaning(cause)
    return KitError(what, remedy=remedy, path=path)


def _meaning(cause: object) -> tuple[str, str]:
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
        return _SQLITE.get(code, (f"记录文件出错（{cause}）。", ""))
    if isinstance(cause, PermissionError):
        return _SQLITE[sqlite3.SQLITE_PERM]
    if isinstance(cause, OSError):
        return (f"记录文件打不开（{reason(cause)}）。", _PERMISSION)
    if isinstance(cause, ImportError):
        return ("没有安装这种数据库的驱动程序。", "请安装它，或者不设置 KIT_DATABASE_URL。")
    state = getattr(cause, "sqlstate", None)
    if state in _STATES:
        return _STATES[state]
    if type(cause).__name__ in {"ArgumentError", "NoSuchModuleError"}:
        return ("KIT_DATABASE_URL 不是合格的数据库地址。", "请改正它，或者不设置。")
    if type(cause).__name__ in {"OperationalError", "InterfaceError"} and state is None:
        return ("连接不上数据库。", "请检查数据库是否在运行、KIT_DATABASE_URL 是否正确。")
    return (f"{_UNKNOWN[0]}（{type(cause).__name__}）。", _UNKNOWN[1])
