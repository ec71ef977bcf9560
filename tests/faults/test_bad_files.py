"""What is no database of ours is refused in one sentence, and stays as it is."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.adapters.program import Ended, Program, together

PAGE = 4_096
BACKUP = "x.db.backup-20261122-090000"


def real(file: Path, template: bytes) -> None:
    file.write_bytes(template)


def changed(file: Path, template: bytes, sql: str) -> None:
    """The real database after some other hand has been at it."""
    real(file, template)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # so that everything is in the one file
        connection.executescript(sql)


def overwritten(file: Path, template: bytes, page: int) -> None:
    at = page * PAGE
    file.write_bytes(template[:at] + Random(page).randbytes(PAGE) + template[at + PAGE :])


def middle(template: bytes) -> int:
    return len(template) // PAGE // 2


def text(file: Path, _: bytes) -> None:
    file.write_text("Dear diary, today I learned about databases.\n" * 500)


def only_a_header(file: Path, template: bytes) -> None:
    file.write_bytes(template[:16] + Random(1).randbytes(3 * PAGE))


def corrupt_page(file: Path, template: bytes) -> None:
    overwritten(file, template, middle(template))


def corrupt_schema(file: Path, template: bytes) -> None:
    file.write_bytes(template[:100] + Random(2).randbytes(PAGE - 100) + template[PAGE:])


def cut_short(file: Path, template: bytes) -> None:
    file.write_bytes(template[: middle(template) * PAGE])


def newer(file: Path, template: bytes) -> None:
    changed(file, template, "UPDATE alembic_version SET version_num = '9999'")


def of_another_program(file: Path, _: bytes) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE holidays (day TEXT); INSERT INTO holidays VALUES ('2026-12-25')")


DAMAGED: Mapping[str, Callable[[Path, bytes], None]] = {
    "text": text,
    "only a header": only_a_header,
    "corrupt page": corrupt_page,
    "corrupt schema": corrupt_schema,
    "cut short": cut_short,
}
FOREIGN: Mapping[str, Callable[[Path, bytes], None]] = {"newer": newer, "of another program": of_another_program}
PLAYED = (
    "text",
    "corrupt page",
    "newer",
    "of another program",
)  # by `play`; the others by `db migrate`, which is quicker


@dataclass(frozen=True, slots=True)
class Tried:
    """One start on a bad file: what was said, and the file before and after."""

    file: Path
    ended: Ended
    before: bytes
    databases: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether the file holds the same bytes, and no other database came to stand beside it."""
        beside = {self.file.name, f"{self.file.name}-wal", f"{self.file.name}-shm", BACKUP}
        return self.file.read_bytes() == self.before and set(self.databases) <= beside


@pytest.fixture(scope="module")
def template(shared_program: Program) -> bytes:
    """A real database with answers in it, as it lies on disk after the program has ended."""
    shared_program.plays("/quiz 50", *["1"] * 40, db="template.db").lives()
    return shared_program.file("template.db").read_bytes()


@pytest.fixture(scope="module")
def tried(shared_program: Program, template: bytes) -> Mapping[str, Tried]:
    def start(name: str, make: Callable[[Path, bytes], None]) -> Tried:
        folder = shared_program.file(name.replace(" ", "-"))
        folder.mkdir()
        make(folder / "x.db", template)
        (folder / BACKUP).write_bytes(template)
        before = (folder / "x.db").read_bytes()
        program = Program(folder)
        ended = program.plays("/quiz") if name in PLAYED else program.inside("db", "migrate", "--db", "sqlite:///x.db")
        return Tried(folder / "x.db", ended, before, tuple(file.name for file in folder.iterdir()))

    made = {**DAMAGED, **FOREIGN}
    apart = together(*(partial(start, name, made[name]) for name in PLAYED))
    return {
        **dict(zip(PLAYED, apart, strict=True)),
        **{name: start(name, made[name]) for name in made if name not in PLAYED},
    }


@pytest.mark.parametrize("name", [*DAMAGED, *FOREIGN])
def test_a_bad_file_is_refused_by_name_without_a_traceback(tried: Mapping[str, Tried], name: str) -> None:
    tried[name].ended.refuses("x.db")


@pytest.mark.parametrize("name", [*DAMAGED, *FOREIGN])
def test_the_refusal_is_all_that_is_said(tried: Mapping[str, Tried], name: str) -> None:
    assert len(tried[name].ended.err.strip().splitlines()) == 1
    assert tried[name].ended.out == ""


@pytest.mark.parametrize("name", [*DAMAGED, *FOREIGN])
def test_a_bad_file_stays_as_it_is_and_no_fresh_one_is_made(tried: Mapping[str, Tried], name: str) -> None:
    assert tried[name].unchanged


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_answered_with_the_command_that_restores_a_backup(tried: Mapping[str, Tried], name: str) -> None:
    tried[name].ended.refuses("damaged", "tradeoff db restore", BACKUP)


def migrated(program: Program, db: str = "x.db") -> Ended:
    return program.inside("db", "migrate", "--db", f"sqlite:///{db}")


def test_damage_without_a_backup_is_told_so(program: Program) -> None:
    text(program.file("x.db"), b"")
    migrated(program).refuses("x.db is damaged", "no backup")


def test_damage_is_told_in_words_of_the_damage(tried: Mapping[str, Tried]) -> None:
    assert "***" not in tried["corrupt page"].ended.err


def test_a_newer_database_is_answered_with_both_versions(tried: Mapping[str, Tried]) -> None:
    tried["newer"].ended.refuses("newer version of this program", "9999", "0002")


def test_the_file_of_another_program_is_called_that(tried: Mapping[str, Tried]) -> None:
    tried["of another program"].ended.refuses("belongs to another program")


def test_the_same_database_without_the_damage_is_sound(shared_program: Program, template: bytes) -> None:
    shared_program.file("whole.db").write_bytes(template)
    migrated(shared_program, "whole.db").lives()
    assert shared_program.kept("whole.db")


def test_a_folder_in_place_of_the_file_is_refused(program: Program) -> None:
    program.file("x.db").mkdir()
    migrated(program).refuses("x.db is a folder")
    assert not list(program.file("x.db").iterdir())


def test_a_missing_folder_is_refused_and_not_made(program: Program) -> None:
    migrated(program, "nowhere/x.db").refuses("The folder nowhere does not exist")
    assert not program.file("nowhere").exists()


def test_a_file_in_place_of_the_folder_is_refused(program: Program) -> None:
    program.file("nowhere").write_text("a file")
    migrated(program, "nowhere/x.db").refuses("nowhere")
    assert program.file("nowhere").read_text() == "a file"


def test_an_empty_file_is_as_good_as_none(program: Program) -> None:
    program.file("x.db").touch()
    migrated(program).lives()
    assert program.kept("x.db") == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("x.db", "sqlite:///"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://root:hunter2@localhost/x", "sqlite:///"),
        ("sqlite:////dev/null", "/dev/null"),
    ],
)
def test_an_address_that_names_no_database_is_refused(program: Program, url: str, said: str) -> None:
    ended = program.inside("play", "--db", url)
    ended.refuses(said)
    assert "hunter2" not in ended.err
    assert not program.file("x.db").exists()
