"""Points reward learning, not volume: an item scores on its first try, or when it is due."""

from datetime import datetime

from bot.learning.memory import Memory

FULL_POINTS = 10


def ranks(memory: Memory | None, at: datetime) -> bool:
    """Whether an answer at `at` counts for boards; anything else is practice."""
    return memory is None or memory.due <= at


def points(score: float, ranked: bool) -> int:
    """Whole points for a score of 0 to 1."""
    return round(score * FULL_POINTS) if ranked else 0
