"""Points reward learning, not volume."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.memory import review
from bot.learning.scoring import FULL_POINTS, points, ranks

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SEEN = review(None, "session-store", "cache", 1, NOON)


def test_a_first_try_counts() -> None:
    assert ranks(None, NOON)


def test_an_answer_before_it_is_due_is_practice() -> None:
    assert not ranks(SEEN, SEEN.due - timedelta(milliseconds=1))


def test_an_answer_counts_again_from_the_moment_it_is_due() -> None:
    assert ranks(SEEN, SEEN.due)
    assert ranks(SEEN, SEEN.due + timedelta(days=100))


@pytest.mark.parametrize(("score", "earned"), [(1, 10), (0, 0), (0.5, 5), (1 / 3, 3), (2 / 3, 7), (0.75, 8)])
def test_points_are_ten_times_the_score_in_whole_numbers(score: float, earned: int) -> None:
    assert points(score, ranked=True) == earned


@given(st.floats(0, 1))
def test_practice_earns_nothing(score: float) -> None:
    assert points(score, ranked=False) == 0


@given(st.floats(0, 1))
def test_points_never_leave_their_range(score: float) -> None:
    assert 0 <= points(score, ranked=True) <= FULL_POINTS
