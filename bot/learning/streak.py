"""Days in a row, by the person's local day at the moment of answering; never recomputed by a later zone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Streak:
    """`days` in a row up to `last` (a day number, see `bot.learning.days`), and the best ever; 0 is none yet."""

    days: int = 0
    last: int = 0
    best: int = 0


NO_STREAK = Streak()


def extend(streak: Streak, day: int) -> Streak:
    """The streak after an answer on `day`. A day before the last one (a journey west) changes nothing."""
    if streak.last and day <= streak.last:
        return streak
    days = streak.days + 1 if day == streak.last + 1 else 1
    return Streak(days, day, max(days, streak.best))


def current(streak: Streak, today: int) -> int:
    """Days in a row that still stand on `today`: yesterday's may yet be extended."""
    return streak.days if today - streak.last <= 1 else 0
