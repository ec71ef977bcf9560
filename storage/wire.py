"""A turn on asyncpg's own connection: text instead of Core, and writes gathered into one round trip.

Every statement of a turn waits for the server, and behind SQLAlchemy costs three times its own price besides. A
turn reads little and writes much, so writes wait for the next read, or the end, and go as one statement.
"""

import re
from collections.abc import Awaitable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Protocol

from sqlalchemy import Delete, Insert
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.util import await_only

from storage.rows import Params, Row
from storage.statements import Statement, statements
from storage.texts import texts

_PLACEHOLDER = re.compile(r"\$(\d+)")

_texts = cache(lambda: texts(statements("postgresql"), asyncpg_dialect()))  # type: ignore[no-untyped-call]


class Driver(Protocol):
    """What is used of asyncpg's connection, which comes without types."""

    def fetch(self, query: str, *args: object) -> Awaitable[Sequence[Sequence[object]]]:
        """All rows."""
        ...

    def execute(self, query: str, *args: object) -> Awaitable[str]:
        """The server's word of what was done, such as `INSERT 0 1`."""
        ...

    def transaction(self, *, isolation: str) -> AbstractAsyncContextManager[object]:
        """Commits at its end, or undoes everything on an exception."""
        ...

    def is_closed(self) -> bool:
        """Whether either side hung up."""
        ...


class WireRunner:
    """Runs inside `greenlet_spawn`, which turns the waiting here into awaiting out there."""

    __slots__ = ("_driver", "_waiting")

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._waiting: list[tuple[Statement, Params]] = []

    def rows(self, statement: Statement, params: Params) -> Sequence[Row]:
        """All rows of a select, after what was written before. Raises asyncpg.PostgresError."""
        self.flush()
        text = _texts()[statement]
        return [tuple(row) for row in await_only(self._driver.fetch(text.sql, *text.values(params)))]

    def count(self, statement: Statement, params: Params) -> int:
        """Writes at once; how many rows that touched. Raises asyncpg.PostgresError."""
        self.flush()
        text = _texts()[statement]
        return int(await_only(self._driver.execute(text.sql, *text.values(params))).split()[-1])

    def write(self, statement: Statement, params: Params) -> None:
        """Writes before the next read or the end. One statement may touch a table once, so a second write flushes."""
        if any(_table(earlier) is _table(statement) for earlier, _ in self._waiting):
            self.flush()
        self._waiting.append((statement, params))

    def flush(self) -> None:
        """Sends what waits. Raises asyncpg.PostgresError."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        values = [value for statement, params in waiting for value in _texts()[statement].values(params)]
        await_only(self._driver.execute(_gathered(tuple(statement for statement, _ in waiting)), *values))


@cache  # as many as there are shapes of turns
def _gathered(writes: tuple[Statement, ...]) -> str:
    """One statement that does all of these: the last one, WITH the others."""
    numbered: list[str] = []
    taken = 0
    for statement in writes:
        text = _texts()[statement]
        numbered.append(_shifted(text.sql, taken))
        taken += text.size
    others = ", ".join(f"w{number} AS ({sql})" for number, sql in enumerate(numbered[:-1]))
    return f"WITH {others} {numbered[-1]}" if others else numbered[-1]


def _shifted(sql: str, by: int) -> str:
    return _PLACEHOLDER.sub(lambda found: f"${int(found[1]) + by}", sql)


def _table(statement: Statement) -> object:
    return statement.table if isinstance(statement, Insert | Delete) else statement
