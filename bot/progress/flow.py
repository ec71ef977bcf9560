"""`/progress`: read from memories alone, one per item family."""

from datetime import datetime

from bot.catalog import Catalog
from bot.items.choose import pool
from bot.learning import streak
from bot.learning.days import day_number, local_day
from bot.learning.memory import Memory, recall
from bot.outcome import Outcome
from bot.ports import Profile
from bot.progress import view
from bot.topics import TOPICS, Topic
from bot.turn import Turn


def show(turn: Turn, me: Profile) -> Outcome:
    """The person's own progress, for their eyes."""
    askable = frozenset(pool(turn.catalog, None))  # a card that was withdrawn is neither seen nor due
    kept = turn.ledger.memories(me.team, me.id, None).values()
    memories = tuple(memory for memory in kept if memory.family in askable)
    later = [memory.due for memory in memories if memory.due > turn.moment.at]
    today = day_number(turn.moment.at, me.zone)
    progress = view.Progress(
        topics=tuple(_topic(topic, memories, turn.catalog, turn.moment.at) for topic in TOPICS),
        first_tries=len(memories),
        first_right=sum(memory.first >= 1 for memory in memories),
        streak_days=streak.current(me.streak, today),
        best_streak=me.streak.best,
        due=sum(memory.due <= turn.moment.at for memory in memories),
        next_due=local_day(min(later), me.zone) if later else None,
    )
    return Outcome((turn.reply(view.progress(progress)),))


def _topic(topic: Topic, memories: tuple[Memory, ...], catalog: Catalog, at: datetime) -> view.TopicProgress:
    """Mastery is the chance to know an item now, over all items of the topic: unseen ones count as unknown."""
    asked = len(pool(catalog, topic))
    recalls = [recall(memory, at) * (memory.lapses < memory.reps) for memory in memories if memory.topic == topic]
    return view.TopicProgress(topic, len(recalls), asked, sum(recalls) / asked if asked else 0.0)
