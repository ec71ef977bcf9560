"""Words of an answer: their stems, and the known word that a typo stands for, if there is exactly one."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.grading.opposites import LOOKALIKES, OPPOSITES
from bot.grading.wordlists import FILLER, HEADS, NEGATORS, SAME

TYPO_LETTERS = 5  # shorter words differ from real ones by a single letter
_LONG_WORD = 9  # from here two slips are forgiven
_MAX_LETTERS = 30  # longer is no word
_PREFIXES = ("", "a", "an", "un", "non", "in", "im", "ir", "il", "de", "dis") + (
    "re",
    "pre",
    "post",
    "sub",
    "anti",
    "mis",
    "out",
)
_ENDINGS = (  # longest first; the stem keeps at least four letters
    ("isation", "ization"),
    ("ability", "abl"),
    ("ently", "ent"),
    ("ences", "ent"),
    ("ency", "ent"),
    ("ence", "ent"),
    ("ancy", "ant"),
    ("ance", "ant"),
    ("ally", "al"),
    ("ised", "iz"),
    ("ise", "iz"),
    ("ing", ""),
    ("ion", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ly", ""),
    ("e", ""),
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What is the same in cache, caches, cached and caching; words with digits stay as they are."""
    word = SAME.get(word, word)
    if not word.isalpha():
        return word
    word = singular(word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if len(word) > 4 and (word[-1] == "e" or word[-1] == word[-2] != "s") else word


def singular(word: str) -> str:
    """Without the s of the plural; Redis, status and class keep theirs."""
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_KNOWN = LOOKALIKES | FILLER | HEADS | NEGATORS | {word for group in OPPOSITES for word in group}
_KNOWN_STEMS = frozenset(map(stem, _KNOWN))
_LONG_ENOUGH = tuple(sorted(word for word in _KNOWN if len(word) >= TYPO_LETTERS))
_BY_LETTER = {first: tuple(word for word in _LONG_ENOUGH if word[0] == first) for first in "abcdefghijklmnopqrstuvwxyz"}


def respelled(word: str, wanted: Collection[str], names: Iterable[str]) -> str:
    """The one word of `wanted`, `names` or the known words that `word` is a slip of; `word` itself if there is none.

    A slip is one edit or swap of neighbours, two from nine letters on. The first letter stays or swaps with the second.
    """
    if not TYPO_LETTERS <= len(word) <= _MAX_LETTERS or not word.isalpha():
        return word
    if word in wanted or stem(word) in _KNOWN_STEMS or stem(word) in set(map(stem, wanted)):
        return word
    slips = 2 if len(word) >= _LONG_WORD else 1
    firsts = {word[0], word[1]}
    known = [w for w in (*wanted, *names) if len(w) >= TYPO_LETTERS and w[0] in firsts and w.isalpha()]
    known += [w for letter in firsts for w in _BY_LETTER.get(letter, ())]
    found = process.extract(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=8)
    near = [(w, d) for w, d, _ in found if _starts_alike(word, w) and (d == 1 or len(w) >= _LONG_WORD)]
    best = [w for w, d in near if d == near[0][1]]
    if not best or len({stem(w) for w in best}) > 1 or _turned(word, best[0]):
        return word
    return best[0]


def _starts_alike(typed: str, meant: str) -> bool:
    return typed[0] == meant[0] or typed[:2] == meant[1::-1]


def _turned(typed: str, meant: str) -> bool:
    """Whether the two differ by a prefix such as a-, un-, non-, in- rather than by a slip."""
    distance = DamerauLevenshtein.distance(typed, meant)
    return any(
        DamerauLevenshtein.distance(typed[len(p) :], meant[len(q) :]) < distance
        for p in _PREFIXES
        if typed.startswith(p)
        for q in _PREFIXES
        if q != p and meant.startswith(q)
    )
