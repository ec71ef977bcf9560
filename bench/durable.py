"""Durable turns: a quiz of ten by people at once, through dispatch and the real store, answered after the commit."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from adapters.cli import desk
from adapters.settings import Settings
from bot.dispatch import Dispatch
from bot.events import Command, Event, Person, Place, Pressed, Submitted
from bot.outcome import Outcome
from bot.widgets import Ask, Choices

QUESTIONS = 10
TURNS = QUESTIONS + 1  # of one person: the start, and an answer to each question; the last brings the score


class Race:
    """People who start a quiz of ten, answer it all with the first option, and read their score."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._numbers = count()

    async def run(self, people: int) -> list[float]:
        """One quiz by each of so many new people at once; how long each turn took, in milliseconds."""
        spent: list[float] = []
        await asyncio.gather(
            *(self._play(Person("bench", f"p{next(self._numbers)}", "P"), spent) for _ in range(people))
        )
        return spent

    async def _play(self, who: Person, spent: list[float]) -> None:
        where = Place(who.team, who.id)
        outcome = await self._timed(Command(who, where, self._delivery(), "quiz", f"cache {QUESTIONS}"), spent)
        for _ in range(QUESTIONS):
            outcome = await self._timed(self._answer(who, where, outcome), spent)
        if not any("of 10 right" in str(block) for block in outcome.posts[-1].message.blocks):
            raise AssertionError("no score at the end: a benchmark of mistakes says nothing")

    async def _timed(self, event: Event, spent: list[float]) -> Outcome:
        started = time.perf_counter()
        outcome = await self._dispatch(event)
        spent.append((time.perf_counter() - started) * 1_000)
        return outcome

    def _answer(self, who: Person, where: Place, outcome: Outcome) -> Event:
        blocks = outcome.posts[-1].message.blocks
        match next((block for block in blocks if isinstance(block, Choices | Ask)), None):
            case Choices(choices=choices):
                return Pressed(who, where, self._delivery(), choices[0].token)
            case Ask(token=token):
                return Submitted(who, where, self._delivery(), token, "kafka")
            case None:
                return Command(who, where, self._delivery(), "progress")

    def _delivery(self) -> str:
        return str(next(self._numbers))


@asynccontextmanager
async def race(folder: Path) -> AsyncGenerator[Race]:
    """A race over a new database, put together as the program does."""
    async with desk(Settings(database_url=f"sqlite:///{folder / 'bench.db'}"), seed=1) as dispatch:
        # Choices only: what free text costs is measured by itself.
        yield Race(replace(dispatch, catalog=replace(dispatch.catalog, cases={})))
