"""A full disk, a lock held elsewhere, a disk that fails, damage found at work: nothing half done, and work goes on."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import Unsaved
from bot.outcome import Outcome
from bot.ports import Ledger
from storage.engine import open_store
from storage.sqlite_store import SqliteStore
from tests.storage.processes import started, told
from tests.storage.samples import DONE, NOON, TODAY, answers, doing, profile, who

HOLDS_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
connection.close()
"""

# No file may grow past the log's present size: SQLite sees writes fail, as on a broken disk.
FAILS_TO_WRITE = """
import asyncio, json, sys
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, setrlimit
from bot.errors import Unsaved
from storage.engine import open_store
from tests.storage.samples import DONE, NOON, TODAY, answers

async def main():
    whys = []
    async with open_store(f"sqlite:///{sys.argv[1]}", now=NOON) as store:
        await store.turn("T", "first", NOON, answers("T", "ann"))
        setrlimit(RLIMIT_FSIZE, (Path(sys.argv[1] + "-wal").stat().st_size, RLIM_INFINITY))
        for number in range(3):
            try:
                await store.turn("T", str(number), NOON, answers("T", "ann"))
            except Unsaved as error:
                whys.append(error.why)
        setrlimit(RLIMIT_FSIZE, (RLIM_INFINITY, RLIM_INFINITY))
        again = await store.turn("T", "1", NOON, answers("T", "ann")) == DONE
        points = await store.view(lambda ledger: ledger.points_of("T", "ann", TODAY, TODAY))
    print(json.dumps([whys, again, points]))

asyncio.run(main())
"""


def hoarding(person: str) -> Callable[[Ledger], Outcome]:
    """An answer, and a name of 100 kB that takes up room."""
    named = profile("T", person * 100_000)
    return doing(answers("T", "ann"), lambda ledger: ledger.save_profile(named, NOON))


async def points(store: SqliteStore) -> int:
    """What Ann has today."""
    return await store.view(lambda ledger: ledger.points_of("T", "ann", TODAY, TODAY))


async def unsaved(store: SqliteStore, delivery: str, flow: Callable[[Ledger], Outcome]) -> str:
    """Why the turn was not kept."""
    with pytest.raises(Unsaved) as raised:
        await store.turn("T", delivery, NOON, flow)
    return raised.value.why


def hurt(file: Path) -> None:
    """Overwrites all pages but the first."""
    with file.open("r+b") as pages:
        pages.seek(4096)
        pages.write(b"\xff" * (file.stat().st_size - 4096))


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{sqlite_file}"


async def test_on_a_full_disk_nothing_is_confirmed_and_reading_goes_on(sqlite_url: str, sqlite_file: Path) -> None:
    async with open_store(sqlite_url, now=NOON) as store:
        assert isinstance(store, SqliteStore)
        await store.turn("T", "d1", NOON, answers("T", "ann"))
        await store.limit_pages(1)  # no more than there are
        assert await unsaved(store, "d2", hoarding("b")) == "full"
        assert await points(store) == 10
        assert await store.view(lambda ledger: ledger.profile(who("T", "b" * 100_000))) is None


async def test_a_full_disk_takes_the_whole_batch_and_the_next_one_works_once_there_is_room(sqlite_url: str) -> None:
    async with open_store(sqlite_url, now=NOON) as store:
        assert isinstance(store, SqliteStore)
        await store.limit_pages(1)
        turns = [store.turn("T", f"d{number}", NOON, hoarding(str(number))) for number in range(10)]
        results = await asyncio.gather(*turns, return_exceptions=True)
        assert [getattr(result, "why", "kept") for result in results] == ["full"] * 10
        assert await points(store) == 0
        await store.limit_pages(1_000_000)
        assert await store.turn("T", "d1", NOON, hoarding("1")) == DONE
        assert await points(store) == 10


async def test_a_database_locked_by_another_process_says_busy_and_nothing_is_half_done(
    sqlite_url: str, sqlite_file: Path
) -> None:
    async with open_store(sqlite_url, now=NOON, busy_timeout_s=0.2) as store:
        assert isinstance(store, SqliteStore)
        await store.turn("T", "d1", NOON, answers("T", "ann"))
        with started(HOLDS_THE_LOCK, sqlite_file) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "locked\n"
            assert await unsaved(store, "d2", answers("T", "ann")) == "busy"
            assert await points(store) == 10  # reading goes on
            other.communicate("\n")
        assert await store.turn("T", "d2", NOON, answers("T", "ann")) == DONE
        assert await points(store) == 20


async def test_a_short_lock_is_waited_for(sqlite_url: str, sqlite_file: Path) -> None:
    async with open_store(sqlite_url, now=NOON) as store:
        assert isinstance(store, SqliteStore)
        with started(HOLDS_THE_LOCK, sqlite_file) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "locked\n"
            turn = asyncio.create_task(store.turn("T", "d1", NOON, answers("T", "ann")))
            await asyncio.wait([turn], timeout=0.1)
            assert not turn.done()
            other.communicate("\n")
        assert await turn == DONE


def test_a_disk_that_fails_keeps_nothing_of_the_turn_and_the_next_one_may_work(sqlite_file: Path) -> None:
    whys, again, kept = told(FAILS_TO_WRITE, sqlite_file)
    assert whys == ["broken", "broken", "broken"]
    assert again
    assert kept == 20


async def test_damage_that_shows_at_work_stops_the_turn_with_a_sentence(sqlite_url: str, sqlite_file: Path) -> None:
    async with open_store(sqlite_url, now=NOON) as store:
        await store.turn("T", "d1", NOON, answers("T", "ann"))
    async with open_store(sqlite_url, now=NOON) as store:
        assert isinstance(store, SqliteStore)
        hurt(sqlite_file)
        assert await unsaved(store, "d2", answers("T", "ann")) == "broken"
        with pytest.raises(Unsaved, match="tradeoff db check"):
            await points(store)
