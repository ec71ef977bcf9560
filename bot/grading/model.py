"""Linear models in plain Python: exported weights, one row a feature, one column a label."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.grading.features import Features


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of one model: `rows` hold a weight per label, in the order of `labels`."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    rows: Mapping[str, tuple[float, ...]]

    def scores(self, features: Features) -> list[float]:
        """The log-odds of every label."""
        total = list(self.bias)
        columns = range(len(total))
        for name, value in features.items():
            if (row := self.rows.get(name)) is not None:
                for at in columns:
                    total[at] += row[at] * value
        return total


@dataclass(frozen=True, slots=True)
class Blend:
    """How scores of answer and clauses make one: w0 + w1 answer + w2 best clause + w3 second + w4 all together."""

    weights: tuple[float, float, float, float, float]
    threshold: float  # probability from which the label is given

    def chance(self, answer: float, clauses: Iterable[float]) -> float:
        """The probability of the label."""
        best, second, together = summary(clauses)
        bias, *w = self.weights
        return sigmoid(bias + w[0] * answer + w[1] * best + w[2] * second + w[3] * together)


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was learned: of the choice, of whole answers and their clauses by kind of task."""

    version: str
    choice: Linear
    choice_threshold: float
    answers: Mapping[str, Linear]  # by family of tasks: reason (decision, why) or metric
    clauses: Mapping[str, Linear]
    blends: Mapping[str, Mapping[str, Blend]]


_ABSENT, _CLIP = -5.0, 8.0


def summary(clauses: Iterable[float]) -> tuple[float, float, float]:
    """The best score of a clause, the second best, and the log of the summed odds of all."""
    ranked = sorted(clauses, reverse=True)
    if not ranked:
        return _ABSENT, _ABSENT, -_CLIP
    odds = sum(math.exp(max(-_CLIP, min(_CLIP, score))) for score in ranked)
    return ranked[0], ranked[1] if len(ranked) > 1 else _ABSENT, math.log(odds)


def sigmoid(score: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
