"""What the core needs from outside: a store, a clock and dice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.catalog import Kind
from bot.events import Person
from bot.grading.report import Grader, Report, Task
from bot.learning.memory import Memory
from bot.learning.streak import NO_STREAK, Streak
from bot.outcome import Outcome, Post, Timer
from bot.session import Session
from bot.topics import Topic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as kept: settings and streak. `zone` and `team_zone` are IANA names that exist."""

    team: str
    id: str
    name: str
    zone: str
    team_zone: str
    on_board: bool = True
    streak: Streak = NO_STREAK


@dataclass(frozen=True, slots=True)
class Review:
    """One recorded answer to one item: score 0 to 1, whole points, and the local days at that moment."""

    team: str
    person: str
    family: str
    topic: Topic
    kind: Kind
    at: datetime
    team_day: int
    person_day: int
    score: float
    points: int
    ranked: bool
    took_ms: int


@dataclass(frozen=True, slots=True)
class Appeal:
    """A verdict that its person does not agree with. `text` is None where they did not give it to be read."""

    team: str
    person: str
    at: datetime
    family: str
    task: Task
    report: Report
    text: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's points in a window, and when the last of them was earned."""

    person: str
    name: str
    points: int
    last_at: datetime


class Ledger(Protocol):
    """The reads and writes of one turn; one method is one statement, team first in every key."""

    def profile(self, who: Person) -> Profile | None:
        """The person as kept, or None if never met."""
        ...

    def save_profile(self, profile: Profile, at: datetime) -> None:
        """Keeps all of the profile but the team's zone."""
        ...

    def save_team(self, team: str, zone: str, at: datetime) -> None:
        """Keeps a team that is new, with its IANA zone; nothing where it is kept already."""
        ...

    def session(self, team: str, person: str) -> Session | None:
        """What the person is in the middle of, the latest touched first."""
        ...

    def save_session(self, team: str, person: str, session: Session, at: datetime) -> None:
        """Keeps the session in place of the person's earlier one of the same kind."""
        ...

    def end_session(self, team: str, person: str, kind: str) -> None:
        """Forgets the session of that kind; nothing if there is none."""
        ...

    def memories(self, team: str, person: str, topic: Topic | None) -> Mapping[str, Memory]:
        """All memories of the person by family, of one topic or of all."""
        ...

    def memory(self, team: str, person: str, family: str) -> Memory | None:
        """One memory, or None before the first answer."""
        ...

    def save_memory(self, team: str, person: str, memory: Memory) -> None:
        """Keeps the memory in place of the one of that family."""
        ...

    def record(self, review: Review) -> None:
        """Appends the answer."""
        ...

    def credit(self, review: Review) -> None:
        """Adds the answer to the day's and the overall totals that boards read."""
        ...

    def standings(self, team: str, since: int, until: int, limit: int) -> Sequence[Standing]:
        """The best of the days `since` to `until` (day numbers) among people on the board, best first.

        Only people with points; equal points in the order in which they were reached.
        """
        ...

    def points_of(self, team: str, person: str, since: int, until: int) -> int:
        """The person's points in those days, 0 if none."""
        ...

    def count_above(self, team: str, points: int, since: int, until: int) -> int:
        """How many people on the board have more than `points` in those days."""
        ...

    def put_out(self, team: str, post: Post, at: datetime) -> None:
        """Leaves a post that nobody is waiting for, to be delivered by a claim."""
        ...

    def set_timer(self, team: str, timer: Timer) -> None:
        """Sets the timer, or moves the one with that key."""
        ...

    def save_appeal(self, appeal: Appeal) -> None:
        """Keeps the appeal in place of the person's earlier one of the same moment."""
        ...

    def appeals(self, limit: int) -> Sequence[Appeal]:
        """The newest appeals of all teams, newest first; for whoever runs the program."""
        ...


class Store(Protocol):
    """Whole turns, each in one transaction."""

    async def turn(self, team: str, delivery: str, at: datetime, fn: Callable[[Ledger], Outcome]) -> Outcome | None:
        """Claims the delivery, runs `fn`, commits, then answers; None where the delivery was seen before.

        Raises what `fn` raises, with nothing kept; Unsaved where the store could not keep it.
        """
        ...

    async def view(self, fn: Callable[[Ledger], T]) -> T:
        """Runs `fn` on a reading ledger, beside the writer."""
        ...


class Examiner(Grader, Protocol):
    """Reads what people write."""

    @property
    def names(self) -> Mapping[str, str]:
        """The id of a technology by every name it is called, without case."""
        ...


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The time in UTC, aware."""
        ...


class Dice(Protocol):
    """Chance."""

    def roll(self) -> int:
        """64 fresh bits."""
        ...
