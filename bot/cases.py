"""Worked examples and the assignments on them: needs, numbers, decisions with their price, what to watch."""

from dataclasses import dataclass

from bot.topics import Topic


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a case: `expr` is its arithmetic, `value` its result within 1 %, in `unit`."""

    what: str
    expr: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Flip:
    """A change of requirement and the pick it leads to."""

    when: str
    then: str


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """One decision of a case: `best` earns all, `accepted` with the right tradeoff, other options are weak."""

    id: str
    topic: Topic
    title: str
    options: tuple[str, ...]
    best: tuple[str, ...]
    accepted: tuple[str, ...]
    why: str
    lose: str
    flips: tuple[Flip, ...]
    model_answer: tuple[str, ...]  # requirement, choice, tradeoff: one sentence each
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scoping:
    """What a candidate may ask about a case, and the answer."""

    ask: str
    answer: str


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example: needs, given numbers, arithmetic, decisions, the metrics to watch."""

    id: str
    name: str
    about: str
    needs: tuple[str, ...]
    given: tuple[str, ...]
    numbers: tuple[Figure, ...]
    decisions: tuple[CaseDecision, ...]
    metrics: tuple[str, ...]
    followups: tuple[str, ...]
    scoping: tuple[Scoping, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of an assignment: a decision in three sentences, or metrics with what each tells."""

    ask: str
    topic: Topic
    look_for: tuple[str, ...]
    model_answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Tasks on one case, to be answered in writing."""

    id: str
    case: str
    title: str
    about: str
    tasks: tuple[Task, ...]
