"""`tradeoff db`: migrate, back up, restore, check."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from adapters.settings import default_database_url
from adapters.shell import DatabaseOption, fail, place_of, settings_with, told
from storage import backup as copies
from storage.addresses import file_of
from storage.copies import newest_copy
from storage.engine import open_store
from storage.sqlite_file import restore_advice

app = typer.Typer(help="The database: migrate, back up, restore, check.", no_args_is_help=True)


@app.command()
def migrate(db: DatabaseOption = None) -> None:
    """Bring the database to this program's schema; `play` and `serve` do the same at their start."""
    url = settings_with(db).database_url

    async def opened() -> None:
        async with open_store(url, now=datetime.now(UTC), create_folder=url == default_database_url()):
            typer.echo(f"{place_of(url)} is up to date.")

    told(lambda: asyncio.run(opened()))


@app.command()
def backup(
    db: DatabaseOption = None,
    to: Annotated[Path | None, typer.Option(help="Folder for the copy; beside the database if not given.")] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many copies to keep.")] = 7,
) -> None:
    """Copy a database that may be in use, check the copy, keep the newest ones."""
    path = told(lambda: file_of(settings_with(db).database_url))
    typer.echo(f"Backed up to {told(lambda: copies.backup(path, to, keep))}.")


@app.command()
def restore(
    copy: Annotated[Path, typer.Argument(help="The backup to put in place.")], db: DatabaseOption = None
) -> None:
    """Put a backup in place; the present file is moved aside, never deleted. Refuses while it is in use."""
    path = told(lambda: file_of(settings_with(db).database_url))
    aside = told(lambda: copies.restore(path, copy))
    typer.echo(f"{path} is now {copy}." + (f" The earlier file is {aside}." if aside else ""))


@app.command()
def check(db: DatabaseOption = None) -> None:
    """Check the file, its schema, and that points are the sum of answers; exit status 1 if anything is wrong."""
    path = told(lambda: file_of(settings_with(db).database_url))
    if problems := told(lambda: copies.check(path)):
        raise fail("\n".join([*problems, _advice(path)]))
    typer.echo(f"{path} is sound.")


def _advice(path: Path) -> str:
    copy = newest_copy(path)
    return restore_advice(path, copy) if copy else "There is no backup beside it."
