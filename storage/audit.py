"""Whether points add up: what boards read must be the sum of the answers."""

from pathlib import Path

from sqlalchemy import ColumnElement, create_engine, func, literal, select, union_all
from sqlalchemy.pool import NullPool

from storage.boards import Query
from storage.sqlite_file import connect
from storage.tables import answers, daily, totals

SHOWN = 20


def wrong_sums(path: Path) -> list[str]:
    """One line for each person whose points differ between totals, days and answers, at most SHOWN."""
    engine = create_engine("sqlite://", creator=lambda: connect(path, "ro"), poolclass=NullPool)
    with engine.connect() as connection:
        return [_line(*row) for row in connection.execute(_differing())]


def _line(team: str, person: str, in_totals: int, in_days: int, in_answers: int) -> str:
    return (
        f"points of {person} in team {team} do not add up: "
        f"{in_totals} in totals, {in_days} in days, {in_answers} in answers"
    )


def _differing() -> Query:
    none = literal(0)
    t, d, a = totals.c, daily.c, answers.c
    parts = union_all(
        _part(t.team, t.person, t.points, none, none),
        _part(d.team, d.person, none, d.points, none),
        _part(a.team, a.person, none, none, a.points),
    ).subquery()
    of = parts.c
    in_totals, in_days, in_answers = (func.sum(of[name]) for name in ("totals", "days", "answers"))
    return (
        select(of.team, of.person, in_totals, in_days, in_answers)
        .group_by(of.team, of.person)
        .having((in_totals != in_days) | (in_days != in_answers))
        .order_by(of.team, of.person)
        .limit(SHOWN)
    )


def _part(
    team: ColumnElement[str],
    person: ColumnElement[str],
    in_totals: ColumnElement[int],
    in_days: ColumnElement[int],
    in_answers: ColumnElement[int],
) -> Query:
    named = (in_totals.label("totals"), in_days.label("days"), in_answers.label("answers"))
    return select(team.label("team"), person.label("person"), *named)
