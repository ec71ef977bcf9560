"""Reads the bank: TOML files to checked records, or every fault at once."""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from rapidfuzz import process

from bot.catalog import (
    AntiPattern,
    Assignment,
    Case,
    Catalog,
    Decision,
    Metric,
    Price,
    Question,
    Source,
    Step,
    Symptom,
    Technology,
    Tree,
)
from content.check import check
from content.faults import BankError, Fault
from content.lines import Lines, syntax_line

BANK = Path(__file__).parent / "bank"
MAX_FILE_BYTES = 256 * 1024  # a card is a page; anything larger is a mistake or an attack
MAX_LINE_CHARS = 4_000  # the same for a line; the TOML reader takes quadratic time over some long ones
MAX_ID_CHARS = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# One folder a kind. In every file the top-level tables are cards and their names are ids.
KINDS: Mapping[str, type] = {
    "sources": Source,
    "technologies": Technology,
    "steps": Step,
    "decisions": Decision,
    "trees": Tree,
    "prices": Price,
    "antipatterns": AntiPattern,
    "metrics": Metric,
    "symptoms": Symptom,
    "cases": Case,
    "assignments": Assignment,
    "questions": Question,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands, to name it in a fault."""

    file: str
    lines: Lines

    def fault(self, path: tuple[str | int, ...], problem: str, advice: str = "") -> Fault:
        """A fault at `path`, on the line where that stands."""
        return Fault(self.file, self.lines.of(path), ".".join(map(str, path)), problem, advice)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that could be read, where each card stands, and everything that could not."""

    cards: Mapping[str, Mapping[str, Any]]
    places: Mapping[tuple[str, str], Place]
    faults: tuple[Fault, ...]
    version: str


@cache
def _adapter(record: type) -> TypeAdapter[Any]:
    # A list around it, because pydantic takes no config for a standard dataclass itself but hands it down. Strict: a
    # quoted number or a "no" for a truth value is a fault, not a guess.
    listed: Any = GenericAlias(list, (record,))
    adapter: TypeAdapter[Any] = TypeAdapter(
        listed, config=ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)
    )
    return adapter


def load(root: Path = BANK) -> Catalog:
    """The bank below `root`. Raises BankError with every fault if there is any."""
    loaded = read(root)
    faults = [*loaded.faults, *check(loaded.cards, _ids(loaded), _locator(loaded))]
    if faults:
        raise BankError(faults)
    return Catalog(version=loaded.version, **loaded.cards)


def _ids(loaded: Loaded) -> Mapping[str, frozenset[str]]:
    """Every id there is, of faulty cards too: who points at one of those has made no mistake."""
    return {kind: frozenset(card for k, card in loaded.places if k == kind) for kind in KINDS}


def _locator(loaded: Loaded) -> Callable[[str, str, tuple[str | int, ...], str, str], Fault]:
    def fault(kind: str, card: str, path: tuple[str | int, ...], problem: str, advice: str) -> Fault:
        return loaded.places[kind, card].fault((card, *path), problem, advice)

    return fault


def read(root: Path) -> Loaded:
    """Reads every file below `root` once; what is broken becomes a fault, the rest goes on."""
    cards: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    places: dict[tuple[str, str], Place] = {}
    faults: list[Fault] = []
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.toml")):
        file = path.relative_to(root).as_posix()
        kind = file.split("/", 1)[0].removesuffix(".toml")
        try:
            raw = path.read_bytes()
        except OSError as error:
            faults.append(Fault(file, 1, "", f"cannot be read: {error.strerror}", "remove it or mend the link"))
            continue
        digest.update(file.encode() + b"\0" + raw)
        if kind not in KINDS:
            faults.append(Fault(file, 1, "", f"no kind of card is called {kind!r}", _did_you_mean(kind, KINDS)))
            continue
        for card_id, card, place, found in _cards(file, raw, KINDS[kind]):
            faults.extend(found)
            if first := places.get((kind, card_id)):
                problem = f"the id {card_id!r} is taken by {first.file}:{first.lines.of((card_id,))}"
                faults.append(place.fault((card_id,), problem, "give one of the two another id"))
            elif card_id:
                places[kind, card_id] = place
                if card is not None:
                    cards[kind][card_id] = card
    if not digest or not any(cards.values()):
        faults.append(Fault(".", 1, "", "no card was found", f"put TOML files below {root}"))
    return Loaded(cards, places, tuple(faults), digest.hexdigest()[:16])


def _cards(file: str, raw: bytes, record: type) -> Iterator[tuple[str, Any, Place, list[Fault]]]:
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
    try:
        as_json = json.dumps([{"id": card_id, **table}], default=_as_text)
        return _adapter(record).validate_json(as_json)[0], []
    except ValidationError as error:
        return None, [
            place.fault((card_id, *found["loc"][1:]), *_explain(found["type"], found["msg"], found["loc"][1:], record))
            for found in error.errors(include_url=False, include_context=False, include_input=False)
        ]


def _as_text(value: object) -> str:
    """TOML's days and times, which JSON knows as text only."""
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _explain(kind: str, message: str, loc: tuple[str | int, ...], record: type) -> tuple[str, str]:
    key = str(loc[-1])
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"unknown key {key!r}", _did_you_mean(key, _keys(record, loc[:-1]))
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


def _did_you_mean(word: str, known: Mapping[str, object] | list[str]) -> str:
    names = [name for name in known if name != "id"]
    best = process.extractOne(word, names, score_cutoff=55)
    return f"did you mean {best[0]!r}?" if best else f"known here: {', '.join(sorted(names))}"
