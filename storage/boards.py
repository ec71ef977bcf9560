"""What boards ask: windows of days are summed over `daily`, all time is read from `totals` by its index.

Only people with points count, and nobody who opted out; equal points stand in the order they were reached.
People are looked up after the sums are made: a month of a large team is many days, but few people.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    func,
    select,
)

from storage.tables import daily, people, totals

Query: TypeAlias = Select[*tuple[Any, ...]]  # rows of any columns; `rows` names them

_TEAM = bindparam("team", type_=Text())
_WINDOW = and_(daily.c.team == _TEAM, daily.c.day.between(bindparam("since"), bindparam("until")))
_OPTED_OUT = select(people.c.person).where(people.c.team == _TEAM, people.c.on_board == 0)


def standings() -> Query:
    """Person, name, points, last_ms of :team in the days :since to :until, at most :limit."""
    last = func.max(daily.c.last_ms).label("last_ms")
    summed = select(daily.c.person, _total().label("points"), last).where(_WINDOW).group_by(daily.c.person)
    return _best(summed.subquery())


def standings_ever() -> Query:
    """The same over all time."""
    return _best(totals).where(totals.c.team == _TEAM)


def points_of() -> Query:
    """One number: what :person has in the window."""
    return select(func.coalesce(_total(), 0)).where(_WINDOW, daily.c.person == bindparam("person"))


def points_ever() -> Query:
    """One number, or no row: what :person has over all time."""
    return select(totals.c.points).where(totals.c.team == _TEAM, totals.c.person == bindparam("person"))


def count_above() -> Query:
    """One number: how many have more than :points in the window."""
    better = func.sum(daily.c.points) > bindparam("points")
    people_better = select(daily.c.person).where(_WINDOW).group_by(daily.c.person).having(better).subquery()
    return _number_shown(people_better)


def count_above_ever() -> Query:
    """The same over all time."""
    return _number_shown(totals).where(totals.c.team == _TEAM, totals.c.points > bindparam("points"))


def _best(sums: Table | Subquery) -> Query:
    """The best of rows with person, points and last_ms; somebody without a profile goes by the id."""
    one = sums.c
    name = func.coalesce(people.c.name, one.person)
    named = sums.outerjoin(people, and_(people.c.team == _TEAM, people.c.person == one.person))
    return (
        select(one.person, name, one.points, one.last_ms)
        .select_from(named)
        .where(one.points > 0, one.person.not_in(_OPTED_OUT))
        .order_by(one.points.desc(), one.last_ms, one.person)
        .limit(bindparam("limit"))
    )


def _number_shown(found: FromClause) -> Query:
    return select(func.count()).select_from(found).where(found.c.person.not_in(_OPTED_OUT))


def _total() -> ColumnElement[int]:
    """A sum that is a whole number on PostgreSQL too, where it would be a decimal."""
    return cast(func.sum(daily.c.points), BigInteger)
