"""Whatever is played, in whatever order: what is shown adds up, and nothing counts twice."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.widgets import Ranking
from tests.banks import bank, many, tree, typed
from tests.player import NewGame, Player

MOVES = st.one_of(
    st.sampled_from(["right", "right", "wrong", "skip", "stop", "/quiz", "/quiz cache 3", "/quiz 2", "nonsense"]),
    st.sampled_from(["deliver again", "press an old button", "press somebody else's button", "restart"]),
    st.sampled_from([0.2, 1.0, 3.0, 20.0, -0.5]),
)


class Counted:
    """What one person was told their answers earned, and which questions they answered."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.points = 0
        self.families: set[str] = set()
        self.old_buttons: list[str] = []

    def is_told(self, family: str) -> None:
        """Reads what the last event led to."""
        earned = re.findall(r"\+(\d+) points\.", self.player.shown)
        self.points += sum(map(int, earned))
        if earned or "It comes back on" in self.player.shown or "Practice:" in self.player.shown:
            self.families.add(family)
        self.old_buttons += [token for _, token in self.player.buttons if token not in self.old_buttons]


async def board(player: Player) -> int:
    """All points that the board shows for this person."""
    await player.types("/leaderboard all")
    tables = [block for post in player.posts for block in post.message.blocks if isinstance(block, Ranking)]
    return sum(row.points for table in tables for row in table.rows if row.you)


async def open_family(player: Player) -> str:
    """What is asked just now; nothing if no question is open."""
    team, person = player.who.team, player.who.id
    run = await player.game.dispatch.store.view(lambda ledger: ledger.session(team, person))
    return run.item.family if run else ""


async def moves(counted: Counted, other: Player, move: str | float) -> None:
    """Makes one move of a play."""
    player = counted.player
    family = await open_family(player)
    if not isinstance(move, str):
        player.game.clock.moves(days=move)
        return
    match move:
        case "restart":
            await player.game.restarts()
            return
        case "deliver again":
            if player.last:
                posts = player.posts
                await player.repeats()
                assert player.posts == () or [p.key for p in posts] == [p.key for p in player.posts]
            return
        case "press an old button":
            if not counted.old_buttons:
                return
            await player.presses_token(counted.old_buttons[0])
        case "press somebody else's button":
            if not other.buttons:
                return
            await player.presses_token(other.buttons[0][1])
        case "right" | "wrong":
            if not family:
                return
            await player.answers(right=move == "right")
        case command if command.startswith("/"):
            await player.types(command)
        case words:
            await player.says(words)
    counted.is_told(family)


@settings(max_examples=20)
@given(st.lists(MOVES, min_size=5, max_size=25))
async def test_points_and_progress_are_the_sum_of_what_was_told(new_game: NewGame, plays: list[str | float]) -> None:
    game = await new_game(bank(*many(4), typed(), trees=[tree()]))
    player, other = game.player(f"Ada {game.delivery()}"), game.player("Bo")
    await other.types("/quiz 1")
    counted = Counted(player)
    for move in plays:
        await moves(counted, other, move)

    assert game.faults == []
    assert await board(player) == counted.points
    await player.types("/progress")
    if counted.families:
        player.sees(f"of {len(counted.families)} right")
    else:
        player.sees("Nothing answered yet")
