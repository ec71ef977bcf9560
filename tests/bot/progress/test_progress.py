"""`/progress`: what sticks, what is due, how steady."""

import pytest

from tests.banks import bank, many, question, tree, typed
from tests.player import NewGame, Player


async def answers(player: Player, line: str, *right: bool) -> None:
    """Starts a run and answers its questions."""
    await player.types(line)
    for each in right:
        await player.answers(right=each)


async def test_there_is_no_progress_before_the_first_answer(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types("/progress")

    player.sees("Your progress", "Nothing answered yet. Start with /quiz")


async def test_a_question_that_was_only_shown_is_no_progress(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await player.types("/quiz")

    await player.types("/progress")

    player.sees("Nothing answered yet")


async def test_first_tries_are_counted_and_practice_is_not(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(2)))).player()
    await answers(player, "/quiz", True, False)
    await answers(player, "/quiz", True, True)

    await player.types("/progress")

    player.sees("First try: 1 of 2 right (50%)")


async def test_every_topic_has_a_bar_that_says_in_words_what_it_draws(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(4, "cache"), *many(2, "queue")))).player()
    await answers(player, "/quiz cache 2", True, True)

    await player.types("/progress")

    player.sees("Mastery by topic", "50%, 2 of 4 seen", "0%, 0 of 2 seen")
    for topic in ("framework", "database", "cache", "queue", "compute", "monitoring"):
        player.sees(f"{topic}: ")


async def test_mastery_fades_as_time_goes_by(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await answers(player, "/quiz", True)
    await player.types("/progress")
    player.sees("100%, 1 of 1 seen")

    player.game.clock.moves(days=60)
    await player.types("/progress")

    player.misses("100%, 1 of 1 seen")
    player.sees("1 of 1 seen")


async def test_a_miss_is_seen_but_not_mastered(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()
    await answers(player, "/quiz", False)

    await player.types("/progress")

    player.sees("   0%, 1 of 1 seen", "First try: 0 of 1 right (0%)")


async def test_what_is_due_is_counted_and_the_next_day_named(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(2)))).player()  # on 25 November
    await answers(player, "/quiz cache 1", False)
    await player.types("/progress")
    player.sees("Due: nothing now; next on 26 Nov")

    player.game.clock.moves(days=1)
    await player.types("/progress")

    player.sees("Due: 1 now")


async def test_the_next_day_is_a_day_where_the_person_lives(new_game: NewGame) -> None:
    game = await new_game(bank(question()))
    game.clock.moves(hours=10)  # 22:00 UTC is noon of the next day on Kiritimati
    player = game.player(zone="Pacific/Kiritimati")
    await answers(player, "/quiz", False)

    await player.types("/progress")

    player.sees("next on 27 Nov")


async def test_a_streak_grows_by_a_day_with_an_answer(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()
    for _ in range(3):
        await answers(player, "/quiz cache 2", True, False)
        player.game.clock.moves(days=1)

    await player.types("/progress")

    player.sees("Streak: 3 days, best 3 days")


async def test_a_streak_ends_when_a_day_is_missed_and_the_best_stays(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()
    await answers(player, "/quiz cache 1", True)
    player.game.clock.moves(days=1)
    await answers(player, "/quiz cache 1", True)

    player.game.clock.moves(days=2)
    await player.types("/progress")

    player.sees("Streak: 0 days, best 2 days")


async def test_a_day_of_the_streak_is_the_persons_own(new_game: NewGame) -> None:
    game = await new_game(bank(*many(9)))
    player = game.player(zone="America/New_York")
    game.clock.moves(hours=16)  # 4:00 UTC on the 26th, but 23:00 on the 25th in New York
    await answers(player, "/quiz cache 1", True)
    game.clock.moves(hours=2)  # 1:00 on the 26th there
    await answers(player, "/quiz cache 1", True)

    await player.types("/progress")

    player.sees("Streak: 2 days")


async def test_a_later_move_to_another_zone_takes_no_day_away(new_game: NewGame) -> None:
    game = await new_game(bank(*many(9)))
    player = game.player(zone="Asia/Tokyo")
    for _ in range(2):
        await answers(player, "/quiz cache 1", True)
        game.clock.moves(days=1)
    await answers(player, "/quiz cache 1", True)

    await player.types("/study zone Pacific/Honolulu")
    await answers(player, "/quiz cache 1", True)
    await player.types("/progress")

    player.sees("Streak: 3 days, best 3 days")


async def test_skipping_keeps_no_streak(new_game: NewGame) -> None:
    player = (await new_game(bank(*many(9)))).player()
    await answers(player, "/quiz cache 1", True)
    player.game.clock.moves(days=1)
    await player.types("/quiz cache 1")
    await player.says("skip")

    player.game.clock.moves(days=1)
    await player.types("/progress")

    player.sees("Streak: 0 days, best 1 day")


async def test_progress_is_for_the_person_alone_and_of_the_person_alone(new_game: NewGame) -> None:
    game = await new_game(bank(*many(9)))
    ada, bo = game.player("Ada"), game.player("Bo")
    await answers(ada, "/quiz cache 1", True)

    await bo.types("/progress")
    bo.sees("Nothing answered yet")
    await ada.types("/progress")

    assert [post.only for post in ada.posts] == [ada.who.id]


async def test_the_weakest_topic_is_one_that_can_be_drilled(new_game: NewGame) -> None:
    player = (await new_game(bank(question(), typed()))).player()
    await answers(player, "/quiz cache", True)

    await player.types("/progress")

    player.sees("Not tried yet: database. Drill it with /quiz database.")


async def test_a_walk_counts_as_one_item_of_its_topic(new_game: NewGame) -> None:
    player = (await new_game(bank(trees=[tree()]))).player()
    await player.types("/quiz database 3")
    for _ in range((await player.open_item()).steps):
        await player.answers(right=True)

    await player.types("/progress")

    player.sees("1 of 3 seen", "First try: 1 of 1 right")


@pytest.mark.parametrize("line", ["/progress", "/progress "])
async def test_looking_at_progress_changes_nothing(new_game: NewGame, line: str) -> None:
    player = (await new_game(bank(*many(3)))).player()
    await answers(player, "/quiz cache 2", True)
    await player.types(line)
    before = player.shown

    await player.types(line)

    assert player.shown == before
    await player.types("/quiz")
    player.sees("Question 2 of 2")


# The bank has changed since


async def test_no_more_is_seen_than_there_is(new_game: NewGame) -> None:
    game = await new_game(bank(*many(3)))
    player = game.player()
    await answers(player, "/quiz cache 3", True, True, True)

    await game.restarts(bank(many(1)[0], version="two"))
    await player.types("/progress")

    player.sees("100%, 1 of 1 seen")


async def test_only_what_can_still_be_asked_is_due(new_game: NewGame) -> None:
    game = await new_game(bank(*many(3)))
    player = game.player()
    await answers(player, "/quiz cache 3", True, True, True)
    game.clock.moves(days=30)

    await game.restarts(bank(many(1)[0], version="two"))
    await player.types("/progress")

    player.sees("Due: 1 now")
