"""Who stands where, on both databases: windows, ties, people who opted out."""

from collections.abc import Callable, Sequence

from bot.learning.days import SINCE_EVER
from bot.outcome import Outcome
from bot.ports import Ledger, Profile, Standing, Store
from tests.storage.samples import NOON, TODAY, after, answers, doing, profile

Window = tuple[int, int]

DAY = (TODAY, TODAY)
WEEK = (TODAY - 6, TODAY)
EVER = (SINCE_EVER, TODAY)


async def meet(store: Store, team: str, *people: str, on_board: bool = True) -> None:
    """Keeps the profiles of these people."""
    for person in people:
        await store.turn(team, f"meet-{person}", NOON, meeting(profile(team, person, on_board=on_board)))


def meeting(one: Profile) -> Callable[[Ledger], Outcome]:
    """A flow that keeps one profile."""
    return doing(lambda ledger: ledger.save_profile(one, NOON))


async def answer(store: Store, team: str, person: str, points: int, minutes: int, *, day: int = TODAY) -> None:
    """One answer, so many minutes after noon."""
    flow = answers(team, person, points=points, at=after(minutes), team_day=day)
    await store.turn(team, f"{person}-{minutes}", NOON, flow)


def board(team: str, window: Window, limit: int = 10) -> Callable[[Ledger], list[tuple[str, int]]]:
    """Person and points, best first."""
    return lambda ledger: [(one.person, one.points) for one in ledger.standings(team, *window, limit)]


def standings(team: str, window: Window) -> Callable[[Ledger], Sequence[Standing]]:
    """The board itself."""
    return lambda ledger: ledger.standings(team, *window, 10)


def points_of(team: str, person: str, window: Window) -> Callable[[Ledger], int]:
    """One person's points."""
    return lambda ledger: ledger.points_of(team, person, *window)


def count_above(team: str, points: int, window: Window) -> Callable[[Ledger], int]:
    """How many are better."""
    return lambda ledger: ledger.count_above(team, points, *window)


async def test_the_best_stand_first_with_their_names_and_the_moment_of_their_last_point(
    store: Store, team: str
) -> None:
    await meet(store, team, "ann", "bob")
    await answer(store, team, "ann", 5, 1)
    await answer(store, team, "bob", 10, 2)
    for window in (DAY, WEEK, EVER):
        best = await store.view(standings(team, window))
        assert [(one.person, one.name, one.points, one.last_at) for one in best] == [
            ("bob", "Bob", 10, after(2)),
            ("ann", "Ann", 5, after(1)),
        ]


async def test_equal_points_stand_in_the_order_in_which_they_were_reached(store: Store, team: str) -> None:
    await meet(store, team, "ann", "bob", "cid")
    await answer(store, team, "ann", 5, 1)
    await answer(store, team, "cid", 10, 2)
    await answer(store, team, "bob", 10, 3)
    await answer(store, team, "ann", 5, 4)
    for window in (DAY, WEEK, EVER):
        assert await store.view(board(team, window)) == [("cid", 10), ("bob", 10), ("ann", 10)]


async def test_the_very_same_moment_is_settled_by_the_person_so_that_boards_never_flicker(
    store: Store, team: str
) -> None:
    await meet(store, team, "bob", "ann")
    for person in ("bob", "ann"):
        await answer(store, team, person, 10, 1)
    for window in (DAY, EVER):
        assert await store.view(board(team, window)) == [("ann", 10), ("bob", 10)]


async def test_an_answer_without_points_costs_nobody_the_place(store: Store, team: str) -> None:
    await meet(store, team, "ann", "bob")
    await answer(store, team, "ann", 10, 1)
    await answer(store, team, "bob", 10, 2)
    await answer(store, team, "ann", 0, 3)
    await answer(store, team, "ann", 0, 4, day=TODAY + 1)
    for window in (DAY, (TODAY, TODAY + 1), EVER):
        assert await store.view(board(team, window)) == [("ann", 10), ("bob", 10)]


async def test_an_answer_delivered_late_does_not_set_the_moment_back(store: Store, team: str) -> None:
    await meet(store, team, "ann")
    await answer(store, team, "ann", 5, 9)
    await answer(store, team, "ann", 5, 3)
    for window in (DAY, EVER):
        (ann,) = await store.view(standings(team, window))
        assert ann.last_at == after(9)


async def test_a_window_holds_its_days_and_no_others(store: Store, team: str) -> None:
    await meet(store, team, "ann")
    for minutes, (points, day) in enumerate([(1, -7), (2, -6), (4, -1), (8, 0), (16, 1)]):
        await answer(store, team, "ann", points, minutes, day=TODAY + day)
    for window, points in ((DAY, 8), (WEEK, 14), ((TODAY - 7, TODAY + 1), 31), (EVER, 31)):
        assert await store.view(board(team, window)) == [("ann", points)]
        assert await store.view(points_of(team, "ann", window)) == points
    assert await store.view(board(team, (TODAY + 5, TODAY + 9))) == []


async def test_who_opted_out_is_not_shown_and_not_counted_but_keeps_points(store: Store, team: str) -> None:
    await meet(store, team, "ann")
    await meet(store, team, "bob", on_board=False)
    await answer(store, team, "ann", 5, 1)
    await answer(store, team, "bob", 10, 2)
    for window in (DAY, EVER):
        assert await store.view(board(team, window)) == [("ann", 5)]
        assert await store.view(count_above(team, 5, window)) == 0
        assert await store.view(points_of(team, "bob", window)) == 10


async def test_nobody_without_points_stands_on_a_board(store: Store, team: str) -> None:
    await meet(store, team, "ann", "bob")
    await answer(store, team, "ann", 0, 1)
    for window in (DAY, EVER):
        assert await store.view(board(team, window)) == []
        assert await store.view(points_of(team, "ann", window)) == 0
        assert await store.view(points_of(team, "bob", window)) == 0
        assert await store.view(count_above(team, 0, window)) == 0


async def test_somebody_without_a_profile_goes_by_the_id(store: Store, team: str) -> None:
    await answer(store, team, "u-17", 5, 1)
    for window in (DAY, EVER):
        (one,) = await store.view(standings(team, window))
        assert (one.person, one.name, one.points) == ("u-17", "u-17", 5)
        assert await store.view(count_above(team, 4, window)) == 1


async def test_only_those_strictly_better_are_counted(store: Store, team: str) -> None:
    people = ("ann", "bob", "cid", "dee")
    await meet(store, team, *people)
    for person, points in zip(people, (10, 10, 7, 3), strict=True):
        await answer(store, team, person, points, 1)
    for window in (DAY, WEEK, EVER):
        above = [await store.view(count_above(team, points, window)) for points in (10, 7, 3, 0)]
        assert above == [0, 2, 3, 4]


async def test_a_board_is_cut_at_its_limit_and_knows_one_team_only(store: Store, team: str) -> None:
    await meet(store, team, "ann", "bob", "cid")
    await meet(store, f"{team}-b", "zoe")
    for points, person in enumerate(("ann", "bob", "cid"), start=1):
        await answer(store, team, person, points, 1)
    await answer(store, f"{team}-b", "zoe", 99, 1)
    for window in (DAY, EVER):
        assert await store.view(board(team, window, limit=2)) == [("cid", 3), ("bob", 2)]
