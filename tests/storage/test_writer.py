"""The group-commit writer: many turns, few commits, and nobody pays for another's fault."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.outcome import Outcome
from bot.ports import Ledger
from storage.ledger import SqlLedger
from storage.sqlite_opening import prepared
from storage.writer import Writer
from tests.storage.samples import DONE, NOON, TODAY, answers


@asynccontextmanager
async def writer_of(path: Path, statements: list[str] | None = None) -> AsyncGenerator[Writer]:
    """A writer on a new file; `statements` gathers what it tells SQLite."""
    connection = prepared(path, NOON, 5.0)
    if statements is not None:
        connection.set_trace_callback(statements.append)
    writer = Writer(connection)
    try:
        yield writer
    finally:
        await writer.close()


def points(ledger: SqlLedger) -> int:
    """What Ann has today."""
    return ledger.points_of("T", "ann", TODAY, TODAY)


async def held_up(writer: Writer, release: Event) -> "asyncio.Task[None]":
    """Keeps the writer busy with a turn until `release` is set, so that what follows queues up."""
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait(_: SqlLedger) -> None:
        loop.call_soon_threadsafe(begun.set)
        release.wait()

    task = asyncio.create_task(writer.run(wait))
    await begun.wait()
    return task


async def test_two_hundred_turns_at_once_share_a_few_commits(sqlite_file: Path) -> None:
    said: list[str] = []
    async with writer_of(sqlite_file, said) as writer:
        outcomes = await asyncio.gather(*(writer.run(answers("T", "ann")) for _ in range(200)))
        assert outcomes == [DONE] * 200
        assert await writer.run(points) == 2_000
    assert said.count("SAVEPOINT turn") == 201
    assert said.count("COMMIT") < 10


async def test_nobody_is_answered_before_the_commit(sqlite_file: Path) -> None:
    async with writer_of(sqlite_file) as writer:
        await writer.run(answers("T", "ann"))
        other = sqlite3.connect(sqlite_file)
        assert other.execute("SELECT points FROM totals").fetchall() == [(10,)]
        other.close()


def test_a_commit_is_flushed_to_disk_before_it_counts(sqlite_file: Path) -> None:
    connection = prepared(sqlite_file, NOON, 5.0)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL: only with it, a power cut loses nothing
    connection.close()


async def test_turns_that_fail_harm_no_other_of_their_batch(sqlite_file: Path) -> None:
    def failing(ledger: Ledger) -> Outcome:
        answers("T", "ann")(ledger)
        raise ValueError("a fault")

    release = Event()
    async with writer_of(sqlite_file) as writer:
        first = await held_up(writer, release)
        flows = [failing if number % 7 == 0 else answers("T", "ann") for number in range(50)]
        turns = [asyncio.create_task(writer.run(flow)) for flow in flows]
        await asyncio.sleep(0)  # lets them queue up behind the first
        release.set()
        outcomes = await asyncio.gather(*turns, return_exceptions=True)
        await first
        assert [isinstance(outcome, ValueError) for outcome in outcomes] == [n % 7 == 0 for n in range(50)]
        assert await writer.run(points) == 42 * 10


async def test_a_statement_that_fails_undoes_its_turn_only(sqlite_file: Path) -> None:
    def wrong(ledger: Ledger) -> Outcome:
        answers("T", "ann")(ledger)
        return answers("T", None)(ledger)  # type: ignore[arg-type]  # a null where none may be

    async with writer_of(sqlite_file) as writer:
        results = await asyncio.gather(
            writer.run(answers("T", "ann")), writer.run(wrong), writer.run(answers("T", "ann")), return_exceptions=True
        )
        assert [type(result) for result in results] == [Outcome, sqlite3.IntegrityError, Outcome]
        assert await writer.run(points) == 20


async def test_a_caller_who_gave_up_in_the_queue_leaves_nothing_and_the_writer_goes_on(sqlite_file: Path) -> None:
    release = Event()
    async with writer_of(sqlite_file) as writer:
        first = await held_up(writer, release)
        given_up = asyncio.create_task(writer.run(answers("T", "ann")))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.wait([given_up])
        release.set()
        await first
        assert await writer.run(points) == 0


async def test_a_caller_who_gave_up_in_the_middle_does_not_stop_the_writer(sqlite_file: Path) -> None:
    release = Event()
    async with writer_of(sqlite_file) as writer:
        first = await held_up(writer, release)
        first.cancel()
        await asyncio.wait([first])
        release.set()
        assert await writer.run(answers("T", "ann")) == DONE


async def test_callers_of_several_event_loops_are_answered(sqlite_file: Path) -> None:
    seen: list[Outcome] = []
    async with writer_of(sqlite_file) as writer:
        elsewhere = Thread(target=lambda: seen.append(asyncio.run(writer.run(answers("T", "ann")))))
        elsewhere.start()
        assert await writer.run(answers("T", "ann")) == DONE
        await asyncio.to_thread(elsewhere.join)
        assert seen == [DONE]


async def test_a_caller_whose_event_loop_is_gone_does_not_stop_the_writer(sqlite_file: Path) -> None:
    release = Event()

    async def walk_away() -> None:
        turn = asyncio.create_task(writer.run(answers("T", "ann")))
        await asyncio.sleep(0)
        turn.cancel()

    async with writer_of(sqlite_file) as writer:
        first = await held_up(writer, release)
        await asyncio.to_thread(lambda: asyncio.run(walk_away()))
        release.set()
        await first
        assert await writer.run(answers("T", "ann")) == DONE


async def test_closing_finishes_what_is_queued_and_refuses_what_comes_later(sqlite_file: Path) -> None:
    async with writer_of(sqlite_file) as writer:
        turns = [asyncio.create_task(writer.run(answers("T", "ann"))) for _ in range(300)]
        await asyncio.sleep(0)
        await asyncio.gather(writer.close(), writer.close())
        assert await asyncio.gather(*turns) == [DONE] * 300
        with pytest.raises(RuntimeError, match="closed"):
            await writer.run(points)


async def test_closing_leaves_one_file_with_everything_in_it(sqlite_file: Path) -> None:
    async with writer_of(sqlite_file) as writer:
        await writer.run(answers("T", "ann"))
        assert len(list(sqlite_file.parent.iterdir())) == 3
    assert list(sqlite_file.parent.iterdir()) == [sqlite_file]


async def test_even_an_exit_raised_in_a_turn_reaches_its_caller_only(sqlite_file: Path) -> None:
    def leaving(_: SqlLedger) -> None:
        raise SystemExit(3)

    async with writer_of(sqlite_file) as writer:
        try:
            await writer.run(leaving)
        except SystemExit as exit_:
            assert exit_.code == 3
        assert await writer.run(answers("T", "ann")) == DONE
