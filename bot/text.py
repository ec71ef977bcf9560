"""Text that people type: made safe, compared, and matched to what is known."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.errors import Refusal

MAX_CHARS = 4_000  # an answer is a few sentences; counted before anything else is done with the text
MAX_COMBINING = 3  # marks stacked on one letter, more than any written language needs
_KEPT_CONTROLS = "\n\t"
# Unicode's classes of control, invisible and bidirectional, lone surrogate, private and unassigned letters.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")  # letters by their class that draw nothing
_STACKING = frozenset({"Mn", "Me"})
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))  # words must not grow together
_SPACES = re.compile(r"[ \t]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """`text` without what cannot be seen, in composed form. Refuses what is longer than MAX_CHARS."""
    if len(text) > MAX_CHARS:
        raise Refusal(
            f"That is {len(text):,} characters; I read up to {MAX_CHARS:,}. Please send the part that matters."
        )
    if text.isascii() and text.isprintable():  # nothing to drop, stack or compose
        return _SPACES.sub(" ", text).strip()
    kept: list[str] = []
    stacked = 0
    for letter in text.translate(_LINE_ENDS):
        if unseen(letter):
            continue
        stacked = stacked + 1 if unicodedata.category(letter) in _STACKING else 0
        if stacked <= MAX_COMBINING:
            kept.append(letter)
    composed = unicodedata.normalize("NFC", "".join(kept))[:MAX_CHARS]  # some letters are longer composed
    return _SPACES.sub(" ", composed).strip()


def unseen(letter: str) -> bool:
    """Whether nothing of it can be seen and it must not reach a screen: control, formatting, lone surrogate."""
    return letter in _BLANK or (unicodedata.category(letter) in _DROPPED and letter not in _KEPT_CONTROLS)


def trimmed(text: str) -> str:
    """`text` without white space and unseen characters at either end."""
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or unseen(text[start])):
        start += 1
    while start < end and (text[end - 1].isspace() or unseen(text[end - 1])):
        end -= 1
    return text[start:end]


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
