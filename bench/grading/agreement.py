"""`python -m bench.grading.agreement`: how far the two readers of the corpus agree, by Cohen's kappa."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

LABELS = Path(__file__).parent / "labels"
YES_OR_NO = ("req", "num", "ok", "gain", "cost", "tf", "err", "named", "health")
GRADES = 5

Labels = Mapping[str, Mapping[str, int]]


def read(reader: int) -> Labels:
    """One reader's labels by answer."""
    lines = (LABELS / f"reader-{reader}.jsonl").read_text(encoding="utf-8").splitlines()
    return {found["id"]: found for found in map(json.loads, lines)}


def kappa(pairs: Sequence[tuple[int, int]], grades: int, *, quadratic: bool) -> float:
    """Agreement beyond chance, 1 at best; `quadratic` weighs a disagreement by the square of its distance."""

    def weight(one: int, two: int) -> float:
        return (one - two) ** 2 if quadratic else float(one != two)

    ones, twos = [one for one, _ in pairs], [two for _, two in pairs]
    seen = sum(weight(one, two) for one, two in pairs) / len(pairs)
    chance = sum(
        weight(one, two) * ones.count(one) * twos.count(two) / len(pairs) ** 2
        for one in range(grades)
        for two in range(grades)
    )
    return 1 - seen / chance if chance else 1.0


def main() -> None:
    """Prints one line a label."""
    first, second = read(1), read(2)
    both = [(first[answer], second[answer]) for answer in first if answer in second]
    overall = [(one["o"], two["o"]) for one, two in both]
    exact = sum(one == two for one, two in overall) / len(overall)
    print(
        f"{len(both)} answers; overall: quadratic kappa {kappa(overall, GRADES, quadratic=True):.3f}, same {exact:.1%}"
    )
    for label in YES_OR_NO:
        pairs = [(one[label], two[label]) for one, two in both if label in one and label in two]
        print(f"{label:7} kappa {kappa(pairs, 2, quadratic=False):.3f} over {len(pairs)}")


if __name__ == "__main__":
    main()
