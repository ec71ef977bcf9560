"""Database addresses: sqlite:///relative.db, sqlite:////absolute.db, postgresql://user@host/name."""

from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import URL

_FORMS = "sqlite:///relative.db, sqlite:////absolute.db or postgresql://user@host/name"
_OPTIONS = {"sslmode": "ssl", "ssl": "ssl", "host": "host", "port": "port"}  # libpq's name to asyncpg's
_SQLITE = ("sqlite:///", "sqlite+aiosqlite:///")


def parsed(url: str) -> "Path | URL":
    """A SQLite file or a PostgreSQL address. Raises StoreError, never naming a password."""
    for start in _SQLITE:
        if url.startswith(start):
            return _file(url.removeprefix(start))
    if url.startswith("postgresql"):
        return _postgresql(url)
    raise StoreError(f"That is no database address this program knows; write {_FORMS}.")


def file_of(url_or_path: str | Path) -> Path:
    """The SQLite file of an address or path. Raises StoreError for a PostgreSQL address."""
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return Path(url_or_path)
    made = parsed(url_or_path)
    if isinstance(made, Path):
        return made
    raise StoreError("This works on SQLite files only; for PostgreSQL use pg_dump and pg_restore.")


def _file(name: str) -> Path:
    """Taken letter by letter: `?`, `#` and `%` may stand in file names."""
    if not name or name.startswith(":memory:"):
        raise StoreError("The database address names no file, and answers kept in memory would be lost.")
    return Path(name)


def _postgresql(url: str) -> "URL":
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        made = make_url(url).set(drivername="postgresql+asyncpg")
    except (ArgumentError, ValueError) as error:  # its own words might quote a password
        raise StoreError("That PostgreSQL address cannot be read; write postgresql://user@host/name.") from error
    options = {_OPTIONS.get(name, name): value for name, value in made.query.items()}
    if unknown := sorted(set(options) - set(_OPTIONS.values())):
        raise StoreError(
            f"The PostgreSQL address has unknown options: {', '.join(unknown)}. Known: {', '.join(_OPTIONS)}."
        )
    return made.set(query=options)
