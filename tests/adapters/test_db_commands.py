"""`tradeoff db`: what an operator does with the file."""

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.adapters.program import Program

URL = "sqlite:///x.db"
PAGE = 4_096


@pytest.fixture(scope="module")
def template(shared_program: Program) -> bytes:
    """A database with answers of one person."""
    shared_program.plays("/quiz cache 3", *"1" * 6).lives()
    return shared_program.file("x.db").read_bytes()


@pytest.fixture
def played(program: Program, template: bytes) -> Program:
    """The program in a home with that database."""
    program.file("x.db").write_bytes(template)
    return program


def backups(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if ".db.backup-" in file.name)


def damage(file: Path) -> None:
    whole = file.read_bytes()
    at = len(whole) // PAGE // 2 * PAGE
    file.write_bytes(whole[:at] + Random(7).randbytes(PAGE) + whole[at + PAGE :])


def test_migrate_makes_the_database(program: Program) -> None:
    assert "up to date" in program.inside("db", "migrate", "--db", URL).lives().out
    assert program.kept("x.db") == 0


def test_migrate_leaves_an_up_to_date_database_as_it_is(played: Program) -> None:
    before = played.file("x.db").read_bytes()
    played.inside("db", "migrate", "--db", URL).lives()
    assert played.file("x.db").read_bytes() == before


def test_migrate_makes_the_folder_of_the_default_database(program: Program) -> None:
    program.inside("db", "migrate").lives()
    assert (program.data / "tradeoff.db").exists()


def test_check_finds_a_sound_database_sound(played: Program) -> None:
    assert "x.db is sound" in played.inside("db", "check", "--db", URL).lives().out


def test_check_names_damage_and_the_restore_command(played: Program) -> None:
    played.inside("db", "backup", "--db", URL).lives()
    damage(played.file("x.db"))
    before = played.file("x.db").read_bytes()
    played.inside("db", "check", "--db", URL).refuses("x.db", "tradeoff db restore", backups(played.home)[0].name)
    assert played.file("x.db").read_bytes() == before


def test_check_finds_points_that_are_not_the_sum_of_answers(played: Program) -> None:
    with closing(sqlite3.connect(played.file("x.db"), isolation_level=None)) as connection:
        connection.execute("UPDATE totals SET points = points + 1")
    played.inside("db", "check", "--db", URL).refuses("points", "do not add up")


@pytest.mark.parametrize("command", ["check", "backup"])
def test_a_database_that_is_not_there_is_refused_and_not_made(program: Program, command: str) -> None:
    program.inside("db", command, "--db", URL).refuses("x.db")
    assert not program.file("x.db").exists()


def test_a_backup_holds_every_answer(played: Program) -> None:
    played.inside("db", "backup", "--db", URL).lives()
    (copy,) = backups(played.home)
    assert played.kept(copy.name) == played.kept("x.db")


def test_a_backup_says_where_it_is(played: Program) -> None:
    ended = played.inside("db", "backup", "--db", URL).lives()
    assert backups(played.home)[0].name in ended.out


def test_a_backup_while_somebody_plays_holds_what_was_confirmed(program: Program) -> None:
    with program.starts("play", "--db", URL, "--seed", "7") as running:
        running.feeds("/quiz cache 3", "1")
        shown = running.until("Question 2 of 3")
        program.inside("db", "backup", "--db", URL).lives()
        running.feeds("1")
        running.until("Question 3 of 3")
        running.ends().lives()
    (copy,) = backups(program.home)
    assert program.kept(copy.name) == program.confirmed(shown) == 1


def test_only_the_newest_backups_are_kept(played: Program) -> None:
    for _ in range(3):
        played.inside("db", "backup", "--db", URL, "--to", ".", "--keep", "2").lives()
    assert len(backups(played.home)) == 2


def test_a_backup_into_a_missing_folder_is_refused(played: Program) -> None:
    played.inside("db", "backup", "--db", URL, "--to", "nowhere").refuses("nowhere")


def test_a_restored_backup_plays_and_the_earlier_file_is_kept_aside(played: Program) -> None:
    answers = played.kept("x.db")
    played.inside("db", "backup", "--db", URL).lives()
    with closing(sqlite3.connect(played.file("x.db"), isolation_level=None)) as connection:
        connection.execute("DELETE FROM answers")
    ended = played.inside("db", "restore", "--db", URL, backups(played.home)[0].name).lives()
    (aside,) = [file for file in played.home.iterdir() if re.search(r"\.db\.replaced-[\d-]+$", file.name)]
    assert aside.name in ended.out
    assert (played.kept("x.db"), played.kept(aside.name)) == (answers, 0)


def test_restore_is_refused_while_somebody_plays(played: Program) -> None:
    played.inside("db", "backup", "--db", URL).lives()
    with played.starts("play", "--db", URL) as running:
        running.feeds("/quiz cache 1")
        running.until("Question 1 of 1")
        played.inside("db", "restore", "--db", URL, backups(played.home)[0].name).refuses("x.db", "in use")
        running.feeds("skip")
        running.until("Run finished")
        running.ends().lives()


@pytest.mark.parametrize("kind", ["missing", "damaged", "no database"])
def test_a_backup_that_is_none_is_refused_with_nothing_changed(played: Program, kind: str) -> None:
    before = played.file("x.db").read_bytes()
    copy = played.file("copy.db")
    if kind == "damaged":
        copy.write_bytes(before)
        damage(copy)
    elif kind == "no database":
        copy.write_text("Dear diary " * 1_000)
    played.inside("db", "restore", "--db", URL, "copy.db").refuses("copy.db")
    assert played.file("x.db").read_bytes() == before


def test_the_advice_after_damage_brings_the_answers_back_when_typed_as_it_is_printed(played: Program) -> None:
    answers = played.kept("x.db")
    played.inside("db", "backup", "--db", URL).lives()
    damage(played.file("x.db"))
    refused = played.inside("db", "migrate", "--db", URL)
    advice = re.search(r"tradeoff (db restore .*)", refused.err)
    assert advice, refused.err
    played.inside(*shlex.split(advice[1].rstrip("."))).lives()
    played.inside("db", "check", "--db", URL).lives()
    assert played.kept("x.db") == answers


@pytest.mark.parametrize("command", ["backup", "check", "restore copy.db"])
def test_postgresql_is_sent_to_its_own_tools(program: Program, command: str) -> None:
    ended = program.inside("db", *command.split(), "--db", "postgresql://ada:hunter2@localhost/x")
    ended.refuses("pg_dump")
    assert "hunter2" not in ended.err


def test_a_file_name_with_signs_of_an_address_is_the_same_file_for_every_command(program: Program) -> None:
    name = "a%20b #1?.db"
    program.inside("db", "migrate", "--db", f"sqlite:///{name}").lives()
    assert program.file(name).exists()
    assert f"{name} is sound" in program.inside("db", "check", "--db", f"sqlite:///{name}").lives().out
