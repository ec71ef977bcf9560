"""Opens the store that an address names; nothing of the other database is imported."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storage.addresses import parsed

if TYPE_CHECKING:
    from storage.postgres_store import PostgresStore
    from storage.sqlite_store import SqliteStore

BUSY_TIMEOUT_S = 5.0  # how long a turn waits for another process that writes


def open_store(
    url: str, *, now: datetime, create_folder: bool = False, busy_timeout_s: float = BUSY_TIMEOUT_S
) -> AbstractAsyncContextManager["SqliteStore | PostgresStore"]:
    """The store at sqlite:///relative.db, sqlite:////absolute.db or postgresql://user@host/name.

    Creates it or brings it up to date first; `now` dates the backup made before that. `create_folder` allows a missing
    folder of a SQLite file to be created. Raises StoreError, one sentence for the operator, with nothing changed.
    """
    made = parsed(url)
    if isinstance(made, Path):
        from storage.sqlite_store import opened as opened_sqlite

        return opened_sqlite(made, now=now, create_folder=create_folder, busy_timeout_s=busy_timeout_s)
    from storage.postgres_opening import opened as opened_postgres

    return opened_postgres(made, busy_timeout_s=busy_timeout_s)
