"""Every word of a board."""

from collections.abc import Sequence

from bot.ports import Profile, Standing
from bot.widgets import Block, Heading, Message, Note, Para, Ranking, RankingRow, code, spans

WINDOW_NAMES = {
    "day": "today",
    "week": "this week",
    "30d": "the last 30 days",
    "season": "this quarter",
    "all": "all time",
}


def board(window: str, standings: Sequence[Standing], me: Profile, mine: int, my_rank: int | None) -> Message:
    """The ranking; equal points share a rank, and the asker's own place follows if it is further down."""
    heading = Heading(f"Leaderboard, {WINDOW_NAMES[window]}")
    if not standings:
        empty = Para(spans("Nobody has points here yet. A first right answer takes the lead: ", code("/quiz"), "."))
        return Message((heading, empty, *_out(me)))
    points = [standing.points for standing in standings]
    rows = [
        RankingRow(points.index(standing.points) + 1, standing.name, standing.points, standing.person == me.id)
        for standing in standings
    ]
    if my_rank and not any(row.you for row in rows):
        rows.append(RankingRow(my_rank, me.name, mine, you=True))
    return Message((heading, Ranking(tuple(rows)), Note(spans(_rule())), *_out(me)))


def _rule() -> str:
    return "Points come from first tries and from reviews that were due; practice never ranks."


def _out(me: Profile) -> tuple[Block, ...]:
    if me.on_board:
        return ()
    return (Note(spans("You are not on boards. Come back with ", code("/study board on"), ".")),)
