"""The store on PostgreSQL: a turn is one transaction, run again where another one was in its way."""

import random
import time
from asyncio import sleep
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from bot.outcome import Outcome
from bot.ports import Ledger
from storage.errors import CLOSED
from storage.ledger import PURGED_AT_ONCE, SqlLedger
from storage.postgres_troubles import connection_lost, in_the_way, spoken
from storage.runners import ConnectionRunner
from storage.statements import reading_statements, statements
from storage.wire import Driver, WireRunner

T = TypeVar("T")

PAUSE_S = 0.004

# Every turn of a person reads and writes rows of that person; two at once are told apart by the row both write, and the
# later one is undone and run again. SERIALIZABLE would ask for no such row, but undoes turns of different people too,
# because it watches pages of an index: with 32 people at once most turns fell, with none of them in conflict.
ISOLATION = "repeatable_read"


class PostgresStore:
    """See `bot.ports.Store`; made by `opened`. `patience_s` bounds how long a turn is run again and again."""

    def __init__(self, engine: AsyncEngine, patience_s: float) -> None:
        self._engine = engine
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._patience_s = patience_s
        self._closed = False

    async def turn(self, team: str, delivery: str, at: datetime, fn: Callable[[Ledger], Outcome]) -> Outcome | None:
        """Claims the delivery, runs `fn`, commits, then answers; None where the delivery was seen before.

        `fn` may run more than once, each time as if it were the first.
        """
        done: list[Outcome] = []

        def work(ledger: SqlLedger) -> Outcome | None:
            if ledger.claim(team, delivery, at):
                done[:] = [fn(ledger)]
            return done[0] if done else None  # claimed by our own earlier try, whose commit was cut off but kept

        with spoken():
            return await self._insist(work, undone=done.clear)

    async def view(self, fn: Callable[[Ledger], T]) -> T:
        """Runs `fn` on a reading ledger: one state of the database. Raises Unsaved where it cannot be read."""
        self._stay_open()
        with spoken():
            async with self._reading.connect() as connection:
                return await connection.run_sync(lambda sync: fn(_view_ledger(sync)))

    async def purge(self, at: datetime) -> int:
        """Forgets deliveries claimed a day before `at` or earlier; how many."""
        purged = 0
        with spoken():
            while (some := await self._insist(lambda ledger: ledger.purge(at))) == PURGED_AT_ONCE:
                purged += some
        return purged + some

    async def close(self) -> None:
        """Lets go of the connections; afterwards turns and views are refused."""
        self._closed = True
        await self._engine.dispose()

    def _stay_open(self) -> None:
        if self._closed:
            raise RuntimeError(CLOSED)

    async def _insist(self, work: Callable[[SqlLedger], T], undone: Callable[[], None] = lambda: None) -> T:
        """One transaction, again while others are in the way; `undone` hears that a try surely left nothing."""
        until = time.monotonic() + self._patience_s
        reconnects = 1
        while True:
            try:
                return await self._once(work)
            except Exception as error:
                if connection_lost(error) and reconnects:
                    reconnects -= 1
                elif in_the_way(error) and time.monotonic() < until:
                    undone()
                else:
                    raise
            await sleep(random.uniform(0, PAUSE_S))

    async def _once(self, work: Callable[[SqlLedger], T]) -> T:
        self._stay_open()
        async with self._engine.connect() as connection:
            driver = cast(Driver, (await connection.get_raw_connection()).driver_connection)
            try:
                async with driver.transaction(isolation=ISOLATION):
                    return await greenlet_spawn(_worked, driver, work)
            except Exception as error:
                if driver.is_closed():
                    await connection.invalidate()
                    raise ConnectionResetError("the server hung up") from error
                raise


def _worked(driver: Driver, work: Callable[[SqlLedger], T]) -> T:
    runner = WireRunner(driver)
    result = work(SqlLedger(statements("postgresql"), runner))
    runner.flush()
    return result


def _view_ledger(connection: Connection) -> SqlLedger:
    return SqlLedger(reading_statements("postgresql"), ConnectionRunner(connection))
