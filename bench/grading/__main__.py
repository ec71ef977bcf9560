"""`python -m bench.grading [--write] [more.jsonl ...]`: judges the grader on unseen voices; --write exports weights."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.grading.corpus import corpus, labelled_by_guide
from bench.grading.fit import LABELS, THRESHOLD, Trainer
from bench.grading.judge import judged, observed, printed, summary, tuned
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
    seen = observed(trainer, trainer.judged(), known)
    start = {family: dict.fromkeys(labels, THRESHOLD) for family, labels in LABELS.items()}
    thresholds = tuned(seen, start)
    found = judged(seen, thresholds)
    print(printed(found))
    print("thresholds", thresholds)
    for path in more:
        print(summary(path.stem, [one for one in found if one.answer.voice == path.stem]))
    if "--write" in args:
        made = trainer.final(datetime.now(UTC).date().isoformat(), thresholds)
        (GRADING / "weights.json").write_text(written(made) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
