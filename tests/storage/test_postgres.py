"""What only PostgreSQL can do to a turn: hang up, be away, hold a lock, let two processes in at once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import column, func, select, table, update
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import Unsaved
from bot.outcome import Outcome, Timer
from bot.ports import Ledger
from storage.engine import open_store
from storage.errors import StoreError
from storage.migrations import VERSION_TABLE
from storage.postgres_store import PostgresStore
from storage.tables import totals
from tests.storage.relay import relayed
from tests.storage.samples import DONE, NOON, TODAY, after, answers, doing, memory, profile, review, run, who


@pytest.fixture
def url(postgres: str) -> str:
    """The server of these tests."""
    return postgres


@asynccontextmanager
async def beside(url: str) -> AsyncGenerator[AsyncConnection]:
    """A connection of somebody else, in a transaction of its own."""
    engine = create_async_engine(url.replace("postgresql:", "postgresql+asyncpg:"), poolclass=NullPool)
    async with engine.begin() as connection:
        yield connection


async def hang_up(url: str) -> None:
    """The server closes every connection of every store, as in a restart."""
    activity = table("pg_stat_activity", column("pid"), column("application_name"))
    ours = select(func.pg_terminate_backend(activity.c.pid)).where(activity.c.application_name == "tradeoff")
    async with beside(url) as connection:
        await connection.execute(ours)


async def points(store: PostgresStore, team: str) -> int:
    """What Ann has today."""
    return await store.view(lambda ledger: ledger.points_of(team, "ann", TODAY, TODAY))


async def test_after_a_restart_of_the_server_turns_and_views_go_on(store: PostgresStore, url: str, team: str) -> None:
    await asyncio.gather(*(store.turn(team, f"d{number}", NOON, answers(team, "ann")) for number in range(8)))
    await hang_up(url)
    turns = (store.turn(team, f"e{number}", NOON, answers(team, "ann")) for number in range(8))
    assert await asyncio.gather(*turns) == [DONE] * 8
    await hang_up(url)
    assert await points(store, team) == 160


async def test_a_turn_cut_off_in_the_middle_is_run_again_and_counts_once(
    store: PostgresStore, url: str, team: str
) -> None:
    tries: list[int] = []
    loop = asyncio.get_running_loop()
    cut = asyncio.Event()

    def flow(ledger: Ledger) -> Outcome:
        tries.append(len(tries))
        answers(team, "ann")(ledger)
        if len(tries) == 1:
            loop.create_task(hang_up(url)).add_done_callback(lambda _: cut.set())
            while not cut.is_set():  # each read lets the event loop go on, until one finds the line dead
                ledger.session(team, "ann")
        return DONE

    assert await store.turn(team, "d1", NOON, flow) == DONE
    assert tries == [0, 1]
    assert await points(store, team) == 10


async def test_two_processes_lose_no_update_of_one_person(store: PostgresStore, url: str, team: str) -> None:
    def one_more(ledger: Ledger) -> Outcome:
        kept = ledger.profile(who(team, "ann"))
        ledger.save_profile(profile(team, "ann", days=kept.streak.days + 1 if kept else 1), NOON)
        return DONE

    async with open_store(url, now=NOON) as other:
        stores = (store, other)
        turns = (stores[number % 2].turn(team, f"d{number}", NOON, one_more) for number in range(60))
        assert await asyncio.gather(*turns) == [DONE] * 60
    kept = await store.view(lambda ledger: ledger.profile(who(team, "ann")))
    assert kept is not None
    assert kept.streak.days == 60


async def test_an_answer_never_brings_back_a_session_that_another_process_ends(
    store: PostgresStore, url: str, team: str
) -> None:
    def answer(ledger: Ledger) -> Outcome:
        if ledger.session(team, "ann") is not None:
            ledger.save_session(team, "ann", run(2), NOON)
        return DONE

    async with open_store(url, now=NOON) as other:
        for number in range(40):
            await store.turn(
                team, f"start-{number}", NOON, doing(lambda ledger: ledger.save_session(team, "ann", run(), NOON))
            )
            await asyncio.gather(
                other.turn(team, f"stop-{number}", NOON, doing(lambda ledger: ledger.end_session(team, "ann", "quiz"))),
                store.turn(team, f"answer-{number}", NOON, answer),
            )
            assert await store.view(lambda ledger: ledger.session(team, "ann")) is None


async def test_a_row_locked_for_too_long_says_busy_and_nothing_is_half_done(url: str, team: str) -> None:
    async with open_store(url, now=NOON, busy_timeout_s=0.2) as store:
        assert isinstance(store, PostgresStore)
        await store.turn(team, "d1", NOON, answers(team, "ann"))
        async with beside(url) as other:
            await other.execute(update(totals).where(totals.c.team == team).values(points=totals.c.points))
            with pytest.raises(Unsaved) as raised:
                await store.turn(team, "d2", NOON, answers(team, "ann"))
            assert raised.value.why == "busy"
            assert await points(store, team) == 10
        assert await store.turn(team, "d2", NOON, answers(team, "ann")) == DONE


async def test_all_writes_of_a_turn_arrive_whatever_their_order(store: PostgresStore, team: str) -> None:
    def flow(ledger: Ledger) -> Outcome:
        for number in range(3):
            ledger.save_session(team, "ann", run(number), NOON)
            ledger.save_memory(team, "ann", memory("sessions", reps=number))
            ledger.credit(review(team, "ann"))
            ledger.set_timer(team, Timer(after(number), f"t{number}"))
        ledger.end_session(team, "bob", "quiz")
        return DONE

    await store.turn(team, "d1", NOON, flow)
    assert await store.view(lambda ledger: ledger.session(team, "ann")) == run(2)
    assert await store.view(lambda ledger: ledger.memory(team, "ann", "sessions")) == memory("sessions", reps=2)
    assert await points(store, team) == 30


async def test_a_database_of_a_newer_version_is_refused_with_both_revisions(store: PostgresStore, url: str) -> None:
    stamped = table(VERSION_TABLE, column("version_num"))
    async with beside(url) as connection:
        await connection.execute(update(stamped).values(version_num="0099"))
    with pytest.raises(StoreError, match="its schema is 0099, this program knows up to 0002"):
        async with open_store(url, now=NOON):
            pass
    async with beside(url) as connection:
        await connection.execute(update(stamped).values(version_num="0002"))


async def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1/none cannot be opened") as raised:
        async with open_store("postgresql://ann:secret@127.0.0.1:1/none", now=NOON):
            pass
    assert "secret" not in str(raised.value)


async def test_while_the_server_is_away_a_turn_says_busy(postgres: str, team: str) -> None:
    async with relayed(postgres) as (url, relay), open_store(url, now=NOON, busy_timeout_s=0.5) as store:
        await store.turn(team, "d1", NOON, answers(team, "ann"))
        relay.cut()
        with pytest.raises(Unsaved) as raised:
            await store.turn(team, "d2", NOON, answers(team, "ann"))
        assert raised.value.why == "busy"
        with pytest.raises(Unsaved):
            await store.view(lambda ledger: ledger.session(team, "ann"))
        relay.down = False
        assert await store.turn(team, "d2", NOON, answers(team, "ann")) == DONE


async def test_a_commit_whose_answer_got_lost_counts_once_and_is_answered(postgres: str, team: str) -> None:
    async with relayed(postgres) as (url, relay), open_store(url, now=NOON) as store:
        relay.swallow_commit = True
        assert await store.turn(team, "d1", NOON, answers(team, "ann")) == DONE
        assert relay.commits_swallowed == 1
        assert await store.turn(team, "d1", NOON, answers(team, "ann")) is None
        assert await store.view(lambda ledger: ledger.points_of(team, "ann", TODAY, TODAY)) == 10
