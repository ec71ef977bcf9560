"""From a file to a connection that may write: checked, durable, of the newest revision."""

import sqlite3
from datetime import datetime
from pathlib import Path

from storage.errors import StoreError
from storage.migrations import HEAD
from storage.sqlite_file import connect, is_new, revision, speaking_of
from storage.troubles import sqlite_code

_TRIES = 5
CACHE_KB = 16_384  # the open questions and memories of a busy hour; the default of 2 MB is read again and again


def prepared(path: Path, now: datetime, busy_timeout_s: float) -> sqlite3.Connection:
    """A connection for the writer, after bringing the file up to date; a new file is created. Raises StoreError."""
    found = "" if is_new(path) else revision(path)
    with speaking_of(path):
        connection = connect(path, "rwc", timeout_s=busy_timeout_s)
        try:
            _make_durable(connection, path)
            if found != HEAD:
                bring_up_to_date(path, found, now, busy_timeout_s)
        except BaseException:
            connection.close()
            raise
    return connection


def _make_durable(connection: sqlite3.Connection, path: Path) -> None:
    """Write-ahead log and a flush per commit: an answer once confirmed outlives a power cut."""
    if _write_ahead(connection) != "wal":
        raise StoreError(f"{path} is on a disk without shared memory, such as a network folder. Use a local disk.")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KB}")
    _reserve(connection)


def _write_ahead(connection: sqlite3.Connection) -> str:
    """The journal mode after asking for WAL. The change takes no turn behind another process, so we wait for one."""
    for tries_left in reversed(range(_TRIES)):
        try:
            return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if sqlite_code(error) != sqlite3.SQLITE_BUSY or not tries_left:
                raise
            _reserve(connection)
    return ""


def _reserve(connection: sqlite3.Connection) -> None:
    """Begins to write and takes it back: where writing is forbidden, this fails now and not at the first answer."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA user_version=1")  # a lock alone is granted on a read-only file too
    connection.execute("ROLLBACK")


def bring_up_to_date(path: Path, found: str, now: datetime, busy_timeout_s: float) -> None:
    """Runs the migrations that `found` lacks, after a backup if there is something to lose. Raises StoreError."""
    from storage.migrations.run import migrate_sqlite

    if found:
        from storage.backup import backup

        backup(path, now=now)
    with speaking_of(path):
        migrate_sqlite(path, busy_timeout_s)
