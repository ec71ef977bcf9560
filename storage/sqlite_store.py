"""The store on a SQLite file: turns through the one writer, views beside it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.outcome import Outcome
from bot.ports import Ledger
from storage.errors import CLOSED
from storage.ledger import PURGED_AT_ONCE, claimed
from storage.sqlite_file import make_room
from storage.sqlite_opening import prepared
from storage.writer import Writer

if TYPE_CHECKING:
    from storage.sqlite_reader import Reader

T = TypeVar("T")


class SqliteStore:
    """See `bot.ports.Store`; made by `opened`."""

    def __init__(self, path: Path, writer: Writer) -> None:
        self._path = path
        self._writer = writer
        self._reader: Reader | None = None
        self._closed = False

    async def turn(self, team: str, delivery: str, at: datetime, fn: Callable[[Ledger], Outcome]) -> Outcome | None:
        """Claims the delivery, runs `fn`, commits, then answers; None where the delivery was seen before."""
        return await self._writer.run(claimed(team, delivery, at, fn))

    async def view(self, fn: Callable[[Ledger], T]) -> T:
        """Runs `fn` on a reading ledger, beside the writer."""
        if self._closed:
            raise RuntimeError(CLOSED)
        if self._reader is None:
            from storage.sqlite_reader import Reader

            self._reader = Reader(self._path)
        return await self._reader.view(fn)

    async def purge(self, at: datetime) -> int:
        """Forgets deliveries claimed a day before `at` or earlier; how many."""
        purged = 0
        while (some := await self._writer.run(lambda ledger: ledger.purge(at))) == PURGED_AT_ONCE:
            purged += some
        return purged + some

    async def limit_pages(self, pages: int) -> None:
        """Lets the file grow to so many pages at most, as a full disk would; for tests."""
        await self._writer.limit_pages(pages)

    async def close(self) -> None:
        """Finishes what is queued; afterwards turns and views are refused."""
        self._closed = True
        if self._reader is not None:
            await self._reader.close()
        await self._writer.close()


@asynccontextmanager
async def opened(
    path: Path, *, now: datetime, create_folder: bool, busy_timeout_s: float
) -> AsyncGenerator[SqliteStore]:
    """The store on this file, created or brought up to date first. Raises StoreError."""
    make_room(path, create_folder=create_folder)
    connection = await asyncio.to_thread(prepared, path, now, busy_timeout_s)
    store = SqliteStore(path, Writer(connection))
    try:
        yield store
    finally:
        await store.close()
