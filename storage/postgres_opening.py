"""From an address to an open PostgreSQL store of the newest revision."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast

from sqlalchemy import URL, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.errors import StoreError
from storage.migrations import HEAD
from storage.migrations.found import found_revision
from storage.postgres_store import PostgresStore
from storage.wire import Driver

CONNECTIONS = 16  # about ten keep one Python core busy


@asynccontextmanager
async def opened(url: URL, *, busy_timeout_s: float) -> AsyncGenerator[PostgresStore]:
    """The store in this database, its tables created or brought up to date first. Raises StoreError."""
    engine = _engine(url, busy_timeout_s)
    event.listen(engine.sync_engine, "checkout", _still_there)
    store = PostgresStore(engine, busy_timeout_s)
    try:
        await _bring_up_to_date(engine)
        yield store
    finally:
        await store.close()


def _engine(url: URL, patience_s: float) -> AsyncEngine:
    settings = {"application_name": "tradeoff", "lock_timeout": str(round(patience_s * 1000))}
    try:
        return create_async_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=patience_s,
            connect_args={"timeout": patience_s, "server_settings": settings},
        )
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'tradeoff[postgres]'.") from error


async def _bring_up_to_date(engine: AsyncEngine) -> None:
    name = engine.url.set(drivername="postgresql").render_as_string()
    try:
        async with engine.begin() as connection:
            if await connection.run_sync(found_revision, name) != HEAD:
                from storage.migrations.run import migrate_postgresql

                await connection.run_sync(migrate_postgresql)
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(f"{name} cannot be opened: {_cause(error)}. Is the server up, the address right?") from error


def _cause(error: Exception) -> str:
    """The server's own words, in one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _still_there(_: DBAPIConnection, entry: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
    """Has the pool make a connection anew if the server hung up while it lay there."""
    if cast(Driver, entry.driver_connection).is_closed():
        raise DisconnectionError
