"""Walks down a decision tree, drawn from a seed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.catalog import Catalog, Edge, Node, Tree
from bot.chance import mix
from bot.items import tree_walk
from bot.items.item import Item
from tests.banks import SHORT_WALK, WALK, bank, tree

SEEDS = tuple(mix(seed, 0) for seed in range(50))


def walk(family: str, catalog: Catalog, seed: int) -> tuple[Item, ...]:
    """Every step of the walk."""

    def steps() -> Iterator[Item]:
        step = 0
        while item := tree_walk.make(family, catalog, seed, step):
            yield item
            step += 1

    return tuple(steps())


def walks(catalog: Catalog) -> Iterator[tuple[Tree, str, tuple[Item, ...]]]:
    """Every family of every tree, walked with 50 seeds."""
    for drawn in catalog.trees.values():
        for family in tree_walk.families(drawn):
            for seed in SEEDS:
                yield drawn, family, walk(family, catalog, seed)


def test_there_is_one_family_for_each_leaf_of_the_course_tree(course: Catalog) -> None:
    drawn = course.trees["course-database"]
    leaves = [node_id for node_id, node in drawn.nodes.items() if node.leaf]

    assert sorted(family.rsplit("/", 1)[1] for family in tree_walk.families(drawn)) == sorted(leaves)
    assert len(leaves) == 6


def test_the_right_option_of_each_step_leads_along_the_path_to_the_leaf(course: Catalog) -> None:
    for drawn, family, steps in walks(course):
        path = [drawn.root]
        for item in steps:
            (edge,) = (edge for edge in drawn.nodes[path[-1]].edges if edge.when == item.options[item.right].text)
            path.append(edge.to)
        assert family == "/".join(["walk", drawn.id, *path[1:]])
        assert drawn.nodes[path[-1]].leaf


def test_each_node_on_the_path_is_asked_once_and_in_order(course: Catalog) -> None:
    for drawn, _, steps in walks(course):
        assert len({_node(drawn, item).ask for item in steps}) == len(steps)
        assert [item.step for item in steps] == list(range(len(steps)))
        assert {item.steps for item in steps} == {len(steps)}


def _node(drawn: Tree, item: Item) -> Node:
    """The node that a step asks about."""
    options = sorted(option.text for option in item.options)
    (node,) = (node for node in drawn.nodes.values() if node.edges and sorted(e.when for e in node.edges) == options)
    assert item.stem.endswith(node.ask)
    return node


def test_every_option_of_every_step_is_explained(course: Catalog) -> None:
    for _, _, steps in walks(course):
        assert all(option.explain for item in steps for option in item.options)


def test_the_scenario_states_a_fact_for_every_branch_of_the_path(course: Catalog) -> None:
    for drawn, _, steps in walks(course):
        for item in steps:
            for branch in steps:
                chosen = branch.options[branch.right].text
                (edge,) = (edge for edge in _node(drawn, branch).edges if edge.when == chosen)
                assert sum(fact in item.scene for fact in edge.facts) == 1


def test_a_scenario_never_states_what_leads_to_another_branch(course: Catalog) -> None:
    for drawn, _, steps in walks(course):
        for item in steps:
            node = _node(drawn, item)
            others = [edge for edge in node.edges if edge.when != item.options[item.right].text]
            assert not [fact for edge in others for fact in edge.facts if fact in item.scene]


def test_the_scenario_is_the_same_at_every_step(course: Catalog) -> None:
    for _, _, steps in walks(course):
        assert {item.scene for item in steps} == {steps[0].scene} != {""}


def test_the_last_step_names_the_leaf_and_what_would_flip_it(course: Catalog) -> None:
    for drawn, family, steps in walks(course):
        *earlier, last = steps
        leaf = drawn.nodes[family.rsplit("/", 1)[1]].leaf
        assert all(course.technologies[card].name in last.explain for card in leaf)
        assert last.flip
        assert last.cites
        assert not [item for item in earlier if item.flip or "path ends" in item.explain]


def test_later_steps_say_what_was_decided_so_far() -> None:
    _, second = walk(WALK, bank(trees=[tree()]), 7)

    assert "So far: Looked up by key." in second.stem


def test_the_right_branch_stands_in_each_place_equally_often(course: Catalog) -> None:
    drawn = course.trees["course-database"]
    first_steps = [
        item
        for family in tree_walk.families(drawn)
        for seed in range(200)
        if (item := tree_walk.make(family, course, mix(seed, 1), 0))
    ]
    places = Counter(item.right for item in first_steps)

    assert len(drawn.nodes[drawn.root].edges) == 4
    assert all(0.2 < places[place] / len(first_steps) < 0.3 for place in range(4))


def test_seeds_draw_different_scenarios(course: Catalog) -> None:
    for drawn in course.trees.values():
        for family in tree_walk.families(drawn):
            assert len({walk(family, course, seed)[0].scene for seed in SEEDS}) >= 10


@pytest.mark.parametrize("family", [WALK, SHORT_WALK])
def test_there_is_no_step_before_the_first_or_after_the_last(family: str) -> None:
    catalog = bank(trees=[tree()])
    steps = len(walk(family, catalog, 7))

    assert tree_walk.make(family, catalog, 7, -1) is None
    assert tree_walk.make(family, catalog, 7, steps) is None


@pytest.mark.parametrize(
    "family",
    ["walk/", "walk/gone/scale/kv-one", "walk/store", "walk/store/gone", "walk/store/scale", "walk/store/kv-one"],
)
def test_a_walk_whose_tree_or_leaf_is_gone_makes_no_item(family: str) -> None:
    assert tree_walk.make(family, bank(trees=[tree()]), 7, 0) is None


def test_a_leaf_that_two_paths_reach_is_not_asked_twice_in_a_run() -> None:
    store = tree()
    scale = Node("Which scale?", (store.nodes["scale"].edges[0], Edge("Many regions", "graph", ("Three continents.",))))
    families = list(tree_walk.families(replace(store, nodes={**store.nodes, "scale": scale})))

    assert len(families) == len(set(families))
