"""`/leaderboard [window]`: the top places and the asker's own."""

from collections.abc import Mapping

from bot.board import view
from bot.learning.days import day_number, window_start
from bot.outcome import Outcome, Post
from bot.ports import Profile
from bot.turn import Turn

TOP = 10
DEFAULT_WINDOW = "week"


def show(turn: Turn, args: Mapping[str, str], me: Profile) -> Outcome:
    """The board of the window that holds the team's today."""
    window = args.get("window", DEFAULT_WINDOW)
    today = day_number(turn.moment.at, me.team_zone)
    since = window_start(window, today)
    standings = turn.ledger.standings(me.team, since, today, TOP)
    mine = turn.ledger.points_of(me.team, me.id, since, today) if me.on_board else 0
    my_rank = turn.ledger.count_above(me.team, mine, since, today) + 1 if mine else None
    message = view.board(window, standings, me, mine, my_rank)
    return Outcome((Post(turn.where, message),))
