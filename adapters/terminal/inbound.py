"""A line typed in the terminal becomes an event."""

import os
from pathlib import Path
from uuid import uuid4

from bot.events import Command, Person, Place, Said
from bot.text import MAX_CHARS, clean, trimmed

TEAM = "terminal:local"
NOBODY = "you"
QUIT_WORDS = frozenset({"/quit", "/exit", "/bye"})
_ZONE_LINK = Path("/etc/localtime")


def person(name: str) -> Person:
    """Somebody at this terminal; the name is the id, so that the same name is the same person."""
    shown = " ".join(clean(name[:MAX_CHARS]).split()) or NOBODY
    return Person(TEAM, f"name:{shown.casefold()}", shown, _zone())


def is_quit(line: str) -> bool:
    """Whether the line ends the session."""
    return trimmed(line).casefold() in QUIT_WORDS


def event(line: str, who: Person, about: str = "") -> Command | Said:
    """`/name words` is a command, anything else answers the post `about`. Each line is a delivery of its own."""
    where = Place(who.team, who.id)
    text = trimmed(line)
    if text.startswith("/"):
        name, rest = [*text[1:].split(maxsplit=1), "", ""][:2]
        return Command(who, where, uuid4().hex, name, rest)
    return Said(who, where, uuid4().hex, text, about)


def _zone() -> str:
    """The machine's IANA zone, where it can be told; else empty."""
    if zone := os.environ.get("TZ", "").lstrip(":"):
        return zone
    _, found, zone = str(_ZONE_LINK.resolve()).partition("zoneinfo/")
    return zone if found else ""
