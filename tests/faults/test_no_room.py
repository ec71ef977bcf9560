"""Where nothing can be written: a read-only place, or a disk that is full."""

import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.adapters.program import PYTHON, Ended, Program, together

# Root may write anywhere, whatever the modes say, until it gives away the two capabilities that let it. They are taken
# from the bounding set (prctl 24), so that the program does not get them back when it is started.
MODES_COUNT = "import ctypes\nfor capability in (1, 2): assert ctypes.CDLL(None).prctl(24, capability) == 0"
BEFORE = MODES_COUNT if os.geteuid() == 0 else ""

modes_can_count = pytest.mark.skipif(
    subprocess.run([PYTHON, "-c", BEFORE], capture_output=True, check=False).returncode != 0,
    reason="root ignores file modes, and this system does not let it be held to them",
)

KB = 1_024


def limited(size: int) -> str:
    """No file may grow beyond `size` bytes, as on a disk that is full."""
    return f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with one answer."""
    program = Program(tmp_path_factory.mktemp("template"))
    program.plays("/quiz cache 1", "1").lives()
    return program.file("x.db").read_bytes()


@dataclass(frozen=True, slots=True)
class Guarded:
    """A start where writing is forbidden: what was said, and the file before and after if there is one."""

    ended: Ended
    before: bytes | None
    after: bytes | None


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, template: bytes) -> Mapping[str, Guarded]:
    """Starts on a database whose folder and file have these modes; on none where the file's is missing."""

    def start(folder_mode: int, file_mode: int | None) -> Guarded:
        home = tmp_path_factory.mktemp("home")
        file = home / "vault" / "x.db"
        file.parent.mkdir()
        if file_mode is not None:
            file.write_bytes(template)
            file.chmod(file_mode)
        file.parent.chmod(folder_mode)
        try:
            ended = Program(home).plays("/quiz cache 1", "1", db="vault/x.db", before=BEFORE)
        finally:
            file.parent.chmod(0o755)
            if file.exists():
                file.chmod(0o644)
        return Guarded(ended, None if file_mode is None else template, file.read_bytes() if file.exists() else None)

    jobs = {
        "read-only folder, no file": partial(start, 0o555, None),
        "read-only folder and file": partial(start, 0o555, 0o444),
        "read-only file": partial(start, 0o755, 0o444),
        "unreadable file": partial(start, 0o755, 0o000),
    }
    return dict(zip(jobs, together(*jobs.values()), strict=True))


GUARDED = ("read-only folder, no file", "read-only folder and file", "read-only file", "unreadable file")


@modes_can_count
@pytest.mark.parametrize("kind", GUARDED)
def test_where_nothing_may_be_written_the_start_is_refused_by_name(guarded: Mapping[str, Guarded], kind: str) -> None:
    guarded[kind].ended.refuses("vault/x.db", "cannot be")
    assert len(guarded[kind].ended.err.strip().splitlines()) == 1


@modes_can_count
@pytest.mark.parametrize("kind", GUARDED)
def test_what_may_not_be_written_stays_as_it_is(guarded: Mapping[str, Guarded], kind: str) -> None:
    assert guarded[kind].after == guarded[kind].before


@modes_can_count
def test_a_home_that_cannot_be_written_is_refused(program: Program) -> None:
    home = program.file("home")
    home.mkdir(0o555)
    env = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    program.runs("db", "migrate", env=env, before=BEFORE).refuses(str(home / "data"))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that nobody can make files in")
def test_a_place_where_even_root_makes_no_files_is_refused(program: Program) -> None:
    program.inside("play", "--db", "sqlite:////proc/x.db").refuses("/proc/x.db", "cannot be written")


@dataclass(frozen=True, slots=True)
class Full:
    """A disk that fills up while somebody plays, before it, and after room was made."""

    earlier: Ended
    full: Ended
    afterwards: Ended
    kept_when_full: int
    program: Program


@pytest.fixture(scope="module")
def full(shared_program: Program) -> Full:
    program = shared_program
    earlier = program.plays("/quiz cache 4", *"1" * 6, db="full.db")
    ended = program.plays("/quiz database 50", *["1"] * 30, "/progress", db="full.db", before=limited(64 * KB))
    kept = program.kept("full.db")
    afterwards = program.plays("/progress", "/quiz cache 1", "1", db="full.db")
    return Full(earlier, ended, afterwards, kept, program)


def test_a_full_disk_is_said_to_whoever_answers(full: Full) -> None:
    assert "so nothing was saved" in full.full.words


def test_a_full_disk_does_not_end_the_program(full: Full) -> None:
    assert full.full.status == 0
    assert "Traceback" not in full.full.out + full.full.err


def test_a_full_disk_is_not_our_fault(full: Full) -> None:
    assert "Something went wrong on our side" not in full.full.words


def test_reading_goes_on_when_the_disk_is_full(full: Full) -> None:
    assert "First try" in full.full.words


def test_every_answer_that_was_confirmed_before_the_disk_was_full_is_kept(full: Full) -> None:
    confirmed = full.program.confirmed
    assert confirmed(full.earlier.lives().out)
    assert full.kept_when_full == confirmed(full.earlier.out) + confirmed(full.full.out)


def test_with_room_again_the_earlier_answers_are_there_and_new_ones_count(full: Full) -> None:
    assert f"of {full.kept_when_full} right" in full.afterwards.lives().words
    assert full.program.kept("full.db") == full.kept_when_full + full.program.confirmed(full.afterwards.out)
    assert full.program.confirmed(full.afterwards.out) == 1


def test_a_disk_that_is_full_at_the_first_start_is_refused_and_harms_no_later_start(program: Program) -> None:
    program.plays("/quiz", before=limited(40 * KB)).refuses("x.db")
    program.inside("db", "migrate", "--db", "sqlite:///x.db").lives()
    program.inside("db", "check", "--db", "sqlite:///x.db").lives()


def test_a_start_on_a_disk_that_is_full_still_reads(program: Program, template: bytes) -> None:
    program.file("x.db").write_bytes(template)
    with closing(sqlite3.connect(program.file("x.db"), isolation_level=None)) as connection:
        connection.execute("UPDATE deliveries SET at_ms = 0")  # old ones, which a start would like to forget
    ended = program.plays("/progress", before=limited(33 * KB))
    assert "First try" in ended.lives().out
