"""Names of what lies beside a database file: backups by date, and files moved aside."""

from datetime import datetime
from itertools import count
from pathlib import Path

_STAMP = "%Y%m%d-%H%M%S"


def copy_name(path: Path, folder: Path, at: datetime) -> Path:
    """A name for a backup of `path` in `folder` that is not taken; names sort by time."""
    return _free(folder / f"{path.name}.backup-{at:{_STAMP}}")


def aside_name(path: Path, why: str, at: datetime) -> Path:
    """A name beside `path` for the file that was there: why is `damaged` or `replaced`."""
    return _free(path.with_name(f"{path.name}.{why}-{at:{_STAMP}}"))


def copies_of(path: Path, folder: Path) -> list[Path]:
    """The backups of `path` in `folder`, oldest first."""
    return sorted(found for found in folder.glob("*") if found.name.startswith(f"{path.name}.backup-"))


def newest_copy(path: Path) -> Path | None:
    """The latest backup beside `path`, if any."""
    return next(reversed(copies_of(path, path.parent)), None)


def companions(path: Path) -> tuple[Path, ...]:
    """SQLite's own files beside `path`: the write-ahead log, its index, the journal that undoes a change."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _free(wanted: Path) -> Path:
    """The name itself, or with a number behind it."""
    taken = (wanted.with_name(f"{wanted.name}.{number}") for number in count(2))
    return wanted if not wanted.exists() else next(name for name in taken if not name.exists())
