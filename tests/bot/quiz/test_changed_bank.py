"""The bank changes while a question is open: it is graded as it was asked."""

from dataclasses import replace

from bot.catalog import Catalog, Question
from tests.banks import bank, many, question, tree, typed
from tests.player import NewGame


def corrected(card: Question) -> Question:
    """The card with another right option and other words."""
    options = tuple(replace(option, right=option.text == "MySQL", explain="Corrected.") for option in card.options)
    return replace(card, stem="Another question altogether?", options=options)


async def test_a_card_that_changed_is_graded_as_it_was_asked(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    player = game.player()
    await player.types("/quiz")
    old = player.button("Redis")

    await game.restarts(bank(corrected(question()), version="two"))
    await player.presses_token(old)

    player.sees("✓ Right. +10 points.", "Which one fits session-store?", "Because of Redis.")
    player.misses("Another question", "Corrected.")


async def test_a_card_that_is_gone_is_graded_as_it_was_asked(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    player = game.player()
    await player.types("/quiz")
    old = player.button("MySQL")

    await game.restarts(bank(question("another"), version="two"))
    await player.presses_token(old)

    player.sees("✗ Not this one.", "→ Redis", "Run finished: 0 of 1 right")


async def test_a_typed_card_that_changed_is_graded_as_it_was_asked(new_game: NewGame) -> None:
    game = await new_game(bank(typed()))
    player = game.player()
    await player.types("/quiz")

    await game.restarts(bank(typed(accepted=("MySQL",)), version="two"))
    await player.says("postgres")

    player.sees("✓ Right. PostgreSQL it is.")


async def test_the_open_question_is_shown_as_it_was_asked(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    player = game.player()
    await player.types("/quiz")
    before = player.shown

    await game.restarts(bank(corrected(question()), version="two"))
    await player.types("/quiz")

    player.sees(before)


async def test_cards_ahead_that_are_gone_are_passed_over(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    player = game.player()
    await player.types("/quiz cache 5")
    asked = (await player.open_item()).family

    stays = "cache-1" if asked != "cache-1" else "cache-2"
    kept = tuple(card for card in many(5) if card.id in {asked, stays})
    await game.restarts(bank(*kept, version="two"))
    await player.answers(right=True)
    assert (await player.open_item()).family == stays
    await player.answers(right=True)

    player.sees("Run finished: 2 of 2 right")


async def test_a_card_ahead_that_was_withdrawn_is_not_asked(new_game: NewGame) -> None:
    game = await new_game(bank(*many(3)))
    player = game.player()
    await player.types("/quiz cache 3")
    asked = (await player.open_item()).family
    withdrawn = tuple(card if card.id == asked else replace(card, status="draft") for card in many(3))

    await game.restarts(bank(*withdrawn, version="two"))
    await player.answers(right=True)

    player.sees("Run finished: 1 of 1 right")


async def _in_the_middle_of_a_walk(new_game: NewGame, changed: Catalog, *, right: bool) -> str:
    """What is shown once the last step is answered rightly or the walk is cut short, after a first step."""
    game = await new_game(bank(trees=[tree()]))
    player = game.player()
    await player.types("/quiz database 3")
    while (await player.open_item()).steps != 2:
        await player.says("skip")
    await game.restarts(changed)
    await player.answers(right=right)
    return player.shown


async def test_a_walk_goes_on_where_another_card_changed(new_game: NewGame) -> None:
    shown = await _in_the_middle_of_a_walk(new_game, bank(question(), trees=[tree()], version="two"), right=True)

    assert "step 2 of 2" in shown


async def test_a_walk_whose_tree_is_gone_does_not_count_branches_that_were_never_asked(new_game: NewGame) -> None:
    shown = await _in_the_middle_of_a_walk(new_game, bank(question(), version="two"), right=True)

    assert "2 of 2 branches" not in shown


async def test_a_walk_whose_scenario_changed_is_not_mixed_with_another(new_game: NewGame) -> None:
    store = tree()
    other = {
        node_id: replace(node, edges=tuple(replace(edge, facts=("Quite another story.",)) for edge in node.edges))
        for node_id, node in store.nodes.items()
    }
    shown = await _in_the_middle_of_a_walk(
        new_game, bank(trees=[replace(store, nodes=other)], version="two"), right=True
    )

    assert "So far:" not in shown
    assert "2 of 2 branches" not in shown


async def test_a_walk_whose_tree_is_gone_ends_without_a_fault(new_game: NewGame) -> None:
    shown = await _in_the_middle_of_a_walk(new_game, bank(question(), version="two"), right=False)

    assert "✗ Not this one." in shown
    assert "Something went wrong" not in shown
