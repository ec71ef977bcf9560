"""Answering: by number, letter, words or button; what is shown then, and what it earns."""

import pytest

from bot.quiz.view import EMPTY_ANSWER
from tests.banks import bank, many, question, typed
from tests.player import NewGame, Player


async def asked(new_game: NewGame, *, right: str = "Redis") -> Player:
    """A player before the one question of a bank; of four options the one called `right` is right."""
    player = (await new_game(bank(question(right=right)))).player()
    await player.types("/quiz")
    return player


async def test_a_question_shows_its_stem_and_every_option(new_game: NewGame) -> None:
    player = await asked(new_game)

    player.sees("Question 1 of 1", "cache", "best fit", "Which one fits session-store?")
    player.sees("Redis", "Memcached", "MySQL", "Kafka")
    player.misses("Because of", "Source", "flip")


async def test_an_option_is_chosen_by_its_number(new_game: NewGame) -> None:
    player = await asked(new_game)
    number = 1 + [option.right for option in (await player.open_item()).options].index(True)

    await player.says(str(number))

    player.sees("✓ Right.")


async def test_an_option_is_chosen_by_its_letter(new_game: NewGame) -> None:
    player = await asked(new_game)
    letter = "abcd"[[option.right for option in (await player.open_item()).options].index(True)]

    await player.says(letter.upper())

    player.sees("✓ Right.")


@pytest.mark.parametrize("words", ["Redis", "redis", "  REDIS. ", "red"])
async def test_an_option_is_chosen_by_its_words_or_enough_of_them(new_game: NewGame, words: str) -> None:
    player = await asked(new_game)

    await player.says(words)

    player.sees("✓ Right.")


@pytest.mark.parametrize(
    "words",
    ["2.", "(b)", " b) ", "２", "option 2", "2) Redis", "2 - redis", "it is Redis", "Redis, because keys expire"],
)
async def test_an_option_is_chosen_however_its_key_is_written(new_game: NewGame, words: str) -> None:
    player = await asked(new_game)

    await player.says(words)

    player.sees("Question 1 of 1", "Because of Redis.")


@pytest.mark.parametrize(
    "words",
    [
        "not Redis",
        "it is not Redis",
        "anything but Redis",
        "Redis or Kafka",
        "Postgres",
        "5",
        "0",
        "1 2",
        "12",
        "?",
        "🔥",
        "e",
        "\u0661\u0661",
    ],
)
async def test_words_that_mean_no_option_are_asked_about_and_do_not_count(new_game: NewGame, words: str) -> None:
    player = await asked(new_game)

    await player.says(words)

    player.sees("I cannot tell which option that is: please type 1, 2, 3 or 4, or words of the option itself.")
    assert await player.open_item()


@pytest.mark.parametrize("key", ["5", "9", "0", "e"])
async def test_a_key_that_no_option_has_is_never_taken_for_the_words_of_one(new_game: NewGame, key: str) -> None:
    card = question(right="Redis", wrong=("50 machines", "Each node, kept for 9 hours", "0.5 seconds"))
    player = (await new_game(bank(card))).player()
    await player.types("/quiz")

    await player.says(key)

    player.sees("please type 1, 2, 3 or 4")
    player.misses("Not this one")


async def test_words_that_fit_several_options_are_asked_about_with_their_numbers(new_game: NewGame) -> None:
    player = (
        await new_game(bank(question(right="Redis with replicas", wrong=("Redis alone", "MySQL", "Kafka"))))
    ).player()
    await player.types("/quiz")

    await player.says("redis")

    player.sees("That fits more than one option: please type")
    assert await player.open_item()


async def test_an_option_that_starts_like_another_is_chosen_by_its_whole_text(new_game: NewGame) -> None:
    player = (await new_game(bank(question(right="Redis", wrong=("Redis with replicas", "MySQL", "Kafka"))))).player()
    await player.types("/quiz")

    await player.says("redis")

    player.sees("✓ Right.")


async def test_a_right_button_is_marked_and_earns_ten_points(new_game: NewGame) -> None:
    player = await asked(new_game)

    await player.presses("Redis")

    player.sees("✓ Right. +10 points.", "✓ Redis")


async def test_a_wrong_button_is_marked_beside_the_right_one_and_earns_nothing(new_game: NewGame) -> None:
    player = await asked(new_game)

    await player.presses("MySQL")

    player.sees("✗ Not this one.", "✗ MySQL", "→ Redis")
    player.misses("points.")


@pytest.mark.parametrize("label", ["Redis", "MySQL"])
async def test_every_option_is_explained_with_the_flip_and_the_source(new_game: NewGame, label: str) -> None:
    player = await asked(new_game)

    await player.presses(label)

    player.sees(*(f"Because of {option}." for option in ("Redis", "Memcached", "MySQL", "Kafka")))
    player.sees("What would flip it: Another number would flip session-store.")
    player.sees("Source: The manual (seen 2026-11-22): https://example.org/manual")


async def test_a_miss_says_when_it_comes_back(new_game: NewGame) -> None:
    player = await asked(new_game)  # on 25 November

    await player.presses("MySQL")

    player.sees("It comes back on 26 Nov.")


async def test_the_day_it_comes_back_is_a_day_where_the_person_lives(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    game.clock.moves(hours=10)  # 22:00 UTC is noon of the next day on Kiritimati
    player = game.player(zone="Pacific/Kiritimati")
    await player.types("/quiz")

    await player.presses("MySQL")

    player.sees("It comes back on 27 Nov.")


async def test_what_comes_back_on_a_day_counts_from_the_morning_of_that_day(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.presses("MySQL")
    player.sees("It comes back on 26 Nov.")  # said at noon

    player.game.clock.moves(hours=20)
    await player.types("/quiz")
    await player.presses("Redis")

    player.sees("✓ Right. +10 points.")


async def test_a_miss_is_practice_until_the_evening_of_its_day(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.presses("MySQL")

    player.game.clock.moves(hours=11, minutes=59)  # to 23:59
    await player.types("/quiz")
    await player.presses("Redis")

    player.sees("✓ Right. Practice")


async def test_the_answer_replaces_the_question_it_belongs_to(new_game: NewGame) -> None:
    player = await asked(new_game)
    (question_post,) = player.posts

    await player.presses("Redis")

    assert question_post.key == player.posts[0].key != ""
    assert "Redis" not in dict(player.buttons)


async def test_an_answer_is_for_the_eyes_of_who_gave_it(new_game: NewGame) -> None:
    player = await asked(new_game)

    await player.presses("Redis")

    assert {post.only for post in player.posts} == {player.who.id}


@pytest.mark.parametrize("spelling", ["PostgreSQL", "postgres", "POSTGRES!", "  postgre sql "])
async def test_a_typed_answer_is_accepted_by_any_of_its_names(new_game: NewGame, spelling: str) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")
    player.sees("type the answer", "Type your answer")

    await player.says(spelling)

    player.sees("✓ Right. PostgreSQL it is. +10 points.", "Explained: open-source-sql.")


@pytest.mark.parametrize("spelling", ["MySQL", "not PostgreSQL", "PostgreSQL or MySQL", "Poster", "1"])
async def test_a_typed_answer_that_is_wrong_is_shown_beside_the_right_one(new_game: NewGame, spelling: str) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")

    await player.says(spelling)

    player.sees("✗ Not this one.", f"You typed “{spelling}”; the answer is PostgreSQL.", "Explained: open-source-sql.")
    player.sees("What would flip it", "our own judgement")


async def test_a_typed_answer_may_come_by_form(new_game: NewGame) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")

    await player.submits("postgres")

    player.sees("✓ Right.")


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200d", "!?", "\x00"])
async def test_a_form_with_nothing_in_it_is_asked_about_and_does_not_count(new_game: NewGame, nothing: str) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")

    await player.submits(nothing)

    player.sees(EMPTY_ANSWER)
    assert await player.open_item()


async def test_a_form_may_say_skip_as_its_hint_promises(new_game: NewGame) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")
    assert "skip" in EMPTY_ANSWER

    await player.submits("skip")

    player.sees("Skipped.")


async def test_a_long_typed_answer_is_shown_in_part(new_game: NewGame) -> None:
    player = (await new_game(bank(typed()))).player()
    await player.types("/quiz")

    await player.says("x" * 4_000)

    player.sees("✗ Not this one.")
    assert len(player.shown) < 1_500


async def test_a_second_try_before_it_is_due_is_practice(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.presses("Redis")

    await player.types("/quiz")
    await player.presses("Redis")

    player.sees("✓ Right. Practice: no points until it is due again.", "Points: 0")


async def test_a_right_answer_after_a_miss_is_practice_until_it_is_due(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.presses("MySQL")

    await player.types("/quiz")
    await player.presses("Redis")

    player.sees("✓ Right. Practice")


async def test_an_answer_scores_again_once_it_is_due(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.presses("Redis")
    player.game.clock.moves(days=10)

    await player.types("/quiz")
    await player.presses("Redis")

    player.sees("✓ Right. +10 points.")


async def test_what_is_due_is_asked_before_what_is_new(new_game: NewGame) -> None:
    game = await new_game(bank(*many(20)))
    player = game.player()
    await player.types("/quiz cache 1")
    missed = (await player.open_item()).family
    await player.answers(right=False)
    game.clock.moves(days=2)

    await player.types("/quiz cache 1")

    assert (await player.open_item()).family == missed


async def test_nothing_is_asked_twice_before_everything_was_asked(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()
    asked_families: list[str] = []
    for _ in range(3):
        await player.types("/quiz cache 3")
        for _ in range(3):
            asked_families.append((await player.open_item()).family)
            await player.answers(right=True)

    assert len(set(asked_families)) == 9
