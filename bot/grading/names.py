"""Technologies named in an answer: aliases and their typos, each with its place."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

TYPO_LETTERS = 5  # shorter words differ from real ones by a single letter
_LONG_WORD = 9  # from here two slips are forgiven
_WORD = re.compile(r"[A-Za-z][\w-]{4,}")
NOTHING = "none"  # the id of the choice to leave the part out


@dataclass(frozen=True, slots=True)
class Mention:
    """One technology named in an answer: its id and where it stands (offsets)."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """What products and kinds of product are called.

    `aliases` by id; `broader` leads from a special product to the wider one that a task may accept; `kin` are groups
    that stand for one another; `phrases` are patterns for choices without a name of their own; `everyday` are aliases
    that count only with a capital; `ordinary` are words that are no slip of any name.
    """

    aliases: Mapping[str, tuple[str, ...]]
    broader: Mapping[str, str]
    kin: tuple[tuple[str, ...], ...] = ()
    phrases: Mapping[str, str] | None = None
    everyday: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()


class Lexicon:
    """Finds every technology in a text, and says whether one may stand for another."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._id_of = {_single(alias): tech for tech, known in names.aliases.items() for alias in known}
        self._id_of_single = {alias.replace(" ", ""): tech for alias, tech in self._id_of.items()}
        longest_first = sorted(self._id_of, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_loose, longest_first))})(?!\w)", re.IGNORECASE)
        self._spellings = [
            alias
            for alias in self._id_of
            if len(alias) >= TYPO_LETTERS and alias.isalnum() and alias not in names.everyday
        ]
        self.words = frozenset(word for alias in self._id_of for word in alias.split())
        phrases = (names.phrases or {}).items()
        self._phrases = [(tech, re.compile(pattern, re.IGNORECASE)) for tech, pattern in phrases]
        self._typo = lru_cache(maxsize=4096)(self._find_typo)

    @property
    def ids(self) -> Mapping[str, str]:
        """The id of every alias, both as words without case."""
        return self._id_of

    def mentions(self, text: str, expected: Collection[str] = ()) -> tuple[Mention, ...]:
        """Every technology named in `text`, in order; `expected` are the ids that the task speaks of."""
        found = [Mention(self._named(m[0]), *m.span()) for m in self._pattern.finditer(text)]
        found = [m for m in found if m.id in expected or not self._everyday(text[m.start : m.end])]
        for tech in expected:
            if tech not in self._names.aliases:
                found += [Mention(tech, *m.span()) for m in _spelled(tech).finditer(text)]
        for tech, pattern in self._phrases:
            _add(found, (Mention(tech, *m.span()) for m in pattern.finditer(text)))
        _add(found, self._misspelt(text))
        return tuple(sorted(found, key=lambda mention: mention.start))

    def matches(self, tech: str, wanted: str) -> bool:
        """Whether `tech` counts as `wanted`: itself, a special kind of it, or its kin."""
        seen = {tech}
        while tech != wanted and (wider := self._names.broader.get(tech)) and wider not in seen:
            seen.add(wider)
            tech = wider
        return (
            wanted in seen or tech == wanted or any(wanted in group and seen & set(group) for group in self._names.kin)
        )

    def kind_of(self, special: str, general: str) -> bool:
        """Whether `special` is a kind of `general`."""
        return special != general and self._names.broader.get(special) == general

    def _named(self, alias: str) -> str:
        return self._id_of.get(_single(alias)) or self._id_of_single[_single(alias).replace(" ", "")]

    def _everyday(self, word: str) -> bool:
        return word.casefold() in self._names.everyday and not word[0].isupper()

    def _misspelt(self, text: str) -> Iterable[Mention]:
        for word in _WORD.finditer(text):
            if tech := self._typo(word[0].casefold()):
                yield Mention(tech, *word.span())

    def _find_typo(self, word: str) -> str | None:
        if word in self._names.ordinary or word in self._id_of:
            return None
        slips = 2 if len(word) >= _LONG_WORD else 1
        best = process.extractOne(word, self._spellings, scorer=OSA.distance, score_cutoff=slips)
        return self._id_of[best[0]] if best and best[0][0] == word[0] else None


def _loose(alias: str) -> str:
    """An alias as a pattern: its words may be joined, hyphenated or apart."""
    return r"[ _-]?".join(map(re.escape, re.split(r"[ -]", alias)))


def _single(alias: str) -> str:
    return alias.casefold().replace("-", " ").replace("_", " ")


def _add(found: list[Mention], more: Iterable[Mention]) -> None:
    """Adds those that stand where nothing was found yet."""
    for new in more:
        if not any(old.start < new.end and new.start < old.end for old in found):
            found.append(new)


@lru_cache(maxsize=512)
def _spelled(tech: str) -> re.Pattern[str]:
    """An id that no list knows, as people would write it."""
    return re.compile(rf"(?<!\w){'[ _-]?'.join(map(re.escape, tech.split('_')))}(?!\w)", re.IGNORECASE)
