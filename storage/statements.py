"""Every statement the ledger runs, defined once in SQLAlchemy Core, for both databases.

Parameters are named; an insert takes one per column.
"""

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from sqlalchemy import ColumnElement, Delete, Insert, Table, and_, bindparam, delete, select, tuple_

from storage import boards
from storage.boards import Query
from storage.inserts import Dialect, add, claim, insert, replace
from storage.tables import (
    answers,
    appeals,
    daily,
    deliveries,
    memories,
    outbox,
    people,
    sessions,
    teams,
    timers,
    totals,
)

Statement: TypeAlias = Insert | Delete | Query


@dataclass(frozen=True, slots=True)
class Statements:
    """One attribute for each read or write."""

    claim: Statement
    purge: Statement
    profile: Statement
    save_profile: Statement
    save_team: Statement
    session: Statement
    save_session: Statement
    end_session: Statement
    memories: Statement
    memories_of_topic: Statement
    memory: Statement
    save_memory: Statement
    record: Statement
    credit_day: Statement
    credit_total: Statement
    standings: Statement
    standings_ever: Statement
    points_of: Statement
    points_ever: Statement
    count_above: Statement
    count_above_ever: Statement
    put_out: Statement
    set_timer: Statement
    save_appeal: Statement
    appeals: Statement


@cache
def statements(dialect: Dialect) -> Statements:
    """All of them; the dialects differ in the class of their inserts and in whether they lock a row."""
    return Statements(
        claim=claim(dialect, deliveries),
        purge=_purge(),
        profile=_profile(),
        save_profile=replace(dialect, people, "met_ms"),
        save_team=claim(dialect, teams),
        # PostgreSQL notices two who change a row, but not that a row read and then written anew was deleted in between.
        session=_session().with_for_update(),  # on SQLite, which has one writer, this adds nothing
        save_session=replace(dialect, sessions),
        end_session=delete(sessions).where(_key(sessions, "team", "person", "kind")),
        memories=_memories("team", "person"),
        memories_of_topic=_memories("team", "person", "topic"),
        memory=_memories("team", "person", "family"),
        save_memory=replace(dialect, memories),
        record=insert(dialect, answers),
        credit_day=add(dialect, daily),
        credit_total=add(dialect, totals),
        standings=boards.standings(),
        standings_ever=boards.standings_ever(),
        points_of=boards.points_of(),
        points_ever=boards.points_ever(),
        count_above=boards.count_above(),
        count_above_ever=boards.count_above_ever(),
        put_out=insert(dialect, outbox),
        set_timer=replace(dialect, timers),
        save_appeal=replace(dialect, appeals),
        appeals=_appeals(),
    )


@cache
def reading_statements(dialect: Dialect) -> Statements:
    """The same for views, which may not lock."""
    return dataclasses.replace(statements(dialect), session=_session())


def _key(table: Table, *names: str) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(name) for name in names))


def _profile() -> Query:
    """The columns of `rows.profile_of`."""
    p = people.c
    kept = (p.team, p.person, p.name, p.zone, p.on_board, p.streak_days, p.streak_last, p.streak_best)
    with_team = people.outerjoin(teams, teams.c.team == p.team)
    return select(*kept, teams.c.zone).select_from(with_team).where(_key(people, "team", "person"))


def _session() -> Query:
    """Kind and body, the latest touched first."""
    s = sessions.c
    return select(s.kind, s.body).where(_key(sessions, "team", "person")).order_by(s.touched_ms.desc(), s.kind)


def _memories(*by: str) -> Query:
    """The columns of `rows.memory_of`."""
    shown = (column for column in memories.c if column.name not in {"team", "person"})
    return select(*shown).where(_key(memories, *by))


def _appeals() -> Query:
    """All columns of the newest :limit."""
    a = appeals.c
    return select(*a).order_by(a.at_ms.desc(), a.team, a.person).limit(bindparam("limit"))


def _purge() -> Delete:
    """Deletes up to :limit claims from before :before_ms, so that turns can go between two rounds."""
    key = (deliveries.c.team, deliveries.c.delivery)
    old = select(*key).where(deliveries.c.at_ms < bindparam("before_ms")).limit(bindparam("limit"))
    return delete(deliveries).where(tuple_(*key).in_(old))
