"""Trains the grader's weights on the corpus, and judges them on voices and cases that the training has not seen."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bench.grading.corpus import Labelled
from bench.grading.logistic import Matrix, blend
from bot.grading.choice import Candidate, candidates
from bot.grading.features import Features, given, masked, of_answer, of_clauses
from bot.grading.gates import gated
from bot.grading.knowledge import Knowledge
from bot.grading.model import Blend, Linear, Weights, sigmoid, summary
from bot.grading.reading import Reading, read
from bot.grading.rubric import readable

LABELS: Mapping[str, tuple[str, ...]] = {
    "reason": ("req", "num", "gain", "cost", "tf", "plain"),
    "metric": ("named", "health", "says", "plain"),
}
WHOLE_ONLY = frozenset({"plain", "says"})  # no single clause carries these
VOICES, CASES = 8, 4  # groups held out together
SEEN = 3  # rarer features are left out
C_ANSWER, C_CLAUSE, C_CHOICE = 0.3, 0.1, 1.0
THRESHOLD, CHOICE_THRESHOLD = 0.5, 0.2
SIZES, COUNTS = 6, (1 / 3, 3.0)  # groups by number of words; the least and the most that an answer counts
_MOST = 0.5  # a clause carries a part when it holds this share of the quote, or the quote this share of the clause


def truth(answer: Labelled, label: str) -> bool:
    """Whether the reader gave it; `plain` (a weak part) and `says` (words beside a metric) follow from the mark."""
    labels, mark, kind = answer.labels, answer.mark, answer.task.kind
    if label == "says":
        return bool(labels["named"]) and (mark >= 2 or bool(labels["health"]))
    if label == "plain" and kind == "decision":
        return mark == 3 and bool(labels["req"] and labels["gain"] and labels["cost"])
    if label == "plain":
        return mark == 3 or (kind == "why" and mark == 1)
    return bool(labels.get(label))


@dataclass(slots=True)
class Prepared:
    """One answer read, with its features. `pick` is the choice as the model of its fold sees it."""

    answer: Labelled
    reading: Reading
    candidates: tuple[Candidate, ...]
    pick: str | None = None
    whole: Features | None = None
    clauses: Sequence[Features] = ()


def prepared(answers: Sequence[Labelled], known: Knowledge) -> list[Prepared]:
    """All answers, gated and read."""
    made: list[Prepared] = []
    for answer in answers:
        task = answer.task
        text = gated(readable(answer.answer), (task.facts, task.ask), task.kind != "metric", knows=known.knows).text
        reading = read(text, known.lexicon, (*task.acceptable, *filter(None, [task.technology])))
        found = candidates(reading, known.lexicon, task.acceptable) if task.kind == "decision" else ()
        made.append(Prepared(answer, reading, found))
    return made


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows to judge, and rows to train on: no voice and no case of the one is in the other."""

    judged: tuple[int, ...]
    trained: tuple[int, ...]


def folds(answers: Sequence[Labelled]) -> list[Fold]:
    """Groups of voices by groups of cases. Leave-one-out in groups, so that it ends within minutes."""
    voices = {voice: at % VOICES for at, voice in enumerate(sorted({a.voice for a in answers}))}
    cases = {case: at % CASES for at, case in enumerate(sorted({a.case for a in answers}))}
    cells = [(voices[a.voice], cases[a.case]) for a in answers]
    made: list[Fold] = []
    for voice, case in product(range(VOICES), range(CASES)):
        judged = tuple(at for at, cell in enumerate(cells) if cell == (voice, case))
        trained = tuple(at for at, cell in enumerate(cells) if cell[0] != voice and cell[1] != case)
        if judged:
            made.append(Fold(judged, trained))
    return made


class Trainer:
    """Features of the whole corpus, made once; models for any part of it."""

    def __init__(self, answers: Sequence[Labelled], known: Knowledge) -> None:
        self.rows = prepared(answers, known)
        self.folds = folds(answers)
        self._known = known
        self._choice = _Choice(self.rows)
        self.choices = [self._choice.fit(fold.trained) for fold in self.folds]
        for fold, model in zip(self.folds, self.choices, strict=True):
            for at in fold.judged:
                self.rows[at].pick = picked(self.rows[at], model)
        for row in self.rows:
            self._featured(row)
        self._families = {family: _Family(family, self.rows) for family in LABELS}

    def _featured(self, row: Prepared) -> None:
        task = row.answer.task
        words = [masked(token, row.pick, self._known.lexicon) for token in row.reading.tokens]
        said = given(task.kind, task.facts, task.model_answer)
        row.whole = of_answer(row.reading, words, said, self._known.cues)
        row.clauses = of_clauses(row.reading, words, said, self._known.cues)

    def judged(self) -> list[Weights]:
        """Weights for every fold, blends and all, that have seen nothing of what the fold judges."""
        models = {family: [made.fit(fold.trained) for fold in self.folds] for family, made in self._families.items()}
        for family, made in self._families.items():
            made.score(self.folds, models[family])
        return [
            Weights(
                version=f"fold-{at}",
                choice=self.choices[at],
                choice_threshold=CHOICE_THRESHOLD,
                answers={family: models[family][at][0] for family in LABELS},
                clauses={family: models[family][at][1] for family in LABELS},
                blends={family: made.blends(fold.trained) for family, made in self._families.items()},
            )
            for at, fold in enumerate(self.folds)
        ]

    def final(self, version: str, thresholds: Mapping[str, Mapping[str, float]]) -> Weights:
        """Weights from everything; the blends from the scores that `judged` left."""
        everything = tuple(range(len(self.rows)))
        models = {family: made.fit(everything) for family, made in self._families.items()}
        made = Weights(
            version=version,
            choice=self._choice.fit(everything),
            choice_threshold=CHOICE_THRESHOLD,
            answers={family: both[0] for family, both in models.items()},
            clauses={family: both[1] for family, both in models.items()},
            blends={family: found.blends(everything) for family, found in self._families.items()},
        )
        return with_thresholds(made, thresholds)


def with_thresholds(made: Weights, thresholds: Mapping[str, Mapping[str, float]]) -> Weights:
    """The same weights with other thresholds."""
    blends = {
        family: {label: replace(found, threshold=thresholds[family][label]) for label, found in by_label.items()}
        for family, by_label in made.blends.items()
    }
    return replace(made, blends=blends)


def picked(row: Prepared, model: Linear) -> str | None:
    """The choice of one answer; of a why, the technology asked about."""
    if row.answer.task.technology:
        return row.answer.task.technology
    score, tech = max(((model.scores(c.features)[0], c.id) for c in row.candidates), default=(0.0, None))
    return tech if tech and sigmoid(score) >= CHOICE_THRESHOLD else None


def evened(answers: Sequence[Labelled]) -> list[float]:
    """How much each answer counts, so that its length says nothing of its mark: good answers are longer on average."""
    words = [len(answer.answer.split()) for answer in answers]
    size = [0] * len(answers)
    for rank, at in enumerate(sorted(range(len(answers)), key=words.__getitem__)):
        size[at] = rank * SIZES // len(answers)
    groups = [(answer.task.kind, answer.mark) for answer in answers]
    kinds = Counter(kind for kind, _ in groups)
    sizes = Counter(zip((kind for kind, _ in groups), size, strict=True))
    marks, cells = Counter(groups), Counter(zip(groups, size, strict=True))
    least, most = COUNTS
    return [
        min(most, max(least, sizes[group[0], at] * marks[group] / (kinds[group[0]] * cells[group, at])))
        for group, at in zip(groups, size, strict=True)
    ]


class _Choice:
    """The model that ranks technologies: one row a technology named."""

    def __init__(self, rows: Sequence[Prepared]) -> None:
        flat = [(at, candidate) for at, row in enumerate(rows) for candidate in row.candidates]
        self._of = [at for at, _ in flat]
        self._truth = [candidate.id == rows[at].answer.labels.get("choice") for at, candidate in flat]
        self._matrix = Matrix([candidate.features for _, candidate in flat])

    def fit(self, rows: Sequence[int]) -> Linear:
        wanted = set(rows)
        part = [number for number, at in enumerate(self._of) if at in wanted]
        return self._matrix.fit(part, ("choice",), [self._truth], [1.0] * len(self._truth), c=C_CHOICE, seen=SEEN)


class _Family:
    """The models of one family of tasks: whole answers and clauses."""

    def __init__(self, family: str, rows: Sequence[Prepared]) -> None:
        self._rows = rows
        self._mine = {at for at, row in enumerate(rows) if row.answer.family == family}
        self._labels = LABELS[family]
        self._parts = tuple(label for label in self._labels if label not in WHOLE_ONLY)
        self._truth = [
            [truth(row.answer, label) if at in self._mine else False for at, row in enumerate(rows)]
            for label in self._labels
        ]
        self._whole = Matrix([row.whole or {} for row in rows])
        flat = [(at, number) for at, row in enumerate(rows) for number in range(len(row.clauses))]
        self._of = [at for at, _ in flat]
        self._clauses = Matrix([rows[at].clauses[number] for at, number in flat])
        self._carries = [[label_of for row in rows for label_of in carried(row, label)] for label in self._parts]
        self._importance = evened([row.answer for row in rows])
        self._inputs: dict[str, dict[int, tuple[float, float, float, float]]] = {}

    def fit(self, rows: Sequence[int]) -> tuple[Linear, Linear]:
        mine = [at for at in rows if at in self._mine]
        marked = {at for at in mine if _marked(self._rows[at].answer)}
        part = [number for number, at in enumerate(self._of) if at in marked]
        importance = [self._importance[at] for at in self._of]
        return (
            self._whole.fit(mine, self._labels, self._truth, self._importance, c=C_ANSWER, seen=SEEN),
            self._clauses.fit(part, self._parts, self._carries, importance, c=C_CLAUSE, seen=SEEN),
        )

    def score(self, folds: Sequence[Fold], models: Sequence[tuple[Linear, Linear]]) -> None:
        """Keeps the scores of every answer by the models that have not seen it."""
        self._inputs = {label: {} for label in self._labels}
        for fold, (whole, clauses) in zip(folds, models, strict=True):
            for at in (at for at in fold.judged if at in self._mine):
                row = self._rows[at]
                scores = dict(zip(whole.labels, whole.scores(row.whole or {}), strict=True))
                parts = [dict(zip(clauses.labels, clauses.scores(made), strict=True)) for made in row.clauses]
                for label in self._labels:
                    inside = [part[label] for part in parts] if label in self._parts else []
                    self._inputs[label][at] = (scores[label], *summary(inside))

    def blends(self, rows: Sequence[int]) -> Mapping[str, Blend]:
        mine = [at for at in rows if at in self._mine]
        return {
            label: Blend(blend([self._inputs[label][at] for at in mine], [known[at] for at in mine]), THRESHOLD)
            for label, known in zip(self._labels, self._truth, strict=True)
        }


def _marked(answer: Labelled) -> bool:
    """Whether a reader marked the words that carry the parts, or there was no part to mark."""
    parts = ("req", "gain", "cost", "tf", "named", "health")
    return bool(answer.evidence) or not any(answer.labels.get(part) for part in parts)


def carried(row: Prepared, label: str) -> Iterator[bool]:
    """For every clause of the answer, whether it carries the part."""
    answer = row.answer
    quotes = answer.evidence.get("req" if label == "num" else label, ())
    if label == "num" and not answer.labels.get("num"):
        quotes = ()
    spans = [(at, at + len(quote)) for quote in quotes if (at := answer.answer.find(quote)) >= 0]
    for clause in row.reading.clauses:
        shared = [(min(end, clause.end) - max(start, clause.start), end - start) for start, end in spans]
        size = clause.end - clause.start
        yield any(common >= 4 and common / max(1, min(length, size)) >= _MOST for common, length in shared)
