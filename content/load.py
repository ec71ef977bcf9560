"""Reads the bank: TOML files to checked records, or every fault at once."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cases import Assignment, Case
from bot.catalog import AntiPattern, Catalog, Decision, Metric, Price, Question, Source, Step, Symptom, Technology, Tree
from content.check import check
from content.faults import BankError, Fault
from content.reading import Place, cards_of, did_you_mean

BANK = Path(__file__).parent / "bank"
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
class Loaded:
    """Everything that could be read, where each card stands, and everything that could not."""

    cards: Mapping[str, Mapping[str, Any]]
    places: Mapping[tuple[str, str], Place]
    faults: tuple[Fault, ...]
    version: str


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
            faults.append(Fault(file, 1, "", f"no kind of card is called {kind!r}", did_you_mean(kind, KINDS)))
            continue
        for card_id, card, place, found in cards_of(file, raw, KINDS[kind]):
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
