"""What leaves a flow: posts to show and timers to set; delivering them is the business of whoever brought the event."""

from dataclasses import dataclass
from datetime import datetime

from bot.events import Place
from bot.grading.report import Report, Task
from bot.widgets import Message


@dataclass(frozen=True, slots=True)
class Post:
    """A message for a place. `only` is the one person who sees it; a `key` seen before means: edit that message.

    `anew` shows it again at the end all the same, and later edits are of that newest one.
    """

    where: Place
    message: Message
    only: str = ""
    key: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Timer:
    """Comes back as Tick(key) at `at` (UTC), also after a restart. Setting a key again moves it."""

    at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Written:
    """A free-text answer that was just graded; a second reader may look at it once the posts are shown."""

    task: Task
    text: str
    report: Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one event leads to, in the order it is shown."""

    posts: tuple[Post, ...] = ()
    timers: tuple[Timer, ...] = ()
    written: Written | None = None
