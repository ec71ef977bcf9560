"""What boards ask: windows of days are summed over `daily`, all time is read from `totals` by its index.

Only people who show up on boards count, and only with points; equal points stand in the order they were reached.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    func,
    select,
)

from storage.tables import daily, people, totals

Query: TypeAlias = Select[*tuple[Any, ...]]  # rows of any columns; `rows` names them

_NAME = people.c.name
_WINDOW = daily.c.day.between(bindparam("since"), bindparam("until"))


def standings() -> Query:
    """Person, name, points, last_ms of :team in the days :since to :until, at most :limit."""
    points = _total(daily.c.points).label("points")
    last = func.max(daily.c.last_ms).label("last_ms")
    return (
        select(daily.c.person, _NAME, points, last)
        .select_from(_with_people(daily))
        .where(_shown(daily), _WINDOW)
        .group_by(daily.c.person, _NAME)
        .having(func.sum(daily.c.points) > 0)
        .order_by(points.desc(), last, daily.c.person)
        .limit(bindparam("limit"))
    )


def standings_ever() -> Query:
    """The same over all time."""
    t = totals.c
    return (
        select(t.person, _NAME, t.points, t.last_ms)
        .select_from(_with_people(totals))
        .where(_shown(totals), t.points > 0)
        .order_by(t.points.desc(), t.last_ms, t.person)
        .limit(bindparam("limit"))
    )


def points_of() -> Query:
    """One number: what :person has in the window."""
    total = func.coalesce(_total(daily.c.points), 0)
    return select(total).where(daily.c.team == bindparam("team"), daily.c.person == bindparam("person"), _WINDOW)


def points_ever() -> Query:
    """One number, or no row: what :person has over all time."""
    return select(totals.c.points).where(totals.c.team == bindparam("team"), totals.c.person == bindparam("person"))


def count_above() -> Query:
    """One number: how many have more than :points in the window."""
    better = (
        select(daily.c.person)
        .select_from(_with_people(daily))
        .where(_shown(daily), _WINDOW)
        .group_by(daily.c.person)
        .having(func.sum(daily.c.points) > bindparam("points"))
    )
    return select(func.count()).select_from(better.subquery())


def count_above_ever() -> Query:
    """The same over all time."""
    above = totals.c.points > bindparam("points")
    return select(func.count()).select_from(_with_people(totals)).where(_shown(totals), above)


def _with_people(table: Table) -> FromClause:
    same = and_(people.c.team == table.c.team, people.c.person == table.c.person)
    return table.join(people, same)


def _shown(table: Table) -> ColumnElement[bool]:
    return and_(table.c.team == bindparam("team"), people.c.on_board == 1)


def _total(points: ColumnElement[int]) -> ColumnElement[int]:
    """A sum that is a whole number on PostgreSQL too, where it would be a decimal."""
    return cast(func.sum(points), BigInteger)
