"""`python -m bench.grading [--write] [more.jsonl ...]`: judges the grader on unseen voices; --write exports weights."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters.graders.semantic import SemanticGrader
from bench.grading.corpus import corpus, labelled_by_guide
from bench.grading.fit import LABELS, THRESHOLD, Trainer, with_thresholds
from bench.grading.judge import judged, lifted, observed, printed, summary, tuned
from bot.grading.knowledge import Knowledge
from bot.grading.model import Linear, Weights
from content.load import load
from content.rubric import GRADING, cues, misconceptions, names, written

EMPTY = Linear((), (), {})


def main(args: list[str]) -> None:
    """Trains, judges leave-voices-and-cases-out, prints the report; files in the guide's form join as voices."""
    more = [Path(arg) for arg in args if not arg.startswith("--")]
    answers = [*corpus(), *(answer for path in more for answer in labelled_by_guide(path))]
    blank = Weights("untrained", EMPTY, 0, {}, {}, {})
    known = Knowledge(names(load().technologies), cues(), misconceptions(), blank)
    trainer = Trainer(answers, known)
    weights = trainer.judged()
    seen = observed(trainer, weights, known)
    start = {family: dict.fromkeys(labels, THRESHOLD) for family, labels in LABELS.items()}
    thresholds = tuned(seen, start)
    found = judged(seen, thresholds)
    print(printed(found))
    print("thresholds", thresholds)
    for path in more:
        print(summary(path.stem, [one for one in found if one.answer.voice == path.stem]))
    if folder := os.environ.get("TRADEOFF_EMBEDDER"):
        technologies = load().technologies
        tuned_weights = [with_thresholds(fold, thresholds) for fold in weights]
        semantic = lifted(trainer, tuned_weights, known, lambda g: SemanticGrader(g, Path(folder), technologies, print))
        print(summary("with the sentence model", semantic))
    if "--write" in args:
        made = trainer.final(datetime.now(UTC).date().isoformat(), thresholds)
        (GRADING / "weights.json").write_text(written(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
