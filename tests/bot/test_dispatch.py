"""The front desk: every event is answered, with an outcome, a refusal, or one sentence on a fault of ours."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.errors import FAULT, Unsaved
from bot.events import Command, Pressed, Said, Submitted, Tick
from bot.outcome import Outcome
from bot.ports import Ledger
from bot.study.view import EMPTY
from bot.text import MAX_CHARS
from tests.banks import bank, many, question, typed
from tests.player import NewGame

T = TypeVar("T")


class Failing:
    """A store that fails whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def turn(self, team: str, delivery: str, at: datetime, fn: Callable[[Ledger], Outcome]) -> Outcome | None:
        """Fails."""
        raise self.error

    async def view(self, fn: Callable[[Ledger], T]) -> T:
        """Fails."""
        raise self.error


async def test_an_empty_line_is_answered_with_what_to_do(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.says("")

    player.sees(EMPTY)


@pytest.mark.parametrize("blank", ["   ", "\t", "\u200b", "\u202e", "\x00", "\ufeff", "\n\n"])
async def test_a_line_of_nothing_visible_is_an_empty_line_and_answers_nothing(new_game: NewGame, blank: str) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")

    await player.says(blank)

    player.sees(EMPTY)
    assert await player.open_item()


async def test_words_without_a_question_are_repeated_with_what_to_do(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.says("hello there")

    player.sees("No question is open", "“hello there”", "/quiz", "/help")


async def test_long_words_without_a_question_are_repeated_in_part(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.says("word " * 500)

    player.sees("…")
    assert len(player.shown) < 300


@pytest.mark.parametrize("open_question", [True, False])
async def test_forty_thousand_characters_are_refused_and_answer_nothing(
    new_game: NewGame, *, open_question: bool
) -> None:
    player = (await new_game(bank(typed()))).player()
    if open_question:
        await player.types("/quiz")

    await player.says("a" * 40_000)

    player.sees("40,000 characters; I read up to 4,000")
    assert len(player.shown) < 200
    if open_question:
        assert await player.open_item()


@pytest.mark.parametrize("line", ["/" + "q" * 40_000, "/quiz " + "cache " * 8_000, "/study name " + "\u0301" * 40_000])
async def test_a_command_of_forty_thousand_characters_is_refused(new_game: NewGame, line: str) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types(line)

    player.sees("I read up to 4,000")
    assert player.game.faults == []


async def test_a_form_of_forty_thousand_characters_is_refused(new_game: NewGame) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")

    await player.submits("a" * 40_000)

    player.sees("I read up to 4,000")
    assert await player.open_item()


@pytest.mark.parametrize("line", ["/quizz", "/leaderbord", "/progres", "/", "/xyzzy", "/🔥", "/quiz chache", "/quiz 0"])
async def test_an_unknown_command_or_word_is_answered_and_changes_nothing(new_game: NewGame, line: str) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types(line)

    player.sees("/quiz")
    assert [post.only for post in player.posts] == [player.who.id]
    await player.says("1")
    player.sees("No question is open")


async def test_a_command_is_known_in_any_case(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types("/QUIZ Cache 1")

    player.sees("Question 1 of 1")


async def test_a_refusal_is_for_the_person_alone_and_where_they_asked(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types("/quiz nonsense")

    assert [(post.only, post.where) for post in player.posts] == [(player.who.id, player.where)]


@pytest.mark.parametrize("line", ["/quiz", "/progress", "/study settings", "/nonsense"])
async def test_in_a_channel_what_is_private_is_for_the_person_alone(new_game: NewGame, line: str) -> None:
    player = (await new_game(bank(question()))).player()
    player.goes_to("general")

    await player.types(line)

    assert {(post.only, post.where) for post in player.posts} == {(player.who.id, player.where)}


async def test_in_a_channel_a_board_is_for_everybody(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    player.goes_to("general")

    await player.types("/leaderboard")

    assert [(post.only, post.where) for post in player.posts] == [("", player.where)]


async def test_a_run_goes_on_wherever_the_person_is(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(3)))).player()
    player.goes_to("general")
    await player.types("/quiz")
    token = player.button("Right")

    player.goes_to("random")
    await player.presses_token(token)

    player.sees("✓ Right.", "Question 2 of 3")
    assert {post.where.id for post in player.posts} == {"random"}


async def test_a_timer_of_another_version_is_let_go(new_game: NewGame) -> None:
    game = await new_game(bank(question()))

    assert await game.dispatch(Tick("team", game.delivery(), "board:weekly")) == Outcome()
    assert game.faults == []


async def test_what_answers_an_event_is_not_also_left_to_be_delivered(new_game: NewGame, tmp_path: Path) -> None:
    player = (await new_game(bank(question()))).player()
    for line in ("/quiz", "/leaderboard", "/study help", "/nonsense"):
        await player.types(line)
    await player.says("Redis")
    await player.game.closes()

    with closing(sqlite3.connect(tmp_path / "game.db")) as file:
        assert file.execute("select count(*) from outbox").fetchone() == (0,)


# Faults of our own


@pytest.mark.parametrize("line", ["/quiz", "/progress", "/leaderboard", "/study help"])
async def test_a_fault_of_ours_is_one_fixed_sentence(new_game: NewGame, line: str) -> None:
    game = await new_game(bank(question()))
    game.sits_on(Failing(RuntimeError("the secret inside")))
    player = game.player()

    await player.types(line)

    assert player.shown == FAULT
    assert [post.only for post in player.posts] == [player.who.id]


async def test_a_fault_is_reported_with_its_delivery_and_without_words(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    error = RuntimeError("broken")
    game.sits_on(Failing(error))
    player = game.player()

    await player.says("my private words")

    assert player.last is not None
    assert game.faults == [(player.last.delivery, error)]
    player.misses("my private words", "broken")


async def test_a_timer_that_fails_tells_nobody(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    game.sits_on(Failing(RuntimeError("broken")))

    assert await game.dispatch(Tick("team", game.delivery(), "key")) == Outcome()


@pytest.mark.parametrize("why", ["busy", "full", "broken"])
async def test_what_the_store_could_not_keep_is_told_and_no_fault_of_ours(new_game: NewGame, why: str) -> None:
    game = await new_game(bank(question()))
    unsaved = Unsaved("busy" if why == "busy" else "full" if why == "full" else "broken")
    game.sits_on(Failing(unsaved))
    player = game.player()

    await player.types("/quiz")

    assert player.shown == unsaved.text
    assert "nothing was saved" in player.shown
    assert game.faults == []


async def test_a_fault_changes_nothing_and_the_bot_goes_on(new_game: NewGame) -> None:
    game = await new_game(bank(*many(3)))
    player = game.player()
    await player.types("/quiz")
    token = player.button("Right")
    store = game.dispatch.store
    game.sits_on(Failing(RuntimeError("broken")))
    await player.presses_token(token)
    player.sees(FAULT)

    game.sits_on(store)
    await player.presses_token(token)

    player.sees("✓ Right. +10 points.")


async def test_a_fault_in_the_middle_of_a_turn_rolls_it_back(new_game: NewGame) -> None:
    """The summary cannot be made, after the answer was recorded: neither is kept."""
    game = await new_game(bank(question()))
    player = game.player()
    await player.types("/quiz")
    event = Pressed(player.who, player.where, game.delivery(), player.button("Redis"))

    def fails(ledger: Ledger) -> Outcome:
        assert player.last is not None
        ledger.end_session(player.who.team, player.who.id, "quiz")
        raise RuntimeError("after a write")

    with pytest.raises(RuntimeError, match="after a write"):
        await game.dispatch.store.turn(player.who.team, event.delivery, game.clock.now(), fails)
    player.looks_at(await game.dispatch(event))

    player.sees("✓ Right. +10 points.")


async def test_an_on_fault_that_fails_itself_does_not_reach_the_person(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    game.sits_on(Failing(RuntimeError("broken")))
    desk = game.dispatch

    def fails(delivery: str, error: Exception) -> None:
        raise OSError("the log is full")

    outcome = await type(desk)(desk.store, desk.catalog, desk.clock, desk.dice, fails, desk.examiner)(
        Said(game.player().who, game.player().where, "d", "hello")
    )

    assert FAULT in str(outcome)


# Anything at all


WORDS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.sampled_from(["quiz", "cache 3", "study", "sheet redis", "zone Asia/Tokyo", "name x", "1", "a", "skip", "stop"]),
    st.just("x" * (MAX_CHARS + 1)),
)
TOKENS = st.one_of(WORDS, st.builds("1:{}:{}:{}:{}".format, st.sampled_from("awq"), WORDS, WORDS, WORDS))


@settings(max_examples=15)
@given(st.data())
async def test_whatever_happens_is_answered_without_a_fault(
    new_game: NewGame, course: Catalog, data: st.DataObject
) -> None:
    game = await new_game(course)  # on the same file as the examples before: that too may have happened
    player = game.player(data.draw(st.sampled_from(["Ada", "Bo"])))
    for _ in range(12):
        delivery = game.delivery()
        event = data.draw(
            st.one_of(
                st.builds(Command, st.just(player.who), st.just(player.where), st.just(delivery), WORDS, WORDS),
                st.builds(Said, st.just(player.who), st.just(player.where), st.just(delivery), WORDS),
                st.builds(Pressed, st.just(player.who), st.just(player.where), st.just(delivery), TOKENS),
                st.builds(Submitted, st.just(player.who), st.just(player.where), st.just(delivery), TOKENS, WORDS),
            )
        )
        await player.does(event)
        assert player.shown
        player.shown.encode("utf-8")

    assert game.faults == []
