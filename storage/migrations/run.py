"""Brings a database to the newest revision; imported only where there is something to do (alembic takes 0.3 s)."""

from functools import partial
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.migrations import HEAD
from storage.sqlite_file import connect

_FOLDER = Path(__file__).parent
_ONE_BY_ONE = Lock()  # alembic keeps its context in the module, for all threads
_LOCK = 7_405_011_917  # any number that no other program's advisory lock uses


def migrate_sqlite(path: Path, busy_timeout_s: float) -> None:
    """All missing revisions in one transaction that nobody else can write in; killed or failed, nothing is left.

    Raises sqlite3.Error.
    """
    open_one = partial(connect, path, "rw", timeout_s=busy_timeout_s)
    engine = create_engine("sqlite://", creator=open_one, poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    try:
        with _ONE_BY_ONE, engine.begin() as connection:
            upgrade(connection)
    except DBAPIError as error:
        raise error.orig or error from error


def migrate_postgresql(connection: Connection) -> None:
    """All missing revisions in the transaction of `connection`, one process at a time."""
    connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    upgrade(connection)


def upgrade(connection: Connection) -> None:
    """Runs what is missing; whoever calls holds the lock, commits and closes."""
    if MigrationContext.configure(connection).get_current_revision() == HEAD:
        return  # another process was faster
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _begin_immediate(connection: Connection) -> None:
    """The driver by itself begins a transaction before some statements only, and never before CREATE TABLE."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
