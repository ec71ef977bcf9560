"""How good the grader is on voices and cases it has not seen: per label, per mark, and where it is worst."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.grading.agreement import GRADES, kappa
from bench.grading.corpus import Labelled
from bench.grading.fit import LABELS, Trainer
from bot.grading.knowledge import Knowledge
from bot.grading.model import Weights
from bot.grading.report import Grader, Report
from bot.grading.rubric import Observed, RubricGrader

Thresholds = Mapping[str, Mapping[str, float]]
_STEPS = tuple(step / 20 for step in range(3, 18))
_WORTH = 1e-4  # a step that brings less is noise
ROUNDS = 2
POOR_PASSED, BEST_FAILED = 1 / 30, 0.05  # the gates of the grader: shares that may be missed


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer and what the grader said of it."""

    answer: Labelled
    report: Report

    @property
    def mark(self) -> int:
        """The grader's mark; what it does not score counts as 0."""
        return self.report.mark or 0


Seen = Sequence[tuple[Labelled, RubricGrader, Observed]]


def observed(trainer: Trainer, weights: Sequence[Weights], known: Knowledge) -> Seen:
    """Every answer, as weights see it that have seen neither its voice nor its case."""
    made: list[tuple[Labelled, RubricGrader, Observed]] = []
    for fold, found in zip(trainer.folds, weights, strict=True):
        grader = RubricGrader(replace(known, weights=found))
        for at in fold.judged:
            answer = trainer.rows[at].answer
            made.append((answer, grader, grader.observe(answer.task, answer.answer)))
    return made


def lifted(
    trainer: Trainer, weights: Sequence[Weights], known: Knowledge, lift: Callable[[RubricGrader], Grader]
) -> list[Judged]:
    """Every answer by another reader over the graders that have seen neither its voice nor its case."""
    made: list[Judged] = []
    for fold, found in zip(trainer.folds, weights, strict=True):
        reader = lift(RubricGrader(replace(known, weights=found)))
        answers = [trainer.rows[at].answer for at in fold.judged]
        made += [Judged(answer, reader.grade(answer.task, answer.answer)) for answer in answers]
    return made


def judged(seen: Seen, thresholds: Thresholds) -> list[Judged]:
    """The verdicts under these thresholds."""
    made: list[Judged] = []
    for answer, grader, found in seen:
        chances = found.chances and replace(found.chances, thresholds=thresholds[answer.family])
        made.append(Judged(answer, grader.verdict(answer.task, replace(found, chances=chances))))
    return made


def quadratic(found: Sequence[Judged]) -> float:
    """Quadratic weighted kappa between reader and grader."""
    return kappa([(one.answer.mark, one.mark) for one in found], GRADES, quadratic=True)


TOLD = {
    "req": "requirement",
    "num": "number",
    "gain": "gain",
    "cost": "cost",
    "ok": "acceptable",
    "named": "metric",
    "health": "health",
}


def said(one: Judged, label: str) -> bool:
    """Whether the grader gave a label of the readers."""
    report = one.report
    if label == "tf":
        return report.opinion
    if label == "err":
        return bool(report.corrections)
    return any(found.criterion == TOLD[label] and found.state == "met" for found in report.findings)


def f1(found: Sequence[Judged], label: str) -> tuple[float, float, int]:
    """F1, precision and how many have the label."""
    pairs = [
        (bool(one.answer.labels[label]), said(one, label)) for one in found if one.answer.labels.get(label) is not None
    ]
    both = sum(gold and got for gold, got in pairs)
    gold, got = sum(gold for gold, _ in pairs), sum(got for _, got in pairs)
    return (2 * both / (gold + got) if gold + got else 1.0), (both / got if got else 1.0), gold


def gates(found: Sequence[Judged]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Opinions and zeros given 2 or more, and how many there are; perfect ones given 2 or less, and how many."""
    poor = [one for one in found if one.answer.mark < 2 and (one.answer.mark == 0 or one.answer.labels.get("tf"))]
    best = [one for one in found if one.answer.mark == GRADES - 1]
    return (sum(one.mark >= 2 for one in poor), len(poor)), (sum(one.mark <= 2 for one in best), len(best))


def worth(found: Sequence[Judged]) -> float:
    """What the thresholds are chosen by: the kappa, less what the two gates are missed by."""
    (passed, poor), (failed, best) = gates(found)
    missed = max(0.0, passed / poor - POOR_PASSED) + max(0.0, failed / best - BEST_FAILED)
    return quadratic(found) - missed


def summary(name: str, found: Sequence[Judged]) -> str:
    """One line: QWK over all and by kind, and the gates."""
    kinds = {
        kind: quadratic([one for one in found if one.answer.task.kind == kind])
        for kind in ("decision", "why", "metric")
    }
    (passed, poor), (failed, best) = gates(found)
    return (
        f"{name}: {len(found)} answers, QWK {quadratic(found):.3f} ("
        + ", ".join(f"{kind} {value:.3f}" for kind, value in kinds.items())
        + f"), same mark {sum(one.mark == one.answer.mark for one in found) / len(found):.1%}; "
        + f"opinions and zeros given 2 or more {passed} of {poor}, perfect given 2 or less {failed} of {best}"
    )


def by_length(answers: Sequence[Labelled]) -> float:
    """The kappa of a grader that only counts words: the longest get the best marks, as many as the reader gave."""
    ranked = sorted(answers, key=lambda answer: len(answer.answer.split()))
    marks = sorted(answer.mark for answer in answers)
    return kappa([(answer.mark, mark) for answer, mark in zip(ranked, marks, strict=True)], GRADES, quadratic=True)


def printed(found: Sequence[Judged], worst: int = 20) -> str:
    """The whole report as text."""
    words = f"word count alone: QWK {by_length([one.answer for one in found]):.3f}"
    lines = [summary("all", found), words, "", "label    F1    precision  have it"]
    for label in (*TOLD, "tf", "err"):
        score, precision, count = f1(found, label)
        lines.append(f"{label:7} {score:.3f}  {precision:.3f}  {count}")
    table = Counter((one.answer.mark, one.mark) for one in found)
    lines += ["", "reader \\ grader " + " ".join(f"{mark:5}" for mark in range(GRADES))]
    lines += [f"{gold:15} " + " ".join(f"{table[gold, got]:5}" for got in range(GRADES)) for gold in range(GRADES)]
    lines += ["", "the worst"]
    ranked = sorted(found, key=lambda one: -abs(one.mark - one.answer.mark))
    lines += [
        f"{a.id} {a.task.kind}: reader {a.mark}, grader {one.mark}: {a.answer[:160]!r}"
        for one in ranked[:worst]
        for a in [one.answer]
    ]
    return "\n".join(lines)


def tuned(seen: Seen, start: Thresholds) -> Thresholds:
    """Thresholds by coordinate ascent on `worth`, over scores of unseen answers."""
    best, at = worth(judged(seen, start)), {family: dict(found) for family, found in start.items()}
    for _ in range(ROUNDS):
        for family, labels in LABELS.items():
            for label in labels:
                for step in _STEPS:
                    trial = {**at, family: {**at[family], label: step}}
                    if (value := worth(judged(seen, trial))) > best + _WORTH:
                        best, at = value, trial
    return at
