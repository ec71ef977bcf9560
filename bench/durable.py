"""Durable turns: presses through dispatch and the real store, answered after the commit."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from adapters.cli import desk
from adapters.settings import Settings
from bot.dispatch import Dispatch
from bot.events import Command, Event, Person, Place, Pressed, Submitted
from bot.outcome import Outcome
from bot.widgets import Ask, Choices


class Players:
    """People who answer whatever they are asked, always the first option."""

    def __init__(self, dispatch: Dispatch, people: int) -> None:
        self._dispatch = dispatch
        self._deliveries = count()
        self._people = [Person("bench", f"p{number}", f"P{number}") for number in range(people)]
        self._open: list[Choices | Ask | None] = [None] * people

    async def turns(self, rounds: int) -> list[float]:
        """`rounds` presses of everybody at once; how long each took, in milliseconds."""
        spent: list[float] = []
        await asyncio.gather(*(self._player(number, rounds, spent) for number in range(len(self._people))))
        return spent

    async def _player(self, number: int, rounds: int, spent: list[float]) -> None:
        for _ in range(rounds):
            started = time.perf_counter()
            outcome = await self._dispatch(self._event(number))
            if not outcome.posts or len(outcome.posts[-1].message.blocks) == 1:
                raise AssertionError("a refusal or a fault: a benchmark of mistakes says nothing")
            spent.append((time.perf_counter() - started) * 1_000)
            self._open[number] = _open_question(outcome)

    def _event(self, number: int) -> Event:
        who = self._people[number]
        where = Place(who.team, who.id)
        delivery = str(next(self._deliveries))
        match self._open[number]:
            case Choices(choices=choices):
                return Pressed(who, where, delivery, choices[0].token)
            case Ask(token=token):
                return Submitted(who, where, delivery, token, "kafka")
            case None:
                return Command(who, where, delivery, "quiz", "10")


def _open_question(outcome: Outcome) -> Choices | Ask | None:
    """Where the newest question is answered; None after a summary."""
    blocks = outcome.posts[-1].message.blocks if outcome.posts else ()
    return next((block for block in blocks if isinstance(block, Choices | Ask)), None)


@asynccontextmanager
async def players(folder: Path, people: int) -> AsyncGenerator[Players]:
    """`people` on a new database, each with a question open."""
    settings = Settings(database_url=f"sqlite:///{folder / f'bench-{people}.db'}")
    async with desk(settings, seed=1) as dispatch:
        made = Players(dispatch, people)
        await made.turns(1)
        yield made
