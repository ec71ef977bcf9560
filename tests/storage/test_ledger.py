"""Every read and write of the ledger, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.events import Place
from bot.learning.memory import Memory
from bot.outcome import Outcome, Post, Timer
from bot.ports import Ledger, Store
from bot.widgets import Choice, Choices, Heading, Message, Para, spans, strong
from storage.rows import post_of
from storage.tables import answers as answers_table
from storage.tables import outbox, sessions, timers
from tests.storage.conftest import BackDoor
from tests.storage.samples import (
    DONE,
    NOON,
    TODAY,
    after,
    answers,
    doing,
    memory,
    profile,
    review,
    run,
    who,
)


def keeping(team: str, kept: Memory) -> Callable[[Ledger], Outcome]:
    """A flow that keeps one memory of Ann."""
    return doing(lambda ledger: ledger.save_memory(team, "ann", kept))


def setting(team: str, timer: Timer) -> Callable[[Ledger], Outcome]:
    """A flow that sets one timer."""
    return doing(lambda ledger: ledger.set_timer(team, timer))


async def test_a_profile_comes_back_as_it_was_saved(store: Store, team: str) -> None:
    ann = profile(team, "ann", on_board=False, days=4)
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_profile(ann, NOON)))
    assert await store.view(lambda ledger: ledger.profile(who(team, "ann"))) == ann


async def test_somebody_never_met_has_no_profile_no_session_and_no_memory(store: Store, team: str) -> None:
    assert await store.view(lambda ledger: ledger.profile(who(team, "ann"))) is None
    assert await store.view(lambda ledger: ledger.session(team, "ann")) is None
    assert await store.view(lambda ledger: ledger.memory(team, "ann", "f")) is None
    assert await store.view(lambda ledger: ledger.memories(team, "ann", None)) == {}


async def test_a_profile_saved_again_replaces_the_first(store: Store, team: str) -> None:
    first, second = profile(team, "ann", on_board=True), profile(team, "ann", on_board=False, days=9)
    await store.turn(
        team,
        "d1",
        NOON,
        doing(lambda ledger: ledger.save_profile(first, NOON), lambda ledger: ledger.save_profile(second, after(1))),
    )
    assert await store.view(lambda ledger: ledger.profile(who(team, "ann"))) == second


async def test_a_team_keeps_its_first_zone_which_comes_with_the_profile(store: Store, team: str) -> None:
    def meet(ledger: Ledger) -> Outcome:
        ledger.save_profile(profile(team, "ann"), NOON)
        ledger.save_team(team, "Asia/Tokyo", NOON)
        ledger.save_team(team, "America/Lima", NOON)
        return DONE

    await store.turn(team, "d1", NOON, meet)
    kept = await store.view(lambda ledger: ledger.profile(who(team, "ann")))
    assert kept is not None
    assert kept.team_zone == "Asia/Tokyo"


async def test_the_zone_of_a_team_never_kept_is_utc(store: Store, team: str) -> None:
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_profile(profile(team, "ann"), NOON)))
    kept = await store.view(lambda ledger: ledger.profile(who(team, "ann")))
    assert kept is not None
    assert kept.team_zone == "UTC"


async def test_a_session_comes_back_as_it_was_saved(store: Store, team: str) -> None:
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_session(team, "ann", run(3), NOON)))
    assert await store.view(lambda ledger: ledger.session(team, "ann")) == run(3)
    assert await store.view(lambda ledger: ledger.session(team, "bob")) is None


async def test_ending_a_session_forgets_the_one_of_that_kind_only(store: Store, team: str) -> None:
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_session(team, "ann", run(), NOON)))
    await store.turn(team, "d2", NOON, doing(lambda ledger: ledger.end_session(team, "ann", "interview")))
    assert await store.view(lambda ledger: ledger.session(team, "ann")) == run()
    await store.turn(team, "d3", NOON, doing(lambda ledger: ledger.end_session(team, "ann", "quiz")))
    assert await store.view(lambda ledger: ledger.session(team, "ann")) is None


@pytest.mark.parametrize("body", ['{"id": "run-1", "kind": "quiz"}', "not json", "[]", "null", '{"new_field": 1}', ""])
async def test_a_session_of_another_version_counts_as_none(
    store: Store, team: str, back_door: BackDoor, body: str
) -> None:
    row = {"team": team, "person": "ann", "kind": "quiz", "body": body, "touched_ms": 1}
    await back_door(insert(sessions).values(row))
    assert await store.view(lambda ledger: ledger.session(team, "ann")) is None


async def test_a_session_with_a_field_of_a_newer_version_counts_as_none(
    store: Store, team: str, back_door: BackDoor
) -> None:
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_session(team, "ann", run(), NOON)))
    ((body,),) = await back_door(select(sessions.c.body).where(sessions.c.team == team))
    longer = str(body).replace('"id":', '"mood":"calm","id":', 1)
    await back_door(update(sessions).where(sessions.c.team == team).values(body=longer))
    assert await store.view(lambda ledger: ledger.session(team, "ann")) is None


async def test_an_unknown_kind_of_session_does_not_hide_the_one_before(
    store: Store, team: str, back_door: BackDoor
) -> None:
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_session(team, "ann", run(), NOON)))
    later = {"team": team, "person": "ann", "kind": "duel", "body": "{}", "touched_ms": 9_999_999_999_999}
    await back_door(insert(sessions).values(later))
    assert await store.view(lambda ledger: ledger.session(team, "ann")) == run()


async def test_memories_come_back_by_family_and_by_topic(store: Store, team: str) -> None:
    cache, queue = memory("sessions", "cache"), memory("orders", "queue")
    for kept in (cache, queue):
        await store.turn(team, kept.family, NOON, keeping(team, kept))
    assert await store.view(lambda ledger: ledger.memories(team, "ann", None)) == {"sessions": cache, "orders": queue}
    assert await store.view(lambda ledger: ledger.memories(team, "ann", "queue")) == {"orders": queue}
    assert await store.view(lambda ledger: ledger.memory(team, "ann", "sessions")) == cache
    assert await store.view(lambda ledger: ledger.memories(team, "bob", None)) == {}


async def test_a_memory_saved_again_replaces_the_first(store: Store, team: str) -> None:
    for reps in (1, 2):
        await store.turn(team, f"d{reps}", NOON, keeping(team, memory("sessions", reps=reps)))
    assert await store.view(lambda ledger: ledger.memories(team, "ann", None)) == {
        "sessions": memory("sessions", reps=2)
    }


async def test_times_are_kept_to_the_millisecond_and_never_rounded_up(store: Store, team: str) -> None:
    at = datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=UTC)
    await store.turn(team, "d1", at, answers(team, "ann", at=at))
    await store.turn(team, "d2", at, doing(lambda ledger: ledger.save_profile(profile(team, "ann"), at)))
    (ann,) = await store.view(lambda ledger: ledger.standings(team, 0, TODAY, 5))
    assert ann.last_at == at - timedelta(microseconds=999)
    assert ann.last_at.tzinfo is UTC


async def test_every_answer_is_appended(store: Store, team: str, back_door: BackDoor) -> None:
    await store.turn(team, "d1", NOON, answers(team, "ann"))
    await store.turn(team, "d2", NOON, answers(team, "ann", score=0.5, points=0, ranked=False))
    kept = answers_table.c
    asked = select(kept.person, kept.kind, kept.score, kept.points, kept.ranked, kept.took_ms)
    rows = await back_door(asked.where(kept.team == team).order_by(kept.id))
    assert rows == [("ann", "best_fit", 1.0, 10, 1, 1_500), ("ann", "best_fit", 0.5, 0, 0, 1_500)]


async def test_recording_alone_credits_nothing(store: Store, team: str) -> None:
    await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.record(review(team, "ann"))))
    assert await store.view(lambda ledger: ledger.points_of(team, "ann", 0, TODAY)) == 0


async def test_a_post_put_out_waits_as_it_was(store: Store, team: str, back_door: BackDoor) -> None:
    blocks = (
        Heading("Weekly board"),
        Para(spans("won by ", strong("Ann <3"))),
        Choices((Choice("A", "Redis", "token", "right", spans("expires\u0000keys")),)),
    )
    sent = [Post(Place(team, f"c{n}", "channel"), Message(blocks), "ann", f"board-{n}") for n in range(3)]

    def weekly(ledger: Ledger) -> Outcome:
        for post in sent:
            ledger.put_out(team, post, NOON)
        return DONE

    await store.turn(team, "d1", NOON, weekly)
    o = outbox.c
    asked = select(o.team, o.place, o.place_kind, o.only_for, o.key, o.body).where(o.team == team).order_by(o.id)
    assert [post_of(row) for row in await back_door(asked)] == sent
    assert await back_door(select(o.state).distinct().where(o.team == team)) == [("waiting",)]


async def test_a_timer_is_set_once_and_moved_by_its_key(store: Store, team: str, back_door: BackDoor) -> None:
    for number, minutes in enumerate((5, 9)):
        await store.turn(team, f"d{number}", NOON, setting(team, Timer(after(minutes), "round-1")))
    rows = await back_door(select(timers.c.key, timers.c.at_ms).where(timers.c.team == team))
    assert rows == [("round-1", int(after(9).timestamp() * 1_000))]
