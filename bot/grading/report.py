"""What a grader is asked and what it says: the task, the verdict on every part, the mark of the rule table."""

from dataclasses import dataclass
from typing import Literal, Protocol

TaskKind = Literal["decision", "why", "metric"]
Criterion = Literal["requirement", "number", "choice", "acceptable", "gain", "cost", "facts", "metric", "health"]
State = Literal["met", "missing", "unsure"]
MARKS = 4  # the best mark


@dataclass(frozen=True, slots=True)
class Task:
    """A question in free text, complete in itself: whoever grades needs nothing else."""

    kind: TaskKind
    ask: str
    facts: str = ""
    acceptable: tuple[str, ...] = ()  # ids of technologies
    model_answer: str = ""
    technology: str = ""  # id; the one that a why asks about
    metric: str = ""  # where the question names the metric and only its meaning is asked


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of an answer: whether it is there, and the words it stands in (letter by letter, empty if none)."""

    criterion: Criterion
    state: State
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A false claim of the answer, and what is true."""

    quote: str
    truth: str
    source: str


@dataclass(frozen=True, slots=True)
class Report:
    """A verdict. `mark` is 0 to 4 by the rule table, None where nothing was scored (another language).

    `opinion` says that popularity, habit or taste stood where a requirement belongs; `flags` are what the gates saw.
    """

    kind: TaskKind
    mark: int | None
    findings: tuple[Finding, ...]
    message: str
    model_answer: str
    grader: str
    could: int = 0  # the mark if the unsure parts are there
    choice: str = ""
    fits: bool = False  # whether the choice is acceptable; of a why, whether the technology asked about is
    opinion: bool = False
    sentences: int = 0
    metrics: int = 0
    flags: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def state(self, criterion: Criterion) -> State:
        """Whether a part was found."""
        states: dict[Criterion, State] = {found.criterion: found.state for found in self.findings}
        return states.get(criterion, "missing")

    def met(self, criterion: Criterion) -> bool:
        """Whether a part is there for certain."""
        return self.state(criterion) == "met"


class Grader(Protocol):
    """Who reads free text: the same answer to the same task gives the same report."""

    def grade(self, task: Task, answer: str) -> Report:
        """The verdict. Never raises on any text."""
        ...
