"""Migrations: all or nothing wherever they are killed, and they build what the code believes in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import storage.migrations
from storage.copies import copies_of
from storage.engine import open_store
from storage.errors import StoreError
from storage.migrations import HEAD, REVISIONS
from storage.sqlite_file import connect, revision
from storage.sqlite_opening import bring_up_to_date, prepared
from storage.tables import metadata
from tests.storage.processes import told
from tests.storage.samples import NOON

OURS = set(metadata.tables) | {"alembic_version"}

# Each child dies at one place of the migration: before its n-th statement (so after the one before), or at the end.
KILLED_EVERYWHERE = """
import json, os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from storage.sqlite_opening import prepared
import storage.migrations.run
from tests.storage.samples import NOON

def dies_at(moment):
    seen = 0

    def count(*_):
        nonlocal seen
        seen += 1
        if seen == moment:
            os._exit(9)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, count)

exits = []
while not exits or exits[-1] == 9:
    child = os.fork()
    if child == 0:
        dies_at(len(exits) + 1)
        prepared(Path(sys.argv[1]) / f"{len(exits)}.db", NOON, 5.0).close()
        os._exit(0)
    exits.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(exits))
"""


def tables_of(file: Path) -> dict[str, str]:
    """The tables and indexes in the file, with their definitions."""
    with closing(sqlite3.connect(file)) as connection:
        named = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: " ".join(sql.split()) for name, sql in named}


def differences(connection: Connection) -> list[object]:
    """What alembic would still change."""
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_a_migration_killed_anywhere_leaves_the_old_schema_or_the_new_one_and_the_next_start_finishes_it(
    tmp_path: Path,
) -> None:
    exits = told(KILLED_EVERYWHERE, tmp_path)
    assert exits == [9] * (len(exits) - 1) + [0]
    assert len(exits) > len(metadata.tables)
    for number in range(len(exits)):
        file = tmp_path / f"{number}.db"
        found = tables_of(file)
        assert not found or found.keys() >= OURS
        prepared(file, NOON, 5.0).close()
        assert tables_of(file).keys() >= OURS
        assert revision(file) == HEAD


def test_the_revisions_named_in_the_code_are_the_files() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS
    assert scripts.get_current_head() == HEAD


def test_on_sqlite_the_migrations_build_the_very_tables_of_the_code(tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.db", tmp_path / "created.db"
    prepared(migrated, NOON, 5.0).close()
    engine = create_engine("sqlite://", creator=lambda: connect(created, "rwc"), poolclass=NullPool)
    metadata.create_all(engine)
    built = tables_of(migrated)
    del built["alembic_version"]
    assert built == tables_of(created)


async def test_nothing_is_left_to_migrate(url: str) -> None:
    async with open_store(url, now=NOON):
        driver = url.replace("sqlite:", "sqlite+aiosqlite:").replace("postgresql:", "postgresql+asyncpg:")
        async with create_async_engine(driver, poolclass=NullPool).connect() as connection:
            assert await connection.run_sync(differences) == []


def test_before_an_older_file_is_changed_a_copy_is_kept_beside_it(sqlite_file: Path) -> None:
    prepared(sqlite_file, NOON, 5.0).close()
    bring_up_to_date(sqlite_file, REVISIONS[0], NOON, 5.0)
    (copy,) = copies_of(sqlite_file, sqlite_file.parent)
    assert tables_of(copy) == tables_of(sqlite_file)


def test_a_migration_that_cannot_begin_says_why(sqlite_file: Path) -> None:
    with closing(connect(sqlite_file, "rwc")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"):
            bring_up_to_date(sqlite_file, "", NOON, 0.05)
        other.execute("ROLLBACK")
