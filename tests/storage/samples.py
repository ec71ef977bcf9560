"""Records to keep, each a plain default with the fields that matter changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal, TypedDict, Unpack

from bot.catalog import Option
from bot.events import Person, Place
from bot.items.item import Item
from bot.learning.memory import Memory
from bot.learning.streak import Streak
from bot.outcome import Outcome, Post
from bot.ports import Ledger, Profile, Review
from bot.quiz.session import Run
from bot.topics import Topic
from bot.widgets import Heading, Message

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = 740_000
DONE = Outcome((Post(Place("T", "here"), Message((Heading("done"),))),))

ITEM = Item(
    family="best-fit:sessions",
    kind="best_fit",
    topic="cache",
    version="v1",
    seed=2**63 + 11,
    stem="Which store fits “sessions” best?",
    options=(Option("Redis", "expires keys", right=True), Option("Kafka", "a log")),
    accepted=(),
    explain="",
    flip="plain blobs",
    cites=("our judgement",),
    difficulty=2,
)


def after(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def who(team: str, person: str) -> Person:
    """A person as a door names them."""
    return Person(team, person, person.title())


def profile(team: str, person: str, *, on_board: bool = True, days: int = 0) -> Profile:
    """A person with a streak of so many days."""
    return Profile(team, person, person.title(), "Europe/Paris", "UTC", on_board, Streak(days, TODAY, days))


def run(number: int = 1) -> Run:
    """A quiz at question `number`."""
    return Run("run-1", "cache", number, 10, number, ITEM, NOON, ahead=("a", "b"), earned=(0.5,), points=10)


def memory(family: str, topic: Topic = "cache", *, reps: int = 1) -> Memory:
    """A memory of so many reviews."""
    return Memory(family, topic, 3.25, 5.5, NOON, after(60), reps, 0, 0.5)


class ReviewFields(TypedDict, total=False):
    """What a test may change of a review."""

    at: datetime
    team_day: int
    points: int
    score: float
    ranked: bool


def review(team: str, person: str, **fields: Unpack[ReviewFields]) -> Review:
    """A right, ranked answer of today, worth ten points."""
    return Review(
        team,
        person,
        family="best-fit:sessions",
        topic="cache",
        kind="best_fit",
        at=fields.get("at", NOON),
        team_day=fields.get("team_day", TODAY),
        person_day=TODAY,
        score=fields.get("score", 1.0),
        points=fields.get("points", 10),
        ranked=fields.get("ranked", True),
        took_ms=1_500,
    )


def doing(*writes: Callable[[Ledger], object]) -> Callable[[Ledger], Outcome]:
    """A flow that does these and is done."""

    def flow(ledger: Ledger) -> Outcome:
        for write in writes:
            write(ledger)
        return DONE

    return flow


def answers(team: str, person: str, **fields: Unpack[ReviewFields]) -> Callable[[Ledger], Outcome]:
    """A flow that records and credits one answer."""
    given = review(team, person, **fields)
    return doing(lambda ledger: ledger.record(given), lambda ledger: ledger.credit(given))


Database = Literal["sqlite", "postgresql"]
