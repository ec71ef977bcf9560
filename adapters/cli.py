"""The `tradeoff` program: the one place that sees everything and puts it together."""

import asyncio
import getpass
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from adapters.settings import Settings, SettingsError, data_folder, default_database_url, read_settings
from bot.dispatch import Dispatch
from bot.ports import Dice
from content.faults import BankError

T = TypeVar("T")

app = typer.Typer(
    help="Drills for technology decisions and production monitoring metrics.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
content_app = typer.Typer(help="The bank of cards.", no_args_is_help=True)
db_app = typer.Typer(help="The database: migrate, back up, restore, check.", no_args_is_help=True)
app.add_typer(content_app, name="content")
app.add_typer(db_app, name="db")

DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", help="Database URL, such as sqlite:///x.db; TRADEOFF_DATABASE_URL if not given."),
]


def main() -> None:
    """The program; whatever happens ends in a sentence and an exit status, a traceback only for those who ask."""
    try:
        app()
    except Exception as error:
        if os.environ.get("TRADEOFF_LOG_LEVEL", "").casefold() == "debug":
            raise
        kind = type(error).__name__
        typer.echo(
            f"Tradeoff stopped over a fault of its own ({kind}); TRADEOFF_LOG_LEVEL=debug shows where.", err=True
        )
        sys.exit(70)  # EX_SOFTWARE


def fail(text: str) -> typer.Exit:
    """Says what is wrong on standard error; to be raised."""
    typer.echo(text, err=True)
    return typer.Exit(1)


def settings_with(db: str | None) -> Settings:
    """The settings, with the database that the command line names."""
    try:
        settings = read_settings()
    except SettingsError as error:
        raise fail(f"These settings are wrong:\n{error}") from error
    return settings.model_copy(update={"database_url": db}) if db else settings


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tradeoff {version('tradeoff')}")
        raise typer.Exit


@app.callback()
def _program(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def play(
    db: DatabaseOption = None,
    person: Annotated[str | None, typer.Option(help="Who is playing; every name has its own progress.")] = None,
    seed: Annotated[int | None, typer.Option(help="Draw the same questions and orders again.")] = None,
    color: Annotated[bool, typer.Option("--color/--no-color", help="Colour, where the terminal has it.")] = True,
) -> None:
    """Play in the terminal; also reads a script of lines from a pipe, one line a turn."""
    from adapters.terminal.app import Terminal, greeting
    from adapters.terminal.inbound import person as person_named
    from adapters.terminal.lines import piped, typed

    settings = settings_with(db)
    who = person_named(person or _user())
    interactive = sys.stdin.isatty()
    console = _console(color, interactive)

    async def session() -> None:
        async with desk(settings, _dice(seed)) as dispatch:
            console.print(greeting(_where(settings.database_url), who))
            door = Terminal(dispatch, who, console)
            if interactive:
                await door.run(typed(data_folder() / "history"), first=("/quiz",))
            else:
                await door.run(piped(console))

    _run(session)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may know no name for its user
        return "you"


def _console(color: bool, interactive: bool) -> Console:
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal's streams are text files
    width = None if interactive else 100  # a script's output must not depend on the window
    return Console(no_color=not color, highlight=False, width=width, force_terminal=False if not color else None)


def _dice(seed: int | None) -> Dice:
    from adapters.clock import SeededDice, SystemDice

    return SystemDice() if seed is None else SeededDice(seed)


def _where(url: str) -> str:
    """The place of the data, without a password."""
    return str(Path(url.removeprefix("sqlite:///")).resolve()) if url.startswith("sqlite") else url.rpartition("@")[2]


@asynccontextmanager
async def desk(settings: Settings, dice: Dice) -> AsyncIterator[Dispatch]:
    """The front desk over the configured store and the bank."""
    from adapters import logs
    from adapters.clock import SystemClock
    from content.load import load
    from storage.engine import open_store

    logs.set_up(settings.log_level)
    catalog = load()
    clock = SystemClock()
    own_folder = settings.database_url == default_database_url()
    async with open_store(settings.database_url, now=clock.now(), create_folder=own_folder) as store:
        yield Dispatch(store, catalog, clock, dice, logs.fault_logger())


def _run(work: Callable[[], Awaitable[None]]) -> None:
    """Runs to the end; troubles an operator can mend become one clear message."""
    from storage.errors import StoreError

    async def awaited() -> None:
        await work()

    try:
        asyncio.run(awaited())
    except (StoreError, BankError) as error:
        raise fail(str(error)) from error
    except (KeyboardInterrupt, BrokenPipeError) as error:
        raise typer.Exit(0) from error


@content_app.command("check")
def content_check(
    folder: Annotated[Path | None, typer.Argument(help="A bank to check instead of the built-in one.")] = None,
) -> None:
    """Check every card and reference; all faults at once, with file and line."""
    from content.load import BANK, load

    try:
        catalog = load(folder or BANK)
    except BankError as error:
        count = len(error.faults)
        raise fail(f"{error}\n{count} fault{'' if count == 1 else 's'}.") from error
    drafts = sum(question.status == "draft" for question in catalog.questions.values())
    typer.echo(
        f"The bank is sound: {len(catalog.questions) - drafts} questions ({drafts} drafts beside them), "
        f"{len(catalog.technologies)} technologies, {len(catalog.metrics)} metrics, {len(catalog.sources)} sources."
    )


def _database_file(url: str) -> Path:
    if not url.startswith("sqlite:///"):
        raise fail("This works on SQLite files; for PostgreSQL use pg_dump and pg_restore.")
    return Path(url.removeprefix("sqlite:///"))


@db_app.command("migrate")
def db_migrate(db: DatabaseOption = None) -> None:
    """Bring the database to this program's schema; `play` and `serve` do the same at their start."""
    settings = settings_with(db)

    async def opened() -> None:
        async with desk(settings, _dice(0)):
            typer.echo(f"{_where(settings.database_url)} is up to date.")

    _run(opened)


@db_app.command("backup")
def db_backup(
    db: DatabaseOption = None,
    to: Annotated[Path | None, typer.Option(help="Folder for the copy; beside the database if not given.")] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many copies to keep.")] = 7,
) -> None:
    """Copy a database that may be in use, check the copy, keep the newest ones."""
    from storage import backup

    path = _database_file(settings_with(db).database_url)
    typer.echo(f"Backed up to {_mended(lambda: backup.backup(path, to, keep))}.")


@db_app.command("restore")
def db_restore(
    copy: Annotated[Path, typer.Argument(help="The backup to put in place.")], db: DatabaseOption = None
) -> None:
    """Put a backup in place; the present file is moved aside, never deleted. Refuses while it is in use."""
    from storage import backup

    path = _database_file(settings_with(db).database_url)
    aside = _mended(lambda: backup.restore(path, copy))
    typer.echo(f"{path} is now {copy}." + (f" The earlier file is {aside}." if aside else ""))


@db_app.command("check")
def db_check(db: DatabaseOption = None) -> None:
    """Check the file, its schema, and that points are the sum of answers; exit status 1 if anything is wrong."""
    from storage import backup

    path = _database_file(settings_with(db).database_url)
    if problems := _mended(lambda: backup.check(path)):
        raise fail("\n".join([*problems, f"Restore a backup with: tradeoff db restore {path}.backup-..."]))
    typer.echo(f"{path} is sound.")


def _mended(work: Callable[[], T]) -> T:
    from storage.errors import StoreError

    try:
        return work()
    except StoreError as error:
        raise fail(str(error)) from error
