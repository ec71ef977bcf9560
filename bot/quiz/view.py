"""Every word a person reads in a quiz."""

from dataclasses import dataclass
from datetime import date

from bot.catalog import Kind
from bot.commands import ALL_TOPICS
from bot.items.item import Item
from bot.learning.days import short_day
from bot.ports import Review
from bot.quiz.session import Run
from bot.tokens import Again, Answer, Write, pack
from bot.topics import Topic
from bot.widgets import (
    Actions,
    Ask,
    Block,
    Button,
    Choice,
    Choices,
    Fact,
    Facts,
    Heading,
    Mark,
    Message,
    Note,
    Para,
    Span,
    code,
    spans,
    strong,
)

KIND_NAMES: dict[Kind, str] = {
    "best_fit": "best fit",
    "simplest": "simplest that fits",
    "flip": "the requirement changed",
    "tradeoff": "name the tradeoff",
    "antipattern": "spot the anti-pattern",
    "metric": "what does it tell?",
    "symptom": "first metric to open",
    "short": "type the answer",
    "tree_walk": "walk the tree",
    "decision": "decide in three sentences",
    "why": "say why",
    "meaning": "what does it tell, in your words?",
    "number": "estimate",
}
MAX_TYPED_CHARS = 200
MAX_WRITTEN_CHARS = 2_000

NO_SUCH_OPTION = "That option does not exist. Please pick one of those shown."
NOT_YOUR_RUN = "This question is closed, or belongs to somebody else. Type /quiz to start your own run."
ALREADY_ANSWERED = "This question is answered already; the first answer counts. Please go on with the newest one."
EMPTY_ANSWER = "Nothing was left to read in that. Please type your answer, or “skip”."


def nothing_to_ask(topic: Topic | None) -> str:
    """The bank holds nothing on the topic."""
    return f"There are no questions on {topic or 'any topic'} yet. Type /quiz for a run over all topics."


def several_fit(keys: str) -> str:
    """Typed words that mean more than one option."""
    return f"That fits more than one option: please type {keys}."


def none_fits(keys: str) -> str:
    """Typed words that mean no option."""
    return f"I cannot tell which option that is: please type {keys}, or words of the option itself."


def key(run: Run) -> str:
    """The post of the open question; posting under it again edits it."""
    return f"quiz:{run.id}:{run.turn}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person answered: whether it was right, the options with their marks, and a line on typed text.

    Of free text, `head` is the mark, `parts` what was found, `foot` what can be done about it.
    """

    right: bool
    choices: tuple[Choice, ...] = ()
    line: str = ""
    head: str = ""
    parts: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Earned:
    """What an answer brought: its review, how many branches were asked, and the person's day it comes back on."""

    review: Review
    asked: int
    due_on: date


def question(run: Run) -> Message:
    """The open question with its options, or a field to type in."""
    item = run.item
    answer: Block
    if item.options:
        answer = Choices(
            tuple(
                Choice(str(i + 1), option.text, token=pack(Answer(run.id, run.turn, i)))
                for i, option in enumerate(item.options)
            )
        )
    else:
        longest = MAX_WRITTEN_CHARS if item.task else MAX_TYPED_CHARS
        answer = Ask("Type your answer", pack(Write(run.id, run.turn)), longest)
    return Message((*asked(run), answer))


def resumed(run: Run) -> Message:
    """The open question once more, for somebody who comes back."""
    again = code(f"/quiz {run.topic or ALL_TOPICS} {run.total}")
    return _with(run, "You are in the middle of this run. ", code("stop"), " ends it, ", again, " starts another.")


def moved_on(run: Run) -> Message:
    """The open question, for words that were meant for an earlier one."""
    return _with(run, "That question was answered elsewhere meanwhile, so nothing was counted. This one is open now.")


def begun_anew(run: Run) -> Message:
    """The first question of a run that took the place of an open one."""
    return _with(run, "Your earlier run has ended; what you answered in it counts.")


def _with(run: Run, *words: str | Span) -> Message:
    return Message((*question(run).blocks, Note(spans(*words))))


def asked(run: Run) -> tuple[Block, ...]:
    """The question without its options."""
    item = run.item
    step = f", step {item.step + 1} of {item.steps}" if item.steps > 1 else ""
    heading = Heading(f"Question {run.number} of {run.total} · {item.topic} · {KIND_NAMES[item.kind]}{step}")
    scene = (Para(spans(item.scene)),) if item.scene else ()
    return (heading, *scene, Para(spans(item.stem)))


def picked(item: Item, option: int) -> Reply:
    """The options revealed after a choice, each with its explanation."""
    return Reply(option == item.right, _revealed_choices(item, option))


def _revealed_choices(item: Item, option: int | None) -> tuple[Choice, ...]:
    def mark(position: int, *, right: bool) -> Mark:
        if right:
            return "right" if position == option else "missed"
        return "wrong" if position == option else "dim"

    return tuple(
        Choice(str(i + 1), choice.text, mark=mark(i, right=choice.right), why=spans(choice.explain))
        for i, choice in enumerate(item.options)
    )


def revealed(run: Run, reply: Reply, earned: Earned | None = None) -> Message:
    """The question with its answer; `earned` is None between the steps of a walk."""
    verdict = [strong(reply.head or ("✓ Right." if reply.right else "✗ Not this one."))]
    line = f" {reply.line}" if reply.line else ""
    points = f" {_points(earned)}" if earned else ""
    return Message(
        (
            *asked(run),
            Para(spans(*verdict, line + points)),
            *reply.parts,
            *_explained(run.item, reply.choices),
            *reply.foot,
        )
    )


def _explained(item: Item, choices: tuple[Choice, ...]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if choices:
        blocks.append(Choices(choices))
    if item.explain:
        blocks.append(Para(spans(item.explain)))
    if item.flip:
        blocks.append(Para(spans(strong("What would flip it: "), item.flip)))
    if item.step == item.steps - 1:
        blocks.append(Note(spans(_sources(item.cites))))
    return tuple(blocks)


def _sources(cites: tuple[str, ...]) -> str:
    if len(cites) == 1:
        return f"Source: {cites[0]}"
    return "\n".join(("Sources:", *(f"- {cite}" for cite in cites)))


def _points(earned: Earned) -> str:
    review, asked = earned.review, earned.asked
    walked = f"{round(review.score * asked)} of {asked} branches. " if asked > 1 else ""
    if not review.ranked:
        return f"{walked}Practice: no points until it is due again."
    if review.points:
        return f"{walked}+{review.points} points."
    return f"{walked}It comes back on {short_day(earned.due_on)}."


def skipped(run: Run) -> Message:
    """A skipped question. Its answer stays hidden, or the next first try would be none."""
    words = " It does not count and will be asked again."
    return Message((*asked(run), Para(spans(strong("Skipped."), words))))


def missed(item: Item) -> Reply:
    """A branch that was skipped in the middle of a walk."""
    return Reply(False, _revealed_choices(item, None))


def summary(run: Run, *, stopped: bool = False) -> Message:
    """How the run went, and what to do next."""
    heading = "Run stopped" if stopped else "Run finished"
    topic = run.topic or "all"
    rows = [
        Fact("Right", spans(f"{run.right} of {run.answered} answered")),
        Fact("Points", spans(f"{run.points}")),
    ]
    if run.missed:
        rows.append(Fact("Missed", spans(f"{run.missed}; they come back when they are due")))
    return Message(
        (
            Heading(f"{heading}: {run.right} of {run.answered} right"),
            Facts(tuple(rows)),
            Actions(
                (
                    Button(
                        "Another run",
                        pack(Again(topic, run.total)),
                        f"/quiz {topic} {run.total}".replace(" all ", " "),
                    ),
                )
            ),
            Note(spans("See ", code("/progress"), " for what sticks, ", code("/leaderboard"), " for your place.")),
        )
    )
