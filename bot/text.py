"""Text that people type: made safe, compared, and matched to what is known."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.errors import Refusal

MAX_CHARS = 4_000  # an answer is a few sentences; counted before anything else is done with the text
MAX_COMBINING = 3  # marks stacked on one letter, more than any written language needs
_KEPT_CONTROLS = "\n\t"
_DROPPED = {
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
}  # control, invisible and bidirectional, lone surrogates, private, unassigned
_SPACES = re.compile(r"[ \t]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """`text` without what cannot be seen, in composed form. Refuses what is longer than MAX_CHARS."""
    if len(text) > MAX_CHARS:
        raise Refusal(
            f"That is {len(text):,} characters; I read up to {MAX_CHARS:,}. Please send the part that matters."
        )
    kept: list[str] = []
    stacked = 0
    for letter in text:
        category = unicodedata.category(letter)
        if category in _DROPPED and letter not in _KEPT_CONTROLS:
            continue
        stacked = stacked + 1 if category == "Mn" else 0
        if stacked <= MAX_COMBINING:
            kept.append(letter)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip()


def folded(text: str) -> str:
    """For comparing: no case, no punctuation, words apart by one space."""
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()


def nearest(word: str, known: Iterable[str], at_least: float = 60) -> str | None:
    """The known word that `word` most likely means, or None if nothing is near."""
    best = process.extractOne(word, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=at_least)
    return best[0] if best else None


def listed(words: Iterable[str], joint: str = "and") -> str:
    """ "a, b and c"."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last
