"""What is no answer: nothing written, the task copied, keywords piled up, words to the grader, another language."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.grading.languages import ENGLISH, SMALL_WORDS
from bot.grading.text import sentences

COPIED, STUFFED, ADDRESSED, LANGUAGE, EMPTY, CUT = "copied", "stuffed", "addressed", "language", "empty", "cut"
_COPIED_RUN = 5  # so many words in a row that stand in the task are quoted, not one's own
_WHOLE = 0.8  # from this share on the question itself was quoted
_OWN_WORDS = 3  # fewer words of one's own than these beside what is quoted are no answer
_PILE = 9  # fewer words than these are an answer cut short, no pile
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ADDRESSED = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override)\b [^.!?\n]{0,40}
      \b(?:instructions?|prompts?|rules|rubric|guidelines|everything\ above|all\ (?:the\ )?(?:above|previous))\b
  | \b(?:dear|hello|hola|hi|hey|attention|note\ to(?:\ the)?|message\ to(?:\ the)?)\ (?:\w+\ )?
      (?:grader|examiner|assessor|evaluator|marker|ai\ model|language\ model|llm)\b
  | ^\W*to\ the\ (?:\w+\ )?(?:grader|examiner|assessor|evaluator|ai|model|llm)\s*[:,]
  | \b(?:give|award|grant|assign|mark|grade|score)\b [^.!?\n]{0,30}
      (?:\b(?:full|maximum|max|top|highest|perfect)\ (?:marks?|points|score|grade|credits?)\b | \b4\ ?/\ ?4)
  | \b(?:grade|score|mark|rate)\ (?:me|this|it|my\ answer|this\ answer|the\ answer)\b
      [^.!?\n]{0,24} (?:\b[4-9]\b|\b10\b|\bcorrect\b|\bfull\b|\bmaximum\b|\bas\ (?:right|met|perfect)\b)
  | \byou\ are\ (?:now\ |hereby\ )?(?:a|an|the)\ (?:\w+\ ){0,3}(?:grader|assistant|language\ model|ai|evaluator)\b
  | ^\W*(?:system|developer|assistant)\ ?(?:prompt|message|note)?\s*:
      [^.!?\n]{0,80}\b(?:grad\w+|score\w*|mark\w*|criteri\w+|student|overall|ignore|instruction\w*)\b
  | <\|?(?:system|im_start|assistant)\|?> | <!-- | \[/?(?:inst|system)\]
  | ["']?\b(?:has_cost|has_gain|has_requirement|is_tradeoff)["']?\s*[:=] | ["']?\boverall["']?\s*[:=]\s*["']?[0-4]\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FENCE = re.compile(r"```(?:\w*(?=\n))?")
_CALLED = 0.25  # fewer words than this share known: another language
_JUDGED = 4  # words it takes to tell a language by them
_BLANKED = re.compile(r"[^\n]")
_QUOTED_LINE = re.compile(r"^\s*(?:>|&gt;).*$", re.MULTILINE)
_PUNCTUATED = re.compile(r"[.,;:!?\d\n]|->|→")
_JOINTS = re.compile(r"[→:;=+]|->|=>|\bw/|\bvs\b")


@dataclass(frozen=True, slots=True)
class Gated:
    """What is left to grade, letter by letter in place (what is removed is blanked), and what the gates saw."""

    text: str
    flags: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to grade."""
        return bool({COPIED, STUFFED, LANGUAGE, EMPTY} & set(self.flags)) and not _WORD.search(self.text)


def _all(_word: str) -> bool:
    return True


def gated(text: str, task: Collection[str], pile: bool = True, *, knows: Callable[[str], bool] = _all) -> Gated:
    """`text` without what is not the person's answer.

    `task` are the words that were shown with the question; piles of keywords are looked for where `pile` is set.
    `knows` tells a word without case that English prose or a product's name would have: without it, another
    language is told by its letters and small words alone.
    """
    flags: list[str] = []

    def drop(spans: Iterable[tuple[int, int]], flag: str) -> None:
        nonlocal text
        for start, end in spans:
            text = _without(text, [(start, end)])
            if flag not in flags:
                flags.append(flag)

    text = _FENCE.sub(lambda fence: " " * len(fence[0]), text)
    drop([(s.start, s.end) for s in sentences(text) if _ADDRESSED.search(s.text)], ADDRESSED)
    drop([m.span() for m in _QUOTED_LINE.finditer(text)], COPIED)
    for source in task:
        copied = _copied(text, source)
        if copied and (len(copied) >= _WHOLE * len(_known_runs(source)) or _own_words(text, task) < _OWN_WORDS):
            drop(copied, COPIED)
    whole = [(0, len(text))]
    if foreign(text, knows):
        drop(whole, LANGUAGE)
    elif pile and piled(text):
        drop(whole, STUFFED)
    elif not _WORD.search(text) and not flags:
        flags.append(EMPTY)
    return Gated(text, tuple(flags))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _BLANKED.sub(" ", text[start:end]) + text[end:]
    return text


def _copied(text: str, source: str) -> list[tuple[int, int]]:
    """Stretches of `text` that stand in `source` word by word."""
    known = _known_runs(source)
    if not known:
        return []
    words = list(_WORD.finditer(text))
    runs = _runs([word[0].casefold() for word in words])
    return [(words[at].start(), words[at + _COPIED_RUN - 1].end()) for at, run in enumerate(runs) if run in known]


@lru_cache(maxsize=256)  # the same task is answered again and again
def _known_runs(source: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(_words(source)))


def _own_words(text: str, task: Collection[str]) -> int:
    """How many words of `text` stand outside what is copied from the task."""
    for source in task:
        text = _without(text, _copied(text, source))
    return len(_words(text))


def _words(text: str) -> list[str]:
    return [word[0].casefold() for word in _WORD.finditer(text)]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _COPIED_RUN]) for at in range(len(words) - _COPIED_RUN + 1)]


def piled(text: str) -> bool:
    """Whether `text` is a pile of keywords: many words, none of those that sentences are built with."""
    words = _words(text)
    if len(words) < _PILE:
        return False
    built = sum(word in ENGLISH for word in words)
    repeated = 1 - len(set(words)) / len(words)
    share = built / len(words)
    bare = share < 0.3 and not _PUNCTUATED.search(text)
    return bare or (repeated > 0.6 and share < 0.15) or (share < 0.05 and not _JOINTS.search(text))


def foreign(text: str, knows: Callable[[str], bool] = _all) -> bool:
    """Whether `text` is in a language not read here: another script, its small words, or hardly a known word."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 1 and sum(letter > "\u024f" for letter in letters) > len(letters) / 2:
        return True
    words = _words(text)
    english = sum(word in ENGLISH for word in words)
    other = max(sum(word in known and word not in ENGLISH for word in words) for known in SMALL_WORDS.values())
    if other >= 2 and other > english:
        return True
    long = {word for word in words if len(word) > 2 and word.isalpha()}
    return len(long) >= _JUDGED and sum(map(knows, long)) < _CALLED * len(long)
