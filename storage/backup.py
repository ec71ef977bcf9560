"""Copies of a SQLite database: making, checking and putting them back. For operators; not on the way of any turn."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.addresses import file_of
from storage.copies import aside_name, companions, copies_of, copy_name
from storage.errors import StoreError
from storage.migrations import HEAD
from storage.sqlite_file import connect, is_new, page_faults, reading, revision, speaking_of
from storage.troubles import sqlite_code


def backup(
    url_or_path: str | Path, target_dir: Path | None = None, keep: int = 7, *, now: datetime | None = None
) -> Path:
    """Copies a database that may be in use, checks the copy, deletes all but the newest `keep`; where the copy is.

    Raises StoreError; then there is no new copy and the old ones are all there.
    """
    path = _existing(url_or_path)
    folder = target_dir or path.parent
    if not folder.is_dir():
        raise StoreError(f"The folder {folder} does not exist.")
    copy = copy_name(path, folder, now or datetime.now(UTC))
    part = copy.with_name(f".{copy.name}.part")
    try:
        with speaking_of(path):
            part.unlink(missing_ok=True)
            _copy(path, part)
            part.replace(copy)
            for old in copies_of(path, folder)[:-keep]:
                old.unlink()
    finally:
        part.unlink(missing_ok=True)
    return copy


def restore(path: Path, backup_path: Path, *, now: datetime | None = None) -> Path | None:
    """Puts a backup in place of the database; where the file that was there is now, if there was one.

    That file is never deleted. Raises StoreError with nothing changed: the database is in use, the backup unsound.
    """
    source = _existing(backup_path)
    there = not is_new(path)
    if there and path.samefile(source):
        raise StoreError(f"{source} is the database itself, not a backup of it.")
    if problems := check(source):
        raise StoreError(f"{source} cannot be restored: {problems[0]}")
    aside = aside_name(path, _state(path) if there else "replaced", now or datetime.now(UTC))
    part = path.with_name(f".{path.name}.restoring")
    try:
        with speaking_of(path):
            part.unlink(missing_ok=True)
            _copy(source, part)
            _set_aside(path, aside)
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return aside if there else None


def check(url_or_path: str | Path) -> list[str]:
    """What is wrong with the database, one line each; nothing if it is sound. Changes nothing."""
    path = _existing(url_or_path)
    try:
        found = revision(path)
        with speaking_of(path), closing(connect(path, "rw")) as connection:
            if faults := page_faults(connection, "integrity_check(20)"):
                return [f"damage: {fault}" for fault in faults]
    except StoreError as error:
        return [str(error)]
    if found != HEAD:
        return []  # an older schema is no damage; the next start brings it up to date
    from storage.audit import wrong_sums

    return wrong_sums(path)


def _existing(url_or_path: str | Path) -> Path:
    path = file_of(url_or_path)
    if is_new(path):
        raise StoreError(f"There is no database at {path}.")
    return path


def _copy(path: Path, to: Path) -> None:
    """A compact copy of one moment, flushed to disk and read through."""
    with closing(connect(path, "rw")) as connection:  # a reader would leave SQLite's own files behind
        connection.execute("VACUUM INTO ?", (str(to),))
    _flush(to)
    with closing(connect(to, "ro")) as connection:
        if faults := page_faults(connection, "integrity_check(1)"):
            raise StoreError(f"The copy of {path} is not sound ({faults[0]}); it was not kept.")


def _state(path: Path) -> str:
    """Whether the file about to be replaced is damaged. Raises StoreError while somebody has it open."""
    try:
        with closing(reading(path)) as connection:
            faults = page_faults(connection, "quick_check(1)")
    except sqlite3.Error:
        return "damaged"  # beyond reading; opened for writing, SQLite would even delete its log
    with speaking_of(path), closing(connect(path, "rw", timeout_s=0)) as connection:
        _alone(connection, path)
    return "damaged" if faults else "replaced"


def _alone(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # not to be had while anybody else is connected
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if sqlite_code(error) == sqlite3.SQLITE_BUSY:
            raise StoreError(f"{path} is in use. Stop the program that has it open, then restore.") from error
        raise
    connection.execute("ROLLBACK")


def _set_aside(path: Path, aside: Path) -> None:
    """A second name for the file, so that there is a database under the first one at every moment.

    A log left behind would be played into the next file of that name.
    """
    for here, there in zip(companions(path), companions(aside), strict=True):
        if here.exists():
            here.replace(there)
    if path.exists():
        try:
            aside.hardlink_to(path)
        except OSError:  # a disk without hard links
            shutil.copyfile(path, aside)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
