"""The ledger of bot/ports.py over any runner of statements."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.events import Person
from bot.learning.days import SINCE_EVER
from bot.learning.memory import Memory
from bot.outcome import Outcome, Post, Timer
from bot.ports import Appeal, Ledger, Profile, Review, Standing
from bot.session import Session
from bot.topics import Topic
from storage import rows
from storage.rows import Params, Row
from storage.statements import Statement, Statements

DELIVERIES_KEPT = timedelta(hours=24)  # platforms redeliver for minutes; a day also covers a long outage
PURGED_AT_ONCE = 2_000


class Runner(Protocol):
    """Runs one statement inside the turn's transaction."""

    def rows(self, statement: Statement, params: Params) -> Sequence[Row]:
        """All rows of a select."""
        ...

    def count(self, statement: Statement, params: Params) -> int:
        """Writes; how many rows that touched."""
        ...

    def write(self, statement: Statement, params: Params) -> None:
        """Writes, at the latest before the next read or the end of the turn."""
        ...


class SqlLedger:
    """One turn's reads and writes; see `bot.ports.Ledger` for what each method promises."""

    __slots__ = ("_runner", "_sql")

    def __init__(self, sql: Statements, runner: Runner) -> None:
        self._sql = sql
        self._runner = runner

    def claim(self, team: str, delivery: str, at: datetime) -> bool:
        """Whether the delivery is new; from now on it is not."""
        params = {"team": team, "delivery": delivery, "at_ms": rows.ms(at)}
        return self._runner.count(self._sql.claim, params) > 0

    def purge(self, at: datetime) -> int:
        """Forgets some claims that are a day old at `at`; how many, fewer than PURGED_AT_ONCE once none is left."""
        params = {"before_ms": rows.ms(at - DELIVERIES_KEPT), "limit": PURGED_AT_ONCE}
        return self._runner.count(self._sql.purge, params)

    def profile(self, who: Person) -> Profile | None:
        """The person as kept, or None if never met."""
        found = self._runner.rows(self._sql.profile, {"team": who.team, "person": who.id})
        return rows.profile_of(found[0]) if found else None

    def save_profile(self, profile: Profile, at: datetime) -> None:
        """Keeps all of the profile but the team's zone."""
        self._runner.write(self._sql.save_profile, rows.profile_params(profile, at))

    def save_team(self, team: str, zone: str, at: datetime) -> None:
        """Keeps a team that is new, with its zone; nothing where it is kept already."""
        self._runner.write(self._sql.save_team, {"team": team, "zone": zone, "created_ms": rows.ms(at)})

    def session(self, team: str, person: str) -> Session | None:
        """What the person is in the middle of, the latest touched first; what cannot be read counts as none."""
        found = self._runner.rows(self._sql.session, {"team": team, "person": person})
        readable = (rows.session_of(row) for row in found)
        return next((session for session in readable if session is not None), None)

    def save_session(self, team: str, person: str, session: Session, at: datetime) -> None:
        """Keeps the session in place of the person's earlier one of the same kind."""
        self._runner.write(self._sql.save_session, rows.session_params(team, person, session, at))

    def end_session(self, team: str, person: str, kind: str) -> None:
        """Forgets the session of that kind; nothing if there is none."""
        self._runner.write(self._sql.end_session, {"team": team, "person": person, "kind": kind})

    def memories(self, team: str, person: str, topic: Topic | None) -> Mapping[str, Memory]:
        """All memories of the person by family, of one topic or of all."""
        who: Params = {"team": team, "person": person}
        if topic is None:
            found = self._runner.rows(self._sql.memories, who)
        else:
            found = self._runner.rows(self._sql.memories_of_topic, {**who, "topic": topic})
        return {memory.family: memory for memory in map(rows.memory_of, found)}

    def memory(self, team: str, person: str, family: str) -> Memory | None:
        """One memory, or None before the first answer."""
        found = self._runner.rows(self._sql.memory, {"team": team, "person": person, "family": family})
        return rows.memory_of(found[0]) if found else None

    def save_memory(self, team: str, person: str, memory: Memory) -> None:
        """Keeps the memory in place of the one of that family."""
        self._runner.write(self._sql.save_memory, rows.memory_params(team, person, memory))

    def record(self, review: Review) -> None:
        """Appends the answer."""
        self._runner.write(self._sql.record, rows.answer_params(review))

    def credit(self, review: Review) -> None:
        """Adds the answer to the day's and the overall totals that boards read."""
        added = rows.total_params(review)
        self._runner.write(self._sql.credit_total, added)
        self._runner.write(self._sql.credit_day, {**added, "day": review.team_day})

    def standings(self, team: str, since: int, until: int, limit: int) -> Sequence[Standing]:
        """The best of those days among people on the board, best first; since SINCE_EVER means all time."""
        params: Params = {"team": team, "limit": limit}
        if since == SINCE_EVER:
            found = self._runner.rows(self._sql.standings_ever, params)
        else:
            found = self._runner.rows(self._sql.standings, {**params, "since": since, "until": until})
        return tuple(map(rows.standing_of, found))

    def points_of(self, team: str, person: str, since: int, until: int) -> int:
        """The person's points in those days, 0 if none."""
        who: Params = {"team": team, "person": person}
        if since == SINCE_EVER:
            found = self._runner.rows(self._sql.points_ever, who)
        else:
            found = self._runner.rows(self._sql.points_of, {**who, "since": since, "until": until})
        return int(found[0][0]) if found else 0

    def count_above(self, team: str, points: int, since: int, until: int) -> int:
        """How many people on the board have more than `points` in those days."""
        params: Params = {"team": team, "points": points}
        if since == SINCE_EVER:
            found = self._runner.rows(self._sql.count_above_ever, params)
        else:
            found = self._runner.rows(self._sql.count_above, {**params, "since": since, "until": until})
        return int(found[0][0])

    def put_out(self, team: str, post: Post, at: datetime) -> None:
        """Leaves a post that nobody is waiting for, to be delivered by a claim."""
        self._runner.write(self._sql.put_out, rows.post_params(team, post, at))

    def set_timer(self, team: str, timer: Timer) -> None:
        """Sets the timer, or moves the one with that key."""
        self._runner.write(self._sql.set_timer, rows.timer_params(team, timer))

    def save_appeal(self, appeal: Appeal) -> None:
        """Keeps the appeal in place of the person's earlier one of the same moment."""
        self._runner.write(self._sql.save_appeal, rows.appeal_params(appeal))

    def appeals(self, limit: int) -> Sequence[Appeal]:
        """The newest appeals of all teams, newest first; those of another version of the program are left out."""
        found = (rows.appeal_of(row) for row in self._runner.rows(self._sql.appeals, {"limit": limit}))
        return tuple(appeal for appeal in found if appeal is not None)


def claimed(
    team: str, delivery: str, at: datetime, fn: Callable[[Ledger], Outcome]
) -> Callable[[SqlLedger], Outcome | None]:
    """The whole of a turn: `fn`, unless the delivery was seen before."""
    return lambda ledger: fn(ledger) if ledger.claim(team, delivery, at) else None
