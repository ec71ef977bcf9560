"""`tradeoff appeals`: verdicts that people do not agree with."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from adapters.clock import SystemClock
from adapters.graders.lines import labels
from adapters.settings import Settings
from adapters.shell import DatabaseOption, fail, settings_with
from bot.ports import Appeal
from storage.engine import open_store
from storage.errors import StoreError

MOST = 1_000


def appeals(
    db: DatabaseOption = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many of the newest.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line: new labelled data.")] = False,
) -> None:
    """List appeals against verdicts, newest first; the text is there where its person gave it."""
    try:
        found = asyncio.run(_kept(settings_with(db), limit))
    except StoreError as error:
        raise fail(str(error)) from error
    if not found and not as_json:
        typer.echo("No appeals.")
    for appeal in found:
        typer.echo(json.dumps(_plain(appeal)) if as_json else _told(appeal))


async def _kept(settings: Settings, limit: int) -> Sequence[Appeal]:
    async with open_store(settings.database_url, now=SystemClock().now()) as store:
        return await store.view(lambda ledger: ledger.appeals(limit))


def _plain(appeal: Appeal) -> Mapping[str, Any]:
    task = appeal.task
    prompt = {
        "ask": task.ask,
        "facts": task.facts,
        "acceptable": task.acceptable,
        "model_answer": task.model_answer,
        "technology": task.technology,
    }
    return {
        "at": appeal.at.isoformat(),
        "family": appeal.family,
        "kind": task.kind,
        "prompt": prompt,
        "answer": appeal.text,
        "labels": labels(appeal.report),
        "grader": appeal.report.grader,
    }


def _told(appeal: Appeal) -> str:
    report = appeal.report
    missing = ", ".join(part.criterion for part in report.findings if part.state != "met") or "nothing"
    said = f"\n  {appeal.text!r}" if appeal.text else "\n  (text not given)"
    return (
        f"{appeal.at:%Y-%m-%d %H:%M} {appeal.family}: {report.mark} of 4 by {report.grader}, missing: {missing}{said}"
    )
