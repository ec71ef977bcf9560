"""Reads what the grader knows: names, classes of words, misconceptions, learned weights."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.catalog import Technology
from bot.grading.facts import Misconception
from bot.grading.features import Cues
from bot.grading.knowledge import Knowledge
from bot.grading.model import Blend, Linear, Weights
from bot.grading.names import Names
from bot.grading.reading import stem

GRADING = Path(__file__).parent / "grading"
_SCALE = 1000  # weights are kept as whole thousandths
_LEAST = 30  # smaller ones are left out: on the corpus they change no mark, and a third of the file


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _NamesFile(_Strict):
    everyday: frozenset[str]
    ordinary: frozenset[str]
    kin: tuple[tuple[str, ...], ...]
    names: dict[str, tuple[str, ...]]
    broader: dict[str, str]
    phrases: dict[str, str]


class Claim(_Strict):
    """A misconception as it is written, with sentences that it must and must not match."""

    id: str
    about: tuple[str, ...]
    says: str
    truth: str
    source: str
    unless: str = ""
    denial: bool = False
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


class _Claims(_Strict):
    claim: tuple[Claim, ...]


def knowledge(technologies: Mapping[str, Technology], root: Path = GRADING) -> Knowledge:
    """Everything below `root`; the bank's technologies add their names and aliases."""
    return Knowledge(names(technologies, root), cues(root), misconceptions(root), weights(root))


def names(technologies: Mapping[str, Technology], root: Path = GRADING) -> Names:
    """The names of content/grading/names.toml and those of the cards. A card's id is written with _ in tasks."""
    found = _NamesFile.model_validate(_toml(root / "names.toml"))
    aliases = dict(found.names)
    owner = {alias.casefold(): tech for tech, known in aliases.items() for alias in known}
    kin = list(found.kin)
    for card, technology in technologies.items():
        tech = card.replace("-", "_")
        called = (technology.name, *technology.aliases)
        more = (alias for alias in called if alias.casefold() not in owner)
        aliases[tech] = tuple(dict.fromkeys((*aliases.get(tech, ()), *more)))
        same = {owner[alias.casefold()] for alias in called if alias.casefold() in owner} - {tech}
        kin += [(tech, other) for other in sorted(same)]  # two ids for one thing: either stands for the other
    return Names(aliases, found.broader, tuple(kin), found.phrases, found.everyday, found.ordinary)


def cues(root: Path = GRADING) -> Cues:
    """Classes of words by stem."""
    classes: dict[str, list[str]] = {}
    for name, words in TypeAdapter(dict[str, str]).validate_python(_toml(root / "cues.toml")).items():
        for word in words.split():
            found = classes.setdefault(stem(word), [])
            if name not in found:
                found.append(name)
    return {word: tuple(found) for word, found in classes.items()}


def claims(root: Path = GRADING) -> Iterator[Claim]:
    """The misconceptions as they are written."""
    for path in sorted((root / "misconceptions").glob("*.toml")):
        yield from _Claims.model_validate(_toml(path)).claim


def misconceptions(root: Path = GRADING) -> tuple[Misconception, ...]:
    """The misconceptions, ready to match."""
    return tuple(
        Misconception(
            id=claim.id,
            about=claim.about,
            says=re.compile(claim.says, re.IGNORECASE),
            truth=claim.truth,
            source=claim.source,
            unless=re.compile(claim.unless, re.IGNORECASE) if claim.unless else None,
            denial=claim.denial,
        )
        for claim in claims(root)
    )


def weights(root: Path = GRADING) -> Weights:
    """The learned weights, as `written` wrote them."""
    found = json.loads((root / "weights.json").read_text(encoding="utf-8"))
    return Weights(
        version=found["version"],
        choice=_linear(found["choice"]),
        choice_threshold=found["choice_threshold"],
        answers={family: _linear(made) for family, made in found["answers"].items()},
        clauses={family: _linear(made) for family, made in found["clauses"].items()},
        blends={
            family: {label: Blend(tuple(made["weights"]), made["threshold"]) for label, made in blends.items()}
            for family, blends in found["blends"].items()
        },
    )


def written(made: Weights) -> str:
    """Weights as JSON text, small: whole thousandths, features that weigh next to nothing left out."""
    return json.dumps(
        {
            "version": made.version,
            "choice": _plain(made.choice),
            "choice_threshold": made.choice_threshold,
            "answers": {family: _plain(linear) for family, linear in made.answers.items()},
            "clauses": {family: _plain(linear) for family, linear in made.clauses.items()},
            "blends": {
                family: {
                    label: {"weights": [round(w, 4) for w in blend.weights], "threshold": blend.threshold}
                    for label, blend in blends.items()
                }
                for family, blends in made.blends.items()
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _linear(found: Mapping[str, Any]) -> Linear:
    shared: dict[int, float] = {}  # most weights are small: one float for all that are equal
    rows = {name: tuple(shared.setdefault(w, w / _SCALE) for w in row) for name, row in found["rows"].items()}
    return Linear(tuple(found["labels"]), tuple(found["bias"]), rows)


def _plain(linear: Linear) -> Mapping[str, Any]:
    whole = {name: [round(w * _SCALE) for w in row] for name, row in sorted(linear.rows.items())}
    rounded = {name: [w if abs(w) >= _LEAST else 0 for w in row] for name, row in whole.items()}
    rows = {name: row for name, row in rounded.items() if any(row)}
    return {"labels": linear.labels, "bias": [round(b, 4) for b in linear.bias], "rows": rows}


def _toml(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
