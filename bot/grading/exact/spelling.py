"""Words of an answer: their stems, and the known word that a typo stands for, if there is exactly one."""

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.grading.exact.opposites import LOOKALIKES, OPPOSITES
from bot.grading.exact.wordlists import FILLER, HEADS, NEGATORS, SAME

TYPO_LETTERS = 5  # shorter words differ from real ones by a single letter
_LONG_WORD = 9  # from here two slips are forgiven
_MAX_LETTERS = 30  # longer is no word
_PREFIXES = ("", "a", "an", "un", "non", "in", "im", "ir", "il", "de", "dis", "re", "pre", "post", "sub", "anti", "mis")
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
    doubled = len(word) > 3 and word[-1] == word[-2] != "s"
    return word[:-1] if doubled or (len(word) > 4 and word.endswith("ue")) else word


def singular(word: str) -> str:
    """Without the s of the plural; Redis, status and class keep theirs."""
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_KNOWN = LOOKALIKES | FILLER | HEADS | NEGATORS | {word for group in OPPOSITES for word in group}
_KNOWN_STEMS = frozenset(map(stem, _KNOWN))
_LONG_ENOUGH = tuple(sorted(word for word in _KNOWN if len(word) >= TYPO_LETTERS))
_BY_LETTER = {first: tuple(word for word in _LONG_ENOUGH if word[0] == first) for first in "abcdefghijklmnopqrstuvwxyz"}


def respelled(word: str, wanted: Collection[str], names: Collection[str]) -> str:
    """The one word of `wanted`, `names` or the known words that `word` is a slip of; `word` itself if there is none.

    A slip is one edit or swap of neighbours, two from nine letters on. The first letter stays or swaps with the second.
    """
    if not TYPO_LETTERS <= len(word) <= _MAX_LETTERS or not word.isalpha() or word in wanted or word in names:
        return word
    if stem(word) in _KNOWN_STEMS or stem(word) in map(stem, wanted):
        return word
    best = _nearest(word, [*wanted, *names, *(w for first in word[:2] for w in _BY_LETTER.get(first, ()))])
    if any(w in wanted for w in best):
        best = [w for w in best if w not in LOOKALIKES or w in wanted]
    clear = len({stem(w) for w in best}) == 1 and not _turned(word, best[0]) and not _contested(word, best[0])
    return best[0] if clear else word


def _nearest(word: str, known: Collection[str]) -> list[str]:
    """The known words at the smallest distance that a slip can have."""
    slips = 2 if len(word) >= _LONG_WORD else 1
    near = [w for w in known if len(w) >= TYPO_LETTERS and w[0] in word[:2] and w.isalpha()]
    found = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=8)
    fair = [(w, far) for w, far, _ in found if _starts_alike(word, w) and (far == 1 or len(w) >= _LONG_WORD)]
    return [w for w, far in fair if far == fair[0][1]]


def _starts_alike(typed: str, meant: str) -> bool:
    return typed[0] == meant[0] or typed[:2] == meant[1::-1]


def _contested(typed: str, meant: str) -> bool:
    """Whether an opposite of `meant` is as near, even with another first letter."""
    distance = DamerauLevenshtein.distance(typed, meant)
    rivals = (word for group in OPPOSITES if meant in group for word in group if word != meant)
    return any(DamerauLevenshtein.distance(typed, rival) <= distance for rival in rivals)


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
