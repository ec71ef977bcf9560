"""When to ask again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.memory import Memory, recall, review

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
RIGHT, PARTLY, WRONG = 1.0, 0.5, 0.0
DAY = timedelta(days=1)


def first(score: float) -> Memory:
    """The memory after one answer at noon."""
    return review(None, "session-store", "cache", score, NOON)


def test_a_first_right_answer_comes_back_in_some_days() -> None:
    assert DAY < first(RIGHT).due - NOON <= 5 * DAY


def test_a_miss_comes_back_sooner_than_a_right_answer() -> None:
    assert NOON < first(WRONG).due < first(RIGHT).due


def test_a_partly_right_answer_stands_between_a_miss_and_a_right_one() -> None:
    assert first(WRONG).stability < first(PARTLY).stability < first(RIGHT).stability
    assert first(WRONG).due <= first(PARTLY).due < first(RIGHT).due


def test_nothing_comes_back_within_minutes() -> None:
    assert first(WRONG).due - NOON >= timedelta(hours=12)


def test_each_right_answer_in_time_makes_the_next_wait_longer() -> None:
    memory, waits = first(RIGHT), list[timedelta]()
    for _ in range(5):
        waits.append(memory.due - memory.seen)
        memory = review(memory, memory.family, memory.topic, RIGHT, memory.due)

    assert waits == sorted(waits)
    assert waits[-1] > 30 * DAY


def test_a_miss_after_success_brings_it_back_soon() -> None:
    known = review(first(RIGHT), "session-store", "cache", RIGHT, first(RIGHT).due)
    missed = review(known, "session-store", "cache", WRONG, known.due)

    assert missed.due - missed.seen < known.due - known.seen
    assert (missed.reps, missed.lapses) == (3, 1)


def test_a_partly_right_answer_is_no_lapse() -> None:
    assert (first(PARTLY).reps, first(PARTLY).lapses) == (1, 0)


def test_the_score_of_the_very_first_try_is_kept_for_ever() -> None:
    memory = review(first(WRONG), "session-store", "cache", RIGHT, NOON + DAY)

    assert memory.first == WRONG


def test_the_same_answers_lead_to_the_same_day() -> None:
    assert first(RIGHT) == first(RIGHT)
    assert review(first(RIGHT), "x", "cache", RIGHT, NOON + 30 * DAY) == review(
        first(RIGHT), "x", "cache", RIGHT, NOON + 30 * DAY
    )


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=2), timedelta(days=400)])
def test_a_clock_set_back_does_no_harm(back: timedelta) -> None:
    memory = review(first(RIGHT), "session-store", "cache", RIGHT, NOON - back)

    assert memory.seen == NOON - back
    assert memory.due > memory.seen
    assert 0 <= recall(first(RIGHT), NOON - back) <= 1


def test_recall_falls_as_time_goes_by() -> None:
    chances = [recall(first(RIGHT), NOON + timedelta(days=days)) for days in (0, 1, 3, 10, 100, 1000)]

    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    assert 0 < chances[-1] < chances[1]


@given(st.lists(st.tuples(st.sampled_from([RIGHT, PARTLY, WRONG]), st.integers(-400, 400)), min_size=1, max_size=12))
def test_no_history_breaks_a_memory(history: list[tuple[float, int]]) -> None:
    memory, at = None, NOON
    for score, days in history:
        at += timedelta(days=days)
        memory = review(memory, "session-store", "cache", score, at)

    assert memory is not None
    assert memory.due > memory.seen == at
    assert 0 <= memory.lapses <= memory.reps == len(history)
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10
    assert 0 <= recall(memory, at) <= 1
