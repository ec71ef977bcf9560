"""Plainly false claims about technologies and metrics, found by a curated table tuned for precision."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.grading.names import NOTHING
from bot.grading.reading import Reading
from bot.grading.text import Part

METRIC = "metric"  # what a claim is about when it is about measuring, not about a product
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|lacks?|lacking|cannot|nor|neither|hardly|isn.?t|nobody|nothing)|n['’]t|\b(?:does|do|ca|did|is|are|wo|would)nt\b"
    r"|\b(?:if|unless|as if|would|myth|wish))\b"
    r"[^.;:!?]{0,24}$",
    re.IGNORECASE,
)

_PRONOUN = re.compile(r"(?:it|its|this|that)\b", re.IGNORECASE)  # a sentence that opens so is about the choice


@dataclass(frozen=True, slots=True)
class Misconception:
    """A false claim: the technologies it is false of, how people word it, what is true and where that stands.

    `says` matches the claim inside one sentence; `unless` are words in the sentence that make it true or leave it
    open; a claim that is itself worded as a denial is marked `denial`.
    """

    id: str
    about: tuple[str, ...]
    says: re.Pattern[str]
    truth: str
    source: str
    unless: re.Pattern[str] | None = None
    denial: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A false claim found in an answer, and where its words stand (offsets)."""

    claim: Misconception
    start: int
    end: int


def contradictions(reading: Reading, subject: str | None, claims: Sequence[Misconception]) -> Iterator[Contradiction]:
    """False claims in the answer; a claim that names no technology is about `subject`, the choice."""
    for sentence in reading.sentences:
        for claim in claims:
            if (found := claim.says.search(sentence.text)) and _holds(claim, sentence, found, reading, subject):
                yield Contradiction(claim, sentence.start + found.start(), sentence.start + found.end())


def _holds(claim: Misconception, sentence: Part, found: re.Match[str], reading: Reading, subject: str | None) -> bool:
    if claim.unless and claim.unless.search(sentence.text):
        return False
    if not claim.denial and _DENIED.search(sentence.text, 0, found.start()):
        return False
    return METRIC in claim.about or _about(sentence, found, reading, subject) in claim.about


def _about(sentence: Part, found: re.Match[str], reading: Reading, subject: str | None) -> str | None:
    """The technology a claim is about: named last before it, else first after, else the choice."""
    if subject and _PRONOUN.match(sentence.text):
        return subject
    inside = [m for m in reading.mentions if sentence.start <= m.start < sentence.end and m.id != NOTHING]
    before = [m for m in inside if m.start < sentence.start + found.start()]
    if before:
        return before[-1].id
    return inside[0].id if inside else subject
