"""A killed process: whatever was confirmed is there, nothing is half done, and the file is sound."""

import asyncio
from pathlib import Path

from storage.backup import check
from storage.engine import open_store
from tests.storage.processes import told
from tests.storage.samples import NOON, TODAY

# Ten children answer as fast as they can, twenty people at once, and confirm each answer into a pipe; each is killed.
TEN_KILLS = """
import asyncio, json, os, random, select, signal, sys, time
import storage.sqlite_store, storage.migrations.run
from storage.engine import open_store
from tests.storage.samples import NOON, answers

async def play(child, confirmed):
    async with open_store(f"sqlite:///{sys.argv[1]}", now=NOON) as store:
        async def person(number):
            for turn in range(1_000_000):
                name = f"{child}-{number}-{turn}"
                await store.turn("T", name, NOON, answers("T", name))
                os.write(confirmed, f"{name}\\n".encode())

        await asyncio.gather(*(person(number) for number in range(20)))

kept, dice = [], random.Random(1)
for child in range(10):
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        asyncio.run(play(child, writing))
    os.close(writing)
    select.select([reading], [], [])
    time.sleep(dice.uniform(0, 0.05))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as pipe:
        kept += pipe.read().splitlines()
print(json.dumps(kept))
"""


def test_ten_kills_lose_no_confirmed_answer(sqlite_file: Path) -> None:
    confirmed: list[str] = told(TEN_KILLS, sqlite_file)
    assert len(confirmed) > 100
    assert check(sqlite_file) == []

    async def points() -> list[int]:
        async with open_store(f"sqlite:///{sqlite_file}", now=NOON) as store:
            return await store.view(lambda ledger: [ledger.points_of("T", name, TODAY, TODAY) for name in confirmed])

    assert asyncio.run(points()) == [10] * len(confirmed)
