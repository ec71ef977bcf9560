"""Regularised logistic regression on sparse features; the one place that needs scikit-learn."""
# pyright: basic, reportMissingImports=false

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.grading.features import Features
from bot.grading.model import Linear

_SURE = 6.0  # log-odds of a label that training has seen only one way


class Matrix:
    """Features of many texts, vectorised once and cut by rows for every fold."""

    def __init__(self, made: Sequence[Features]) -> None:
        self._vectors = DictVectorizer(dtype=np.float32)
        self._all = self._vectors.fit_transform(made).tocsr()

    def fit(
        self,
        rows: Sequence[int],
        labels: Sequence[str],
        truth: Sequence[Sequence[bool]],
        importance: Sequence[float],
        *,
        c: float,
        seen: int,
    ) -> Linear:
        """One model per label over `rows`; features in fewer than `seen` of them are left out."""
        part = self._all[list(rows)]
        kept = np.flatnonzero(np.asarray((part != 0).sum(axis=0)).ravel() >= seen)
        part = part[:, kept]
        heed = np.array([importance[row] for row in rows])
        weights = np.zeros((len(kept), len(labels)))
        bias = np.zeros(len(labels))
        for at, known in enumerate(truth):
            y = np.array([known[row] for row in rows], dtype=int)
            if y.min() == y.max():
                bias[at] = _SURE if y.max() else -_SURE
                continue
            model = LogisticRegression(C=c, solver="liblinear").fit(part, y, sample_weight=heed)
            weights[:, at], bias[at] = model.coef_[0], model.intercept_[0]
        names = self._vectors.get_feature_names_out()[kept]
        rows_of = {str(name): tuple(map(float, row)) for name, row in zip(names, weights, strict=True)}
        return Linear(tuple(labels), tuple(map(float, bias)), rows_of)


def blend(inputs: Sequence[Sequence[float]], truth: Sequence[bool]) -> tuple[float, float, float, float, float]:
    """Weights (the bias first) that bring the scores of answer and clauses together."""
    y = np.array(truth, dtype=int)
    if y.min() == y.max():
        return (_SURE if y.max() else -_SURE, 0.0, 0.0, 0.0, 0.0)
    model = LogisticRegression(C=1.0, max_iter=500).fit(np.array(inputs), y)
    w0, w1, w2, w3 = map(float, model.coef_[0])
    return (float(model.intercept_[0]), w0, w1, w2, w3)
