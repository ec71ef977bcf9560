"""The tables, SQLite and PostgreSQL alike; team comes first in every natural key.

Times are epoch milliseconds (UTC), days are local day numbers, flags 0 or 1, states and messages JSON: a driver's raw
row is ready to use, without result processors. `migrations/` builds these; a test compares the two.
"""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _long(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _real(name: str) -> Column[float]:
    return Column(name, Float, nullable=False)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _clustered(name: str, *parts: Column[str] | Column[int] | Column[float] | Index) -> Table:
    """Small rows, stored in the order of their key: one search tree instead of two on SQLite."""
    return Table(name, metadata, *parts, sqlite_with_rowid=False)


teams = _clustered("teams", _key("team"), _text("zone"), _long("created_ms"))

people = _clustered(
    "people",
    _key("team"),
    _key("person"),
    _text("name"),
    _text("zone"),
    _whole("on_board"),
    _whole("streak_days"),
    _whole("streak_last"),
    _whole("streak_best"),
    _long("met_ms"),
    Index("people_board", "team", "on_board"),  # finds the few who opted out of boards
)

# Bodies of a kilobyte or two: a search tree of such rows would be deep, so these stay ordinary tables.
sessions = Table("sessions", metadata, _key("team"), _key("person"), _key("kind"), _text("body"), _long("touched_ms"))

deliveries = _clustered("deliveries", _key("team"), _key("delivery"), _long("at_ms"), Index("deliveries_at", "at_ms"))

# Append-only, and never looked up by its own key: a number that only grows puts every insert on the last page, where a
# team-first key would touch a page per team. Per person it is read through the one index. No other table refers to it.
answers = Table(
    "answers",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _text("team"),
    _text("person"),
    _text("family"),
    _text("topic"),
    _text("kind"),
    _long("at_ms"),
    _whole("team_day"),
    _whole("person_day"),
    _real("score"),
    _whole("points"),
    _whole("ranked"),
    _whole("took_ms"),
    Index("answers_person", "team", "person", "at_ms"),
)

# `last_ms` is when the last point was earned, 0 before the first one: boards order equal points by it.
daily = _clustered(
    "daily",
    _key("team"),
    Column("day", Integer, primary_key=True),
    _key("person"),
    _long("points"),
    _long("answers"),
    _long("last_ms"),
)

totals = _clustered(
    "totals",
    _key("team"),
    _key("person"),
    _long("points"),
    _long("answers"),
    _long("last_ms"),
    Index("totals_points", "team", "points"),
)

memories = _clustered(
    "memories",
    _key("team"),
    _key("person"),
    _key("family"),
    _text("topic"),
    _real("stability"),
    _real("difficulty"),
    _long("seen_ms"),
    _long("due_ms"),
    _whole("reps"),
    _whole("lapses"),
    _real("first"),
)

# Which of a platform's messages shows the post of a key, so that the next post of that key edits it.
posts = _clustered("posts", _key("team"), _key("key"), _text("reference"))

outbox = Table(
    "outbox",
    metadata,
    _key("team"),
    _key("id"),
    _text("place"),
    _text("place_kind"),
    _text("only_for"),
    _text("key"),
    _text("body"),
    _long("at_ms"),
    _text("state"),
)

# `body` holds task and verdict; `words` the answer, empty where its person did not give it to be read.
appeals = Table(
    "appeals",
    metadata,
    _key("team"),
    _key("person"),
    Column("at_ms", BigInteger, primary_key=True),
    _text("family"),
    _text("body"),
    _text("words"),
)

timers = _clustered("timers", _key("team"), _key("key"), _long("at_ms"), Index("timers_at", "at_ms"))
