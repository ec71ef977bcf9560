"""A SQLite file before anything is written to it: is it there, sound, ours, and of which revision?

It is only ever opened through SQLite: closing a plain file would drop the locks SQLite holds in this process.
"""

import os
import shlex
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.copies import companions, newest_copy
from storage.errors import StoreError
from storage.migrations import VERSION_TABLE, known
from storage.troubles import sqlite_code

CHECKED_BYTES = 2**26  # quick_check reads every page, 0.3 s for so many; of a larger file only the schema is read
SMALLEST_BYTES = 512  # one page of the smallest size
BUSY_TIMEOUT_S = 5.0

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FORBIDDEN = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR})


def is_new(path: Path) -> bool:
    """Whether there is nothing to lose: no file, or an empty one, and no log. Raises StoreError for a folder."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database file.")
    log, *_ = companions(path)
    return not _size(path) and not _size(log)


def make_room(path: Path, *, create_folder: bool) -> None:
    """Sees to the folder of the file. Raises StoreError where it is missing and must not be created."""
    folder = path.parent
    if folder.is_dir():
        return
    if not create_folder:
        raise StoreError(f"The folder {folder} does not exist. Create it, or correct the database address.")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise StoreError(f"The folder {folder} cannot be created: {error.strerror}.") from error


def connect(path: Path, mode: str, *, timeout_s: float = BUSY_TIMEOUT_S) -> sqlite3.Connection:
    """A connection in autocommit mode for any one thread; `mode` is ro, rw or rwc, as in SQLite's file addresses."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=timeout_s, check_same_thread=False)


def reading(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, except where a killed process left a change half made: that is undone.

    Raises sqlite3.Error.
    """
    connection = connect(path, "ro")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        return connect(path, "rw")
    return connection


def revision(path: Path) -> str:
    """The schema revision of an existing file, after looking for damage; empty where it holds no tables.

    Reads only. Raises StoreError: damaged, another program's, newer than this program, not readable.
    """
    if _size(path) < SMALLEST_BYTES:  # SQLite would take it for a new one, and delete its log
        raise _damaged(path, "it is too short for a database")
    with speaking_of(path), closing(reading(path)) as connection:
        found = _revision(connection, path)
        if _size(path) <= CHECKED_BYTES and (faults := page_faults(connection, "quick_check(1)")):
            raise _damaged(path, faults[0])
        return found


def page_faults(connection: sqlite3.Connection, check: str) -> list[str]:
    """What quick_check or integrity_check has to say, one line each; nothing if all is well."""
    said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
    lines = [line for text in said for line in text.splitlines()]
    return [] if said == ["ok"] else [line for line in lines if not line.startswith("***")]  # a banner tells nothing


def restore_advice(path: Path, copy: Path) -> str:
    """The command that puts `copy` in the place of `path`, from whichever folder it is typed."""
    words = ("tradeoff", "db", "restore", str(copy.absolute()), "--db", f"sqlite:///{path.absolute()}")
    return f"Restore a backup with: {shlex.join(words)}"


@contextmanager
def speaking_of(path: Path) -> Generator[None]:
    """Turns errors about the file into one sentence for the operator."""
    try:
        yield
    except sqlite3.Error as error:
        raise _sentence(path, error) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {error.strerror}.") from error


def _size(path: Path) -> int:
    """Bytes; none where there is no file."""
    return path.stat().st_size if path.exists() else 0


def _sentence(path: Path, error: sqlite3.Error) -> StoreError:
    code = sqlite_code(error)
    if code in _DAMAGE:
        return _damaged(path, str(error))
    if code in _FORBIDDEN:
        return StoreError(f"{path} cannot be written ({error}). {_advice(path)}")
    if code == sqlite3.SQLITE_BUSY:
        return StoreError(f"{path} is locked by another program. Close that one and try again.")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"The disk of {path} is full. Free some space and try again.")
    return StoreError(f"{path} cannot be used: {error}.")


def _damaged(path: Path, detail: str) -> StoreError:
    copy = newest_copy(path)
    advice = restore_advice(path, copy) if copy else "There is no backup beside it; to start anew, move it away."
    return StoreError(f"{path} is damaged ({detail}). Nothing was changed. {advice}")


def _advice(path: Path) -> str:
    if not os.access(path.parent, os.W_OK):
        return f"This user may not write in {path.parent}; change that, or name another file."
    if path.exists() and not os.access(path, os.W_OK):
        return "This user may not write the file; change that, or name another one."
    return "Check that its disk is mounted for writing and sound."


def _revision(connection: sqlite3.Connection, path: Path) -> str:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ""
    if VERSION_TABLE not in tables:
        raise StoreError(f"{path} belongs to another program. Name another file in the database address.")
    (found,) = connection.execute(f"SELECT max(version_num) FROM {VERSION_TABLE}").fetchone()  # noqa: S608 - our name
    return known(found or "", str(path))
