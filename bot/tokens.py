"""What a button carries: a typed token, packed into at most 100 characters, versioned.

A token holds opaque ids only. Who may use it is decided by the turn that reads it, never by the token.
"""

import re
from dataclasses import dataclass
from typing import assert_never

from bot.errors import Refusal

MAX_CHARS = 100  # Discord's custom_id, the smallest limit of all platforms
_VERSION = "1"
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_OURS = re.compile(
    rf"{_VERSION}:(?P<fields>a:[0-9a-f]+:{_NUMBER}:{_NUMBER}|[wkcC]:[0-9a-f]+:{_NUMBER}|q:[a-z]+:{_NUMBER})"
)
OUTDATED = "This button is from another version of Tradeoff and does nothing any more. Type /quiz to go on."


@dataclass(frozen=True, slots=True)
class Answer:
    """Option `option` (from 0, as shown) of what the run asked as number `turn`."""

    run: str
    turn: int
    option: int


@dataclass(frozen=True, slots=True)
class Write:
    """A typed answer to what the run asked as number `turn`."""

    run: str
    turn: int


@dataclass(frozen=True, slots=True)
class Keep:
    """The answer to number `turn` stays as it is, though the grader was unsure."""

    run: str
    turn: int


@dataclass(frozen=True, slots=True)
class Contest:
    """An appeal against the verdict on number `turn`; `with_text` gives the answer's text to be read."""

    run: str
    turn: int
    with_text: bool


@dataclass(frozen=True, slots=True)
class Again:
    """Another run like the one before."""

    topic: str
    count: int


Token = Answer | Write | Keep | Contest | Again


def pack(token: Token) -> str:
    """The token as text. Raises ValueError where it would not fit on every platform."""
    match token:
        case Answer(run, number, option):
            packed = f"{_VERSION}:a:{run}:{number}:{option}"
        case Write(run, number):
            packed = f"{_VERSION}:w:{run}:{number}"
        case Keep(run, number):
            packed = f"{_VERSION}:k:{run}:{number}"
        case Contest(run, number, with_text):
            packed = f"{_VERSION}:{'C' if with_text else 'c'}:{run}:{number}"
        case Again(topic, count):
            packed = f"{_VERSION}:q:{topic}:{count}"
        case _:
            assert_never(token)
    if len(packed) > MAX_CHARS:
        raise ValueError(f"a token of {len(packed)} characters")
    return packed


def unpack(packed: str) -> Token:
    """The token that `packed` holds. Refuses whatever this version did not make."""
    found = _OURS.fullmatch(packed) if len(packed) <= MAX_CHARS else None
    match found and found["fields"].split(":"):
        case ["a", run, number, option]:
            return Answer(run, int(number), int(option))
        case ["w", run, number]:
            return Write(run, int(number))
        case ["k", run, number]:
            return Keep(run, int(number))
        case ["c" | "C" as kind, run, number]:
            return Contest(run, int(number), kind == "C")
        case ["q", topic, count]:
            return Again(topic, int(count))
        case _:
            raise Refusal(OUTDATED)
