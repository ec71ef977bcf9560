"""Where a solo run stands, as data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.grading.report import Report, Task
from bot.items.item import Item
from bot.topics import Topic

ROOM = "quiz"


@dataclass(frozen=True, slots=True)
class Graded:
    """A free-text answer with its verdict: what a rephrasing adds to, and what an appeal is about."""

    turn: int
    family: str
    task: Task
    text: str
    report: Report
    appealed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A solo run that waits for the answer to `item`, question `number` (from 1) of `total`.

    `turn` counts everything asked, steps of a walk too, and tells an old button from the open one. `earned` holds
    the score of each step of a walk so far; `ahead` the families still to come.
    The item is kept as it was asked, so that a changed card never changes an open question.
    `graded` is the latest free-text answer; while `unsure`, it may still be rephrased. A run that is `over` waits for
    an appeal only.
    """

    id: str
    topic: Topic | None
    number: int
    total: int
    turn: int
    item: Item
    asked_at: datetime
    ahead: tuple[str, ...]
    earned: tuple[float, ...] = ()
    answered: int = 0
    right: int = 0
    points: int = 0
    missed: int = 0
    graded: Graded | None = None
    unsure: bool = False
    over: bool = False
    kind: Literal["quiz"] = "quiz"
