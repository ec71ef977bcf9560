"""Records to a statement's parameters, and rows back to records."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from secrets import token_hex
from typing import Any

from bot.events import Place
from bot.learning.memory import Memory
from bot.learning.streak import Streak
from bot.outcome import Post, Timer
from bot.ports import Appeal, Profile, Review, Standing
from bot.session import Session
from storage.bodies import appeal_body, appeal_from, message_body, message_from, session_body, session_from

Params = Mapping[str, object]
Row = tuple[Any, ...]  # a driver's row: its statement knows the columns, the reader here names them

WAITING = "waiting"
UNKNOWN_ZONE = "UTC"  # a team whose zone was never set

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_written = count()  # orders posts of one millisecond as this process wrote them


def ms(at: datetime) -> int:
    """Whole milliseconds since 1970 (UTC), rounded down; `at` must be aware."""
    return (at - _EPOCH) // _MS


def moment(at_ms: int) -> datetime:
    """The aware UTC time of so many milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=at_ms)


def profile_params(profile: Profile, at: datetime) -> Params:
    """A row of `people`; `met_ms` counts only where there is none yet."""
    return {
        "team": profile.team,
        "person": profile.id,
        "name": profile.name,
        "zone": profile.zone,
        "on_board": int(profile.on_board),
        "streak_days": profile.streak.days,
        "streak_last": profile.streak.last,
        "streak_best": profile.streak.best,
        "met_ms": ms(at),
    }


def profile_of(row: Row) -> Profile:
    """From a row of `people` with the team's zone, None where no team is kept."""
    team, person, name, zone, on_board, days, last, best, team_zone = row
    return Profile(team, person, name, zone, team_zone or UNKNOWN_ZONE, bool(on_board), Streak(days, last, best))


def session_params(team: str, person: str, session: Session, at: datetime) -> Params:
    """A row of `sessions`."""
    body = session_body(session)
    return {"team": team, "person": person, "kind": session.kind, "body": body, "touched_ms": ms(at)}


def session_of(row: Row) -> Session | None:
    """From `kind` and `body`; None where another version of the program wrote what this one cannot read."""
    kind, body = row
    return session_from(kind, body)


def memory_params(team: str, person: str, memory: Memory) -> Params:
    """A row of `memories`."""
    return {
        "team": team,
        "person": person,
        "family": memory.family,
        "topic": memory.topic,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "seen_ms": ms(memory.seen),
        "due_ms": ms(memory.due),
        "reps": memory.reps,
        "lapses": memory.lapses,
        "first": memory.first,
    }


def memory_of(row: Row) -> Memory:
    """From a row of `memories` without its team and person."""
    family, topic, stability, difficulty, seen_ms, due_ms, reps, lapses, first = row
    return Memory(family, topic, stability, difficulty, moment(seen_ms), moment(due_ms), reps, lapses, first)


def answer_params(review: Review) -> Params:
    """A row of `answers`."""
    return {
        "team": review.team,
        "person": review.person,
        "family": review.family,
        "topic": review.topic,
        "kind": review.kind,
        "at_ms": ms(review.at),
        "team_day": review.team_day,
        "person_day": review.person_day,
        "score": review.score,
        "points": review.points,
        "ranked": int(review.ranked),
        "took_ms": review.took_ms,
    }


def total_params(review: Review) -> dict[str, object]:
    """What one answer adds to a row of `totals`; with its day, to one of `daily`."""
    return {
        "team": review.team,
        "person": review.person,
        "points": review.points,
        "answers": 1,
        "last_ms": ms(review.at) if review.points else 0,
    }


def standing_of(row: Row) -> Standing:
    """From person, name, points and `last_ms`."""
    person, name, points, last_ms = row
    return Standing(person, name, int(points), moment(last_ms))


def post_params(team: str, post: Post, at: datetime) -> Params:
    """A row of `outbox`. Ids sort by time, then as written; chance keeps processes apart and never shows."""
    at_ms = ms(at)
    return {
        "team": team,
        "id": f"{at_ms:012x}-{next(_written):08x}-{token_hex(4)}",
        "place": post.where.id,
        "place_kind": post.where.kind,
        "only_for": post.only,
        "key": post.key,
        "body": message_body(post.message),
        "at_ms": at_ms,
        "state": WAITING,
    }


def post_of(row: Row) -> Post:
    """From team, place, its kind, whom it is for, key and body. Raises ValidationError on another version's body."""
    team, place, place_kind, only, key, body = row
    return Post(Place(team, place, place_kind), message_from(body), only, key)


def timer_params(team: str, timer: Timer) -> Params:
    """A row of `timers`."""
    return {"team": team, "key": timer.key, "at_ms": ms(timer.at)}


def appeal_params(appeal: Appeal) -> Params:
    """A row of `appeals`."""
    return {
        "team": appeal.team,
        "person": appeal.person,
        "at_ms": ms(appeal.at),
        "family": appeal.family,
        "body": appeal_body(appeal.task, appeal.report),
        "words": appeal.text or "",
    }


def appeal_of(row: Row) -> Appeal | None:
    """From a row of `appeals`; None where another version of the program wrote what this one cannot read."""
    team, person, at_ms, family, body, words = row
    found = appeal_from(body)
    return Appeal(team, person, moment(at_ms), family, *found, words or None) if found else None
