"""The real clock and dice."""

import secrets
from datetime import UTC, datetime

from bot.chance import mix


class SystemClock:
    """The machine's time, in UTC."""

    def now(self) -> datetime:
        """Now, aware."""
        return datetime.now(UTC)


class SystemDice:
    """Chance from the operating system."""

    def roll(self) -> int:
        """64 fresh bits."""
        return secrets.randbits(64)


class SeededDice:
    """The same rolls for the same seed: `--seed 7` replays a run."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._rolled = 0

    def roll(self) -> int:
        """The next 64 bits of the sequence."""
        self._rolled += 1
        return mix(self._seed, self._rolled)
