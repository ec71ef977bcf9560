"""Every word of a progress report."""

from dataclasses import dataclass
from datetime import date

from bot.learning.days import short_day
from bot.topics import Topic
from bot.widgets import Bar, Block, Chart, Fact, Facts, Heading, Message, Note, Para, code, spans


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """One topic: families seen, families there are, and mastery (0 to 1)."""

    topic: Topic
    seen: int
    of: int
    mastery: float


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the report shows; `next_due` is the person's day, None where nothing waits."""

    topics: tuple[TopicProgress, ...]
    first_tries: int
    first_right: int
    streak_days: int
    best_streak: int
    due: int
    next_due: date | None


def progress(p: Progress) -> Message:
    """Mastery by topic as bars with their words, then the figures."""
    if not p.first_tries:
        start = Para(spans("Nothing answered yet. Start with ", code("/quiz"), ": five questions over all topics."))
        return Message((Heading("Your progress"), start))
    bars = tuple(Bar(t.topic, t.mastery, f"{t.mastery:4.0%}, {t.seen} of {t.of} seen") for t in p.topics)
    rows = (
        Fact(
            "First try",
            spans(f"{p.first_right} of {p.first_tries} right ({p.first_right / p.first_tries:.0%})"),
        ),
        Fact("Streak", spans(f"{_days(p.streak_days)}, best {_days(p.best_streak)}")),
        Fact("Due", spans(_due(p))),
    )
    return Message((Heading("Your progress"), Chart("Mastery by topic", bars), Facts(rows), *_weakest(p)))


def _days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _due(p: Progress) -> str:
    later = f"; next on {short_day(p.next_due)}" if p.next_due else ""
    return f"{p.due} now{later}" if p.due else f"nothing now{later}"


def _weakest(p: Progress) -> tuple[Block, ...]:
    weakest = min((t for t in p.topics if t.of), key=lambda t: t.mastery, default=None)
    if weakest is None:
        return ()
    found = "Weakest" if weakest.seen else "Not tried yet"
    return (Note(spans(f"{found}: {weakest.topic}. Drill it with ", code(f"/quiz {weakest.topic}"), ".")),)
