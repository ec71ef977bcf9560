"""Inserts and upserts. Both databases have ON CONFLICT, each dialect with a class of its own."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from sqlalchemy import Table, case
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert

Dialect = Literal["sqlite", "postgresql"]
Insert: TypeAlias = "SqliteInsert | PostgresInsert"


def insert(dialect: Dialect, table: Table) -> Insert:
    """A row of one parameter per column, nothing returned."""
    if dialect == "sqlite":
        return SqliteInsert(table).inline()
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert  # 40 ms that SQLite need not pay

    return PostgresInsert(table).inline()


def claim(dialect: Dialect, table: Table) -> Insert:
    """Inserts the row, or touches none where its key is taken."""
    return insert(dialect, table).on_conflict_do_nothing()


def replace(dialect: Dialect, table: Table, *keep: str) -> Insert:
    """Inserts the row, or gives the one of the same key all its values but those to `keep`."""
    new = insert(dialect, table)
    key = list(table.primary_key)
    changed = {c.name: new.excluded[c.name] for c in table.c if c not in key and c.name not in keep}
    return new.on_conflict_do_update(index_elements=key, set_=changed)


def add(dialect: Dialect, table: Table) -> Insert:
    """Adds points and answers to the row of that key; `last_ms` only ever grows."""
    new = insert(dialect, table)
    this, that = table.c, new.excluded
    later = case((that.last_ms > this.last_ms, that.last_ms), else_=this.last_ms)
    sums = {"points": this.points + that.points, "answers": this.answers + that.answers, "last_ms": later}
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_=sums)
