"""`tradeoff grade`: answers from a file or a pipe to verdicts, line by line."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from adapters.examiner import LazyExaminer
from adapters.grading import graded
from adapters.readers import reader
from adapters.shell import fail, settings_with
from content.load import load

STANDARD_INPUT = "-"


def grade_lines(file: str, reader_name: str) -> int:
    """Prints a verdict a line, in order; 1 if any line was no task, else 0."""
    examiner = LazyExaminer(load())
    grader = reader(reader_name, settings_with(None), examiner)
    sound = True
    with _opened(file) as lines:
        for verdict, right in graded(lines, grader, examiner.names):
            sound = sound and right
            sys.stdout.write(json.dumps(verdict) + "\n")
            sys.stdout.flush()
    return 0 if sound else 1


@contextmanager
def _opened(file: str) -> Generator[TextIO]:
    if file == STANDARD_INPUT:
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        return
    try:
        with Path(file).open(encoding="utf-8", errors="replace") as lines:
            yield lines
    except OSError as error:
        raise fail(f"{file} cannot be read: {error.strerror}.") from error
