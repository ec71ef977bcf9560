"""Opening a SQLite file: made when new, refused with one sentence when it must not be touched."""

import asyncio
import random
import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.outcome import Outcome
from storage.backup import backup
from storage.engine import open_store
from storage.errors import StoreError
from tests.storage.processes import told
from tests.storage.samples import DONE, NOON, TODAY, answers

OPENS = """
import asyncio, json, sys
from storage.engine import open_store
from storage.errors import StoreError
from tests.storage.samples import NOON, answers

async def main():
    async with open_store(sys.argv[1], now=NOON) as store:
        await store.turn("T", "d1", NOON, answers("T", "ann"))

try:
    asyncio.run(main())
    said = ""
except StoreError as error:
    said = str(error)
print(json.dumps([said, [name for name in ("alembic", "asyncpg", "sqlalchemy.ext.asyncio") if name in sys.modules]]))
"""

# As while SQLite turns the write-ahead log on: the old kind of journal, pages already overwritten, and no commit.
DIES_HALF_WAY = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=DELETE")
connection.execute("PRAGMA cache_size=5")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE daily SET points = 99")
connection.execute("CREATE TABLE much (text TEXT)")
for number in range(100):
    connection.execute("INSERT INTO much VALUES (?)", ("x" * 4000,))
print("null", flush=True)
os._exit(0)
"""

# Loads everything first, by opening a store: the libraries may lie where only root can read.
STEPS_DOWN = """
import asyncio, os
from tempfile import TemporaryDirectory
from storage.engine import open_store
from tests.storage.samples import NOON

async def open_one(folder):
    async with open_store(f"sqlite:///{folder}/first.db", now=NOON):
        pass

with TemporaryDirectory() as folder:
    asyncio.run(open_one(folder))
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""

# Imports first, so that all children start in the same instant.
FOUR_AT_ONCE = """
import asyncio, json, os, sys
import storage.sqlite_store, storage.migrations.run
from storage.engine import open_store
from tests.storage.samples import NOON, answers

async def main(number):
    async with open_store(f"sqlite:///{sys.argv[1]}", now=NOON) as store:
        await store.turn("T", str(number), NOON, answers("T", "ann"))

children = []
for number in range(4):
    child = os.fork()
    if child == 0:
        asyncio.run(main(number))
        os._exit(0)
    children.append(child)
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]))
"""


def opened(file: Path) -> int:
    """Opens the file and closes it again; Ann's points in it."""

    async def points() -> int:
        async with open_store(f"sqlite:///{file}", now=NOON) as store:
            return await store.view(lambda ledger: ledger.points_of("T", "ann", TODAY, TODAY))

    return asyncio.run(points())


def refusal(file: Path) -> str:
    """What is said instead of opening the file."""
    with pytest.raises(StoreError) as raised:
        opened(file)
    return str(raised.value)


def fill(file: Path, rows: int = 1) -> None:
    """A database with some answers in it."""

    async def answer() -> None:
        async with open_store(f"sqlite:///{file}", now=NOON) as store:
            turns = (store.turn("T", f"d{number}", NOON, answers("T", "ann")) for number in range(rows))
            await asyncio.gather(*turns)

    asyncio.run(answer())


def changed(file: Path, statement: str) -> None:
    """Changes the database behind the program's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def test_a_missing_file_is_created_and_an_empty_one_counts_as_new(sqlite_file: Path) -> None:
    assert opened(sqlite_file) == 0
    empty = sqlite_file.with_name("empty.db")
    empty.touch()
    assert opened(empty) == 0


@pytest.mark.parametrize("name", ["a?b.db", "50% #1.db", "with space.db", "ünï.db", "file:x.db"])
def test_a_file_name_is_taken_letter_by_letter(tmp_path: Path, name: str) -> None:
    fill(tmp_path / name)
    assert [found.name for found in tmp_path.iterdir()] == [name]
    assert opened(tmp_path / name) == 10


def test_an_up_to_date_file_opens_without_the_slow_libraries(sqlite_file: Path) -> None:
    fill(sqlite_file)
    assert told(OPENS, f"sqlite:///{sqlite_file}") == ["", []]


def test_four_processes_that_start_at_once_share_one_new_file(sqlite_file: Path) -> None:
    assert told(FOUR_AT_ONCE, sqlite_file) == [0, 0, 0, 0]
    with closing(sqlite3.connect(sqlite_file)) as connection:
        assert connection.execute("SELECT points FROM totals").fetchall() == [(40,)]


async def test_two_new_files_can_be_opened_at_once_in_one_process(tmp_path: Path) -> None:
    async def answer(name: str) -> Outcome | None:
        async with open_store(f"sqlite:///{tmp_path / name}", now=NOON) as store:
            return await store.turn("T", "d1", NOON, answers("T", "ann"))

    assert await asyncio.gather(*(answer(f"{number}.db") for number in range(4))) == [DONE] * 4


@pytest.mark.parametrize("content", [b"Dear diary, today I learned about caches. " * 200, bytes(8192), b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(sqlite_file: Path, content: bytes) -> None:
    sqlite_file.write_bytes(content)
    said = refusal(sqlite_file)
    assert str(sqlite_file) in said
    assert "is damaged" in said
    assert "Nothing was changed" in said
    assert sqlite_file.read_bytes() == content
    assert list(sqlite_file.parent.iterdir()) == [sqlite_file]


def test_an_emptied_file_whose_log_holds_answers_is_no_new_one(sqlite_file: Path) -> None:
    log = sqlite_file.with_name(f"{sqlite_file.name}-wal")
    log.write_bytes(b"answers")
    assert "is too short" in refusal(sqlite_file)
    sqlite_file.touch()
    assert "is too short" in refusal(sqlite_file)
    assert log.read_bytes() == b"answers"


def test_a_change_that_a_killed_process_left_half_made_is_undone(sqlite_file: Path) -> None:
    fill(sqlite_file)
    told(DIES_HALF_WAY, sqlite_file)
    assert sqlite_file.with_name(f"{sqlite_file.name}-journal").stat().st_size > 0
    assert opened(sqlite_file) == 10


def test_a_damaged_file_names_the_backup_to_restore(sqlite_file: Path) -> None:
    fill(sqlite_file)
    copy = backup(sqlite_file, now=NOON)
    sqlite_file.write_bytes(b"nothing like a database " * 50)
    assert refusal(sqlite_file) == (
        f"{sqlite_file} is damaged (file is not a database). Nothing was changed. "
        f"Restore a backup with: tradeoff db restore {copy} --db sqlite:///{sqlite_file}"
    )


def test_damage_to_any_page_is_refused_or_harmless_and_never_written_over(sqlite_file: Path) -> None:
    fill(sqlite_file, 400)
    sound = sqlite_file.read_bytes()
    dice = random.Random(5)
    refused = 0
    for page in range(len(sound) // 4096):
        hurt = sound[: page * 4096] + dice.randbytes(4096) + sound[(page + 1) * 4096 :]
        sqlite_file.write_bytes(hurt)
        try:
            opened(sqlite_file)
        except StoreError as error:
            refused += 1
            assert "Nothing was changed" in str(error)
            assert sqlite_file.read_bytes() == hurt
    assert refused == len(sound) // 4096


def test_a_file_of_another_program_is_refused(sqlite_file: Path) -> None:
    changed(sqlite_file, "CREATE TABLE recipes (name TEXT)")
    assert "belongs to another program" in refusal(sqlite_file)


def test_a_file_of_a_newer_version_is_refused_with_both_revisions(sqlite_file: Path) -> None:
    fill(sqlite_file)
    changed(sqlite_file, "UPDATE alembic_version SET version_num = '0099'")
    said = refusal(sqlite_file)
    assert "its schema is 0099, this program knows up to 0002" in said
    changed(sqlite_file, "UPDATE alembic_version SET version_num = '0002'")
    assert opened(sqlite_file) == 10


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder, not a database file."


async def test_a_missing_folder_is_named_and_created_only_where_allowed(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "deep"
    with pytest.raises(StoreError, match=f"The folder {folder} does not exist"):
        async with open_store(f"sqlite:///{folder}/tradeoff.db", now=NOON):
            pass
    async with open_store(f"sqlite:///{folder}/tradeoff.db", now=NOON, create_folder=True) as store:
        assert await store.turn("T", "d1", NOON, answers("T", "ann"))


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(StoreError, match="deep cannot be created"):
        async with open_store(f"sqlite:///{tmp_path}/data/deep/t.db", now=NOON, create_folder=True):
            pass


async def test_a_file_locked_by_another_program_is_refused_after_the_wait(sqlite_file: Path) -> None:
    async with open_store(f"sqlite:///{sqlite_file}", now=NOON):
        pass
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"):
            async with open_store(f"sqlite:///{sqlite_file}", now=NOON, busy_timeout_s=0.05):
                pass
        other.execute("ROLLBACK")


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://ann:secret@host/db", "tradeoff.db", ""],
)
def test_an_address_of_no_store_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(StoreError) as raised:
        open_store(url, now=NOON)
    assert "secret" not in str(raised.value)


@pytest.fixture
def open_folder() -> Generator[Path]:
    """A folder that every user of the machine can reach; pytest's own belong to one."""
    with TemporaryDirectory(prefix="tradeoff-open-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def said_to_a_plain_user(url: str) -> str:
    """What somebody without special rights is told; root may write anywhere, so it steps down first."""
    return str(told(STEPS_DOWN + OPENS, url)[0])


def test_a_folder_that_may_not_be_written_is_named(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = said_to_a_plain_user(f"sqlite:///{open_folder}/tradeoff.db")
    assert f"This user may not write in {open_folder}" in said
    assert list(open_folder.iterdir()) == []


def test_a_file_that_may_not_be_written_is_named(open_folder: Path) -> None:
    fill(open_folder / "tradeoff.db")
    before = (open_folder / "tradeoff.db").read_bytes()
    (open_folder / "tradeoff.db").chmod(0o444)
    open_folder.chmod(0o777)
    said = said_to_a_plain_user(f"sqlite:///{open_folder}/tradeoff.db")
    assert "This user may not write the file" in said
    open_folder.chmod(0o555)
    said = said_to_a_plain_user(f"sqlite:///{open_folder}/tradeoff.db")
    assert f"This user may not write in {open_folder}" in said
    assert (open_folder / "tradeoff.db").read_bytes() == before


def test_a_disk_that_takes_no_files_is_named() -> None:
    assert "cannot be written" in refusal(Path("/proc/tradeoff.db"))
