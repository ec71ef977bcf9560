"""A walk down a tree, played."""

import pytest

from tests.banks import bank, many, tree
from tests.player import NewGame, Player


async def walking(new_game: NewGame, *, branches: int = 2) -> Player:
    """A player at the first step of a walk of so many branches."""
    player = (await new_game(bank(trees=[tree()]))).player()
    await player.types("/quiz database 3")
    while (await player.open_item()).steps != branches:
        await player.says("skip")
    await player.types("/quiz")
    return player


async def test_a_walk_asks_branch_after_branch(new_game: NewGame) -> None:
    player = await walking(new_game)
    player.sees("walk the tree, step 1 of 2", "Which data model?")

    await player.presses("Looked up by key")

    player.sees("✓ Right.", "step 2 of 2", "So far: Looked up by key.", "Which scale?")


async def test_a_walk_without_a_mistake_earns_all_points_at_its_end(new_game: NewGame) -> None:
    player = await walking(new_game)

    await player.answers(right=True)
    player.misses("points")
    await player.answers(right=True)

    player.sees("✓ Right. 2 of 2 branches. +10 points.", "The path ends at", "What would flip it", "Source: The manual")


async def test_a_wrong_branch_is_corrected_there_and_the_walk_goes_on(new_game: NewGame) -> None:
    player = await walking(new_game)

    await player.presses("Followed as a graph")

    player.sees(
        "✗ Not this one.", "→ Looked up by key", "The scenario says so", "step 2 of 2", "So far: Looked up by key."
    )


async def test_half_a_walk_earns_half_the_points(new_game: NewGame) -> None:
    player = await walking(new_game)

    await player.answers(right=False)
    await player.answers(right=True)

    player.sees("1 of 2 branches. +5 points.")


async def test_half_a_walk_is_missed_and_comes_back(new_game: NewGame) -> None:
    player = await walking(new_game)
    await player.answers(right=False)
    await player.answers(right=True)
    await player.says("stop")

    player.sees("0 of 1 right", "Missed: 1")


async def test_a_walk_without_a_right_branch_earns_nothing_and_says_when_it_comes_back(new_game: NewGame) -> None:
    player = await walking(new_game)

    await player.answers(right=False)
    await player.answers(right=False)

    player.sees("0 of 2 branches. It comes back on 26 Nov.")


async def test_a_walk_of_one_branch_is_an_ordinary_question(new_game: NewGame) -> None:
    player = await walking(new_game, branches=1)
    player.misses("step 1")

    await player.presses("Followed as a graph")

    player.sees("✓ Right. +10 points.", "The path ends at Neo4j.")


async def test_a_walk_goes_on_after_a_restart(new_game: NewGame) -> None:
    player = await walking(new_game)
    await player.answers(right=True)

    await player.game.restarts()
    await player.types("/quiz")
    player.sees("step 2 of 2")
    await player.answers(right=True)

    player.sees("2 of 2 branches. +10 points.")


async def test_a_button_of_an_earlier_step_does_nothing(new_game: NewGame) -> None:
    player = await walking(new_game)
    old = player.button("Followed as a graph")
    await player.answers(right=True)

    await player.presses_token(old)

    player.sees("This question is answered already")
    await player.answers(right=True)
    player.sees("2 of 2 branches")


async def test_a_stopped_walk_records_nothing(new_game: NewGame) -> None:
    player = await walking(new_game)
    await player.answers(right=True)

    await player.says("stop")

    await player.types("/progress")
    player.sees("Nothing answered yet")


async def test_a_branch_skipped_in_the_middle_of_a_walk_is_a_branch_missed(new_game: NewGame) -> None:
    player = await walking(new_game)
    await player.answers(right=True)

    await player.says("skip")

    player.sees("1 of 2 branches. +5 points.")


@pytest.mark.parametrize("way_on", ["answer", "skip"])
async def test_the_question_after_a_walk_is_scored_by_itself(new_game: NewGame, way_on: str) -> None:
    player = (await new_game(bank(*many(8, "database"), trees=[tree()]))).player()
    await player.types("/quiz database 11")
    while (await player.open_item()).steps != 2:
        await player.says("skip")
    await player.answers(right=False)
    if way_on == "answer":
        await player.answers(right=False)
    else:
        await player.says("skip")
    while (await player.open_item()).steps != 1:
        await player.says("skip")

    await player.answers(right=True)

    player.sees("✓ Right.", "+10 points.")
