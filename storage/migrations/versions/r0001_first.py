"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates everything."""
    op.create_table("teams", _key("team"), _text("zone"), _long("created_ms"), sqlite_with_rowid=False)
    op.create_table(
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
        sqlite_with_rowid=False,
    )
    op.create_index("people_board", "people", ["team", "on_board"])
    op.create_table("sessions", _key("team"), _key("person"), _key("kind"), _text("body"), _long("touched_ms"))
    op.create_table("deliveries", _key("team"), _key("delivery"), _long("at_ms"), sqlite_with_rowid=False)
    op.create_index("deliveries_at", "deliveries", ["at_ms"])
    _learning()
    _boards()
    _posting()


def _learning() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
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
    )
    op.create_index("answers_person", "answers", ["team", "person", "at_ms"])
    op.create_table(
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
        sqlite_with_rowid=False,
    )


def _boards() -> None:
    op.create_table(
        "daily",
        _key("team"),
        sa.Column("day", sa.Integer(), primary_key=True),
        _key("person"),
        _long("points"),
        _long("answers"),
        _long("last_ms"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "totals",
        _key("team"),
        _key("person"),
        _long("points"),
        _long("answers"),
        _long("last_ms"),
        sqlite_with_rowid=False,
    )
    op.create_index("totals_points", "totals", ["team", "points"])


def _posting() -> None:
    op.create_table("posts", _key("team"), _key("key"), _text("reference"), sqlite_with_rowid=False)
    op.create_table(
        "outbox",
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
    op.create_table("timers", _key("team"), _key("key"), _long("at_ms"), sqlite_with_rowid=False)
    op.create_index("timers_at", "timers", ["at_ms"])


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _long(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _real(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=False)
