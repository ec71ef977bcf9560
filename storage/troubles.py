"""What a database error means for the person whose turn it was."""

import sqlite3
from typing import Literal

from bot.errors import Unsaved

Why = Literal["busy", "full", "broken"]

_SQLITE: dict[int, Why] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "broken",
    sqlite3.SQLITE_READONLY: "broken",
    sqlite3.SQLITE_CORRUPT: "broken",
    sqlite3.SQLITE_NOTADB: "broken",
    sqlite3.SQLITE_CANTOPEN: "broken",
    sqlite3.SQLITE_PERM: "broken",
    sqlite3.SQLITE_PROTOCOL: "broken",
    sqlite3.SQLITE_NOMEM: "broken",
}
_BASE_CODE = 0xFF  # an extended code keeps its family in the low byte


def sqlite_code(error: BaseException) -> int:
    """The family of a sqlite3 error (SQLITE_FULL, ...), 0 where SQLite was not asked."""
    return getattr(error, "sqlite_errorcode", 0) & _BASE_CODE


def spoken(error: BaseException) -> BaseException:
    """For trouble with the database the refusal that says so, with its cause; any other error as it is."""
    why = _SQLITE.get(sqlite_code(error)) if isinstance(error, sqlite3.Error) else None
    if why is None:
        return error
    refusal = Unsaved(why)
    refusal.__cause__ = error
    return refusal
