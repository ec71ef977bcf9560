"""Which item comes next."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.catalog import Catalog
from bot.chance import mix
from bot.events import Moment
from bot.items.choose import choose, make, pool
from bot.learning.memory import Memory
from bot.topics import TOPICS, Topic
from tests.banks import bank, many, question, tree, typed

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NOW = Moment(NOON, 7)


def memory(family: str, *, seen_days: float, due_days: float) -> Memory:
    """Seen and due so many days from now."""
    seen, due = NOON + timedelta(days=seen_days), NOON + timedelta(days=due_days)
    return Memory(family, "cache", 3, 5, seen, due, reps=1, lapses=0, first=1)


def known(*memories: Memory) -> dict[str, Memory]:
    """Memories by family."""
    return {each.family: each for each in memories}


def test_what_is_due_comes_first_then_what_is_new_then_what_was_seen_longest_ago() -> None:
    catalog = bank(*many(6))
    memories = known(
        memory("cache-1", seen_days=-1, due_days=5),
        memory("cache-2", seen_days=-9, due_days=-1),
        memory("cache-3", seen_days=-3, due_days=2),
        memory("cache-4", seen_days=-8, due_days=-2),
    )

    order = choose(catalog, "cache", memories, 6, NOW)

    assert order[:2] == ("cache-4", "cache-2")  # by the day they were due
    assert set(order[2:4]) == {"cache-5", "cache-6"}
    assert order[4:] == ("cache-3", "cache-1")


def test_an_item_is_due_from_that_very_moment() -> None:
    memories = known(memory("cache-2", seen_days=-2, due_days=0))

    assert choose(bank(*many(3)), "cache", memories, 1, NOW) == ("cache-2",)


def test_new_items_come_in_an_order_of_the_seed() -> None:
    catalog = bank(*many(6))
    orders = {choose(catalog, "cache", {}, 6, Moment(NOON, mix(seed, 0))) for seed in range(50)}

    assert len(orders) > 40
    assert choose(catalog, "cache", {}, 6, NOW) == choose(catalog, "cache", {}, 6, NOW)


def test_a_run_never_holds_the_same_item_twice() -> None:
    order = choose(bank(*many(9), trees=[tree()]), None, {}, 50, NOW)

    assert len(order) == len(set(order)) == 12


def test_nothing_comes_again_until_the_pool_is_used_up() -> None:
    catalog = bank(*many(12))
    memories: dict[str, Memory] = {}
    asked: list[str] = []
    for turn in range(6):
        for family in choose(catalog, "cache", memories, 2, Moment(NOON, mix(turn, 0))):
            asked.append(family)
            memories |= known(memory(family, seen_days=turn / 100, due_days=3))

    assert len(set(asked)) == 12


def test_no_more_are_chosen_than_there_are() -> None:
    assert len(choose(bank(*many(3)), "cache", {}, 50, NOW)) == 3


def test_a_topic_without_questions_chooses_nothing() -> None:
    assert choose(bank(*many(3)), "queue", {}, 5, NOW) == ()


def test_a_topic_holds_its_questions_and_the_walks_of_its_trees() -> None:
    catalog = bank(question(), typed(), trees=[tree()])

    assert pool(catalog, "cache") == ("session-store",)
    assert pool(catalog, "database") == (
        "open-source-sql",
        "walk/store/graph",
        "walk/store/scale/kv-one",
        "walk/store/scale/kv-wide",
    )
    assert set(pool(catalog, None)) == {*pool(catalog, "cache"), *pool(catalog, "database")}


@pytest.mark.parametrize("topic", ["cache", None])
def test_drafts_are_never_asked(topic: Topic | None) -> None:
    catalog = bank(question(status="draft"), question("reviewed"))

    assert pool(catalog, topic) == ("reviewed",)
    assert choose(catalog, topic, {}, 50, NOW) == ("reviewed",)


def test_memories_of_cards_that_are_gone_choose_nothing() -> None:
    memories = known(memory("gone", seen_days=-9, due_days=-1))

    assert choose(bank(question()), "cache", memories, 5, NOW) == ("session-store",)


def test_two_banks_of_one_version_are_not_mixed_up() -> None:
    assert pool(bank(question("first")), "cache") == ("first",)
    assert pool(bank(question("second")), "cache") == ("second",)


def test_every_item_that_may_be_asked_in_the_course_can_be_made(published: Catalog) -> None:
    for topic in (*TOPICS, None):
        for family in pool(published, topic):
            assert make(family, published, 7) is not None
