from collections.abc import AsyncGenerator, AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from adapters.terminal.app import Terminal, greeting
from adapters.terminal.inbound import person
from tests.banks import bank, many
from tests.player import Game


class Seat:
    """Somebody at a terminal: types lines, sees what is printed after each."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.screen = StringIO()
        self.door = Terminal(game.dispatch, person("Ada"), Console(file=self.screen, width=100, highlight=False))

    async def types(self, line: str) -> str:
        before = len(self.screen.getvalue())
        await self.door.handle(line)
        return self.screen.getvalue()[before:]


@pytest.fixture
async def seat(tmp_path: Path) -> AsyncGenerator[Seat]:
    game = Game(tmp_path / "game.db", bank(*many(3)))
    await game.opens()
    yield Seat(game)
    await game.closes()


async def of(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def test_an_answer_is_told_below_its_question_without_the_question_again(seat: Seat) -> None:
    asked = await seat.types("/quiz cache 2")
    stem = next(line for line in asked.splitlines() if line.startswith("Which one fits"))
    told = await seat.types("1")
    assert "Because of" in told
    assert stem not in told


async def test_the_next_question_follows_the_answer(seat: Seat) -> None:
    await seat.types("/quiz cache 2")
    told = await seat.types("1")
    assert told.index("Because of") < told.index("Question 2 of 2")


async def test_bare_quiz_shows_the_open_question_again(seat: Seat) -> None:
    asked = await seat.types("/quiz cache 2")
    stem = next(line for line in asked.splitlines() if line.startswith("Which one fits"))
    assert stem in await seat.types("/quiz")


async def test_bare_quiz_shows_the_options_again_after_a_long_page(seat: Seat) -> None:
    await seat.types("/quiz cache 2")
    await seat.types("/help")
    assert "  4  " in await seat.types("/quiz")


async def test_an_answer_after_bare_quiz_is_told_without_the_question_again(seat: Seat) -> None:
    asked = await seat.types("/quiz cache 2")
    stem = next(line for line in asked.splitlines() if line.startswith("Which one fits"))
    await seat.types("/quiz")
    told = await seat.types("1")
    assert "Because of" in told
    assert stem not in told


async def test_an_answer_never_counts_for_a_question_that_only_another_window_showed(seat: Seat) -> None:
    other = Seat(seat.game)
    await seat.types("/quiz cache 3")
    await other.types("/quiz")
    assert "Question 2 of 3" in await other.types("1")
    told = await seat.types("1")
    assert "✓ Right." not in told
    assert "✗ Not this one." not in told


async def test_lines_after_quit_do_nothing(seat: Seat) -> None:
    await seat.door.run(of("/help", "/quit", "/quiz"))
    assert "A decision without a stated tradeoff" in seat.screen.getvalue()
    assert "Question 1" not in seat.screen.getvalue()


async def test_the_first_lines_are_done_before_any_is_read(seat: Seat) -> None:
    await seat.door.run(of(), first=("/quiz",))
    assert "Question 1 of 3" in seat.screen.getvalue()


async def test_what_was_shown_is_not_remembered_for_ever(seat: Seat) -> None:
    for _ in range(20):
        await seat.types("/quiz cache 3")
        for _ in range(3):
            await seat.types("1")
    assert len(seat.door.shown) <= 3


async def test_what_was_left_unanswered_is_not_remembered_for_ever(seat: Seat) -> None:
    for _ in range(20):
        await seat.types("/quiz cache 3")
    assert len(seat.door.shown) <= 3


def test_the_greeting_says_where_answers_are_kept_and_who_plays() -> None:
    words = greeting("/home/ada/tradeoff.db", person("Ada")).plain
    assert "/home/ada/tradeoff.db" in words.splitlines()[0]
    assert "Ada" in words
