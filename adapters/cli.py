"""The `tradeoff` program: the one place that sees everything and puts it together."""

import asyncio
import gc
import getpass
import os
import sys
from codecs import register_error
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated, BinaryIO, TextIO, cast

import typer
from rich.console import Console

from adapters import logs
from adapters.cli_appeals import appeals
from adapters.cli_content import app as content_app
from adapters.cli_db import app as db_app
from adapters.cli_grade import grade_lines
from adapters.clock import SeededDice, SystemClock, SystemDice
from adapters.graders.examiner import LazyExaminer
from adapters.graders.readers import DEFAULT, READERS, second_opinion
from adapters.settings import Settings, data_folder, default_database_url
from adapters.shell import DatabaseOption, fail, place_of, settings_with
from adapters.terminal.app import Terminal, greeting
from adapters.terminal.inbound import person as person_named
from adapters.terminal.lines import nothing, piped, typed
from adapters.terminal.signs import SPELLED_OUT, spelled_out
from bot.dispatch import Dispatch
from content.faults import BankError
from content.load import load
from storage.engine import open_store
from storage.errors import StoreError

STANDARD_INPUT = 0
SCRIPT_WIDTH = 100  # characters; a script's output must not depend on a window

app = typer.Typer(
    help="Drills for technology decisions and production monitoring metrics.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(content_app, name="content")
app.add_typer(db_app, name="db")
app.command()(appeals)


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
def grade(
    file: Annotated[str, typer.Argument(help="Tasks with answers, one JSON object a line; - reads standard input.")],
    reader: Annotated[str, typer.Option("--with", help=f"Who reads free text: {', '.join(READERS)}.")] = DEFAULT,
) -> None:
    """Grade answers in free text, short answers and numbers, offline: JSON lines in, JSON lines out."""
    raise typer.Exit(grade_lines(file, reader))


@app.command()
def play(
    db: DatabaseOption = None,
    person: Annotated[str | None, typer.Option(help="Who is playing; every name has its own progress.")] = None,
    seed: Annotated[int | None, typer.Option(help="Draw the same questions and orders again.")] = None,
    color: Annotated[bool, typer.Option("--color/--no-color", help="Colour, where the terminal has it.")] = True,
) -> None:
    """Play in the terminal; also reads a script of lines from a pipe, one line a turn."""
    settings = settings_with(db)
    try:
        asyncio.run(_play(settings, person or _user(), seed, color=color))
    except (StoreError, BankError) as error:
        raise fail(str(error)) from error
    except (KeyboardInterrupt, BrokenPipeError) as error:
        raise typer.Exit(0) from error


async def _play(settings: Settings, name: str, seed: int | None, *, color: bool) -> None:
    interactive = sys.stdin is not None and sys.stdin.isatty()
    console = _console(color, interactive)
    who = person_named(name)
    async with desk(settings, seed) as dispatch:
        console.print(greeting(place_of(settings.database_url), who), soft_wrap=True)
        second = second_opinion(settings, LazyExaminer(dispatch.catalog))
        door = Terminal(dispatch, who, console, second)
        if interactive:
            await door.run(typed(data_folder() / "history"), first=("/quiz",))
        else:
            await door.run(piped(console, STANDARD_INPUT) if sys.stdin is not None else nothing())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may know no name for its user
        return "you"


def _console(color: bool, interactive: bool) -> Console:
    out = cast("TextIO | TextIOWrapper[BinaryIO]", sys.stdout)
    if isinstance(out, TextIOWrapper):
        register_error(SPELLED_OUT, spelled_out)
        out.reconfigure(errors=SPELLED_OUT)  # an old terminal must not stop over a tick mark, nor lose it
    width = None if interactive else SCRIPT_WIDTH
    return Console(no_color=not color, highlight=False, width=width, force_terminal=None if color else False)


@asynccontextmanager
async def desk(settings: Settings, seed: int | None = None) -> AsyncGenerator[Dispatch]:
    """The front desk over the configured store and the bank. Raises BankError or StoreError."""
    catalog = load()
    gc.collect()
    gc.freeze()  # the bank lives as long as the program: the collector need not walk it again and again
    clock = SystemClock()
    dice = SystemDice() if seed is None else SeededDice(seed)
    own_folder = settings.database_url == default_database_url()
    async with open_store(settings.database_url, now=clock.now(), create_folder=own_folder) as store:
        await store.purge(clock.now())
        yield Dispatch(store, catalog, clock, dice, logs.fault_logger(settings.log_level), LazyExaminer(catalog))
