"""Settings: name, time zone, board."""

import pytest

from tests.banks import bank, many, question
from tests.player import NewGame, Player


async def somebody(new_game: NewGame, name: str = "Ada") -> Player:
    """A player who was met."""
    player = (await new_game(bank(question()))).player(name)
    await player.types("/study settings")
    return player


async def on_the_board(player: Player) -> str:
    """The name that others see on the board, once the player has points."""
    await player.types("/quiz")
    await player.presses("Redis")
    await player.types("/leaderboard")
    (line,) = (line for line in player.shown.splitlines() if line.endswith("10 points"))
    return line.removeprefix("1. ").removesuffix(" (you): 10 points")


async def test_settings_are_shown_with_how_to_change_them(new_game: NewGame) -> None:
    player = await somebody(new_game)

    player.sees("Your settings", "Name: Ada", "Time zone: Etc/UTC", "On boards: yes", "/study name")


@pytest.mark.parametrize(
    ("zone", "kept"),
    [("Europe/Berlin", "Europe/Berlin"), ("", "Etc/UTC"), ("Nowhere/Atall", "Etc/UTC"), ("../etc/passwd", "Etc/UTC")],
)
async def test_somebody_new_has_the_zone_of_the_platform_if_there_is_such_a_zone(
    new_game: NewGame, zone: str, kept: str
) -> None:
    player = (await new_game(bank(question()))).player(zone=zone)

    await player.types("/study settings")

    player.sees(f"Time zone: {kept}")


@pytest.mark.parametrize("zone", ["/", "\x00", "Europe", "Europe/", "a" * 4_000, "\ud800", "Europe/Berlin/x", "~"])
async def test_a_zone_that_is_none_is_no_trouble(new_game: NewGame, zone: str) -> None:
    player = (await new_game(bank(question()))).player(zone=zone)

    await player.types("/study settings")

    player.sees("Time zone: Etc/UTC")
    assert player.game.faults == []


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("etc/utc", "Etc/UTC"),
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
async def test_a_zone_is_set_and_kept(new_game: NewGame, typed: str, zone: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study zone {typed}")
    player.sees(f"Time zone: {zone}")

    await player.game.restarts()
    await player.types("/study settings")
    player.sees(f"Time zone: {zone}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Europe/Berln", "Europe/Berlin"), ("Berlin", "Europe/Berlin"), ("Amerika/New_York", "America/New_York")],
)
async def test_an_unknown_zone_is_answered_with_the_nearest(new_game: NewGame, typed: str, meant: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study zone {typed}")

    player.sees(f"There is no time zone “{typed}”.", f"Did you mean {meant}?")
    await player.types("/study settings")
    player.sees("Time zone: Etc/UTC")


@pytest.mark.parametrize("typed", ["", "xyzzy", "Mars/Olympus", "../../etc/passwd", "UTC+25", "🔥", "z" * 3_000])
async def test_what_is_no_zone_is_answered_with_what_one_looks_like(new_game: NewGame, typed: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study zone {typed}")

    player.sees("Europe/Berlin")
    assert len(player.shown) < 250
    assert player.game.faults == []


async def test_the_day_of_a_streak_follows_the_zone(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(2)))).player()
    await player.types("/study zone Pacific/Kiritimati")
    player.game.clock.moves(hours=-3)
    await player.types("/quiz")
    await player.answers(right=True)  # 23:00 there

    player.game.clock.moves(hours=2)
    await player.answers(right=True)  # 1:00 on the next day there, the same day by UTC
    await player.types("/progress")

    player.sees("Streak: 2 days")


async def test_a_name_is_set_and_shown_to_others(new_game: NewGame) -> None:
    player = await somebody(new_game)

    await player.types("/study name Ada  Lovelace")

    player.sees("Name: Ada Lovelace")
    assert await on_the_board(player) == "Ada Lovelace"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A\u0000d\u0007a", "Ada"),
        ("\u202eAda", "Ada"),
        ("A\u200bd\u200ba\ufeff", "Ada"),
        ("Ada\nLovelace", "Ada Lovelace"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("Ame\u0301lie", "Amélie"),
        ("Ada 🦊", "Ada 🦊"),
        ("x" * 40, "x" * 40),
        ("  李 雷 ", "李 雷"),
        ("map", "map"),
    ],
)
async def test_a_name_is_kept_without_what_cannot_be_seen(new_game: NewGame, typed: str, kept: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study name {typed}")

    player.sees(f"Name: {kept}\n")
    assert await on_the_board(player) == kept


@pytest.mark.parametrize("typed", ["", "x" * 41, "\u200b\u200d", "!!!", "\u0000"])
async def test_a_name_of_nothing_or_of_41_characters_is_refused_with_the_limit(new_game: NewGame, typed: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study name {typed}")

    player.sees("1 to 40 characters", "/study name Ada")
    await player.types("/study settings")
    player.sees("Name: Ada")


@pytest.mark.parametrize("blank", ["\u3164", "\u3164\u3164\u3164", "\u115f\u1160", "\uffa0"])
async def test_a_name_that_draws_nothing_is_refused(new_game: NewGame, blank: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study name {blank}")

    player.sees("1 to 40 characters")


@pytest.mark.parametrize(
    "name",
    [
        "@everyone",
        "<!channel>",
        "<@U123>",
        "<@&42>",
        "<!subteam^S1>",
        "<http://a|b>",
        "**bold**",
        "[bold]x[/bold]",
        "`x`",
    ],
)
async def test_a_name_that_looks_like_markup_stays_a_name(new_game: NewGame, name: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study name {name}")

    assert await on_the_board(player) == name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("A\u202ed\u200ba", "Ada"),
        ("Ada\x1b[31m", "Ada[31m"),
        ("Ada\r\nLovelace", "Ada Lovelace"),
        ("\u200b", "id-Ada"),
        ("x" * 500, "x" * 40),
        ("A\ud800da", "Ada"),
    ],
)
async def test_a_name_from_the_platform_is_made_safe_too(new_game: NewGame, raw: str, shown: str) -> None:
    game = await new_game(bank(question()))
    player = game.player("Ada").called(raw)

    name = await on_the_board(player)

    assert name == shown


async def test_a_name_that_was_set_outlives_the_one_on_the_platform(new_game: NewGame) -> None:
    player = await somebody(new_game)
    await player.types("/study name Countess")

    assert await on_the_board(player.called("Somebody else")) == "Countess"


async def test_a_board_is_left_and_come_back_to(new_game: NewGame) -> None:
    player = await somebody(new_game)

    await player.types("/study board off")
    player.sees("On boards: no")
    await player.types("/study board ON!")
    player.sees("On boards: yes")


@pytest.mark.parametrize("typed", ["", "maybe", "0", "🔥"])
async def test_any_other_word_for_the_board_is_answered_with_both(new_game: NewGame, typed: str) -> None:
    player = await somebody(new_game)

    await player.types(f"/study board {typed}")

    player.sees("/study board on", "/study board off")


async def test_settings_of_one_person_are_not_anothers(new_game: NewGame) -> None:
    player = await somebody(new_game)
    await player.types("/study zone Asia/Tokyo")
    await player.types("/study board off")

    for other in (player.game.player("Bo"), player.game.player("Ada", team="other-team")):
        await other.types("/study settings")
        other.sees("Time zone: Etc/UTC", "On boards: yes")


async def test_settings_are_for_the_person_alone(new_game: NewGame) -> None:
    player = await somebody(new_game)

    assert [post.only for post in player.posts] == [player.who.id]


async def test_changing_a_setting_keeps_the_streak(new_game: NewGame) -> None:
    player = await somebody(new_game)
    await on_the_board(player)

    for line in ("/study name Countess", "/study board off", "/study zone Asia/Tokyo"):
        await player.types(line)
    await player.types("/progress")

    player.sees("Streak: 1 day, best 1 day")
