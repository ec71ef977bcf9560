"""A solo run: read, decide, write, return."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot import chance
from bot.commands import ALL_TOPICS, MAX_COUNT
from bot.errors import Refusal
from bot.items.choose import choose, make
from bot.items.item import Item
from bot.learning import memory as memories
from bot.learning.days import day_number, local_day, morning
from bot.learning.scoring import points, ranks
from bot.learning.streak import extend
from bot.outcome import Outcome, Post
from bot.ports import Review
from bot.quiz import view
from bot.quiz.matching import accepted, option_meant
from bot.quiz.session import ROOM, Run
from bot.text import folded
from bot.tokens import OUTDATED, Again, Answer, Write
from bot.topics import TOPICS, Topic
from bot.turn import Turn

DEFAULT_COUNT = 5
LONGEST = timedelta(days=1)  # a question left open for longer was not being thought about
_STOP = frozenset({"stop", "end", "quit"})
_SKIP = frozenset({"skip", "pass", "next"})


def start(turn: Turn, args: Mapping[str, str]) -> Outcome:
    """`/quiz [topic] [count]`: a new run; one that is open ends, and its answers stay. Bare `/quiz` goes on with it."""
    run = turn.ledger.session(turn.who.team, turn.who.id)
    if run is not None and not args:
        return Outcome((turn.reply(view.resumed(run), view.key(run), anew=True),))
    topic, count = topic_named(args.get("topic", ALL_TOPICS)), int(args.get("count", DEFAULT_COUNT))
    return _begin(turn, topic, count, replaced=run is not None)


def again(turn: Turn, token: Again) -> Outcome:
    """Another run, from the button below a summary. Refuses what nobody could have typed."""
    topic = topic_named(token.topic)
    if not 1 <= token.count <= MAX_COUNT or (topic is None and token.topic != ALL_TOPICS):
        raise Refusal(OUTDATED)
    return _begin(turn, topic, token.count)


def topic_named(word: str) -> Topic | None:
    """The topic, or None for all of them."""
    return next((topic for topic in TOPICS if topic == word), None)


def press(turn: Turn, token: Answer) -> Outcome:
    """An option's button. Refuses what is not open, not this person's, or no option."""
    run = _open_run(turn, token.run, token.turn)
    if not 0 <= token.option < len(run.item.options):
        raise Refusal(view.NO_SUCH_OPTION)
    return _choose(turn, run, token.option)


def submit(turn: Turn, token: Write, text: str) -> Outcome:
    """A typed answer that came by form."""
    return say(turn, _open_run(turn, token.run, token.turn), text)


def say(turn: Turn, run: Run, text: str, about: str = "") -> Outcome:
    """Typed words: an answer, `skip` or `stop`. What answers another question than the open one shows that instead."""
    if about and about != view.key(run):
        return Outcome((turn.reply(view.moved_on(run), view.key(run), anew=True),))
    word = folded(text)
    if word in _STOP:
        return _stop(turn, run)
    if word in _SKIP and run.item.step:  # a walk that was begun counts; what is skipped in it is a branch missed
        return _scored(turn, run, 0.0, view.missed(run.item))
    if word in _SKIP:
        return _onward(turn, run, turn.reply(view.skipped(run), view.key(run)))
    if run.item.options:
        return _choose(turn, run, option_meant(text, run.item))
    return _write(turn, run, text)


def _question(turn: Turn, run: Run) -> Post:
    return turn.reply(view.question(run), view.key(run))


def _begin(turn: Turn, topic: Topic | None, count: int, *, replaced: bool = False) -> Outcome:
    known = turn.ledger.memories(turn.who.team, turn.who.id, topic)
    families = choose(turn.catalog, topic, known, count, turn.moment)
    item, ahead = _next_item(turn, families)
    if item is None:
        raise Refusal(view.nothing_to_ask(topic))
    run = Run(chance.name(turn.moment.seed), topic, 1, len(ahead) + 1, 1, item, turn.moment.at, ahead)
    _save(turn, run)
    message = view.begun_anew(run) if replaced else view.question(run)
    return Outcome((turn.reply(message, view.key(run)),))


def _next_item(turn: Turn, families: tuple[str, ...]) -> tuple[Item | None, tuple[str, ...]]:
    """The first family that still makes an item, and those behind it; cards may have gone meanwhile."""
    for position, family in enumerate(families):
        if item := make(family, turn.catalog, chance.mix(turn.moment.seed, 1)):
            return item, families[position + 1 :]
    return None, ()


def _open_run(turn: Turn, run_id: str, number: int) -> Run:
    run = turn.ledger.session(turn.who.team, turn.who.id)
    if run is None or run.id != run_id:
        raise Refusal(view.NOT_YOUR_RUN)
    if run.turn != number:
        raise Refusal(view.ALREADY_ANSWERED)
    return run


def _choose(turn: Turn, run: Run, option: int) -> Outcome:
    score = 1.0 if run.item.options[option].right else 0.0
    return _scored(turn, run, score, view.picked(run.item, option))


def _write(turn: Turn, run: Run, text: str) -> Outcome:
    if not folded(text):
        raise Refusal(view.EMPTY_ANSWER)
    score = 1.0 if accepted(text, run.item) else 0.0
    return _scored(turn, run, score, view.typed(run.item, text, score))


def _scored(turn: Turn, run: Run, score: float, reply: view.Reply) -> Outcome:
    """One step is done: on to the next step of a walk, or the answer is recorded and the next item asked."""
    earned = (*run.earned, score)
    if (step := _next_step(turn, run.item)) is not None:
        reveal = turn.reply(view.revealed(run, reply), view.key(run))
        onward = replace(run, item=step, earned=earned, turn=run.turn + 1)
        _save(turn, onward)
        return Outcome((reveal, _question(turn, onward)))
    review, due_on = _record(turn, run, sum(earned) / len(earned))
    reveal = turn.reply(view.revealed(run, reply, view.Earned(review, len(earned), due_on)), view.key(run))
    return _onward(turn, run, reveal, review)


def _next_step(turn: Turn, item: Item) -> Item | None:
    """The walk's next step; None after the last, or where the tree has changed since the walk began."""
    step = make(item.family, turn.catalog, item.seed, item.step + 1) if item.step + 1 < item.steps else None
    return step if step is not None and (step.scene, step.steps) == (item.scene, item.steps) else None


def _onward(turn: Turn, run: Run, shown: Post, review: Review | None = None) -> Outcome:
    """The next question, or the summary; `review` is the answer to the one before, None where it was skipped."""
    item, ahead = _next_item(turn, run.ahead)
    onward = replace(
        run,
        item=item or run.item,
        ahead=ahead,
        number=run.total - len(ahead),
        turn=run.turn + 1,
        earned=(),
        asked_at=turn.moment.at,
        answered=run.answered + (review is not None),
        right=run.right + (review is not None and review.score >= 1),
        points=run.points + (review.points if review else 0),
        missed=run.missed + (review is not None and review.score < 1),
    )
    if item is None:
        turn.ledger.end_session(turn.who.team, turn.who.id, ROOM)
        return Outcome((shown, turn.reply(view.summary(onward))))
    _save(turn, onward)
    return Outcome((shown, _question(turn, onward)))


def _stop(turn: Turn, run: Run) -> Outcome:
    turn.ledger.end_session(turn.who.team, turn.who.id, ROOM)
    return Outcome((turn.reply(view.summary(run, stopped=True)),))


def _save(turn: Turn, run: Run) -> None:
    turn.ledger.save_session(turn.who.team, turn.who.id, run, turn.moment.at)


def _record(turn: Turn, run: Run, score: float) -> tuple[Review, date]:
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
