"""When to ask again: one memory per person and item family, by FSRS-6 (the fsrs package)."""

from dataclasses import dataclass
from datetime import datetime

from fsrs import Card, Rating, Scheduler, State

from bot.topics import Topic

# No minute-long learning steps: a chat quiz comes back in days. Chance comes from the event, so no fuzz here.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a family is remembered: stability in days, difficulty 1 to 10, when seen and when due (UTC).

    `reps` counts reviews, `lapses` those that failed, `first` is the score of the very first try (0 to 1).
    """

    family: str
    topic: Topic
    stability: float
    difficulty: float
    seen: datetime
    due: datetime
    reps: int
    lapses: int
    first: float


def review(memory: Memory | None, family: str, topic: Topic, score: float, at: datetime) -> Memory:
    """The memory after one answer: full score is Good, part of it Hard, none Again."""
    rating = Rating.Good if score >= 1 else Rating.Hard if score > 0 else Rating.Again
    card, _ = _SCHEDULER.review_card(_card(memory, at), rating, at)
    assert card.stability is not None and card.difficulty is not None  # noqa: S101 - set by every review
    return Memory(
        family=family,
        topic=topic,
        stability=card.stability,
        difficulty=card.difficulty,
        seen=at,
        due=card.due,
        reps=memory.reps + 1 if memory else 1,
        lapses=(memory.lapses if memory else 0) + (score <= 0),
        first=memory.first if memory else score,
    )


def recall(memory: Memory, at: datetime) -> float:
    """The chance (0 to 1) that the person still knows it at `at`."""
    return _SCHEDULER.get_card_retrievability(_card(memory, at), at)


def _card(memory: Memory | None, at: datetime) -> Card:
    if memory is None:
        return Card(card_id=0, due=at)
    return Card(
        card_id=0,
        state=State.Review,
        step=None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=min(memory.seen, at),  # a clock set back must not make the elapsed time negative
    )
