"""What the grader knows, as data: names, classes of words, misconceptions and learned weights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.grading.facts import Misconception
from bot.grading.features import Cues
from bot.grading.languages import ENGLISH
from bot.grading.model import Weights
from bot.grading.names import Lexicon, Names
from bot.grading.reading import stem


@dataclass(frozen=True)
class Knowledge:
    """Read once from content/grading and shared by all answers."""

    names: Names
    cues: Cues
    misconceptions: tuple[Misconception, ...]
    weights: Weights

    @cached_property
    def lexicon(self) -> Lexicon:
        """Finds technologies."""
        return Lexicon(self.names)

    def knows(self, word: str) -> bool:
        """Whether English prose or a product's name has this word, given without case."""
        return word in ENGLISH or stem(word) in self.cues or word in self.lexicon.words

    def claims(self, subjects: Iterable[str]) -> tuple[Misconception, ...]:
        """The misconceptions on any of these technologies, or on METRIC."""
        found = dict.fromkeys(claim for subject in subjects for claim in self._claims.get(subject, ()))
        return tuple(found)

    @cached_property
    def _claims(self) -> Mapping[str, list[Misconception]]:
        by_subject: dict[str, list[Misconception]] = {}
        for claim in self.misconceptions:
            for subject in claim.about:
                by_subject.setdefault(subject, []).append(claim)
        return by_subject
