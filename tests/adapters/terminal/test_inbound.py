import subprocess

import pytest

from adapters.terminal.inbound import TEAM, event, is_quit, person
from bot.events import Command, Place, Said
from tests.adapters.program import PYTHON, Program

ADA = person("Ada")
ZONE_OF_ADA = "from adapters.terminal.inbound import person; print(person('Ada').zone)"


def command(line: str) -> tuple[str, str]:
    heard = event(line, ADA)
    assert isinstance(heard, Command), f"{heard} is no command"
    return heard.name, heard.text


def said(line: str) -> str:
    heard = event(line, ADA)
    assert isinstance(heard, Said), f"{heard} is a command"
    return heard.text


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("/quiz", "quiz", ""),
        ("/quiz cache 3\n", "quiz", "cache 3"),
        ("  /progress \r\n", "progress", ""),
        ("/study name Ada  Lovelace", "study", "name Ada  Lovelace"),
        ("/", "", ""),
    ],
)
def test_a_line_that_begins_with_a_slash_is_a_command_with_the_words_after_it(line: str, name: str, text: str) -> None:
    assert command(line) == (name, text)


@pytest.mark.parametrize("gap", ["\t", "\u00a0", "\u3000"])
def test_any_white_space_parts_a_command_from_its_words(gap: str) -> None:
    name, text = command(f"/quiz{gap}cache")
    assert (name, text.strip()) == ("quiz", "cache")


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u202e", "\0"])
def test_what_cannot_be_seen_before_a_slash_does_not_hide_the_command(mark: str) -> None:
    assert command(f"{mark}/quiz cache") == ("quiz", "cache")


def test_a_byte_order_mark_does_not_hide_quit() -> None:
    assert is_quit("\ufeff/quit\r\n")


@pytest.mark.parametrize(("line", "text"), [("1\n", "1"), (" Redis \r\n", "Redis"), ("\n", ""), ("a/b", "a/b")])
def test_any_other_line_is_said_without_the_space_around_it(line: str, text: str) -> None:
    assert said(line) == text


@pytest.mark.parametrize("line", ["/quit", " /QUIT \n", "/exit\r\n", "/bye"])
def test_quit_words_end_the_session(line: str) -> None:
    assert is_quit(line)


@pytest.mark.parametrize("line", ["quit", "/quiz", "/quit now", "// quit", ""])
def test_other_words_do_not_end_the_session(line: str) -> None:
    assert not is_quit(line)


def test_every_line_is_a_delivery_of_its_own() -> None:
    deliveries = {event("1", ADA).delivery for _ in range(1_000)} | {event("/quiz", ADA).delivery for _ in range(1_000)}
    assert len(deliveries) == 2_000


def test_what_a_person_types_happens_in_their_own_place_in_the_terminals_team() -> None:
    heard = event("1", ADA)
    assert (heard.who, heard.where) == (ADA, Place(TEAM, ADA.id))


@pytest.mark.parametrize(
    "name",
    [
        "ada lovelace",
        "ADA LOVELACE",
        "  Ada   Lovelace ",
        "Ada\tLovelace",
        "Ada\u00a0Lovelace",
        "Ada\u200b Lovelace",
        "\u202eAda Lovelace",
    ],
)
def test_one_name_in_many_spellings_is_one_person(name: str) -> None:
    assert person(name).id == person("Ada Lovelace").id


def test_a_composed_and_a_decomposed_letter_are_one_name() -> None:
    assert person("Zoe\u0308").id == person("Zo\u00eb").id


def test_different_names_are_different_people() -> None:
    assert len({person(name).id for name in ("Ada", "Bob", "Ada B", "AdaB", "Straße", "Strase")}) == 6


def test_a_person_is_shown_as_they_spell_themselves() -> None:
    assert person(" Ada  Lovelace").name == "Ada Lovelace"


def test_a_name_brings_no_escape_sequence_to_the_screen() -> None:
    assert "\x1b" not in person("\x1b[31mAda").name


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_nobody_plays_without_a_name(name: str) -> None:
    assert any(letter.isprintable() and not letter.isspace() for letter in person(name).name)


@pytest.mark.parametrize(
    ("zone", "known"), [("Europe/Berlin", "Europe/Berlin"), (":America/St_Johns", "America/St_Johns")]
)
def test_the_zone_is_the_one_the_terminal_was_told(program: Program, zone: str, known: str) -> None:
    done = subprocess.run(
        [PYTHON, "-c", ZONE_OF_ADA], env=program.environment({"TZ": zone}), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == known
