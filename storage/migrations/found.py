"""Which revision a database has, asked of any of them."""

from sqlalchemy import Connection, Text, column, inspect, select, table

from storage.migrations import VERSION_TABLE, known


def found_revision(connection: Connection, name: str) -> str:
    """The revision of the database called `name`, empty without one. Raises StoreError for one from the future."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    found = connection.scalar(select(column("version_num", Text)).select_from(table(VERSION_TABLE)))
    return known(found or "", name)
