"""What can happen: dead records, brought by a door, each with who, where and the platform's own delivery id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PlaceKind = Literal["direct", "channel", "thread"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a team; `zone` is an IANA time zone if the door knows one, else empty."""

    team: str
    id: str
    name: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened or is shown: a direct conversation, a channel or a thread of a team."""

    team: str
    id: str
    kind: PlaceKind = "direct"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the table with the words after it."""

    who: Person
    where: Place
    delivery: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Free text, typed where the bot may read it; `about` is the key of the post it answers, if the door knows it."""

    who: Person
    where: Place
    delivery: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, with the packed token it carried."""

    who: Person
    where: Place
    delivery: str
    token: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form, with the token of its Ask and the text that was typed."""

    who: Person
    where: Place
    delivery: str
    token: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A timer that came due, under the key it was set with."""

    team: str
    delivery: str
    key: str


Event = Command | Said | Pressed | Submitted | Tick


@dataclass(frozen=True, slots=True)
class Moment:
    """Time (UTC) and chance (64 bits) of one event, drawn once and passed down."""

    at: datetime
    seed: int
