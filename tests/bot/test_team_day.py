"""The team's day: boards count by the zone of whoever came first, until an admin sets another."""

from tests.banks import bank, question
from tests.player import NewGame


async def test_the_first_person_brings_the_team_its_zone(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    game.clock.moves(hours=10)  # 22:00 UTC is noon of the next day on Kiritimati
    first = game.player("Ada", zone="Pacific/Kiritimati")
    await first.types("/quiz 1")
    await first.presses("Redis")
    game.clock.moves(hours=3)  # 01:00 UTC: a new day in London, still the same on Kiritimati

    second = game.player("Bob", zone="Europe/London")
    await second.types("/leaderboard day")

    second.sees("1. Ada: 10 points")
