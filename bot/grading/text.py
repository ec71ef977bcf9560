"""Answers as text: normalised with caps first, then cut into sentences and clauses with their places kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

ABBREVIATIONS = frozenset({"e.g", "i.e", "vs", "etc", "approx", "inc", "ltd", "corp", "cf", "resp", "incl"})
_HALVES_OF_DAY = frozenset({"a.m", "p.m"})
_LIST_MARKER = re.compile(r"^\s*(?:[-*•–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+", re.IGNORECASE)
_STOP = re.compile(r"(?P<dots>\.{2,}|…)|(?P<end>[.!?]+|。)(?P<close>[\"'”’)\]*_]*)(?=\s|$)|(?P<cjk>。)")
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_LETTER = re.compile(r"\w")
_LOOK_BACK = 16  # letters: longer than any abbreviation
_CLAUSE = re.compile(
    r"\s{0,4}(?:[;:–—]|\s-\s|,(?=\s)|\b(?:but|though|although|while|whereas|because|since|so that|in return|"
    r"in exchange|at the (?:price|cost|expense) of|instead of|rather than|however|yet)\b)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer: its words and where they stand (start and end offsets)."""

    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Part, ...]:
    """Sentences by the labelling guide: . ! ? or a line break ends one; units are no abbreviations."""
    found: list[Part] = []
    at = 0
    for line in text.split("\n"):
        marker = _LIST_MARKER.match(line)
        start = marker.end() if marker else 0
        found += [Part(p.text, at + p.start, at + p.end) for p in _in_line(line, start) if _LETTER.search(p.text)]
        at += len(line) + 1
    return tuple(found)


def _in_line(line: str, start: int) -> Iterator[Part]:
    for stop in _STOP.finditer(line, start):
        if stop["dots"] or _protected(line, stop):
            continue
        yield _part(line, start, stop.end())
        start = stop.end()
    yield _part(line, start, len(line))


def _protected(line: str, stop: re.Match[str]) -> bool:
    """Whether the stop belongs to an abbreviation and the sentence goes on."""
    if stop["end"] != ".":
        return False
    before = _WORD_BEFORE.search(line, max(0, stop.start("end") - _LOOK_BACK), stop.start("end"))
    word = before[1].casefold() if before else ""
    rest = line[stop.end() :].lstrip()
    if word in _HALVES_OF_DAY:
        return bool(rest) and not rest[0].isupper()
    return word in ABBREVIATIONS and bool(rest)


def _part(line: str, start: int, end: int) -> Part:
    raw = line[start:end]
    left = len(raw) - len(raw.lstrip())
    return Part(raw.strip(), start + left, start + left + len(raw.strip()))


def clauses(sentence: Part) -> tuple[Part, ...]:
    """A sentence cut where its thought turns: at commas, semicolons, dashes and words such as but, while, because."""
    cuts = [0]
    for joint in _CLAUSE.finditer(sentence.text):
        cuts.append(joint.start())
    cuts.append(len(sentence.text))
    made = (_part(sentence.text, a, b) for a, b in pairwise(cuts))
    return tuple(Part(p.text, sentence.start + p.start, sentence.start + p.end) for p in made if _LETTER.search(p.text))
