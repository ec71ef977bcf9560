"""The core alone: a press in, an outcome out, on a ledger that is a dict."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from adapters.graders.examiner import LazyExaminer
from bot.catalog import Catalog
from bot.chance import mix
from bot.dispatch import route
from bot.events import Command, Moment, Person, Place, Pressed, Submitted
from bot.learning.memory import Memory
from bot.outcome import Post, Timer
from bot.plain import plain
from bot.ports import Appeal, Profile, Review, Standing
from bot.session import Session
from bot.tokens import Answer, Write, pack
from bot.topics import Topic
from bot.turn import Turn

WHO = Person("bench", "p", "P")
WHERE = Place("bench", "p")


@dataclass(slots=True)
class DictLedger:
    """A ledger of one person in memory, to time the core without a database."""

    me: Profile | None = None
    open: Session | None = None
    kept: dict[str, Memory] = field(default_factory=dict[str, Memory])

    def profile(self, who: Person) -> Profile | None:
        return self.me

    def save_profile(self, profile: Profile, at: datetime) -> None:
        self.me = profile

    def save_team(self, team: str, zone: str, at: datetime) -> None: ...

    def session(self, team: str, person: str) -> Session | None:
        return self.open

    def save_session(self, team: str, person: str, session: Session, at: datetime) -> None:
        self.open = session

    def end_session(self, team: str, person: str, kind: str) -> None:
        self.open = None

    def memories(self, team: str, person: str, topic: Topic | None) -> Mapping[str, Memory]:
        return self.kept

    def memory(self, team: str, person: str, family: str) -> Memory | None:
        return self.kept.get(family)

    def save_memory(self, team: str, person: str, memory: Memory) -> None:
        self.kept[memory.family] = memory

    def record(self, review: Review) -> None: ...

    def credit(self, review: Review) -> None: ...

    def standings(self, team: str, since: int, until: int, limit: int) -> Sequence[Standing]:
        return ()

    def points_of(self, team: str, person: str, since: int, until: int) -> int:
        return 0

    def count_above(self, team: str, points: int, since: int, until: int) -> int:
        return 0

    def put_out(self, team: str, post: Post, at: datetime) -> None: ...

    def set_timer(self, team: str, timer: Timer) -> None: ...

    def save_appeal(self, appeal: Appeal) -> None: ...

    def appeals(self, limit: int) -> Sequence[Appeal]:
        return ()


def core_turn_us(catalog: Catalog, turns: int) -> float:
    """Median microseconds of one press: matched, scored, remembered, next question chosen, both messages made."""
    ledger = DictLedger()
    examiner = LazyExaminer(catalog)
    spent: list[int] = []
    for number in range(turns):
        moment = Moment(datetime.now(UTC), mix(1, number))
        turn = Turn(WHO, WHERE, ledger, catalog, moment, examiner)
        if ledger.open is None or ledger.open.over:
            outcome = route(Command(WHO, WHERE, "d", "quiz", "50"), turn)
            if not plain(outcome.posts[0].message) or ledger.open is None:
                raise AssertionError("no question came")
        run = ledger.open
        if run.item.options:
            event: Pressed | Submitted = Pressed(WHO, WHERE, "d", pack(Answer(run.id, run.turn, 0)))
        else:
            event = Submitted(WHO, WHERE, "d", pack(Write(run.id, run.turn)), "kafka")
        started = time.perf_counter_ns()
        route(event, turn)
        spent.append(time.perf_counter_ns() - started)
    return median(spent) / 1_000
