"""Items that walk a decision tree: a scenario drawn for one path, each node on it asked in turn."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalog import JUDGEMENT, Catalog, Edge, Node, Option, Tree
from bot.chance import mix, pick, shuffled
from bot.items.item import Item, cite
from bot.text import listed

PREFIX = "walk/"  # no question's id holds a slash
DIFFICULTY = 2  # apply a rule that was taught
_SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class _Branch:
    """One step of a path: the question, and the edge that is taken there."""

    node: Node
    edge: Edge


def families(tree: Tree) -> Iterator[str]:
    """One family per path from the root to a leaf, named by the nodes it leads through."""
    yield from dict.fromkeys(_family(tree, path) for path in _paths(tree, tree.root))


def _family(tree: Tree, path: tuple[_Branch, ...]) -> str:
    return PREFIX + _SEPARATOR.join((tree.id, *(branch.edge.to for branch in path)))


def make(family: str, catalog: Catalog, seed: int, step: int) -> Item | None:
    """Step `step` (from 0) of the walk, or None where the tree or path is no more."""
    tree = catalog.trees.get(family.removeprefix(PREFIX).partition(_SEPARATOR)[0])
    path = next((p for p in _paths(tree, tree.root) if _family(tree, p) == family), None) if tree else None
    if tree is None or path is None or not 0 <= step < len(path):
        return None
    facts = tuple(pick(branch.edge.facts, seed, salt) for salt, branch in enumerate(path))
    last = step == len(path) - 1
    return Item(
        family=family,
        kind="tree_walk",
        topic=tree.topic,
        version=catalog.version,
        seed=seed,
        scene=" ".join(facts),
        stem=_stem(path, step),
        options=shuffled(_options(path[step], facts[step], seed), mix(seed, step)),
        accepted=(),
        explain=_explain(path[step].node, tree.nodes[path[-1].edge.to] if last else None, catalog),
        flip=_flip(path[step]) if last else "",
        cites=cite(tree.sources or (JUDGEMENT,), catalog),
        difficulty=DIFFICULTY,
        step=step,
        steps=len(path),
    )


def _paths(tree: Tree, node_id: str) -> Iterator[tuple[_Branch, ...]]:
    node = tree.nodes[node_id]
    for edge in node.edges:
        if tree.nodes[edge.to].leaf:
            yield (_Branch(node, edge),)
        else:
            yield from ((_Branch(node, edge), *rest) for rest in _paths(tree, edge.to))


def _stem(path: tuple[_Branch, ...], step: int) -> str:
    walked = ", then ".join(branch.edge.when for branch in path[:step])
    so_far = f"So far: {walked}. " if walked else ""
    return f"{so_far}{path[step].node.ask}"


def _options(branch: _Branch, fact: str, seed: int) -> tuple[Option, ...]:
    return tuple(
        Option(edge.when, f"The scenario says so: {fact}", right=True)
        if edge is branch.edge
        else Option(
            edge.when, f"The scenario says otherwise. This branch would read: {pick(edge.facts, seed, len(edge.to))}"
        )
        for edge in branch.node.edges
    )


def _explain(node: Node, leaf: Node | None, catalog: Catalog) -> str:
    """What the node's card says of its question, and at the end of the path where it leads."""
    if leaf is None:
        return _sentence(node.note)
    named = [t.name if (t := catalog.technologies.get(i)) else i for i in leaf.leaf]
    ends = f"The path ends at {listed(named, 'or')}."
    return " ".join(filter(None, (_sentence(node.note), ends, _sentence(leaf.note))))


def _sentence(note: str) -> str:
    if not note:
        return ""
    return note[0].upper() + note[1:] + ("" if note.endswith(".") else ".")


def _flip(last: _Branch) -> str:
    """The last branch is the cheapest to flip: the same scenario with another answer there."""
    others = [f"“{edge.when}”" for edge in last.node.edges if edge is not last.edge]
    return f"{listed(others, 'or')} at the last branch would lead elsewhere."
