"""What is no answer: nothing written, the task copied, keywords piled up, words to the grader, another language."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

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
      \b(?:instruction|prompt|rule|rubric|guideline|above|previous)
  | \b(?:dear|hello|hi|hey|attention|note\ to(?:\ the)?|message\ to(?:\ the)?|to\ the)\ (?:\w+\ )?
      (?:grader|examiner|assessor|evaluator|marker|ai\ model|language\ model|llm)\b
  | \b(?:give|award|grant|assign|mark|grade|score|rate)\b [^.!?\n]{0,30}
      \b(?:full|maximum|max|top|highest|perfect|4\ ?/\ ?4|100\ ?%|all)\b [^.!?\n]{0,16}
      \b(?:marks?|points?|score|grade|credit|rating)\b
  | \b(?:give|award|grant|assign|mark|grade|score|rate)\ (?:me|this|it|my\ answer|this\ answer|the\ answer)\b
      [^.!?\n]{0,24} (?:\b[4-9]\b|\b10\b|\bcorrect\b|\bfull\b|\bmaximum\b|\bas\ (?:right|met|perfect)\b)
  | \byou\ are\ (?:now\ |hereby\ )?(?:a|an|the)\ (?:\w+\ ){0,3}(?:grader|assistant|model|ai|evaluator)\b
  | \b(?:system|developer|assistant)\ ?(?:prompt|message|note)?\s*: | <\|?(?:system|im_start|assistant)
  | \[/?(?:inst|system)\] | ["']?\b(?:overall|has_cost|has_gain|has_requirement|is_tradeoff)["']?\s*[:=]
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FENCE = re.compile(r"```\w*")
_BLANKED = re.compile(r"[^\n]")
_QUOTED_LINE = re.compile(r"^\s*(?:>|&gt;).*$", re.MULTILINE)
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


def gated(text: str, task: Collection[str], pile: bool = True) -> Gated:
    """`text` without what is not the person's answer; `task` are the words that were shown with the question."""
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
        if len(copied) >= _WHOLE * len(_runs(_words(source))) or _own_words(text, task) < _OWN_WORDS:
            drop(copied, COPIED)
    whole = [(0, len(text))]
    if foreign(text):
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
    words = list(_WORD.finditer(text))
    known = set(_runs(_words(source)))
    runs = _runs([word[0].casefold() for word in words])
    return [(words[at].start(), words[at + _COPIED_RUN - 1].end()) for at, run in enumerate(runs) if run in known]


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
    return repeated > 0.6 or (built / len(words) < 0.05 and not _JOINTS.search(text))


def foreign(text: str) -> bool:
    """Whether `text` is in a language that is not read here: another script, or the small words of another language."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 3 and sum(letter > "\u024f" for letter in letters) > len(letters) / 2:
        return True
    words = _words(text)
    english = sum(word in ENGLISH for word in words)
    other = max(sum(word in known and word not in ENGLISH for word in words) for known in SMALL_WORDS.values())
    return other >= 2 and other > english
