"""The terminal door at work: reads lines until the end, shows what they lead to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from adapters.terminal import inbound
from adapters.terminal.render import rendered
from bot.events import Event, Person
from bot.grading.report import Grader
from bot.outcome import Outcome, Written
from bot.quiz import verdict
from bot.widgets import Message

Dispatch = Callable[[Event], Awaitable[Outcome]]


@dataclass(slots=True)
class Terminal:
    """One person at one terminal. `shown` holds the last posts by key, to print of an edit only what is new."""

    dispatch: Dispatch
    who: Person
    console: Console
    second: Grader | None = None
    shown: dict[str, Message] = field(default_factory=dict[str, Message])

    async def run(self, lines: AsyncIterator[str], first: tuple[str, ...] = ()) -> None:
        """Handles `first`, then every line, until /quit or the end of input."""
        for line in first:
            await self.handle(line)
        async for line in lines:
            if inbound.is_quit(line):
                return
            await self.handle(line)

    async def handle(self, line: str) -> None:
        """One line, one event, its posts."""
        newest = next(reversed(self.shown), "")
        outcome = await self.dispatch(inbound.event(line, self.who, newest))
        for post in outcome.posts:
            before = None if post.anew else self.shown.get(post.key)
            self.console.print(rendered(post.message, before))
        if keyed := {post.key: post.message for post in outcome.posts if post.key}:
            self.shown = keyed
        if self.second and outcome.written:
            await self._asks_again(self.second, outcome.written)
        self.console.print()

    async def _asks_again(self, reader: Grader, answer: Written) -> None:
        """Shows what a second reader makes of a free-text answer; nobody waits for it but this person."""
        report = await asyncio.to_thread(reader.grade, answer.task, answer.text)
        if report != answer.report:
            self.console.print(rendered(verdict.second(answer.report, report), None))


def greeting(where_kept: str, person: Person) -> Text:
    """Where answers are kept, and who is playing."""
    return Text(
        f"Answers are kept in {where_kept}\nPlaying as {person.name}; /help shows everything, /quit ends\n", "dim"
    )
