"""The `tradeoff` program beside the game: help, the bank, settings and what they are read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from adapters.cli import app
from tests.adapters.program import Ended, Program

BROKEN: Mapping[str, str] = {
    "questions/cache.toml": """
[nearly-sound]
kind = "best_fit"
topic = "cache"
stem = "Which one?"
flip = "Another number."
sources = ["judgement", "no-such-source"]
difficulty = 9
bloom = "apply"
author = "writer"
stemm = "a key that nobody knows"

[[nearly-sound.options]]
text = "Redis"
explain = "Because."
right = true
""",
    "sources/pages.toml": """
[page]
title = "A page"
url = "https://example.org"
seen_on = "yesterday"
""",
    "sources/more.toml": """
[page]
title = "The same id again"
url = "https://example.org"
seen_on = 2026-11-22
""",
    "trees/tree.toml": "[half\n",
    "technologies/bytes.toml": "caf\udce9 = 1\n",
    "teknologies/redis.toml": "[redis]\n",
}


@dataclass(frozen=True, slots=True)
class Known:
    """One command or group: the words that are typed, and its options and arguments with what help says of them."""

    words: str
    parameters: Mapping[str, str]


def known(command: object, words: str = "") -> list[Known]:
    """A command of the program, and all those below it."""
    if isinstance(command, TyperGroup):
        inner = [known(command.commands[name], f"{words} {name}".strip()) for name in command.commands]
        return [Known(words, {}), *(one for found in inner for one in found)]
    assert isinstance(command, TyperCommand)
    explained = {str(parameter.name): str(getattr(parameter, "help", None) or "") for parameter in command.params}
    return [Known(words, explained)]


COMMANDS = {one.words: one for one in known(get_command(app))}


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words or "tradeoff")
def test_every_command_explains_itself(program: Program, words: str) -> None:
    assert f"Usage: tradeoff {words}" in program.inside(*words.split(), "--help").lives().words.replace(
        "root", "tradeoff"
    )


def test_there_are_the_commands_that_are_promised() -> None:
    promised = {"play", "content check", "db migrate", "db backup", "db restore", "db check"}
    assert promised <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words or "tradeoff")
def test_every_option_and_argument_says_what_it_does(words: str) -> None:
    assert all(COMMANDS[words].parameters.values()), COMMANDS[words]


def test_the_program_explains_itself(program: Program) -> None:
    help_page = program.inside("--help").lives().out
    assert all(word in help_page for word in ("play", "content", "db", "--version"))


def test_the_program_tells_its_version_and_nothing_else(program: Program) -> None:
    assert program.runs("--version").lives().out == "tradeoff 0.1.0\n"


def test_the_program_without_a_word_explains_itself(program: Program) -> None:
    ended = program.inside()
    assert "Usage:" in ended.out + ended.err


def test_an_unknown_command_is_answered_with_the_nearest(program: Program) -> None:
    program.inside("plai").refuses("plai", "play", status=2)


# The bank.


def test_the_built_in_bank_is_sound(program: Program) -> None:
    assert program.inside("content", "check").lives().out.startswith("The bank is sound: ")


@pytest.fixture(scope="module")
def broken(shared_program: Program) -> Ended:
    folder = shared_program.file("broken")
    for name, text in BROKEN.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.lstrip("\n").encode(errors="surrogateescape"))
    return shared_program.inside("content", "check", str(folder))


def test_a_broken_bank_is_refused(broken: Ended) -> None:
    broken.refuses()
    assert broken.out == ""


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("questions/cache.toml:10 nearly-sound.stemm: ", "did you mean 'stem'?"),
        ("sources/pages.toml:4 page.seen_on: ", "date"),
        ("sources/pages.toml:1 page: ", "the id 'page' is taken by sources/more.toml:1"),
        ("trees/tree.toml:1: ", "not TOML"),
        ("technologies/bytes.toml:1: ", "not UTF-8"),
        ("teknologies/redis.toml:1: ", "did you mean 'technologies'?"),
    ],
)
def test_every_fault_of_a_broken_bank_is_listed_with_its_place(broken: Ended, place: str, said: str) -> None:
    lines = [line for line in broken.err.splitlines() if line.startswith(place)]
    assert lines, broken.err
    assert said in lines[0]


def test_the_faults_of_a_broken_bank_are_counted(broken: Ended) -> None:
    *faults, count = broken.err.splitlines()
    assert count == f"{len(faults)} faults."


def test_references_are_checked_although_a_file_could_not_be_read(program: Program) -> None:
    questions = program.file("bank") / "questions" / "cache.toml"
    questions.parent.mkdir(parents=True)
    card = BROKEN["questions/cache.toml"].replace('stemm = "a key that nobody knows"\n', "")
    questions.write_text(f"{card}\n[half]\n")
    ended = program.inside("content", "check", "bank")
    ended.refuses("no-such-source", "half")


@pytest.mark.parametrize("kind", ["missing", "empty", "a file"])
def test_a_bank_that_is_none_is_refused_by_name(program: Program, kind: str) -> None:
    place = program.file("bank")
    if kind == "empty":
        place.mkdir()
    elif kind == "a file":
        place.write_text("[card]\n")
    program.inside("content", "check", "bank").refuses("bank")


# Settings.


@pytest.fixture(scope="module")
def wrong_settings(shared_program: Program) -> Ended:
    env = {
        "TRADEOFF_DATABASE_URL": "ftp://root:hunter2@example.org/x",
        "TRADEOFF_LOG_LEVEL": "loud",
        "TRADEOFF_LOG_LEVLE": "swordfish",
    }
    return shared_program.inside("play", env=env)


def test_all_wrong_settings_are_named_at_once(wrong_settings: Ended) -> None:
    wrong_settings.refuses("TRADEOFF_DATABASE_URL", "TRADEOFF_LOG_LEVEL", "sqlite:///", "warning")


def test_a_setting_that_does_not_exist_is_answered_with_the_nearest(wrong_settings: Ended) -> None:
    line = next(line for line in wrong_settings.err.splitlines() if "TRADEOFF_LOG_LEVLE" in line)
    assert line.count("TRADEOFF_LOG_LEVEL") == 1


@pytest.mark.parametrize("value", ["ftp://", "hunter2", "example.org", "loud", "swordfish"])
def test_no_value_of_a_wrong_setting_is_printed(wrong_settings: Ended, value: str) -> None:
    assert value not in wrong_settings.out + wrong_settings.err


def test_a_wrong_address_on_the_command_line_is_not_printed(program: Program) -> None:
    ended = program.inside("play", "--db", "ftp://root:hunter2@example.org/x")
    ended.refuses("sqlite:///")
    assert "hunter2" not in ended.err


def test_a_wrong_address_on_the_command_line_is_called_by_its_option(program: Program) -> None:
    program.inside("play", "--db", "x.db").refuses("--db")


@pytest.mark.parametrize("options", ["", "?sslmode=require"])
def test_a_postgresql_that_cannot_be_reached_is_named_without_its_password(program: Program, options: str) -> None:
    ended = program.inside("play", "--db", f"postgresql://ada:hunter2@127.0.0.1:1/x{options}")
    ended.refuses("127.0.0.1")
    assert "hunter2" not in ended.err


def test_the_environment_names_the_database(program: Program) -> None:
    program.inside("db", "migrate", env={"TRADEOFF_DATABASE_URL": "sqlite:///named.db"}).lives()
    assert program.file("named.db").exists()


def test_the_command_line_goes_before_the_environment(program: Program) -> None:
    program.inside(
        "db", "migrate", "--db", "sqlite:///line.db", env={"TRADEOFF_DATABASE_URL": "sqlite:///x.db"}
    ).lives()
    assert program.file("line.db").exists()
    assert not program.file("x.db").exists()


def test_the_env_file_of_the_working_directory_is_read(program: Program) -> None:
    program.file(".env").write_text("TRADEOFF_DATABASE_URL=sqlite:///from-file.db\n")
    program.inside("db", "migrate").lives()
    assert program.file("from-file.db").exists()


def test_the_environment_goes_before_the_env_file(program: Program) -> None:
    program.file(".env").write_text("TRADEOFF_DATABASE_URL=sqlite:///from-file.db\n")
    program.inside("db", "migrate", env={"TRADEOFF_DATABASE_URL": "sqlite:///named.db"}).lives()
    assert not program.file("from-file.db").exists()


def test_a_wrong_setting_in_the_env_file_is_refused_without_its_value(program: Program) -> None:
    program.file(".env").write_text("TRADEOFF_LOG_LEVEL=swordfish\n")
    ended = program.inside("db", "migrate")
    ended.refuses("TRADEOFF_LOG_LEVEL")
    assert "swordfish" not in ended.err


def bad_env_file(file: Path, kind: str) -> None:
    match kind:
        case "no setting":
            file.write_text("this line is no setting\nTRADEOFF_DATABASE_URL=sqlite:///from-file.db\n")
        case "no UTF-8":
            file.write_bytes(b"# caf\xe9\nTRADEOFF_DATABASE_URL=sqlite:///from-file.db\n")
        case _:
            file.mkdir()


@pytest.mark.parametrize("kind", ["no setting", "no UTF-8", "folder"])
def test_a_bad_env_file_is_no_fault_of_ours(program: Program, kind: str) -> None:
    bad_env_file(program.file(".env"), kind)
    ended = program.inside("db", "migrate")
    assert ended.status == 0 or ".env" in ended.err


def test_a_bad_line_of_the_env_file_is_named(program: Program) -> None:
    bad_env_file(program.file(".env"), "no setting")
    ended = program.runs("db", "migrate")
    assert "line 1" in ended.err
    assert program.file("from-file.db").exists() or ended.status == 1
