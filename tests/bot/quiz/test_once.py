"""Each answer counts once, however often it is delivered and however fast somebody clicks."""

import asyncio
from collections.abc import Iterable

from bot.events import Pressed, Said
from bot.outcome import Outcome
from bot.quiz.view import ALREADY_ANSWERED, NOT_YOUR_RUN
from bot.widgets import Heading
from tests.banks import bank, many, question
from tests.player import NewGame, Player


def pressed(player: Player, token: str, delivery: str = "") -> Pressed:
    """The button, as a delivery of its own unless one is given."""
    return Pressed(player.who, player.where, delivery or player.game.delivery(), token)


def answered(outcomes: Iterable[Outcome]) -> int:
    """How many of the outcomes reveal an answer."""
    texts = [str(post.message) for outcome in outcomes for post in outcome.posts]
    return sum("✓ Right." in text or "✗ Not this one." in text for text in texts)


async def test_a_press_that_is_delivered_five_times_counts_once(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    await player.presses("Right")

    for _ in range(4):
        await player.repeats()
        assert player.posts == ()

    await player.types("/progress")
    player.sees("1 of 1 right")
    await player.types("/leaderboard")
    player.sees("Ada (you): 10 points")
    await player.types("/quiz")
    player.sees("Question 2 of 5")


async def test_words_that_are_delivered_five_times_answer_one_question(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    await player.says("1")

    for _ in range(4):
        await player.repeats()

    await player.types("/quiz")
    player.sees("Question 2 of 5")


async def test_a_command_that_is_delivered_five_times_starts_one_run(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz cache 3")
    token = player.button("Right")

    for _ in range(4):
        await player.repeats()

    await player.presses_token(token)
    player.sees("✓ Right.", "Question 2 of 3")


async def test_a_delivery_is_remembered_over_a_restart(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    player = game.player()
    await player.types("/quiz")
    await player.says("1")

    await game.restarts()
    await player.repeats()

    assert player.posts == ()
    await player.types("/quiz")
    player.sees("Question 2 of 5")


async def test_a_delivery_is_of_one_team_only(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    here, there = game.player("Ada"), game.player("Bo", team="other-team")
    await here.types("/quiz")
    await there.types("/quiz")

    for player in (here, there):
        await player.does(pressed(player, player.button("Right"), delivery="the-same-id"))
        player.sees("✓ Right.")


async def test_a_refused_event_may_be_delivered_again_and_is_refused_again(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    await player.says("what?")

    await player.repeats()

    player.sees("I cannot tell which option that is")


async def test_of_two_answers_at_once_one_counts_and_the_other_is_told_so(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    right, wrong = pressed(player, player.button("Right")), pressed(player, player.button("Wrong"))

    outcomes = await asyncio.gather(player.game.dispatch(right), player.game.dispatch(wrong))

    assert answered(outcomes) == 1
    told = [outcome for outcome in outcomes if not answered([outcome])]
    player.looks_at(told[0])
    player.sees(ALREADY_ANSWERED)
    await player.types("/progress")
    player.sees("of 1 right")


async def test_of_two_answers_at_once_to_the_last_question_one_counts(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    events = [pressed(player, player.button("Redis")), pressed(player, player.button("MySQL"))]

    outcomes = await asyncio.gather(*map(player.game.dispatch, events))

    assert answered(outcomes) == 1
    (told,) = (outcome for outcome in outcomes if not answered([outcome]))
    player.looks_at(told)
    player.sees(NOT_YOUR_RUN)


async def test_twenty_clicks_on_two_devices_are_one_answer(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    token = player.button("Right")

    outcomes = await asyncio.gather(*(player.game.dispatch(pressed(player, token)) for _ in range(20)))

    assert answered(outcomes) == 1
    await player.types("/leaderboard")
    player.sees("Ada (you): 10 points")


async def test_the_same_delivery_twice_at_once_is_one_answer(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    event = pressed(player, player.button("Right"))

    outcomes = await asyncio.gather(*(player.game.dispatch(event) for _ in range(5)))

    assert answered(outcomes) == 1
    assert sorted(len(outcome.posts) for outcome in outcomes) == [0, 0, 0, 0, 2]


async def test_many_people_at_once_are_each_credited_once(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    players = [game.player(f"Player {n}") for n in range(30)]
    await asyncio.gather(*(player.types("/quiz") for player in players))

    clicks = [pressed(player, player.button("Right")) for player in players for _ in range(3)]
    outcomes = await asyncio.gather(*map(game.dispatch, clicks))

    assert answered(outcomes) == 30
    await asyncio.gather(*(player.types("/progress") for player in players))
    for player in players:
        player.sees("1 of 1 right")
    assert game.faults == []


async def test_commands_and_words_of_many_people_never_mix(new_game: NewGame) -> None:
    game = await new_game(bank(*many(9)))
    players = [game.player(f"Player {n}") for n in range(10)]

    await asyncio.gather(*(player.types(f"/quiz cache {n % 5 + 2}") for n, player in enumerate(players)))

    for n, player in enumerate(players):
        heading = player.posts[0].message.blocks[0]
        assert isinstance(heading, Heading)
        assert heading.text.startswith(f"Question 1 of {n % 5 + 2} ")


async def test_an_answer_and_a_new_run_at_once_leave_one_open_question(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()
    await player.types("/quiz cache 5")
    said = Said(player.who, player.where, player.game.delivery(), "1")

    await asyncio.gather(player.types("/quiz cache 3"), player.game.dispatch(said))

    await player.types("/quiz")
    player.sees("of 3 ")
    assert player.game.faults == []
