"""Which item comes next: what is due, then what is new, then what was seen longest ago."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from bot.catalog import Catalog
from bot.chance import drawn
from bot.events import Moment
from bot.items import curated, tree_walk, written
from bot.items.item import Item
from bot.learning.memory import Memory
from bot.topics import Topic


def make(family: str, catalog: Catalog, seed: int, step: int = 0) -> Item | None:
    """The item that `family` and `seed` stand for, or None where its card is no more."""
    if family.startswith(tree_walk.PREFIX):
        return tree_walk.make(family, catalog, seed, step)
    if written.is_written(family):
        return written.make(family, catalog, seed)
    question = catalog.questions.get(family)
    return curated.make(question, catalog, seed) if question and question.status == "published" else None


def pool(catalog: Catalog, topic: Topic | None) -> tuple[str, ...]:
    """Every family that may be asked on `topic`, or on all topics."""
    return _pool(_ById(catalog), topic)


def choose(
    catalog: Catalog, topic: Topic | None, memories: Mapping[str, Memory], count: int, moment: Moment
) -> tuple[str, ...]:
    """Up to `count` different families: due ones by date, new ones by chance, then the longest unseen."""
    fresh: list[str] = []
    due: list[tuple[datetime, str]] = []
    seen: list[tuple[datetime, str]] = []
    for family in pool(catalog, topic):
        memory = memories.get(family)
        if memory is None:
            fresh.append(family)
        elif memory.due <= moment.at:
            due.append((memory.due, family))
        else:
            seen.append((memory.seen, family))
    first = [family for _, family in sorted(due)[:count]]
    new = drawn(fresh, count - len(first), moment.seed)
    last = sorted(seen)[: count - len(first) - len(new)]
    chosen = (*first, *new, *(family for _, family in last))
    return tuple(sorted(chosen, key=written.is_written))  # what takes whole sentences comes at the end of a run


class _ById:
    """A catalog as a cache key: catalogs are immutable and few, but hold mappings and so have no hash."""

    __slots__ = ("catalog",)

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __hash__(self) -> int:
        return hash(self.catalog.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.catalog is self.catalog


@lru_cache(maxsize=64)
def _pool(bank: _ById, topic: Topic | None) -> tuple[str, ...]:
    return tuple(sorted(_families(bank.catalog, topic)))


def _families(catalog: Catalog, topic: Topic | None) -> Iterator[str]:
    for question in catalog.questions.values():
        if question.status == "published" and topic in (None, question.topic):
            yield question.id
    for tree in catalog.trees.values():
        if topic in (None, tree.topic):
            yield from tree_walk.families(tree)
    yield from written.families(catalog, topic)
