"""What a turn promises, on both databases."""

import asyncio
from collections.abc import Callable

import pytest

from bot.errors import Refusal
from bot.outcome import Outcome
from bot.ports import Ledger, Store
from storage.engine import open_store
from storage.postgres_store import PostgresStore
from storage.sqlite_store import SqliteStore
from tests.storage.samples import DONE, NOON, TODAY, after, answers, doing, profile, run, who

AnyStore = SqliteStore | PostgresStore


def points(team: str, person: str) -> Callable[[Ledger], int]:
    return lambda ledger: ledger.points_of(team, person, TODAY, TODAY)


async def test_a_turn_answers_with_the_outcome_and_keeps_what_was_written(store: Store, team: str) -> None:
    assert await store.turn(team, "d1", NOON, answers(team, "ann")) == DONE
    assert await store.view(points(team, "ann")) == 10


async def test_a_delivery_seen_before_is_answered_with_nothing_and_changes_nothing(store: Store, team: str) -> None:
    await store.turn(team, "d1", NOON, answers(team, "ann"))
    assert await store.turn(team, "d1", NOON, answers(team, "ann")) is None
    assert await store.view(points(team, "ann")) == 10


async def test_one_delivery_five_times_at_once_has_one_effect(store: Store, team: str) -> None:
    outcomes = await asyncio.gather(*(store.turn(team, "d1", NOON, answers(team, "ann")) for _ in range(5)))
    assert sorted(outcomes, key=bool) == [None, None, None, None, DONE]
    assert await store.view(points(team, "ann")) == 10


async def test_two_teams_may_use_the_same_delivery_and_person(store: Store, team: str) -> None:
    other = f"{team}-other"
    assert await store.turn(team, "d1", NOON, answers(team, "ann")) == DONE
    assert await store.turn(other, "d1", NOON, answers(other, "ann", points=3)) == DONE
    assert await store.view(points(team, "ann")) == 10
    assert await store.view(points(other, "ann")) == 3


@pytest.mark.parametrize("trouble", [Refusal("No such option."), ValueError("a fault")])
async def test_a_turn_that_raises_leaves_nothing_and_its_delivery_may_come_again(
    store: Store, team: str, trouble: Exception
) -> None:
    def failing(ledger: Ledger) -> Outcome:
        answers(team, "ann")(ledger)
        raise trouble

    with pytest.raises(type(trouble)) as raised:
        await store.turn(team, "d1", NOON, failing)
    assert raised.value is trouble
    assert await store.view(points(team, "ann")) == 0
    assert await store.turn(team, "d1", NOON, answers(team, "ann")) == DONE


async def test_an_iterator_that_ran_out_is_a_fault_like_any_other(store: Store, team: str) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):  # Python lets no coroutine raise it
        await store.turn(team, "d1", NOON, doing(lambda _: next(iter(()))))
    assert await store.turn(team, "d1", NOON, doing()) == DONE


async def test_four_at_once_lose_none_of_four_hundred_updates(store: Store, team: str) -> None:
    def one_more(ledger: Ledger) -> Outcome:
        kept = ledger.profile(who(team, "ann"))
        ledger.save_profile(profile(team, "ann", days=kept.streak.days + 1 if kept else 1), NOON)
        return answers(team, "ann")(ledger)

    async def press(device: int) -> None:
        for number in range(100):
            assert await store.turn(team, f"{device}-{number}", NOON, one_more) == DONE

    await asyncio.gather(*(press(device) for device in range(4)))
    kept = await store.view(lambda ledger: ledger.profile(who(team, "ann")))
    assert kept is not None
    assert kept.streak.days == 400
    assert await store.view(points(team, "ann")) == 4_000


async def test_a_flow_reads_what_it_has_just_written(store: Store, team: str) -> None:
    seen: list[object] = []

    def flow(ledger: Ledger) -> Outcome:
        ledger.save_session(team, "ann", run(1), NOON)
        ledger.save_session(team, "ann", run(2), NOON)
        seen.append(ledger.session(team, "ann"))
        ledger.end_session(team, "ann", "quiz")
        seen.append(ledger.session(team, "ann"))
        ledger.save_session(team, "ann", run(3), NOON)
        return DONE

    await store.turn(team, "d1", NOON, flow)
    assert seen == [run(2), None]
    assert await store.view(lambda ledger: ledger.session(team, "ann")) == run(3)


async def test_a_view_cannot_write(store: Store, team: str) -> None:
    with pytest.raises(Exception, match=r"read-?only|cannot be written"):
        await store.view(answers(team, "ann"))
    assert await store.view(points(team, "ann")) == 0


async def test_a_view_hands_on_what_it_raises(store: Store, team: str) -> None:
    def refusing(ledger: Ledger) -> None:
        assert ledger.session(team, "ann") is None
        raise Refusal("Nothing to show.")

    with pytest.raises(Refusal, match="Nothing to show"):
        await store.view(refusing)


async def test_deliveries_are_forgotten_after_a_day_and_nothing_else_is(store: AnyStore, team: str) -> None:
    await store.turn(team, "old", NOON, answers(team, "ann"))
    await store.turn(team, "young", after(1), doing())
    assert await store.purge(after(24 * 60 + 0.5)) >= 1
    assert await store.turn(team, "young", after(24 * 60), answers(team, "ann")) is None
    assert await store.turn(team, "old", after(24 * 60), doing()) == DONE
    assert await store.view(points(team, "ann")) == 10


async def test_more_deliveries_than_one_round_takes_are_all_forgotten(store: AnyStore, team: str) -> None:
    def many(ledger: Ledger) -> Outcome:
        for number in range(2_500):
            ledger.claim(team, f"d{number}", NOON)  # type: ignore[attr-defined]  # not in the port: the store's own
        return DONE

    await store.turn(team, "d", NOON, many)
    assert await store.purge(after(25 * 60)) >= 2_501
    assert await store.purge(after(25 * 60)) == 0


async def test_what_one_store_kept_another_finds(url: str, team: str) -> None:
    async with open_store(url, now=NOON) as first:
        await first.turn(team, "d1", NOON, answers(team, "ann"))
    async with open_store(url, now=NOON) as second:
        assert await second.turn(team, "d1", NOON, answers(team, "ann")) is None
        assert await second.view(points(team, "ann")) == 10


async def test_a_closed_store_refuses_turns_and_views(url: str, team: str) -> None:
    async with open_store(url, now=NOON) as store:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        await store.turn(team, "d1", NOON, answers(team, "ann"))
    with pytest.raises(RuntimeError, match="closed"):
        await store.view(points(team, "ann"))
