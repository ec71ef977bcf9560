"""`/leaderboard`: who earned most, in which window."""

import pytest

from bot.widgets import Ranking, RankingRow
from tests.banks import bank, many
from tests.player import Game, NewGame, Player


async def earns(player: Player, points: int) -> None:
    """Earns ten points for every right answer to something new."""
    if points:
        await player.types(f"/quiz cache {points // 10}")
        for _ in range(points // 10):
            await player.answers(right=True)


async def playing(new_game: NewGame, **points: int) -> tuple[Game, dict[str, Player]]:
    """A game of these people, who earned those points one after the other."""
    game = await new_game(bank(*many(20)))
    players = {name: game.player(name) for name in points}
    for name, earned in points.items():
        await earns(players[name], earned)
        game.clock.moves(minutes=1)
    return game, players


def rows(player: Player) -> list[tuple[int, str, int]]:
    """Rank, name and points of the ranking that is shown."""
    return [(row.rank, row.name, row.points) for row in ranking(player)]


def ranking(player: Player) -> tuple[RankingRow, ...]:
    """The rows of the ranking that is shown."""
    return next(block.rows for post in player.posts for block in post.message.blocks if isinstance(block, Ranking))


async def test_a_board_without_points_says_how_to_take_the_lead(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(3)))).player()

    await player.types("/leaderboard")

    player.sees("Leaderboard, this week", "Nobody has points here yet", "/quiz")


async def test_people_stand_in_the_order_of_their_points(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=10, Bo=30, Cy=20)

    await players["Ada"].types("/leaderboard")

    assert rows(players["Ada"]) == [(1, "Bo", 30), (2, "Cy", 20), (3, "Ada", 10)]
    assert [row.name for row in ranking(players["Ada"]) if row.you] == ["Ada"]
    players["Ada"].sees("3. Ada (you): 10 points")


async def test_equal_points_share_a_rank_and_the_next_one_is_left_out(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=20, Bo=20, Cy=20, Di=10)

    await players["Di"].types("/leaderboard")

    assert rows(players["Di"]) == [(1, "Ada", 20), (1, "Bo", 20), (1, "Cy", 20), (4, "Di", 10)]


async def test_equal_points_stand_in_the_order_in_which_they_were_reached(new_game: NewGame) -> None:
    _, players = await playing(new_game, Zoe=20, Ada=20)

    await players["Ada"].types("/leaderboard")

    assert [name for _, name, _ in rows(players["Ada"])] == ["Zoe", "Ada"]


async def test_wrong_answers_and_practice_never_rank(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=10)
    ada, bo = players["Ada"], players["Ada"].game.player("Bo")
    await bo.types("/quiz cache 2")
    await bo.answers(right=False)
    await ada.types("/quiz cache 20")
    for _ in range(19):
        await ada.says("skip")
    await ada.answers(right=True)
    await ada.types("/leaderboard")

    assert rows(ada) == [(1, "Ada", 10)]


async def test_the_top_ten_are_shown_and_the_own_place_below(new_game: NewGame) -> None:
    names = {f"P{n:02}": 20 for n in range(12)}
    _, players = await playing(new_game, **names, Ada=10)

    await players["Ada"].types("/leaderboard")

    assert len(rows(players["Ada"])) == 11
    assert rows(players["Ada"])[-1] == (13, "Ada", 10)
    await players["P11"].types("/leaderboard")
    assert rows(players["P11"])[-1] == (1, "P11", 20)


async def test_who_has_no_points_has_no_place(new_game: NewGame) -> None:
    game, _ = await playing(new_game, Ada=10)
    stranger = game.player("Stranger")

    await stranger.types("/leaderboard")

    assert rows(stranger) == [(1, "Ada", 10)]


async def test_opting_out_hides_and_others_close_up(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=30, Bo=20, Cy=10)

    await players["Ada"].types("/study board off")
    await players["Cy"].types("/leaderboard")

    assert rows(players["Cy"]) == [(1, "Bo", 20), (2, "Cy", 10)]


async def test_who_opted_out_closes_up_for_those_below_the_top_ten_too(new_game: NewGame) -> None:
    names = {f"P{n:02}": 20 for n in range(12)}
    _, players = await playing(new_game, **names, Ada=10)
    await players["P00"].types("/study board off")

    await players["Ada"].types("/leaderboard")

    assert rows(players["Ada"])[-1] == (12, "Ada", 10)


async def test_who_opted_out_is_told_how_to_come_back_and_has_no_place(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=30, Bo=20)
    await players["Ada"].types("/study board off")

    await players["Ada"].types("/leaderboard")

    assert rows(players["Ada"]) == [(1, "Bo", 20)]
    players["Ada"].sees("You are not on boards. Come back with /study board on.")


async def test_playing_goes_on_while_opted_out_and_coming_back_brings_all_points(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=10)
    await players["Ada"].types("/study board off")
    await earns(players["Ada"], 20)

    await players["Ada"].types("/study board on")
    await players["Ada"].types("/leaderboard")

    assert rows(players["Ada"]) == [(1, "Ada", 30)]


async def test_a_board_is_of_one_team(new_game: NewGame) -> None:
    game, _ = await playing(new_game, Ada=10)
    guest = game.player("Bo", team="other-team")
    await earns(guest, 20)

    await guest.types("/leaderboard")

    assert rows(guest) == [(1, "Bo", 20)]


async def test_a_board_is_shown_to_the_place_where_it_was_asked_for(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=10)

    await players["Ada"].types("/leaderboard")

    assert [(post.only, post.where) for post in players["Ada"].posts] == [("", players["Ada"].where)]


@pytest.mark.parametrize(
    ("days", "windows"),
    [
        (0, {"day", "week", "30d", "season", "all"}),
        (1, {"week", "30d", "season", "all"}),  # from Wednesday to Thursday
        (5, {"30d", "season", "all"}),  # to the next Monday
        (29, {"30d", "season", "all"}),
        (30, {"season", "all"}),
        (36, {"season", "all"}),  # to 31 December
        (37, {"all"}),  # to the new quarter
        (4_000, {"all"}),
    ],
)
async def test_points_stay_on_a_board_as_long_as_its_window(new_game: NewGame, days: int, windows: set[str]) -> None:
    game, players = await playing(new_game, Ada=10)
    game.clock.moves(days=days)
    shown: set[str] = set()
    for window in ("day", "week", "30d", "season", "all"):
        await players["Ada"].types(f"/leaderboard {window}")
        shown |= {window} if "Ada (you): 10 points" in players["Ada"].shown else set()

    assert shown == windows


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("", "this week"),
        ("today", "today"),
        ("month", "the last 30 days"),
        ("quarter", "this quarter"),
        ("ever", "all time"),
    ],
)
async def test_a_window_is_called_by_a_plain_word(new_game: NewGame, words: str, heading: str) -> None:
    player = (await new_game(bank(*many(3)))).player()

    await player.types(f"/leaderboard {words}")

    player.sees(f"Leaderboard, {heading}")


async def test_an_unknown_window_is_answered_with_the_nearest_and_all(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(3)))).player()

    await player.types("/leaderboard weak")

    player.sees("Did you mean “week”?", "day, week, 30d, season, all")
    assert [post.only for post in player.posts] == [player.who.id]


async def test_an_answer_before_midnight_stays_on_its_day(new_game: NewGame) -> None:
    game = await new_game(bank(*many(9)))
    ada = game.player("Ada")
    game.clock.moves(hours=11, minutes=59)
    await earns(ada, 10)
    game.clock.moves(minutes=2)
    await earns(ada, 20)

    await ada.types("/leaderboard day")

    assert rows(ada) == [(1, "Ada", 20)]


async def test_points_of_several_days_add_up(new_game: NewGame) -> None:
    game = await new_game(bank(*many(9)))
    ada = game.player("Ada")
    await earns(ada, 10)
    game.clock.moves(days=1)
    await earns(ada, 20)

    await ada.types("/leaderboard week")

    assert rows(ada) == [(1, "Ada", 30)]


async def test_the_rule_of_points_is_stated(new_game: NewGame) -> None:
    _, players = await playing(new_game, Ada=10)

    await players["Ada"].types("/leaderboard")

    players["Ada"].sees("Points come from first tries and from reviews that were due; practice never ranks.")
