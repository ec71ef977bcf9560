"""Plays the bot as people do: types, says, presses what can be seen, and reads what is shown.

A `Game` is one bot with its store, bank, clock and dice; `game.player("Ada")` is somebody who plays it.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from adapters.clock import SeededDice
from adapters.graders.examiner import LazyExaminer
from bot.catalog import Catalog
from bot.dispatch import Dispatch
from bot.events import Command, Person, Place, Pressed, Said, Submitted
from bot.items.item import Item
from bot.outcome import Outcome, Post
from bot.plain import plain
from bot.ports import Store
from bot.widgets import Actions, Ask, Choices
from content.load import load
from storage.engine import open_store

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday in the middle of a quarter

Asked = Command | Said | Pressed | Submitted


@cache
def examiner() -> LazyExaminer:
    """The real grader, read once for all tests."""
    return LazyExaminer(load())


_delivered = count(1)  # over all games: two of them may share a file


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time it shows."""
        return self.at

    def moves(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """On, or back where the numbers are negative."""
        self.at += timedelta(days=days, hours=hours, minutes=minutes)


class Game:
    """A bot on a SQLite file, to be opened, closed, and opened again with another bank."""

    def __init__(self, file: Path, catalog: Catalog, seed: int = 7) -> None:
        self.clock = Clock()
        self.faults: list[tuple[str, Exception]] = []
        self._url = f"sqlite:///{file}"
        self._catalog = catalog
        self._dice = SeededDice(seed)
        self._open = AsyncExitStack()
        self._dispatch: Dispatch | None = None

    async def opens(self, catalog: Catalog | None = None) -> None:
        """Opens the store and the front desk, with another bank if one is given."""
        self._catalog = catalog or self._catalog
        store = await self._open.enter_async_context(open_store(self._url, now=self.clock.now()))
        self.sits_on(store)

    def sits_on(self, store: Store) -> None:
        """Puts the front desk over this store."""
        self._dispatch = Dispatch(
            store,
            self._catalog,
            self.clock,
            self._dice,
            lambda delivery, error: self.faults.append((delivery, error)),
            examiner(),
        )

    async def closes(self) -> None:
        """Closes the store; what was kept stays in its file."""
        self._dispatch = None
        await self._open.aclose()

    async def restarts(self, catalog: Catalog | None = None) -> None:
        """Closes and opens again."""
        await self.closes()
        await self.opens(catalog)

    @property
    def dispatch(self) -> Dispatch:
        """The front desk."""
        assert self._dispatch is not None, "the game is closed"
        return self._dispatch

    def delivery(self) -> str:
        """A delivery id that was never used."""
        return f"delivery-{next(_delivered)}"

    def player(self, name: str = "Ada", *, team: str = "team", zone: str = "") -> "Player":
        """Somebody of a team, in a direct conversation; the same name in the same team is the same person."""
        return Player(self, Person(team, f"id-{name}", name, zone), Place(team, f"direct-{name}"))


@dataclass(slots=True)
class Player:
    """One person at the bot. `posts` is what the last event led to."""

    game: Game
    who: Person
    where: Place
    posts: tuple[Post, ...] = ()
    last: Asked | None = field(default=None, repr=False)

    async def types(self, line: str) -> None:
        """A command with the words after it, such as "/quiz cache 3"."""
        name, _, text = line.removeprefix("/").partition(" ")
        await self.does(Command(self.who, self.where, self.game.delivery(), name, text))

    async def says(self, text: str) -> None:
        """Free text."""
        await self.does(Said(self.who, self.where, self.game.delivery(), text))

    async def presses(self, label: str) -> None:
        """The button with that text, or with that much of it, among those that were just shown."""
        await self.presses_token(self.button(label))

    async def presses_token(self, token: str) -> None:
        """A button by its token: one that was posted long ago, or one that never was."""
        await self.does(Pressed(self.who, self.where, self.game.delivery(), token))

    async def submits(self, text: str) -> None:
        """The form that was just shown, filled in."""
        await self.submits_token(self.form(), text)

    async def submits_token(self, token: str, text: str) -> None:
        """A form by its token."""
        await self.does(Submitted(self.who, self.where, self.game.delivery(), token, text))

    async def repeats(self) -> None:
        """The last event again as it was: the platform delivers it once more."""
        assert self.last is not None, "nothing was done yet"
        await self.does(self.last)

    async def does(self, event: Asked) -> None:
        """Sends the event, and looks at what it led to."""
        self.last = event
        self.looks_at(await self.game.dispatch(event))

    def looks_at(self, outcome: Outcome) -> None:
        """What this person is shown of an outcome."""
        self.posts = tuple(post for post in outcome.posts if post.only in ("", self.who.id))

    def goes_to(self, channel: str) -> None:
        """From now on this person is in that channel of the team."""
        self.where = Place(self.who.team, channel, "channel")

    def called(self, name: str) -> "Player":
        """The same person under another name on the platform."""
        return replace(self, who=replace(self.who, name=name))

    @property
    def shown(self) -> str:
        """What the last event led to, as plain text."""
        return "\n".join(plain(post.message) for post in self.posts)

    def sees(self, *texts: str) -> None:
        """Fails unless each of these is shown."""
        for text in texts:
            assert text in self.shown, f"{text!r} is not shown, but:\n{self.shown}"

    def misses(self, *texts: str) -> None:
        """Fails if one of these is shown."""
        for text in texts:
            assert text not in self.shown, f"{text!r} is shown:\n{self.shown}"

    @property
    def buttons(self) -> Sequence[tuple[str, str]]:
        """Label and token of every button that was just shown."""
        found: list[tuple[str, str]] = []
        for post in self.posts:
            for block in post.message.blocks:
                match block:
                    case Choices(choices=choices):
                        found += [(choice.label, choice.token) for choice in choices if choice.token]
                    case Actions(buttons=buttons):
                        found += [(button.label, button.token) for button in buttons]
                    case _:
                        pass
        return found

    def button(self, label: str) -> str:
        """The token of the button with that text, or of the only one that holds it."""
        exact = [token for text, token in self.buttons if text == label]
        near = [token for text, token in self.buttons if label in text]
        found = exact or near
        assert len(found) == 1, f"{len(found)} buttons say {label!r}: {[text for text, _ in self.buttons]}"
        return found[0]

    def form(self) -> str:
        """The token of the form that was just shown."""
        asks = [block for post in self.posts for block in post.message.blocks if isinstance(block, Ask)]
        assert len(asks) == 1, f"{len(asks)} forms are shown:\n{self.shown}"
        return asks[0].token

    async def open_item(self) -> Item:
        """What this person is asked just now, from the store."""
        run = await self.game.dispatch.store.view(lambda ledger: ledger.session(self.who.team, self.who.id))
        assert run is not None, "no question is open"
        return run.item

    async def answers(self, *, right: bool) -> None:
        """Answers the open question rightly or wrongly, whatever its kind; a step of a walk counts as a question."""
        item = await self.open_item()
        if item.options:
            position = next(i for i, option in enumerate(item.options) if option.right is right)
            await self.says(str(position + 1))
        else:
            await self.says(item.accepted[0] if right else "certainly not this")


NewGame = Callable[[Catalog], Awaitable[Game]]  # the fixture `new_game` of conftest.py
