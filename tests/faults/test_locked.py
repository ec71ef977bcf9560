"""Another process holds the database: a wait, a clear word, nothing half done, and on it goes."""

import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.adapters.program import PYTHON, Ended, Program

HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
held.close()
print("released", flush=True)
sys.stdin.readline()
"""
BUSY = "The database is busy, so nothing was saved. Please try again in a moment."


@contextmanager
def held(file: Path) -> Generator[subprocess.Popen[str]]:
    """Another process that holds the write lock until it is sent a line."""
    with subprocess.Popen(
        [PYTHON, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def release(holder: subprocess.Popen[str]) -> None:
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdin.write("\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "released\n"


@dataclass(frozen=True, slots=True)
class Scene:
    """One who was playing when the lock was taken, one who came while it was held."""

    during: str
    answers_meanwhile: int
    late: Ended
    afterwards: Ended
    program: Program


@pytest.fixture(scope="module")
def scene(shared_program: Program) -> Scene:
    program = shared_program
    with program.starts("play", "--db", "sqlite:///x.db", "--seed", "7") as playing:
        playing.feeds("/quiz cache 2", "skip")  # the other question is a choice: see below
        playing.until("Question 2 of 2")
        with held(program.file("x.db")) as holder, program.starts("play", "--db", "sqlite:///x.db") as late:
            playing.feeds("1", "/progress")
            during = playing.until("Nothing answered yet")
            refused = late.ends()
            meanwhile = program.kept("x.db")
            release(holder)
            playing.feeds("1")
            afterwards = playing.ends()
    return Scene(during, meanwhile, refused, afterwards, program)


def test_an_answer_that_cannot_be_kept_is_told_so(scene: Scene) -> None:
    assert BUSY in scene.during.replace("\n", " ")


def test_an_answer_that_was_not_kept_has_no_verdict(scene: Scene) -> None:
    assert scene.program.confirmed(scene.during) == 0


def test_nothing_of_a_turn_is_kept_while_it_had_to_be_refused(scene: Scene) -> None:
    assert scene.answers_meanwhile == 0


def test_reading_goes_on_while_another_process_writes(scene: Scene) -> None:
    assert "Nothing answered yet" in scene.during


def test_the_same_answer_counts_once_the_lock_is_gone(scene: Scene) -> None:
    assert scene.program.confirmed(scene.afterwards.lives().out) == 1
    assert scene.program.kept("x.db") == 1


def test_a_start_beside_a_lock_is_refused_with_the_name_of_the_file(scene: Scene) -> None:
    scene.late.refuses("x.db", "locked by another program")
