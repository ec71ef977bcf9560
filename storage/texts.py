"""Statements as text for a driver: compiled once, then run without SQLAlchemy in between."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import cast

from sqlalchemy import Dialect, Insert, Table

from storage.rows import Params
from storage.statements import Statement, Statements


@dataclass(frozen=True, slots=True)
class Text:
    """A statement's text, how many values it takes, and what puts them in the order of its placeholders.

    Values go by position: looking up a named one by its name takes sqlite3 half of the time of a wide insert.
    """

    sql: str
    size: int
    values: Callable[[Params], tuple[object, ...]]


def texts(sql: Statements, dialect: Dialect) -> Mapping[Statement, Text]:
    """All statements for a dialect with positional placeholders (takes some 25 ms)."""
    every: list[Statement] = [getattr(sql, field.name) for field in fields(sql)]
    return {statement: _text(statement, dialect) for statement in every}


def _text(statement: Statement, dialect: Dialect) -> Text:
    keys = _columns(statement) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    order = tuple(compiled.positiontup or ())
    pick = cast(Callable[[Params], tuple[object, ...]], itemgetter(*order))  # never one alone: team and what else
    constants = {} if keys else {name: value for name, value in compiled.params.items() if value is not None}
    return Text(str(compiled), len(order), (lambda params: pick({**constants, **params})) if constants else pick)


def _columns(insert: Insert) -> list[str]:
    """All columns but a number the database gives."""
    table = cast(Table, insert.table)
    return [column.name for column in table.columns if column is not table.autoincrement_column]
