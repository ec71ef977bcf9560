"""The program in a home of its own, for one test or for a scene that several tests look at."""

from pathlib import Path

import pytest

from tests.adapters.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program in an empty home, for this test alone."""
    return Program(tmp_path)


@pytest.fixture(scope="module")
def shared_program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program in one home for a whole module, whose scenes use databases of different names."""
    return Program(tmp_path_factory.mktemp("home"))
