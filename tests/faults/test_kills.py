"""Kill -9 while answers are recorded: what a person was told is kept, and the sums agree."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.adapters.program import Program, together

KILLS = 10
CHAINS = 2  # side by side, each on a database of its own
SEED = 20_261_122
ANSWERS = ["1"] * 400
DB = "x.db"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the database: how many answers it holds, and the same sum by three ways."""

    integrity: str
    answers: int
    points: int
    by_day: tuple[int, int]
    overall: tuple[int, int]
    recalled: int


@dataclass(frozen=True, slots=True)
class Killed:
    """Kills in a row on one database. `confirmed[n]` were told until kill n."""

    confirmed: tuple[int, ...]
    looks: tuple[Look, ...]
    unfinished: int


def look(program: Program, side: Path) -> Look:
    """A look at a copy, so that repairing the database after the kill is left to the program."""
    side.mkdir()
    for file in program.home.glob(f"{DB}*"):
        if not file.name.endswith("-shm"):  # shared memory of a process that is no more
            shutil.copy(file, side)
    with closing(sqlite3.connect(side / DB)) as connection:

        def one(query: str) -> tuple[int, ...]:
            return tuple(connection.execute(query).fetchone())

        answers, points = one("SELECT count(*), coalesce(sum(points), 0) FROM answers")
        day_points, day_answers = one("SELECT coalesce(sum(points), 0), coalesce(sum(answers), 0) FROM daily")
        all_points, all_answers = one("SELECT coalesce(sum(points), 0), coalesce(sum(answers), 0) FROM totals")
        (recalled,) = one("SELECT coalesce(sum(reps), 0) FROM memories")
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
    return Look(str(integrity), answers, points, (day_points, day_answers), (all_points, all_answers), recalled)


def kills(program: Program, chance: Random) -> Killed:
    confirmed, looks, unfinished = [0], list[Look](), 0
    for kill in range(KILLS // CHAINS):
        with program.starts("play", "--db", f"sqlite:///{DB}") as running:
            running.feeds("/quiz 50" if kill % 2 else "/quiz database 50", *ANSWERS)
            running.until_bytes(chance.randrange(5_000, 50_000))
            unfinished += running.process.poll() is None
            shown = running.killed()
        confirmed.append(confirmed[-1] + program.confirmed(shown))
        looks.append(look(program, program.file(f"after-{kill}")))
    return Killed(tuple(confirmed[1:]), tuple(looks), unfinished)


@pytest.fixture(scope="module")
def chains(tmp_path_factory: pytest.TempPathFactory) -> list[Killed]:
    homes = [tmp_path_factory.mktemp("chain") for _ in range(CHAINS)]
    return together(*(partial(kills, Program(home), Random(SEED + n)) for n, home in enumerate(homes)))


def test_the_kills_hit_the_program_at_work(chains: list[Killed]) -> None:
    assert sum(killed.unfinished for killed in chains) == KILLS
    assert sum(killed.confirmed[-1] for killed in chains) > KILLS * 5


def test_no_confirmed_answer_is_lost(chains: list[Killed]) -> None:
    for killed in chains:
        for told, seen in zip(killed.confirmed, killed.looks, strict=True):
            assert seen.answers >= told


def test_at_most_the_one_answer_in_flight_is_kept_without_having_been_confirmed(chains: list[Killed]) -> None:
    for killed in chains:
        for kill, (told, seen) in enumerate(zip(killed.confirmed, killed.looks, strict=True), start=1):
            assert seen.answers <= told + kill


def test_points_by_day_and_overall_are_the_sum_of_answers(chains: list[Killed]) -> None:
    for seen in [look for killed in chains for look in killed.looks]:
        assert seen.by_day == seen.overall == (seen.points, seen.answers)


def test_every_kept_answer_moved_a_memory(chains: list[Killed]) -> None:
    for seen in [look for killed in chains for look in killed.looks]:
        assert seen.recalled == seen.answers


def test_the_file_is_sound_after_every_kill(chains: list[Killed]) -> None:
    assert {look.integrity for killed in chains for look in killed.looks} == {"ok"}


def test_the_program_goes_on_after_every_kill(chains: list[Killed]) -> None:
    for killed in chains:
        assert list(killed.confirmed) == sorted(set(killed.confirmed))
