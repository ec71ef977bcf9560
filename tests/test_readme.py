"""What README, the change log, the locks and the project file say, against what is there."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from tests.adapters.program import Program

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-grading.lock")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def section(title: str) -> str:
    """README's text below this heading, up to the next one of its level."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README has no section {title}"
    return found[1]


def rows(text: str) -> dict[str, str]:
    """The tables' rows by the code in their first cell."""
    return dict(re.findall(r"^\| `([^`]+)`[^|]*\|(.*)$", text, re.MULTILINE))


def code() -> str:
    """Everything in README that is set as something to type."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", README)])


def test_the_command_table_holds_every_command_with_its_usage_and_no_other() -> None:
    assert list(rows(section("Commands"))) == [spec.usage for spec in COMMANDS]


def test_the_command_table_says_what_help_says() -> None:
    table = rows(section("Commands"))
    assert {spec.usage: spec.about for spec in COMMANDS if spec.about not in table[spec.usage]} == {}


def test_the_examples_of_the_command_table_are_those_of_help() -> None:
    table = rows(section("Commands"))
    assert {spec.usage: spec.example for spec in COMMANDS if f"`{spec.example}`" not in table[spec.usage]} == {}


def test_every_command_that_readme_mentions_exists() -> None:
    known = {spec.name for spec in COMMANDS} | {"help", "quit"}
    assert set(re.findall(r"(?<![\w./:~-])/([a-z]+)\b(?![/.\w])", code())) <= known


def test_every_make_target_that_readme_names_exists() -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code()))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"play", "test"} <= named
    assert named <= targets


def test_every_subcommand_that_readme_names_is_in_help(program: Program) -> None:
    named = set(re.findall(r"\btradeoff ([a-z]+)", code()))
    assert {"play", "content", "db"} <= named
    help_page = program.inside("--help").lives().out
    assert {name for name in named if not re.search(rf"\b{name}\b", help_page)} == set()


def test_every_setting_that_readme_names_exists(program: Program) -> None:
    named = set(re.findall(r"TRADEOFF_[A-Z_]+", README))
    assert named
    wrong = program.inside("play", env=dict.fromkeys(named, "?")).err
    assert "TRADEOFF_DATABASE_URL: " in wrong
    assert "no such setting" not in wrong
    assert "did you mean" not in wrong.casefold()


def test_the_script_of_readme_plays_as_it_is_printed(program: Program) -> None:
    found = re.search(r"^printf '([^']+)' \| \S*tradeoff (play .*)$", section("Program"), re.MULTILINE)
    assert found
    ended = program.runs(*found[2].split(), lines=found[1].split(r"\n")[:-1])
    assert "Run finished" in ended.lives().out


def test_no_word_in_readme_waits_to_be_replaced() -> None:
    assert not re.search(r"^[A-Z]{5,}$|TODO|TBD|FIXME", README, re.MULTILINE)


def test_every_file_that_readme_links_to_is_there() -> None:
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert [link for link in linked if not (ROOT / link).exists()] == []


def test_the_change_log_names_what_is_coming_or_a_version() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", log, re.MULTILINE)
    assert headings
    assert all(re.fullmatch(r"Unreleased|\[?\d+\.\d+\.\d+\]?( .*)?", heading) for heading in headings)


def test_the_change_log_sorts_its_lines_into_added_changed_and_fixed() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### (.*)$", log, re.MULTILINE)) <= {"Added", "Changed", "Fixed", "Removed", "Security"}


def requirements(lock: str) -> list[str]:
    """The locked requirements, each with the lines that belong to it, as one string."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    return [" ".join(part.split()) for part in text.replace("\\\n", " ").splitlines() if part.strip()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_one_version_and_a_hash(lock: str) -> None:
    pinned = re.compile(r"[\w.-]+(\[[\w,-]+\])?==\S+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert requirements(lock)
    assert [line[:60] for line in requirements(lock) if not pinned.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|^-i ", text, re.MULTILINE)


def test_every_locked_requirement_of_the_program_is_locked_alike_for_its_tests() -> None:
    def versions(lock: str) -> set[str]:
        return {line.split(" ", 1)[0] for line in requirements(lock)}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def project() -> str:
    return (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def dependencies() -> list[str]:
    told = tomllib.loads(project())
    groups = [*told["project"]["optional-dependencies"].values(), *told["dependency-groups"].values()]
    return [*told["project"]["dependencies"], *(one for group in groups for one in group)]


@pytest.mark.parametrize("dependency", dependencies())
def test_a_dependency_gives_its_reason(dependency: str) -> None:
    assert re.search(rf'"{re.escape(dependency)}"\]?,?[ ]+# \S.{{10,}}$', project(), re.MULTILINE)


@pytest.mark.parametrize("dependency", tomllib.loads(project())["project"]["dependencies"])
def test_a_dependency_is_locked(dependency: str) -> None:
    name = re.split(r"[\[><=; ]", dependency)[0].replace("_", "-").lower()
    assert any(re.match(rf"{name}(\[|==)", line) for line in requirements("requirements.lock"))
