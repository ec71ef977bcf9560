"""What every command of the program shares: settings, and how it ends when an operator must act."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from adapters.settings import Settings, SettingsError, read_settings
from storage.errors import StoreError

T = TypeVar("T")

DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", help="Database URL, such as sqlite:///x.db; TRADEOFF_DATABASE_URL if not given."),
]


def fail(text: str) -> typer.Exit:
    """Says what is wrong on standard error; to be raised."""
    typer.echo(text, err=True)
    return typer.Exit(1)


def settings_with(db: str | None) -> Settings:
    """The settings, with the database that the command line names."""
    try:
        return read_settings(db)
    except SettingsError as error:
        raise fail(f"These settings are wrong:\n{error}") from error


def place_of(url: str) -> str:
    """The place of the data, without a password."""
    return str(Path(url.removeprefix("sqlite:///")).resolve()) if url.startswith("sqlite") else url.rpartition("@")[2]


def told(work: Callable[[], T]) -> T:
    """What `work` returns; trouble with the database ends the program with a sentence."""
    try:
        return work()
    except StoreError as error:
        raise fail(str(error)) from error
