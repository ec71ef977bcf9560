"""What every test may ask for: the built-in bank, and a game on a fresh file."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, settings

from bot.catalog import Catalog
from content.load import load
from storage.engine import open_store
from tests.player import NOON, Game, NewGame

# Examples come from the same seed in every run, so that a run is the same everywhere; no deadline, machines differ.
settings.register_profile(
    "house",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def course() -> Catalog:
    """The built-in bank as it is."""
    return load()


@pytest.fixture(scope="session")
def published(course: Catalog) -> Catalog:
    """The built-in bank with its drafts published, so that every question can be played before its review ends."""
    cards = {card.id: replace(card, status="published") for card in course.questions.values()}
    return replace(course, version=f"{course.version}-all", questions=cards)


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once; every game starts on a copy, which is ten times as fast."""
    file = tmp_path_factory.mktemp("fresh") / "game.db"

    async def makes() -> None:
        async with open_store(f"sqlite:///{file}", now=NOON):
            pass

    asyncio.run(makes())
    return file


@pytest.fixture
async def new_game(fresh_file: Path, tmp_path: Path) -> AsyncGenerator[NewGame]:
    """Opens a game over a bank, on a file of this test alone; closed when the test ends."""
    file = Path(copy(fresh_file, tmp_path / "game.db"))
    async with AsyncExitStack() as open_games:

        async def opened(catalog: Catalog) -> Game:
            game = Game(file, catalog)
            await game.opens()
            open_games.push_async_callback(game.closes)
            return game

        yield opened
