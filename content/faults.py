"""What is wrong with a bank, told so that its author can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend: where it stands, what is wrong, and what to do."""

    file: str
    line: int
    key: str
    problem: str
    advice: str = ""

    def __str__(self) -> str:
        """`items/cache.toml:12 my-card.stem: the problem; the advice`."""
        place = f"{self.file}:{self.line} {self.key}".rstrip()
        return f"{place}: {self.problem}" + (f"; {self.advice}" if self.advice else "")


class BankError(Exception):
    """The bank cannot be used; `faults` holds everything that was found, sorted by place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))
