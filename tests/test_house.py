"""The house as a whole: the size of its files, and the wheel that others install."""

import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.adapters.program import PYTHON, Ended, Program, together

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "adapters", "content", "storage")
MAX_LINES = 300


def sources(*endings: str) -> set[str]:
    """The files of the packages with these endings, as they are named in the wheel."""
    return {
        file.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.suffix in endings
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_longer_than_a_reader_holds_in_mind(package: str) -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / package).rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_begins_by_saying_what_it_holds(package: str) -> None:
    silent = [file.name for file in (ROOT / package).rglob("*.py") if not file.read_text("utf-8").startswith('"""')]
    assert silent == []


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel, its files, and the program run from nothing but these."""

    files: frozenset[str]
    where: Ended
    check: Ended
    played: Ended
    folder: Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    dist, site, home = (tmp_path_factory.mktemp(name) for name in ("dist", "site", "home"))
    built = subprocess.run(
        [PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (file,) = dist.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(site)
        files = frozenset(archive.namelist())
    alone = Program(home, (PYTHON,), {"PYTHONPATH": str(site)})
    modules = ", ".join(PACKAGES)
    paths = f"import {modules}; [print(m.__file__) for m in ({modules})]"
    script = ("/quiz cache 2", "1", "1", "/progress", "/quit")
    where, check, played = together(
        lambda: alone.runs("-c", paths),
        lambda: alone.runs("-m", "adapters", "content", "check"),
        lambda: alone.runs("-m", "adapters", "play", "--db", "sqlite:///x.db", "--seed", "7", lines=script),
    )
    return Wheel(files, where, check, played, site)


def test_the_wheel_holds_every_module(wheel: Wheel) -> None:
    assert sources(".py") - wheel.files == set()


def test_the_wheel_holds_the_whole_bank(wheel: Wheel) -> None:
    assert sources(".toml")
    assert sources(".toml") - wheel.files == set()


def test_the_wheel_holds_the_migrations(wheel: Wheel) -> None:
    assert any(name.startswith("storage/migrations/versions/") for name in wheel.files)


def test_the_wheel_holds_the_licence_and_the_program(wheel: Wheel) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel.files)
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel.files)


def test_the_wheel_holds_nothing_else(wheel: Wheel) -> None:
    rooms = {name.split("/", 1)[0] for name in wheel.files}
    assert {room for room in rooms if room not in PACKAGES and not room.endswith(".dist-info")} == set()
    assert not [name for name in wheel.files if name.endswith((".pyc", ".db"))]


def test_these_runs_used_the_wheel_and_not_the_tree(wheel: Wheel) -> None:
    assert all(line.startswith(f"{wheel.folder}/") for line in wheel.where.lives().out.splitlines())


def test_the_bank_in_the_wheel_is_sound(wheel: Wheel) -> None:
    assert wheel.check.lives().out.startswith("The bank is sound")


def test_the_wheel_plays_on_its_own(wheel: Wheel) -> None:
    assert "Question 2 of 2" in wheel.played.lives().out
    assert "Your progress" in wheel.played.out
