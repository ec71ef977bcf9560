"""`tradeoff grade`: answers from a file or a pipe to verdicts, line by line."""

import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from adapters.graders.examiner import LazyExaminer
from adapters.graders.lines import graded
from adapters.graders.readers import reader
from adapters.shell import fail, settings_with
from content.faults import BankError
from content.load import load

STANDARD_INPUT = "-"
ENCODING = "utf-8-sig"  # a mark at the start that some editors write is no part of the first line


def grade_lines(file: str, reader_name: str) -> int:
    """Prints a verdict a line, in order; 1 if any line was no task, else 0."""
    try:
        examiner = LazyExaminer(load())
    except BankError as error:
        raise fail(str(error)) from error
    grader = reader(reader_name, settings_with(None), examiner)
    sound = True
    with _opened(file) as lines:
        for verdict, right in graded(lines, grader, examiner.names):
            sound = sound and right
            if not _printed(json.dumps(verdict)):
                return 0
    return 0 if sound else 1


def _printed(line: str) -> bool:
    """Whether somebody still reads: `tradeoff grade FILE | head` is no fault."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is flushed at the end has to go somewhere
        return False
    return True


@contextmanager
def _opened(file: str) -> Generator[TextIO]:
    if file == STANDARD_INPUT:
        yield TextIOWrapper(sys.stdin.buffer, encoding=ENCODING, errors="replace")
        return
    try:
        lines = Path(file).open(encoding=ENCODING, errors="replace")  # noqa: SIM115 - only opening may fail here
    except OSError as error:
        raise fail(f"{file} cannot be read: {error.strerror}.") from error
    with lines:
        yield lines
