"""Days in a row, by the person's own days."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.days import day_number
from bot.learning.streak import NO_STREAK, Streak, current, extend

ZONES = (
    "Etc/UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # summer time of half an hour
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Africa/Casablanca",
)
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def after(*days: int) -> Streak:
    """The streak after answers on those days."""
    streak = NO_STREAK
    for day in days:
        streak = extend(streak, day)
    return streak


@pytest.mark.parametrize(
    ("days", "length", "best"),
    [
        ((), 0, 0),
        ((100,), 1, 1),
        ((100, 101, 102), 3, 3),
        ((100, 100, 100), 1, 1),
        ((100, 102), 1, 1),
        ((100, 101, 102, 110, 111), 2, 3),
        ((100, 101, 100, 102), 3, 3),
    ],
)
def test_days_in_a_row_add_up_and_a_gap_starts_anew(days: tuple[int, ...], length: int, best: int) -> None:
    streak = after(*days)

    assert (streak.days, streak.best) == (length, best)


def test_a_streak_stands_until_the_end_of_the_next_day() -> None:
    streak = after(100, 101)

    assert [current(streak, today) for today in (101, 102, 103)] == [2, 2, 0]


def test_no_streak_stands_before_the_first_answer() -> None:
    assert current(NO_STREAK, 739_000) == 0


@given(st.sampled_from(ZONES), st.integers(2, 60), st.integers(0, 23), MOMENTS)
def test_one_answer_on_each_local_day_is_a_streak_across_every_change_of_the_clock(
    zone: str, length: int, hour: int, start: datetime
) -> None:
    streak, local = NO_STREAK, start.astimezone(ZoneInfo(zone)).replace(hour=hour, minute=30)
    for day in range(length):
        at = (local + timedelta(days=day)).astimezone(UTC)  # wall-clock days: some have 23 hours, some 25
        streak = extend(streak, day_number(at, zone))

    assert streak.days == streak.best == length


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), MOMENTS, st.integers(1, 10))
def test_a_journey_never_takes_away_days_that_were_earned(there: str, back: str, start: datetime, days: int) -> None:
    streak = NO_STREAK
    for day in range(days):
        at = start + timedelta(days=day)
        streak = extend(streak, day_number(at, there))
    earned = streak
    at = start + timedelta(days=days - 1, minutes=1)
    streak = extend(streak, day_number(at, back))  # a minute later, in another zone

    assert streak.best >= earned.best
    if day_number(at, back) <= earned.last + 1:
        assert streak.days >= earned.days


@given(st.lists(st.integers(739_000, 739_400), max_size=40))
def test_a_streak_is_never_longer_than_the_days_answered_on(days: list[int]) -> None:
    streak = after(*days)

    assert streak.days <= streak.best <= len(set(days))
