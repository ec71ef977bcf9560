"""A solo run: read, decide, write, return."""

from collections.abc import Mapping
from dataclasses import replace

from bot import chance
from bot.commands import ALL_TOPICS, MAX_COUNT
from bot.errors import Refusal
from bot.grading.exact.number import number
from bot.grading.exact.short import short
from bot.grading.report import MARKS, Task
from bot.items.choose import choose, make
from bot.items.item import Item
from bot.outcome import Outcome, Post, Written
from bot.ports import Appeal, Review
from bot.quiz import verdict, view
from bot.quiz.matching import option_meant
from bot.quiz.record import record
from bot.quiz.session import ROOM, Graded, Run
from bot.text import MAX_CHARS, folded
from bot.tokens import OUTDATED, Again, Answer, Contest, Keep, Write
from bot.topics import TOPICS, Topic
from bot.turn import Turn

DEFAULT_COUNT = 5
_STOP = frozenset({"stop", "end", "quit"})
_SKIP = frozenset({"skip", "pass", "next"})
_KEEP = frozenset({"keep", "done"})
_APPEAL, _WITH_TEXT = "appeal", "appeal with text"


def start(turn: Turn, args: Mapping[str, str]) -> Outcome:
    """`/quiz [topic] [count]`: a new run; one that is open ends, and its answers stay. Bare `/quiz` goes on with it."""
    run = turn.ledger.session(turn.who.team, turn.who.id)
    if run is not None and run.over:
        run = None
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
    if is_appeal(text):
        return _appeal(turn, run, with_text=folded(text) == _WITH_TEXT)
    if about and about != view.key(run):
        return Outcome((turn.reply(view.moved_on(run), view.key(run), anew=True),))
    word = folded(text)
    if word in _STOP and run.unsure and run.graded:
        return _stop_after(turn, _graded(turn, run, run.graded))
    if word in _STOP:
        return _stop(turn, run)
    if word in _SKIP and run.item.step:  # a walk that was begun counts; what is skipped in it is a branch missed
        return _scored(turn, run, 0.0, view.missed(run.item))
    if run.unsure and run.graded and word in _SKIP | _KEEP:
        return _graded(turn, run, run.graded)
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
    if run is None or run.id != run_id or run.over:
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
    item = run.item
    if item.task is not None:
        return _free(turn, run, item.task, text)
    if item.sought is not None:
        judged = number(item.sought.value, item.sought.unit, item.sought.factor, text)
        return _scored(turn, run, float(judged.right), verdict.found(judged))
    judged = short(item.accepted, text, turn.examiner.names)
    return _scored(turn, run, float(judged.right), verdict.typed(item, text, judged))


def _free(turn: Turn, run: Run, task: Task, text: str) -> Outcome:
    """Free text: graded; where the grader is unsure of a part, it may be said in other words once."""
    before = run.graded if run.unsure else None
    if (unread := turn.examiner.grade(task, text)).mark is None:
        raise Refusal(unread.message)
    whole = f"{before.text[: MAX_CHARS - len(text) - 1]}\n{text}" if before else text
    report = turn.examiner.grade(task, whole) if before else unread
    graded = Graded(run.turn, run.item.family, task, whole, report)
    if before is None and report.could > (report.mark or 0):
        waiting = replace(run, graded=graded, unsure=True)
        _save(turn, waiting)
        return Outcome((turn.reply(verdict.unsure(waiting, graded), view.key(run)),))
    return _graded(turn, run, graded)


def _graded(turn: Turn, run: Run, graded: Graded) -> Outcome:
    score = (graded.report.mark or 0) / MARKS
    outcome = _scored(turn, replace(run, graded=graded, unsure=False), score, verdict.graded(run, graded))
    return replace(outcome, written=Written(graded.task, graded.text, graded.report))


def keep(turn: Turn, token: Keep) -> Outcome:
    """The answer stays as it is, though the grader was unsure."""
    run = _open_run(turn, token.run, token.turn)
    if not run.unsure or run.graded is None:
        raise Refusal(view.ALREADY_ANSWERED)
    return _graded(turn, run, run.graded)


def contest(turn: Turn, token: Contest) -> Outcome:
    """An appeal against the latest verdict of the run."""
    run = turn.ledger.session(turn.who.team, turn.who.id)
    if run is None or run.id != token.run or run.graded is None or run.graded.turn != token.turn:
        raise Refusal(verdict.TOO_LATE)
    return _appeal(turn, run, with_text=token.with_text)


def is_appeal(text: str) -> bool:
    """Whether somebody appeals."""
    return folded(text) in (_APPEAL, _WITH_TEXT)


def _appeal(turn: Turn, run: Run, *, with_text: bool) -> Outcome:
    graded = run.graded
    if graded is None or graded.report.mark == MARKS:
        raise Refusal(verdict.NOTHING_TO_APPEAL)
    if graded.appealed:
        raise Refusal(verdict.APPEALED_ALREADY)
    text = graded.text if with_text else None
    who = turn.who
    appeal = Appeal(who.team, who.id, turn.moment.at, graded.family, graded.task, graded.report, text)
    turn.ledger.save_appeal(appeal)
    if run.over:
        turn.ledger.end_session(who.team, who.id, ROOM)
        return Outcome((turn.reply(verdict.appealed(with_text=with_text)),))
    kept = replace(run, graded=replace(graded, appealed=True))
    told = turn.reply(verdict.appealed(with_text=with_text))
    if run.unsure and kept.graded:
        onward = _graded(turn, kept, kept.graded)
        return replace(onward, posts=(told, *onward.posts))
    _save(turn, kept)
    return Outcome((told,))


def _scored(turn: Turn, run: Run, score: float, reply: view.Reply) -> Outcome:
    """One step is done: on to the next step of a walk, or the answer is recorded and the next item asked."""
    earned = (*run.earned, score)
    if (step := _next_step(turn, run.item)) is not None:
        reveal = turn.reply(view.revealed(run, reply), view.key(run))
        onward = replace(run, item=step, earned=earned, turn=run.turn + 1)
        _save(turn, onward)
        return Outcome((reveal, _question(turn, onward)))
    review, due_on = record(turn, run, sum(earned) / len(earned))
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
        _close(turn, onward)
        return Outcome((shown, turn.reply(view.summary(onward))))
    _save(turn, onward)
    return Outcome((shown, _question(turn, onward)))


def _close(turn: Turn, run: Run) -> None:
    """Ends the run; one whose last verdict may be appealed against waits for that."""
    if run.graded and not run.graded.appealed and run.graded.report.mark != MARKS:
        _save(turn, replace(run, over=True))
    else:
        turn.ledger.end_session(turn.who.team, turn.who.id, ROOM)


def _stop_after(turn: Turn, shown: Outcome) -> Outcome:
    """Stops a run whose answer in doubt was just scored: its verdict is shown, the question behind it is not."""
    run = turn.ledger.session(turn.who.team, turn.who.id)
    if run is None or run.over:
        return shown
    return Outcome((shown.posts[0], *_stop(turn, run).posts), written=shown.written)


def _stop(turn: Turn, run: Run) -> Outcome:
    _close(turn, run)
    return Outcome((turn.reply(view.summary(run, stopped=True)),))


def _save(turn: Turn, run: Run) -> None:
    turn.ledger.save_session(turn.who.team, turn.who.id, run, turn.moment.at)
