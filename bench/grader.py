"""The free-text grader: one answer, the worst four thousand characters, and ten thousand through the program."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from adapters.graders.examiner import LazyExaminer
from bench.grading.corpus import Labelled, corpus
from bot.catalog import Catalog
from bot.grading.report import Task

MANY = 10_000
_HOSTILE_CHARS = 4_000
_TASK = Task(
    "decision", "State the requirement, name your choice, state the tradeoff.", "5K reads/s", ("redis",), "Redis."
)
HOSTILE = tuple(
    (piece * _HOSTILE_CHARS)[:_HOSTILE_CHARS]
    for piece in (
        "a.b,c ",
        "redis kafka ",
        "not no never ",
        "(((",
        "kafak ",
        "x",
        "1,000 ",
        "we give up joins, ",
        "\n- ",
        "é",
    )
)


def answer_ms(catalog: Catalog) -> tuple[float, float]:
    """Median milliseconds of one answer of the corpus, and of the worst hostile text."""
    examiner = LazyExaminer(catalog)
    answers = corpus()[::7]
    examiner.grade(_TASK, "warm")
    spent = [_timed(examiner, answer.task, answer.answer) for answer in answers]
    worst = max(min(_timed(examiner, _TASK, text) for _ in range(3)) for text in HOSTILE)
    return median(spent), worst


def _timed(examiner: LazyExaminer, task: Task, text: str) -> float:
    started = time.perf_counter()
    examiner.grade(task, text)
    return (time.perf_counter() - started) * 1_000


def many_s(folder: Path) -> tuple[float, float]:
    """Seconds for MANY answers through `tradeoff grade`, and the process's peak memory in MB."""
    answers = corpus()
    lines = (json.dumps(_line(number, answers[number % len(answers)])) for number in range(MANY))
    file = folder / "many.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    started = time.perf_counter()
    with (folder / "verdicts.jsonl").open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "adapters", "grade", str(file)], stdout=out)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise AssertionError("a line was no task")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def _line(number: int, answer: Labelled) -> dict[str, object]:
    task = answer.task
    prompt = {
        "ask": task.ask,
        "facts": task.facts,
        "acceptable": task.acceptable,
        "model_answer": task.model_answer,
        "technology": task.technology,
    }
    return {"id": number, "kind": task.kind, "prompt": prompt, "answer": answer.answer}
