"""Appeals on both databases: kept whole, listed newest first, text only where it was given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select, update

from bot.grading.report import Correction, Finding, Report, Task
from bot.outcome import Outcome
from bot.ports import Appeal, Ledger, Store
from storage.tables import appeals as table
from tests.storage.conftest import BackDoor
from tests.storage.samples import NOON, after, doing

FAR = 10_000_000  # minutes: the PostgreSQL server is shared, and nothing else lies so far in the future
EVERY = 10_000
TASK = Task(
    kind="why",
    ask="Why “Redis”?",
    facts="2 ms; 300 bytes a user",
    acceptable=("redis", "valkey"),
    model_answer="It keeps them in memory.",
    technology="redis",
)
REPORT = Report(
    kind="why",
    mark=2,
    findings=(
        Finding("requirement", "met", "under 2 ms"),
        Finding("gain", "unsure", "TTL"),
        Finding("cost", "missing"),
    ),
    message="What does it cost?",
    model_answer="It keeps them in memory.",
    grader="rubric/1",
    choice="redis",
    fits=True,
    sentences=2,
    flags=("cut",),
    corrections=(Correction("never loses a write", "It may.", "the manual"),),
)


def appeal(team: str, minutes: int = 0, *, person: str = "ann", text: str | None = None) -> Appeal:
    """An appeal so many minutes after noon."""
    return Appeal(team, person, after(minutes), "write/why/chat/cache", TASK, REPORT, text)


def saving(one: Appeal) -> Callable[[Ledger], Outcome]:
    """A flow that keeps one appeal."""
    return doing(lambda ledger: ledger.save_appeal(one))


async def keep(store: Store, *kept: Appeal) -> None:
    for number, one in enumerate(kept):
        delivery = f"{one.person}-{one.at.isoformat()}-{number}"
        await store.turn(one.team, delivery, NOON, saving(one))


async def listed(store: Store, team: str) -> Sequence[Appeal]:
    """All appeals of the team, in the order in which they are listed."""
    found = await store.view(lambda ledger: ledger.appeals(EVERY))
    return [one for one in found if one.team == team]


async def change(back_door: BackDoor, team: str, at: datetime, body: str) -> None:
    """Writes another body into the appeal of that moment."""
    at_ms = int(at.timestamp() * 1_000)
    await back_door(update(table).where(table.c.team == team, table.c.at_ms == at_ms).values(body=body))


async def test_an_appeal_comes_back_as_it_was_kept(store: Store, team: str) -> None:
    kept = appeal(team, text="Because “Redis” is quick.\nAnd small: 😀")
    await keep(store, kept)
    assert await listed(store, team) == [kept]


async def test_an_appeal_on_the_barest_report_comes_back_too(store: Store, team: str) -> None:
    task = Task(kind="metric", ask="What does it tell?", metric="Lag")
    report = Report("metric", None, (), "", "", "rubric/1")
    kept = replace(appeal(team), task=task, report=report)
    await keep(store, kept)
    assert await listed(store, team) == [kept]


async def test_the_text_is_kept_only_where_it_was_given(store: Store, team: str, back_door: BackDoor) -> None:
    await keep(store, appeal(team, 1, text="my words"), appeal(team, 2))
    assert [one.text for one in await listed(store, team)] == [None, "my words"]
    rows = await back_door(select(table.c.words, table.c.body).where(table.c.team == team).order_by(table.c.at_ms))
    assert [words for words, _ in rows] == ["my words", ""]
    assert all("my words" not in body for _, body in rows)


async def test_the_newest_come_first(store: Store, team: str) -> None:
    await keep(store, *(appeal(team, minutes) for minutes in (5, 1, 9, 3)))
    assert [one.at for one in await listed(store, team)] == [after(minutes) for minutes in (9, 5, 3, 1)]


async def test_appeals_of_one_moment_are_listed_in_the_order_of_their_people(store: Store, team: str) -> None:
    await keep(store, *(appeal(team, person=person) for person in ("cleo", "ann", "bob")))
    assert [one.person for one in await listed(store, team)] == ["ann", "bob", "cleo"]


async def test_no_more_are_listed_than_asked_for_and_those_are_the_newest(store: Store, team: str) -> None:
    await keep(store, *(appeal(team, FAR + minutes) for minutes in range(5)))
    found = await store.view(lambda ledger: ledger.appeals(2))
    assert [(one.team, one.at) for one in found] == [(team, after(FAR + 4)), (team, after(FAR + 3))]


async def test_appeals_of_all_teams_are_listed_together(store: Store, team: str) -> None:
    ours, theirs = appeal(team, 1), appeal(f"{team}-other", 2)
    await keep(store, ours, theirs)
    found = await store.view(lambda ledger: ledger.appeals(EVERY))
    assert [one for one in found if one.team.startswith(team)] == [theirs, ours]


async def test_people_and_moments_do_not_replace_each_other(store: Store, team: str) -> None:
    kept = [appeal(team, 1), appeal(team, 1, person="bob"), appeal(team, 0), appeal(team, 0, person="bob")]
    await keep(store, *kept)
    assert await listed(store, team) == kept


async def test_an_appeal_of_the_same_person_and_moment_replaces_the_first(store: Store, team: str) -> None:
    await keep(store, appeal(team, text="first"), appeal(team, text="second"))
    assert [one.text for one in await listed(store, team)] == ["second"]


async def test_an_appeal_replaced_without_text_keeps_none_of_the_first(store: Store, team: str) -> None:
    await keep(store, appeal(team, text="first"), appeal(team))
    assert [one.text for one in await listed(store, team)] == [None]


@pytest.mark.parametrize("body", ["", "not json", "null", "[]", "{}", "[null, null]", '[{"kind": "why"}, {}]'])
async def test_a_body_of_another_version_is_left_out_and_the_rest_is_listed(
    store: Store, team: str, back_door: BackDoor, body: str
) -> None:
    await keep(store, *(appeal(team, minutes) for minutes in (1, 2, 3)))
    await change(back_door, team, after(2), body)
    assert [one.at for one in await listed(store, team)] == [after(3), after(1)]


@pytest.mark.parametrize("field", ['"kind":', '"criterion":', '"quote":', '"mark":'])
async def test_a_body_with_a_field_of_a_newer_version_is_left_out(
    store: Store, team: str, back_door: BackDoor, field: str
) -> None:
    await keep(store, appeal(team, 1), appeal(team, 2))
    ((body,),) = await back_door(select(table.c.body).where(table.c.team == team, table.c.at_ms == _ms(2)))
    assert field in body
    await change(back_door, team, after(2), str(body).replace(field, f'"mood": 1, {field}', 1))
    assert await listed(store, team) == [appeal(team, 1)]


def _ms(minutes: int) -> int:
    return int(after(minutes).timestamp() * 1_000)


async def test_an_appeal_in_a_turn_that_fails_is_not_kept(store: Store, team: str) -> None:
    def fails(_: object) -> None:
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        await store.turn(team, "d1", NOON, doing(lambda ledger: ledger.save_appeal(appeal(team)), fails))
    assert await listed(store, team) == []


async def test_where_nobody_appealed_nothing_is_listed(store: Store, team: str) -> None:
    assert await listed(store, team) == []
