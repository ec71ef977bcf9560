"""Local days: the number of a day (1 is 1 January of year 1) in a time zone, and the windows of boards."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

ROLLING_DAYS = 30
MONTHS_A_QUARTER = 3
SINCE_EVER = 0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local_day(at: datetime, zone: str) -> date:
    """The day of `at` in an IANA zone that is known to exist."""
    return at.astimezone(_zone(zone)).date()


def day_number(at: datetime, zone: str) -> int:
    """The same as a number that can be counted with."""
    return local_day(at, zone).toordinal()


def morning(day: date, zone: str) -> datetime:
    """When that local day begins, in UTC."""
    return datetime.combine(day, time(), _zone(zone)).astimezone(UTC)


def short_day(day: date) -> str:
    """`23 Nov`, in every locale; strftime asks the locale each time and takes twenty times as long."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def window_start(window: str, today: int) -> int:
    """The first day of a board's window that holds `today`: day, week (from Monday), 30d, season (quarter), all."""
    day = date.fromordinal(today)
    match window:
        case "day":
            return today
        case "week":
            return today - day.weekday()
        case "30d":
            return today - ROLLING_DAYS + 1
        case "season":
            first_month = day.month - (day.month - 1) % MONTHS_A_QUARTER
            return date(day.year, first_month, 1).toordinal()
        case _:
            return SINCE_EVER
