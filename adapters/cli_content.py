"""`tradeoff content`: the bank of cards."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.shell import fail
from content.faults import BankError
from content.load import BANK, load

app = typer.Typer(help="The bank of cards.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    pass


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A bank to check instead of the built-in one.")] = None,
) -> None:
    """Check every card and reference; all faults at once, with file and line."""
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
