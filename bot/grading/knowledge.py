"""What the grader knows, as data: names, classes of words, misconceptions and learned weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.grading.facts import METRIC, Misconception
from bot.grading.features import Cues
from bot.grading.model import Weights
from bot.grading.names import Lexicon, Names


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

    @cached_property
    def claims(self) -> Mapping[bool, tuple[Misconception, ...]]:
        """Misconceptions on metrics (True) and on technologies (False)."""
        return {about: tuple(c for c in self.misconceptions if (METRIC in c.about) is about) for about in (True, False)}
