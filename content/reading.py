"""One file of the bank: its bytes to cards, each read into its record, or the faults that keep it from that."""

import json
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, time
from functools import cache
from types import GenericAlias
from typing import Any, cast, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from rapidfuzz import process

from content.faults import Fault
from content.lines import Lines, syntax_line

MAX_FILE_BYTES = 256 * 1024  # a card is a page; anything larger is a mistake or an attack
MAX_LINE_CHARS = 4_000  # the same for a line; the TOML reader takes quadratic time over some long ones
MAX_ID_CHARS = 80
MAX_DEPTH = 8
MAX_NUMBER = 10**18
_DEEP_KEY = re.compile(rf"\[{{0,2}}[\w\"'-]+(?:\.[\w\"'-]+){{{MAX_DEPTH}}}")  # the TOML reader is slow on thousands
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands, to name it in a fault."""

    file: str
    lines: Lines

    def fault(self, path: tuple[str | int, ...], problem: str, advice: str = "") -> Fault:
        """A fault at `path`, on the line where that stands."""
        return Fault(self.file, self.lines.of(path), ".".join(map(str, path)), problem, advice)


@cache
def _adapter(record: type) -> TypeAdapter[Any]:
    # A list around it, because pydantic takes no config for a standard dataclass itself but hands it down. Strict: a
    # quoted number or a "no" for a truth value is a fault, not a guess.
    listed: Any = GenericAlias(list, (record,))
    adapter: TypeAdapter[Any] = TypeAdapter(
        listed, config=ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)
    )
    return adapter


def cards_of(file: str, raw: bytes, record: type) -> Iterator[tuple[str, Any, Place, list[Fault]]]:
    """Every card of a file: its id, its record or None, where it stands, and what is wrong with it."""
    try:
        text = _decoded(raw)
        tables = tomllib.loads(text)
    except (_Unreadable, tomllib.TOMLDecodeError, RecursionError) as error:
        yield "", None, Place(file, Lines("")), [_unreadable(file, error, raw)]
        return
    place = Place(file, Lines(text))
    for card_id, table in tables.items():
        card, faults = _card(card_id, table, record, place)
        yield card_id, card, place, faults


class _Unreadable(Exception):
    """A file that is no text a card may stand in: problem, advice and line."""


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_FILE_BYTES:
        problem = f"the file has {len(raw):,} bytes, {MAX_FILE_BYTES:,} is the limit"
        raise _Unreadable(problem, "split it, a card is a page at most", 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable("not UTF-8 text", "save the file as UTF-8", raw[: error.start].count(b"\n") + 1) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE_CHARS:
            problem = f"a line of {len(line):,} characters, {MAX_LINE_CHARS:,} is the limit"
            raise _Unreadable(problem, "break it", number)
        if _DEEP_KEY.match(line.lstrip()):
            raise _Unreadable("nested too deeply", "cards are a few levels deep", number)
    return text


def _unreadable(file: str, error: Exception, raw: bytes) -> Fault:
    match error:
        case _Unreadable(args=(str(problem), str(advice), int(line))):
            return Fault(file, line, "", problem, advice)
        case tomllib.TOMLDecodeError():
            line = syntax_line(error, raw.decode("utf-8-sig"))
            return Fault(file, line, "", f"not TOML: {str(error)[:200]}", "mend the syntax there or just above")
        case _:
            return Fault(file, 1, "", "nested too deeply", "cards are a few levels deep")


def _card(card_id: str, table: object, record: type, place: Place) -> tuple[Any, list[Fault]]:
    if not isinstance(table, dict):
        problem = f"{card_id[:80]!r} stands outside of any card"
        return None, [place.fault((card_id,), problem, "put it below a [card-id] line")]
    if len(card_id) > MAX_ID_CHARS or not _SLUG.fullmatch(card_id):
        advice = f"use a-z, 0-9 and single hyphens, at most {MAX_ID_CHARS} characters"
        return None, [place.fault((card_id,), f"the id {card_id[:80]!r} is no slug", advice)]
    if "id" in table:
        return None, [place.fault((card_id, "id"), "the table's name is the id", "remove this key")]
    leaves = dict(_leaves(cast(dict[str, object], table)))
    if odd := [place.fault((card_id, *path), problem, advice) for path, problem, advice in _odd(leaves)]:
        return None, odd
    try:
        card = _adapter(record).validate_json(json.dumps([{"id": card_id, **table}], default=str))[0]
        days = [path for path, value in leaves.items() if isinstance(value, date | time) and _at(card, path) != value]
        return card, [place.fault((card_id, *path), "a day or time where text belongs", "quote it") for path in days]
    except ValidationError as error:
        return None, [
            place.fault((card_id, *found["loc"][1:]), *_explain(found["type"], found["msg"], found["loc"][1:], record))
            for found in error.errors(include_url=False, include_context=False, include_input=False)
        ]


def _leaves(table: dict[str, object]) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value that holds no others, with its path; what lies too deep comes as it is."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), table)]
    while waiting:
        path, value = waiting.pop()
        inner: Iterable[tuple[str | int, object]] = ()
        if len(path) <= MAX_DEPTH and isinstance(value, dict):
            inner = cast(dict[str, object], value).items()
        elif len(path) <= MAX_DEPTH and isinstance(value, list):
            inner = enumerate(cast(list[object], value))
        else:
            yield path, value
        waiting += [((*path, step), deeper) for step, deeper in inner]


def _odd(leaves: Mapping[tuple[str | int, ...], object]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Values that TOML knows and no card may hold."""
    for path, value in leaves.items():
        if isinstance(value, dict | list):
            yield path[:2], "nested too deeply", "cards are a few levels deep"
        elif isinstance(value, float) and not math.isfinite(value):
            yield path, "not a number", "give a finite number"
        elif isinstance(value, int) and abs(value) >= MAX_NUMBER:
            yield path, "a number beyond all measure", "give one that can be read"


def _at(record: object, path: tuple[str | int, ...]) -> object:
    """What stands in a record where `path` led in its table."""
    found: Any = asdict(record) if is_dataclass(record) and not isinstance(record, type) else None
    for step in path:
        found = found[step]
    return found


def _explain(kind: str, message: str, loc: tuple[str | int, ...], record: type) -> tuple[str, str]:
    key = str(loc[-1])
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"unknown key {key!r}", did_you_mean(key, _keys(record, loc[:-1]))
    if kind in ("missing", "missing_argument"):
        return f"the key {key!r} is missing", "add it"
    return message[0].lower() + message[1:], "see the card's fields in bot/catalog.py"


def _keys(record: object, loc: tuple[str | int, ...]) -> list[str]:
    """The keys known at `loc`, found by following the records' own type hints."""
    for step in loc:
        hints = get_type_hints(record) if is_dataclass(record) else {}
        if isinstance(step, str) and step in hints:  # else a number or a free name: still the same record
            hint = hints[step]
            record = next((inner for inner in get_args(hint) if is_dataclass(inner)), hint)
    return [field.name for field in fields(record)] if is_dataclass(record) else []


def did_you_mean(word: str, known: Mapping[str, object] | list[str]) -> str:
    """The advice for a word that is not known: the nearest that is, else all of them."""
    names = [name for name in known if name != "id"]
    best = process.extractOne(word, names, score_cutoff=55)
    return f"did you mean {best[0]!r}?" if best else f"known here: {', '.join(sorted(names))}"
