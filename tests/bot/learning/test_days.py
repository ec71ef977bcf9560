"""Local days, and the windows of boards."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.days import day_number, local_day, morning, short_day, window_start

WINDOWS = ("day", "week", "30d", "season", "all")


def day(year: int, month: int, number: int) -> int:
    """The number of a day."""
    return date(year, month, number).toordinal()


@pytest.mark.parametrize(
    ("at", "zone", "local"),
    [
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "Etc/UTC", day(2026, 11, 25)),
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "Europe/Berlin", day(2026, 11, 26)),
        (datetime(2026, 11, 25, 4, 30, tzinfo=UTC), "America/New_York", day(2026, 11, 24)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Berlin", day(2026, 3, 29)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "Europe/Berlin", day(2026, 10, 26)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "Europe/Berlin", day(2026, 10, 25)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), "Etc/UTC", day(2028, 2, 29)),
        (datetime(2026, 12, 31, 11, 0, tzinfo=UTC), "Pacific/Kiritimati", day(2027, 1, 1)),
    ],
)
def test_a_moment_belongs_to_the_local_day(at: datetime, zone: str, local: int) -> None:
    assert day_number(at, zone) == local


@pytest.mark.parametrize(
    ("window", "since"),
    [
        ("day", day(2026, 11, 25)),
        ("week", day(2026, 11, 23)),  # a Monday
        ("30d", day(2026, 10, 27)),
        ("season", day(2026, 10, 1)),
        ("all", 0),
    ],
)
def test_a_window_starts_where_its_name_says(window: str, since: int) -> None:
    assert window_start(window, day(2026, 11, 25)) == since


@pytest.mark.parametrize(
    ("today", "since"),
    [
        ((2026, 1, 1), (2026, 1, 1)),
        ((2026, 3, 31), (2026, 1, 1)),
        ((2026, 4, 1), (2026, 4, 1)),
        ((2026, 9, 30), (2026, 7, 1)),
        ((2026, 12, 31), (2026, 10, 1)),
    ],
)
def test_a_season_is_a_quarter_of_the_year(today: tuple[int, int, int], since: tuple[int, int, int]) -> None:
    assert window_start("season", day(*today)) == day(*since)


def test_thirty_days_are_thirty_with_today() -> None:
    today = day(2026, 11, 25)

    assert len(range(window_start("30d", today), today + 1)) == 30


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)), st.sampled_from(WINDOWS))
def test_every_window_holds_its_today(today: date, window: str) -> None:
    assert window_start(window, today.toordinal()) <= today.toordinal()


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_a_week_starts_on_monday_and_is_never_longer_than_seven_days(today: date) -> None:
    since = window_start("week", today.toordinal())

    assert date.fromordinal(since).weekday() == 0
    assert today.toordinal() - since < 7


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.sampled_from(sorted(available_timezones())))
def test_a_morning_is_the_first_moment_of_its_day_in_every_zone(day: date, zone: str) -> None:
    at = morning(day, zone)

    assert at.tzinfo is UTC
    if local_day(at, zone) == day:  # two islands left out a day when they changed sides of the date line
        assert local_day(at - timedelta(microseconds=1), zone) < day


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Beirut", date(2026, 3, 29)),  # midnight does not exist: the clock goes from 0:00 to 1:00
        ("America/Havana", date(2026, 11, 1)),  # midnight comes twice: the clock goes from 1:00 back to 0:00
        ("Africa/Cairo", date(2026, 4, 24)),
        ("America/Santiago", date(2026, 9, 6)),
        ("Europe/Berlin", date(2026, 3, 29)),
    ],
)
def test_a_morning_stands_where_the_clock_is_changed_at_midnight(zone: str, day: date) -> None:
    at = morning(day, zone)

    assert local_day(at, zone) == day
    assert local_day(at - timedelta(microseconds=1), zone) == day - timedelta(days=1)


@pytest.mark.parametrize(("day", "told"), [(date(2026, 11, 5), "5 Nov"), (date(2027, 1, 31), "31 Jan")])
def test_a_day_is_told_in_short(day: date, told: str) -> None:
    assert short_day(day) == told
