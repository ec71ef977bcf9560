"""Views of a SQLite file: a small pool of connections that cannot write, on the async engine."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.ports import Ledger
from storage.ledger import SqlLedger
from storage.runners import ConnectionRunner
from storage.statements import reading_statements
from storage.troubles import spoken

T = TypeVar("T")

READERS = 4


class Reader:
    """Reads beside the writer: each view sees what was committed when it began."""

    def __init__(self, path: Path) -> None:
        url = URL.create("sqlite+aiosqlite", database=str(path.absolute()))  # unlike text, takes any file name
        self._engine = create_async_engine(url, pool_size=READERS, max_overflow=0)
        event.listen(self._engine.sync_engine, "connect", _read_only)
        event.listen(self._engine.sync_engine, "begin", _begin)

    async def view(self, fn: Callable[[Ledger], T]) -> T:
        """What `fn` makes of one state of the database. Raises Unsaved where it cannot be read."""
        try:
            async with self._engine.connect() as connection:
                return await connection.run_sync(lambda sync: fn(_ledger(sync)))
        except DBAPIError as error:
            raise spoken(error.orig or error) from error

    async def close(self) -> None:
        """Closes the connections."""
        await self._engine.dispose()


def _ledger(connection: Connection) -> SqlLedger:
    return SqlLedger(reading_statements("sqlite"), ConnectionRunner(connection))


def _read_only(driver: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    driver.isolation_level = None  # so that the BEGIN below is the only one
    cursor = driver.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
