"""Writes one answer down: its points, the memory of its item, the streak."""

from dataclasses import replace
from datetime import date, timedelta

from bot.learning import memory as memories
from bot.learning.days import day_number, local_day, morning
from bot.learning.scoring import points, ranks
from bot.learning.streak import extend
from bot.ports import Review
from bot.quiz.session import Run
from bot.turn import Turn

LONGEST = timedelta(days=1)  # a question left open for longer was not being thought about


def record(turn: Turn, run: Run, score: float) -> tuple[Review, date]:
    """Writes the answer, its points, the memory and the streak; the answer, and the person's day it comes back on."""
    who, at, ledger, item = turn.who, turn.moment.at, turn.ledger, run.item
    profile = ledger.profile(who)
    if profile is None:
        raise LookupError("an answer by somebody who was never met")
    today = local_day(at, profile.zone)
    before = ledger.memory(who.team, who.id, item.family)
    ranked = ranks(before, at)
    review = Review(
        team=who.team,
        person=who.id,
        family=item.family,
        topic=item.topic,
        kind=item.kind,
        at=at,
        team_day=day_number(at, profile.team_zone),
        person_day=today.toordinal(),
        score=score,
        points=points(score, ranked),
        ranked=ranked,
        took_ms=min(max(timedelta(0), at - run.asked_at), LONGEST) // timedelta(milliseconds=1),
    )
    memory = memories.review(before, item.family, item.topic, score, at)
    # What comes back on a day is due from the morning of that day where the person lives, and never on the same day.
    due_on = max(local_day(memory.due, profile.zone), today + timedelta(days=1))
    memory = replace(memory, due=morning(due_on, profile.zone))
    ledger.record(review)
    ledger.credit(review)
    ledger.save_memory(who.team, who.id, memory)
    if (streak := extend(profile.streak, review.person_day)) != profile.streak:
        ledger.save_profile(replace(profile, streak=streak), at)
    return review, due_on
