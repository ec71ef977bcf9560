"""The answer corpus as records: the task, the answer, both readers' labels, the words that carry each part."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.grading.report import Task, TaskKind

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer with its labels. `voice` wrote it; `evidence` are quotes by label (none where nobody marked them)."""

    id: str
    voice: str
    case: str
    task: Task
    answer: str
    labels: Mapping[str, Any]
    evidence: Mapping[str, Sequence[str]]

    @property
    def mark(self) -> int:
        """The mark that the reader gave."""
        mark: int = self.labels["o"]
        return mark

    @property
    def family(self) -> str:
        """Which models read it."""
        return "metric" if self.task.kind == "metric" else "reason"


def corpus(folder: Path = HERE) -> list[Labelled]:
    """Every labelled answer of the corpus."""
    tasks = {line["task"]: line for line in _lines(folder / "tasks.jsonl")}
    labels = {line["id"]: line for line in _lines(folder / "labels" / "reader-1.jsonl")}
    evidence = {line["id"]: line for line in _lines(folder / "labels" / "evidence.jsonl")}
    return [
        Labelled(
            id=line["id"],
            voice=path.stem,
            case=tasks[line["task"]]["prompt"]["case"],
            task=task_of(tasks[line["task"]]["kind"], tasks[line["task"]]["prompt"]),
            answer=line["answer"],
            labels=labels[line["id"]],
            evidence=evidence.get(line["id"], {}),
        )
        for path in sorted((folder / "corpus").glob("*.jsonl"))
        for line in _lines(path)
    ]


_OF_GUIDE = {
    "req": "has_requirement",
    "num": "requirement_quantified",
    "choice": "choice",
    "ok": "choice_acceptable",
    "gain": "has_gain",
    "cost": "has_cost",
    "tf": "technology_first",
    "err": "factual_error",
    "named": "metric_named",
    "health": "explains_health",
    "o": "overall",
}


def labelled_by_guide(path: Path) -> list[Labelled]:
    """Answers in the guide's own long form, one JSON line each; all by one voice, the file's name."""
    return [
        Labelled(
            id=line["id"],
            voice=path.stem,
            case=line["prompt"]["case"],
            task=task_of(line["kind"], line["prompt"]),
            answer=line["answer"],
            labels={short: line["labels"][long] for short, long in _OF_GUIDE.items()},
            evidence={},
        )
        for line in _lines(path)
    ]


def task_of(kind: TaskKind, prompt: Mapping[str, Any]) -> Task:
    """A prompt of the interface as a task."""
    return Task(
        kind=kind,
        ask=prompt["ask"],
        facts=prompt.get("facts", ""),
        acceptable=tuple(prompt.get("acceptable", ())),
        model_answer=prompt.get("model_answer", ""),
        technology=prompt.get("technology", ""),
    )


def _lines(path: Path) -> Iterator[Any]:
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())
