"""The rule table over every combination of parts, held against the labelling guide."""

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import product

import pytest

from bot.grading.report import MARKS
from bot.grading.rules import Parts, decision, metric, why

Table = Callable[[Parts], int]
TABLES = [decision, why, metric]
NAMES = [field.name for field in fields(Parts)]
LOWERING = ("plain", "error", "given")  # named by the question: only its meaning counts
EVERY = [Parts(*held) for held in product((False, True), repeat=len(NAMES))]


def with_and_without(name: str) -> list[tuple[Parts, Parts]]:
    return [(parts, replace(parts, **{name: True})) for parts in EVERY if not getattr(parts, name)]


@pytest.mark.parametrize("table", TABLES)
def test_every_mark_lies_between_nothing_and_full(table: Table) -> None:
    assert {table(parts) for parts in EVERY} == set(range(MARKS + 1))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in LOWERING])
def test_a_further_part_never_costs_a_mark(table: Table, name: str) -> None:
    assert [more for less, more in with_and_without(name) if table(more) < table(less)] == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", LOWERING)
def test_a_weakness_never_earns_a_mark(table: Table, name: str) -> None:
    assert [weak for sound, weak in with_and_without(name) if table(weak) > table(sound)] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_wrong_fact_leaves_two_marks_at_most(table: Table) -> None:
    assert max(table(parts) for parts in EVERY if parts.error) == 2


@pytest.mark.parametrize("table", TABLES)
def test_a_weak_part_leaves_three_marks_at_most(table: Table) -> None:
    assert max(table(parts) for parts in EVERY if parts.plain) == 3


@pytest.mark.parametrize("table", TABLES)
def test_nothing_stated_is_worth_nothing(table: Table) -> None:
    assert table(Parts()) == 0


def most_for_a_decision(parts: Parts) -> int:
    if not parts.choice:
        return int(parts.requirement)
    if parts.requirement and parts.acceptable and parts.cost and not parts.error:
        return MARKS if parts.gain and not parts.plain else 3
    if parts.acceptable and (parts.requirement or parts.cost):
        return 2
    return 2 if parts.requirement and parts.gain and parts.cost else 1


def most_for_a_why(parts: Parts) -> int:
    if parts.requirement and parts.gain and not parts.error:
        return 3 if parts.plain else MARKS
    return 2 if parts.requirement or parts.gain else 0


def most_for_a_metric(parts: Parts) -> int:
    if not parts.metric:
        return 0
    if parts.health and not parts.error:
        return 3 if parts.plain else MARKS
    return 2 if parts.says or parts.health else 1


@pytest.mark.parametrize(
    ("table", "most"),
    [(decision, most_for_a_decision), (why, most_for_a_why), (metric, most_for_a_metric)],
)
def test_no_combination_earns_more_than_the_guide_gives(table: Table, most: Table) -> None:
    assert [parts for parts in EVERY if table(parts) > most(parts)] == []


FULL = Parts(requirement=True, choice=True, acceptable=True, gain=True, cost=True)


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        (FULL, 4),
        (replace(FULL, plain=True), 3),
        (replace(FULL, gain=False), 3),
        (replace(FULL, cost=False), 2),
        (replace(FULL, requirement=False), 2),
        (replace(FULL, acceptable=False), 2),
        (replace(FULL, error=True), 2),
        (replace(FULL, acceptable=False, gain=False), 1),
        (replace(FULL, acceptable=False, cost=False), 1),
        (Parts(choice=True, acceptable=True), 1),
        (Parts(choice=True, acceptable=True, gain=True), 1),
        (Parts(requirement=True), 1),
        (Parts(gain=True, cost=True), 0),
    ],
)
def test_a_decision_is_marked_by_the_guide(parts: Parts, mark: int) -> None:
    assert decision(parts) == mark


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        (Parts(requirement=True, gain=True), 4),
        (Parts(requirement=True, gain=True, plain=True), 3),
        (Parts(requirement=True, gain=True, error=True), 2),
        (Parts(gain=True), 2),
        (Parts(requirement=True), 2),
        (Parts(gain=True, plain=True), 1),
        (Parts(cost=True), 0),
    ],
)
def test_a_why_is_marked_by_the_guide(parts: Parts, mark: int) -> None:
    assert why(parts) == mark


def test_the_price_is_no_part_of_a_why() -> None:
    assert [less for less, more in with_and_without("cost") if why(less) != why(more)] == []


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        (Parts(metric=True, health=True), 4),
        (Parts(metric=True, health=True, plain=True), 3),
        (Parts(metric=True, health=True, error=True), 2),
        (Parts(metric=True, says=True), 2),
        (Parts(metric=True), 1),
        (Parts(health=True, says=True), 0),
    ],
)
def test_a_metric_is_marked_by_the_guide(parts: Parts, mark: int) -> None:
    assert metric(parts) == mark
