"""The front desk: one event in, one storage turn, one outcome out."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import commands
from bot.board import flow as board
from bot.catalog import Catalog
from bot.errors import FAULT, Refusal
from bot.events import Command, Event, Moment, Person, Pressed, Said, Submitted, Tick
from bot.outcome import Outcome, Post
from bot.ports import Clock, Dice, Examiner, Ledger, Profile, Store
from bot.progress import flow as progress
from bot.quiz import flow as quiz
from bot.study import flow as study
from bot.study import view as study_view
from bot.text import clean
from bot.tokens import Again, Answer, Contest, Keep, Token, Write, unpack
from bot.turn import Turn
from bot.widgets import Message, Para, spans

Asked = Command | Said | Pressed | Submitted
DEFAULT_ZONE = "Etc/UTC"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Calls the room an event belongs to, inside one turn of the store.

    `on_fault` is told of our own mistakes, with the delivery id and without the person's words.
    """

    store: Store
    catalog: Catalog
    clock: Clock
    dice: Dice
    on_fault: Callable[[str, Exception], None]
    examiner: Examiner

    async def __call__(self, event: Event) -> Outcome:
        """What the event leads to; nothing where its delivery was seen before. Never raises."""
        try:
            return await self._turn(_cleaned(event), Moment(self.clock.now(), self.dice.roll()))
        except Refusal as refusal:
            return _told(event, refusal.text)
        except Exception as error:  # noqa: BLE001 - the one place where a fault becomes a sentence
            with suppress(Exception):  # a log that cannot be written must not keep the sentence from the person
                self.on_fault(event.delivery, error)
            return _told(event, FAULT)

    async def _turn(self, event: Event, moment: Moment) -> Outcome:
        if isinstance(event, Tick):
            return Outcome()  # no room sets timers yet; one that another version set is let go
        if isinstance(event, Command) and _spec(event).reads_only:
            return await self.store.view(lambda ledger: route(event, self._at(event, ledger, moment)))

        def turn(ledger: Ledger) -> Outcome:
            outcome = route(event, self._at(event, ledger, moment))
            _keep(event, outcome, ledger, moment)
            return outcome

        return await self.store.turn(event.who.team, event.delivery, moment.at, turn) or Outcome()

    def _at(self, event: Asked, ledger: Ledger, moment: Moment) -> Turn:
        return Turn(event.who, event.where, ledger, self.catalog, moment, self.examiner)


def route(event: Asked, turn: Turn) -> Outcome:
    """The room's answer to what a person did: a plain function of its arguments."""
    match event:
        case Command():
            return _command(event, turn)
        case Said(text=text, about=about):
            return _said(turn, text, about)
        case Pressed(token=token):
            return _pressed(turn, unpack(token))
        case Submitted(token=token, text=text):
            return _submitted(turn, unpack(token), text)
        case _:
            assert_never(event)


def _command(event: Command, turn: Turn) -> Outcome:
    spec = _spec(event)
    args = commands.parse(spec, _text(event))
    me = _known(turn) if spec.reads_only else _met(turn)
    match spec.name:
        case "quiz":
            return quiz.start(turn, args)
        case "progress":
            return progress.show(turn, me)
        case "leaderboard":
            return board.show(turn, args, me)
        case "study":
            return study.show(turn, args, me)
        case _:
            raise LookupError(f"the command {spec.name} has no room")


def _said(turn: Turn, text: str, about: str) -> Outcome:
    if not text:
        raise Refusal(study_view.EMPTY)
    run = turn.ledger.session(turn.who.team, turn.who.id)
    if run is None or (run.over and not quiz.is_appeal(text)):
        return Outcome((turn.reply(study_view.lost(text)),))
    return quiz.say(turn, run, text, about)


def _pressed(turn: Turn, token: Token) -> Outcome:
    match token:
        case Answer():
            return quiz.press(turn, token)
        case Again():
            _met(turn)
            return quiz.again(turn, token)
        case Keep():
            return quiz.keep(turn, token)
        case Contest():
            return quiz.contest(turn, token)
        case Write():
            raise Refusal(study_view.NOT_A_BUTTON)
        case _:
            assert_never(token)


def _submitted(turn: Turn, token: Token, text: str) -> Outcome:
    if not isinstance(token, Write):
        raise Refusal(study_view.NOT_A_FORM)
    return quiz.submit(turn, token, text)


def _spec(event: Command) -> commands.Spec:
    return commands.find(commands.ALIASES.get(event.name.casefold(), (event.name, ""))[0])


def _text(event: Command) -> str:
    _, page = commands.ALIASES.get(event.name.casefold(), ("", ""))
    return f"{page} {event.text}" if page else event.text


def _cleaned(event: Event) -> Event:
    """The event with text that is safe to compare, keep and show."""
    match event:
        case Command():
            return replace(event, who=_named(event.who), name=clean(event.name), text=clean(event.text))
        case Said() | Submitted():
            return replace(event, who=_named(event.who), text=clean(event.text))
        case Pressed():
            who = _named(event.who)
            return event if who is event.who else replace(event, who=who)
        case Tick():
            return event
        case _:
            assert_never(event)


def _named(who: Person) -> Person:
    name = " ".join(clean(who.name[: study.MAX_NAME_CHARS]).split()) or who.id
    return who if name == who.name else replace(who, name=name)


def _known(turn: Turn) -> Profile:
    """The person as kept, or as they would be kept."""
    who = turn.who
    zone = who.zone if _exists(who.zone) else DEFAULT_ZONE
    return turn.ledger.profile(who) or Profile(who.team, who.id, who.name, zone, zone)


def _met(turn: Turn) -> Profile:
    """The person as kept; somebody new is kept first."""
    me = turn.ledger.profile(turn.who)
    if me is None:
        me = _known(turn)
        turn.ledger.save_team(me.team, me.zone, turn.moment.at)  # a team's day is that of whoever came first
        turn.ledger.save_profile(me, turn.moment.at)
        me = turn.ledger.profile(turn.who) or me
    return me


def _exists(zone: str) -> bool:
    try:
        return bool(zone) and bool(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _keep(event: Asked, outcome: Outcome, ledger: Ledger, moment: Moment) -> None:
    """Timers, and posts for another place, where nobody waits for them, are kept in the same turn."""
    for timer in outcome.timers:
        ledger.set_timer(event.who.team, timer)
    for post in outcome.posts:
        if post.where != event.where:
            ledger.put_out(event.who.team, post, moment.at)


def _told(event: Event, text: str) -> Outcome:
    """A sentence for the person alone; a timer has nobody to tell."""
    if isinstance(event, Tick):
        return Outcome()
    return Outcome((Post(event.where, Message((Para(spans(text)),)), only=event.who.id),))
