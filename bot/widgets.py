"""What can be shown: a message is a tuple of blocks, a closed union that every renderer matches.

Text is spans, never platform markup. `kind` names each block where a message is stored as data.
"""

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "emph", "code"]
Mark = Literal["open", "right", "wrong", "missed", "dim"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Style = "plain"


Spans = tuple[Span, ...]


def spans(*parts: str | Span) -> Spans:
    """Strings become plain spans; empty ones vanish."""
    made: list[Span] = []
    for part in parts:
        span = part if isinstance(part, Span) else Span(part)
        if span.text:
            made.append(span)
    return tuple(made)


def strong(text: str) -> Span:
    """What the eye should find first."""
    return Span(text, "strong")


def emph(text: str) -> Span:
    """A term, or words of somebody else."""
    return Span(text, "emph")


def code(text: str) -> Span:
    """Something to type."""
    return Span(text, "code")


@dataclass(frozen=True, slots=True)
class Heading:
    """One line that says what the message is."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Para:
    """Running text."""

    spans: Spans
    kind: Literal["para"] = "para"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands behind it."""

    label: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled lines, read down the labels."""

    rows: tuple[Fact, ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short lines of equal weight."""

    lines: tuple[Spans, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: `key` is what may be typed, `token` what its button carries, `why` is shown once revealed."""

    key: str
    label: str
    token: str = ""
    mark: Mark = "open"
    why: Spans = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a question, open (with tokens) or revealed (with marks)."""

    choices: tuple[Choice, ...]
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to do next; `typed` does the same where there are no buttons."""

    label: str
    token: str
    typed: str


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons below a message."""

    buttons: tuple[Button, ...]
    kind: Literal["actions"] = "actions"


@dataclass(frozen=True, slots=True)
class Ask:
    """Asks for typed text, by a form or by typing, at most `max_chars` of it."""

    label: str
    token: str
    max_chars: int
    kind: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One place of a board."""

    rank: int
    name: str
    points: int
    you: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """A board, best first; equal points share a rank."""

    rows: tuple[RankingRow, ...]
    kind: Literal["ranking"] = "ranking"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` of the full width (0 to 1), and the words that say the same."""

    label: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars; every bar says in words what it draws."""

    title: str
    bars: tuple[Bar, ...]
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class Code:
    """Text kept letter by letter, in lines."""

    text: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: sources, hints, what happens next."""

    spans: Spans
    kind: Literal["note"] = "note"


Block = Heading | Para | Facts | Bullets | Choices | Actions | Ask | Ranking | Chart | Code | Note


@dataclass(frozen=True, slots=True)
class Message:
    """What one post shows."""

    blocks: tuple[Block, ...]
