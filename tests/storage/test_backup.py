"""Copies: made while the database is in use, checked, put back, and nothing is ever thrown away by accident."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.outcome import Outcome
from bot.ports import Ledger
from storage.backup import backup, check, restore
from storage.engine import open_store
from storage.errors import StoreError
from tests.storage.processes import started
from tests.storage.samples import NOON, TODAY, after, answers, doing, review

HAS_IT_OPEN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM people").fetchall()
print("open", flush=True)
sys.stdin.readline()
connection.close()
"""


def fill(file: Path, delivery: str = "d1", flow: Callable[[Ledger], Outcome] | None = None) -> None:
    """One more answer of Ann in the file."""

    async def turn() -> None:
        async with open_store(f"sqlite:///{file}", now=NOON) as store:
            await store.turn("T", delivery, NOON, flow or answers("T", "ann"))

    asyncio.run(turn())


def points(file: Path) -> int:
    """Ann's points in the file."""

    async def view() -> int:
        async with open_store(f"sqlite:///{file}", now=NOON) as store:
            return await store.view(lambda ledger: ledger.points_of("T", "ann", TODAY, TODAY))

    return asyncio.run(view())


def names(folder: Path) -> set[str]:
    """What lies in the folder."""
    return {found.name for found in folder.iterdir()}


@pytest.fixture
def file(sqlite_file: Path) -> Path:
    """A database with one answer."""
    fill(sqlite_file)
    return sqlite_file


def test_what_was_backed_up_comes_back_and_the_file_in_place_is_kept(file: Path) -> None:
    copy = backup(file, now=NOON)
    assert copy.name == "tradeoff.db.backup-20261122-120000"
    fill(file, "d2")
    aside = file.with_name("tradeoff.db.replaced-20261122-120100")
    assert restore(file, copy, now=after(1)) == aside
    assert points(file) == 10
    assert points(aside) == 20
    assert copy.exists()


async def test_a_database_in_use_is_copied_with_all_that_was_confirmed(sqlite_file: Path, tmp_path: Path) -> None:
    async with open_store(f"sqlite:///{sqlite_file}", now=NOON) as store:
        await store.turn("T", "d1", NOON, answers("T", "ann"))
        copy = await asyncio.to_thread(backup, f"sqlite:///{sqlite_file}")
        assert await store.turn("T", "d2", NOON, answers("T", "ann"))
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT points FROM totals").fetchall() == [(10,)]


def test_only_the_newest_copies_are_kept_and_other_files_are_left_alone(file: Path) -> None:
    file.with_name("other.db.backup-20200101-000000").touch()
    for minutes in range(4):
        backup(file, keep=2, now=after(minutes))
    assert names(file.parent) == {
        "tradeoff.db",
        "other.db.backup-20200101-000000",
        "tradeoff.db.backup-20261122-120200",
        "tradeoff.db.backup-20261122-120300",
    }


def test_two_copies_of_one_second_both_stay(file: Path) -> None:
    assert backup(file, now=NOON) != backup(file, now=NOON)


def test_a_copy_can_go_to_another_folder_which_must_exist(file: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        backup(file, tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    assert backup(file, tmp_path / "elsewhere").parent == tmp_path / "elsewhere"


def test_of_a_damaged_file_no_copy_is_made_and_no_older_one_is_lost(file: Path) -> None:
    copy = backup(file, keep=1, now=NOON)
    hurt(file)
    with pytest.raises(StoreError, match="is damaged"):
        backup(file, keep=1, now=after(1))
    assert names(file.parent) == {file.name, copy.name}


def test_a_damaged_file_is_moved_aside_and_called_so(file: Path) -> None:
    copy = backup(file, now=NOON)
    hurt(file)
    damage = file.read_bytes()
    aside = file.with_name("tradeoff.db.damaged-20261122-120100")
    assert restore(file, copy, now=after(1)) == aside
    assert aside.read_bytes() == damage
    assert points(file) == 10


def test_a_log_left_behind_goes_with_its_file_and_is_not_played_into_the_next(file: Path) -> None:
    copy = backup(file, now=NOON)
    file.write_bytes(b"words " * 1_000)
    damage = file.read_bytes()
    file.with_name("tradeoff.db-wal").write_bytes(b"old log")
    aside = file.with_name("tradeoff.db.damaged-20261122-120100")
    assert restore(file, copy, now=after(1)) == aside
    assert aside.read_bytes() == damage
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"old log"
    assert not file.with_name("tradeoff.db-wal").exists()
    assert points(file) == 10


def test_a_missing_file_can_be_restored_too(file: Path) -> None:
    copy = backup(file)
    file.unlink()
    assert restore(file, copy) is None
    assert points(file) == 10


def test_nothing_is_restored_while_another_process_has_the_file_open(file: Path) -> None:
    copy = backup(file)
    with started(HAS_IT_OPEN, file) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="is in use"):
            restore(file, copy)
        other.communicate("\n")
    assert names(file.parent) == {file.name, copy.name}
    assert restore(file, copy)


async def test_nothing_is_restored_while_this_process_has_the_store_open(sqlite_file: Path) -> None:
    async with open_store(f"sqlite:///{sqlite_file}", now=NOON) as store:
        await store.turn("T", "d1", NOON, answers("T", "ann"))
        copy = await asyncio.to_thread(backup, sqlite_file)
        with pytest.raises(StoreError, match="is in use"):
            await asyncio.to_thread(restore, sqlite_file, copy)
        assert await store.turn("T", "d2", NOON, answers("T", "ann"))


def test_an_unsound_backup_is_refused_and_nothing_changes(file: Path, tmp_path: Path) -> None:
    for content in (b"not a database at all, only words. " * 40, b"", b"short"):
        wrong = tmp_path / "wrong.backup"
        wrong.write_bytes(content)
        with pytest.raises(StoreError, match=str(wrong)):
            restore(file, wrong)
        assert points(file) == 10
    with pytest.raises(StoreError, match="There is no database"):
        restore(file, tmp_path / "missing.backup")
    with pytest.raises(StoreError, match="is the database itself"):
        restore(file, file)


def test_a_sound_database_has_no_problems(file: Path) -> None:
    assert check(file) == []
    assert check(f"sqlite:///{file}") == []


def test_damage_is_found(file: Path) -> None:
    hurt(file)
    (problem,) = check(file)
    assert "is damaged" in problem


def test_points_that_do_not_add_up_are_named(file: Path) -> None:
    fill(file, "d2", doing(lambda ledger: ledger.credit(review("T", "bob", points=3))))
    fill(file, "d3", doing(lambda ledger: ledger.record(review("T", "cid", points=4))))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE daily SET points = 9 WHERE person = 'ann'")
    assert check(file) == [
        "points of ann in team T do not add up: 10 in totals, 9 in days, 10 in answers",
        "points of bob in team T do not add up: 3 in totals, 3 in days, 0 in answers",
        "points of cid in team T do not add up: 0 in totals, 0 in days, 4 in answers",
    ]


def test_what_is_not_there_is_neither_checked_nor_backed_up_nor_created(tmp_path: Path) -> None:
    for act in (check, backup):
        with pytest.raises(StoreError, match="There is no database"):
            act(tmp_path / "none.db")
    assert names(tmp_path) == set()


def test_for_postgresql_its_own_tools_are_named() -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        backup("postgresql://ann@host/db")


def hurt(file: Path) -> None:
    """Overwrites one page."""
    with file.open("r+b") as pages:
        pages.seek(3 * 4096)
        pages.write(b"\xa5" * 4096)
