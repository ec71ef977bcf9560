"""A run: from the first question to the summary, interrupted or not."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.quiz.view import ALREADY_ANSWERED, NO_SUCH_OPTION, NOT_YOUR_RUN
from bot.tokens import Again, Answer, pack, unpack
from tests.banks import bank, many, question, tree, typed
from tests.player import Game, NewGame


async def test_a_run_asks_as_many_as_it_was_told_and_sums_up(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz cache 3")
    player.sees("Question 1 of 3")

    await player.presses("Right")
    player.sees("✓ Right.", "Question 2 of 3")
    await player.presses("Wrong")
    player.sees("✗ Not this one.", "Question 3 of 3")
    await player.presses("Right")

    player.sees("Run finished: 2 of 3 right", "Right: 2 of 3 answered", "Points: 20", "Missed: 1")


async def test_a_run_is_five_questions_where_no_count_is_given(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()

    await player.types("/quiz")

    player.sees("Question 1 of 5")


async def test_a_run_is_as_long_as_there_are_questions(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(2)))).player()

    await player.types("/quiz cache 50")

    player.sees("Question 1 of 2")


async def test_a_topic_asks_nothing_else(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5, "queue"), *many(5, "cache")))).player()

    await player.types("/quiz queue")

    for _ in range(5):
        player.sees("· queue ·")
        player.misses("· cache ·")
        await player.presses("Right")


async def test_a_topic_without_questions_says_so_and_what_to_do(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types("/quiz monitoring")

    player.sees("There are no questions on monitoring yet. Type /quiz")


async def test_a_run_without_a_miss_speaks_of_none(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")

    await player.presses("Redis")

    player.sees("Run finished: 1 of 1 right")
    player.misses("Missed")


async def test_a_skipped_question_keeps_its_answer_and_counts_for_nothing(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")

    await player.says("skip")

    player.sees("Skipped.", "Run finished: 0 of 0 right")
    player.misses("→ Redis", "Because of Kafka.")  # or the next first try would be none
    await player.types("/progress")
    player.sees("Nothing answered yet")


@pytest.mark.parametrize("word", ["skip", "Skip!", "pass", "next"])
async def test_a_skipped_typed_question_keeps_its_answer(new_game: NewGame, word: str) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")

    await player.says(word)

    player.sees("Skipped.")
    player.misses("PostgreSQL", "Explained: open-source-sql.")


async def test_a_skipped_question_goes_on_to_the_next(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(2)))).player()
    await player.types("/quiz")

    await player.says("skip")

    player.sees("Question 2 of 2")


@pytest.mark.parametrize("word", ["stop", "STOP", "end", "quit"])
async def test_a_stopped_run_sums_up_what_was_answered(new_game: NewGame, word: str) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    await player.presses("Right")

    await player.says(word)

    player.sees("Run stopped: 1 of 1 right", "Points: 10")
    await player.says("1")
    player.sees("No question is open")


async def test_the_button_below_a_summary_starts_another_run_like_it(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()
    await player.types("/quiz cache 1")
    await player.presses("Right")
    player.sees("/quiz cache 1 - Another run")

    await player.presses("Another run")

    player.sees("Question 1 of 1")


async def test_another_run_over_all_topics_is_typed_without_a_topic(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    await player.presses("Redis")

    player.sees("/quiz 1 - Another run")


@pytest.mark.parametrize("count", [-1, 0, 51, 10**9])
async def test_a_forged_button_starts_no_run_that_could_not_be_typed(new_game: NewGame, count: int) -> None:
    player = (await new_game(bank(*many(60)))).player()

    await player.presses_token(pack(Again("cache", count)))

    player.misses("Question 1", "no questions on cache")


async def test_a_forged_topic_starts_no_run(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(3)))).player()

    await player.presses_token(pack(Again("nonsense", 3)))

    player.misses("Question 1")


async def test_bare_quiz_goes_on_with_the_open_run(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    await player.presses("Right")
    asked = (await player.open_item()).stem

    await player.types("/quiz")

    player.sees("Question 2 of 5", asked, "You are in the middle of this run.")


async def test_quiz_with_words_starts_anew_and_answers_given_stay(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    await player.presses("Right")

    await player.types("/quiz cache 2")

    player.sees("Question 1 of 2")
    await player.types("/progress")
    player.sees("1 of 1 right")


async def test_a_question_is_open_after_a_restart_and_its_buttons_still_act(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    player = game.player()
    await player.types("/quiz")
    token = player.button("Redis")

    await game.restarts()
    game.clock.moves(days=1)
    await player.presses_token(token)

    player.sees("✓ Right. +10 points.")


async def test_bare_quiz_shows_the_same_question_in_the_same_order_after_a_restart(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    player = game.player()
    await player.types("/quiz")
    await player.presses("Right")
    before = await player.open_item()

    await game.restarts()
    game.clock.moves(days=1)
    await player.types("/quiz")

    assert await player.open_item() == before
    player.sees("Question 2 of 5")


async def test_answers_of_yesterday_are_there_tomorrow(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    player = game.player()
    await player.types("/quiz cache 1")
    await player.presses("Right")

    await game.restarts()
    game.clock.moves(days=1)
    await player.types("/progress")

    player.sees("First try: 1 of 1 right", "Streak: 1 day, best 1 day")


async def test_a_run_outlives_a_clock_that_is_set_back(new_game: NewGame) -> None:
    game = await new_game(bank(*many(3)))
    player = game.player()
    await player.types("/quiz")
    await player.presses("Right")

    game.clock.moves(hours=-2)
    await player.presses("Right")
    await player.presses("Right")

    player.sees("Run finished: 3 of 3 right")
    assert game.faults == []


async def test_an_answer_after_a_year_took_no_longer_than_any_database_can_count(
    new_game: NewGame, tmp_path: Path
) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    player.game.clock.moves(days=365)

    await player.presses("Redis")

    player.sees("✓ Right.")
    await player.game.closes()
    with closing(sqlite3.connect(tmp_path / "game.db")) as file:
        (took_ms,) = file.execute("select took_ms from answers").fetchone()
    assert 0 < took_ms < 2**31  # an INTEGER of PostgreSQL: with more the question could never be answered


# Old, foreign and forged buttons


async def test_a_button_of_an_answered_question_says_that_it_is_answered(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    old = player.button("Wrong")
    await player.presses("Right")

    await player.presses_token(old)

    player.sees(ALREADY_ANSWERED)
    await player.types("/progress")
    player.sees("1 of 1 right")


async def test_a_button_of_a_finished_quiz_says_that_it_is_closed(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    old = player.button("MySQL")
    await player.presses("Redis")

    await player.presses_token(old)

    player.sees(NOT_YOUR_RUN)


async def test_words_after_a_finished_quiz_are_asked_about(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    await player.presses("Redis")

    await player.says("2")

    player.sees("No question is open, so I do not know what to do with “2”.", "/quiz")


async def test_a_button_of_an_earlier_run_says_that_it_is_closed(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz cache 2")
    old = player.button("Right")
    await player.types("/quiz cache 3")

    await player.presses_token(old)

    player.sees(NOT_YOUR_RUN)
    await player.types("/quiz")
    player.sees("Question 1 of 3")


@pytest.mark.parametrize("team", ["team", "other-team"])
@pytest.mark.parametrize("playing", [True, False])
async def test_somebody_elses_button_does_nothing(new_game: NewGame, team: str, *, playing: bool) -> None:
    game = await new_game(bank(*many(5)))
    ada, bo = game.player("Ada"), game.player("Bo", team=team)
    await ada.types("/quiz")
    if playing:
        await bo.types("/quiz")

    await bo.presses_token(ada.button("Wrong"))

    bo.sees(NOT_YOUR_RUN)
    await ada.presses("Right")
    ada.sees("✓ Right. +10 points.")


async def test_the_same_name_in_another_team_is_somebody_else(new_game: NewGame) -> None:
    game = await new_game(bank(*many(5)))
    here, there = game.player("Ada"), game.player("Ada", team="other-team")
    await here.types("/quiz")

    await there.presses_token(here.button("Right"))
    there.sees(NOT_YOUR_RUN)
    await there.says("1")

    there.sees("No question is open")


async def test_a_button_for_an_option_that_was_never_shown_is_refused(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")
    answer = unpack(player.button("Redis"))
    assert isinstance(answer, Answer)

    for option in (4, 99):
        await player.presses_token(pack(replace(answer, option=option)))
        player.sees(NO_SUCH_OPTION)
    await player.presses_token(pack(replace(answer, option=-1)))
    player.misses("✓", "✗")
    assert await player.open_item()


async def test_a_button_for_a_question_that_was_not_asked_yet_is_refused(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(5)))).player()
    await player.types("/quiz")
    answer = unpack(player.button("Right"))
    assert isinstance(answer, Answer)

    await player.presses_token(pack(replace(answer, turn=answer.turn + 1)))

    player.misses("✓", "✗")
    await player.types("/quiz")
    player.sees("Question 1 of 5")


async def test_a_button_of_another_version_is_refused_with_what_to_do(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.presses_token("9:a:run:1:0")

    player.sees("This button is from another version of Tradeoff", "/quiz")


async def test_guessed_buttons_answer_nothing(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    ada, eve = game.player("Ada"), game.player("Eve")
    await ada.types("/quiz")

    for guess in range(200):
        await eve.presses_token(pack(Answer(f"{guess:011x}", 1, guess % 4)))
        eve.sees(NOT_YOUR_RUN)

    await ada.presses("Redis")
    ada.sees("✓ Right.")


@pytest.mark.parametrize("right", [True, False])
async def test_a_form_for_a_question_with_options_does_nothing(new_game: NewGame, *, right: bool) -> None:
    game: Game = await new_game(bank(typed(), question()))
    player = game.player()
    await player.types("/quiz database")
    form = player.form()
    await player.answers(right=right)
    await player.types("/quiz cache")

    await player.submits_token(form, "Redis")

    player.sees(NOT_YOUR_RUN)


async def test_a_form_token_on_a_button_and_a_button_token_in_a_form_are_refused(new_game: NewGame) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")
    form = player.form()

    await player.presses_token(form)
    player.sees("Please type your answer")
    await player.submits_token(pack(Again("all", 3)), "PostgreSQL")
    player.sees("This form is not open any more")

    await player.submits_token(form, "PostgreSQL")
    player.sees("✓ Right.")


async def test_nothing_of_a_walk_is_asked_in_a_run_on_another_topic(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(3), trees=[tree()]))).player()

    await player.types("/quiz cache 50")

    player.sees("Question 1 of 3")
