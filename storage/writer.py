"""The group-commit writer: one thread owns one SQLite connection and commits many people's turns at once.

A commit costs a flush of the disk, whatever is in it. While one runs, turns queue up; the next takes all of them. Each
turn is a savepoint of its own and nobody is answered before the commit, so full durability costs next to nothing.
"""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from storage.errors import CLOSED
from storage.ledger import SqlLedger
from storage.runners import CursorRunner
from storage.statements import statements
from storage.troubles import spoken

T = TypeVar("T")

BATCH = 256  # bounds how long the first of a batch waits for the last: some 40 ms


class _Job(Generic[T]):
    """One turn: what to run, who waits, and what came of it."""

    __slots__ = ("error", "fn", "results", "waiter")

    def __init__(self, fn: Callable[[SqlLedger], T], waiter: asyncio.Future[None]) -> None:
        self.fn = fn
        self.waiter = waiter
        self.results: list[T] = []
        self.error: BaseException | None = None

    def result(self) -> T:
        """What `fn` returned. Raises what it raised."""
        if self.error is not None:
            raise self.error
        return self.results[0]


class Writer:
    """Runs functions over a ledger, each all or nothing; takes over `connection`, which must be in autocommit mode."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self._ledger = SqlLedger(statements("sqlite"), CursorRunner(self._cursor))
        self._queue: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._door = Lock()  # so that nothing ever queues up behind the None that ends the work
        self._closed = False
        self._thread = Thread(target=self._work, name="storage-writer")
        self._thread.start()

    async def run(self, fn: Callable[[SqlLedger], T]) -> T:
        """Runs `fn`, answers once it is on disk. Raises what `fn` raises, Unsaved where it could not be kept.

        A caller cancelled while still in the queue leaves nothing behind; later, its turn is kept all the same.
        """
        job = _Job(fn, asyncio.get_running_loop().create_future())
        with self._door:
            if self._closed:
                raise RuntimeError(CLOSED)
            self._queue.put(job)
        await job.waiter
        return job.result()

    async def limit_pages(self, pages: int) -> None:
        """Lets the file grow to so many pages at most, as a full disk would; for tests."""
        await self.run(lambda _: self._cursor.execute(f"PRAGMA max_page_count={pages:d}").fetchall())

    async def close(self) -> None:
        """Finishes what is queued, moves it all into the main file and closes the connection."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        while batch := self._take():
            self._commit(batch)
            _wake(batch)
        with suppress(sqlite3.Error):  # a reader in the way: everything is safe in the write-ahead log
            self._cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._cursor.close()  # its last statement would keep the file open behind the closed connection
        self._connection.close()

    def _take(self) -> list[_Job[Any]]:
        """Waits for a turn and takes whatever else is there; empty at the end of the work."""
        batch: list[_Job[Any]] = []
        job = self._queue.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH:
                return batch
            try:
                job = self._queue.get_nowait()
            except Empty:
                return batch
        if batch:
            self._queue.put(None)  # the end was seen too early; it is still last
        return batch

    def _commit(self, batch: Sequence[_Job[Any]]) -> None:
        try:
            self._cursor.execute("BEGIN IMMEDIATE")
            for job in batch:
                self._turn(job)
            self._cursor.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - whatever it is, each caller must hear of it
            self._undo()
            for job in batch:
                job.error = job.error or spoken(error)

    def _turn(self, job: _Job[Any]) -> None:
        if job.waiter.cancelled():
            return
        self._cursor.execute("SAVEPOINT turn")
        try:
            job.results.append(job.fn(self._ledger))
        except BaseException as error:
            if not self._connection.in_transaction:  # a full disk, say: SQLite has undone the whole batch
                raise
            self._cursor.execute("ROLLBACK TO turn")
            job.error = spoken(error)
        self._cursor.execute("RELEASE turn")

    def _undo(self) -> None:
        if self._connection.in_transaction:
            with suppress(sqlite3.Error):
                self._cursor.execute("ROLLBACK")


def _wake(batch: Sequence[_Job[Any]]) -> None:
    """Tells all callers, with one wake-up per event loop."""
    waiters: defaultdict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = defaultdict(list)
    for job in batch:
        waiters[job.waiter.get_loop()].append(job.waiter)
    for loop, waiting in waiters.items():
        with suppress(RuntimeError):  # that loop is closed, nobody waits any more
            loop.call_soon_threadsafe(_settle, waiting)


def _settle(waiting: Sequence[asyncio.Future[None]]) -> None:
    for waiter in waiting:
        if not waiter.done():
            waiter.set_result(None)
