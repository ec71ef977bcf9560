"""Small banks to play with: every builder starts from a sound default, a test changes the field it is about."""

from collections.abc import Sequence
from datetime import date

from bot.catalog import (
    AntiPattern,
    Catalog,
    Edge,
    Kind,
    Metric,
    Myth,
    Node,
    Option,
    Question,
    Source,
    Step,
    Technology,
    Tree,
)
from bot.topics import Topic

SEEN = date(2026, 11, 22)
SOURCE = Source("manual", "https://example.org/manual", "The manual", SEEN)
WALK = "walk/store/scale/kv-wide"  # the walk of `tree` with two branches
SHORT_WALK = "walk/store/graph"  # the one with a single branch


def option(text: str, *, right: bool = False) -> Option:
    """An option whose explanation can be told from all others."""
    return Option(text, f"Because of {text}.", right)


def question(
    card_id: str = "session-store",
    *,
    topic: Topic = "cache",
    kind: Kind = "best_fit",
    right: str = "Redis",
    wrong: Sequence[str] = ("Memcached", "MySQL", "Kafka"),
    status: str = "published",
) -> Question:
    """A choice question that is right in one option; its stem, flip and explanations name the card."""
    return Question(
        id=card_id,
        kind=kind,
        topic=topic,
        stem=f"Which one fits {card_id}?",
        flip=f"Another number would flip {card_id}.",
        sources=("manual",),
        difficulty=2,
        bloom="apply",
        author="writer",
        options=(option(right, right=True), *map(option, wrong)),
        reviewed_by="reader",
        reviewed_on=SEEN,
        status="draft" if status == "draft" else "published",
    )


def typed(
    card_id: str = "open-source-sql",
    *,
    topic: Topic = "database",
    accepted: tuple[str, ...] = ("PostgreSQL", "postgres"),
) -> Question:
    """A question that is answered in words."""
    return Question(
        id=card_id,
        kind="short",
        topic=topic,
        stem=f"What is {card_id} called?",
        flip=f"Another number would flip {card_id}.",
        sources=("judgement",),
        difficulty=1,
        bloom="remember",
        author="writer",
        accepted=accepted,
        explain=f"Explained: {card_id}.",
        reviewed_by="reader",
        reviewed_on=SEEN,
    )


def many(count: int, topic: Topic = "cache") -> tuple[Question, ...]:
    """So many questions of a topic, each answered by "Right" and its number."""
    return tuple(
        question(f"{topic}-{n}", topic=topic, right=f"Right {n}", wrong=(f"Wrong {n}", f"Bad {n}", f"Poor {n}"))
        for n in range(1, count + 1)
    )


def tree(tree_id: str = "store", topic: Topic = "database") -> Tree:
    """A tree of three leaves: model -> scale -> one or wide, model -> graph."""
    return Tree(
        id=tree_id,
        topic=topic,
        title="Choosing a store",
        root="model",
        nodes={
            "model": Node(
                "Which data model?",
                (
                    Edge("Looked up by key", "scale", ("Every read knows its key.", "Nothing is ever searched.")),
                    Edge("Followed as a graph", "graph", ("Friends of friends are followed.",)),
                ),
            ),
            "scale": Node(
                "Which scale?",
                (
                    Edge("One region", "kv-one", ("Everybody lives in one town.",)),
                    Edge("Many regions", "kv-wide", ("Three continents write at once.",)),
                ),
            ),
            "graph": Node(leaf=("neo4j",), note="paths of unknown length"),
            "kv-one": Node(leaf=("redis",)),
            "kv-wide": Node(leaf=("cassandra",)),
        },
        sources=("manual",),
    )


def technology(card_id: str, name: str, aliases: tuple[str, ...] = ()) -> Technology:
    """A technology with the least a sheet needs."""
    return Technology(
        id=card_id,
        name=name,
        decision="cache",
        model=f"The model of {name}",
        strong=(f"{name} is quick",),
        give_up=(f"{name} is dear",),
        myths=(Myth(f"{name} never fails", "It does."), Myth(f"{name} is free", "It is not.")),
        aliases=aliases,
    )


def bank(*questions: Question, trees: Sequence[Tree] = (), version: str = "one") -> Catalog:
    """A bank of these questions and trees, with a few sheets."""
    technologies = (
        technology("redis", "Redis", ("redis oss",)),
        technology("cassandra", "Apache Cassandra", ("c*",)),
        technology("neo4j", "Neo4j"),
    )
    lag = Metric("lag", "Consumer lag", "saturation", "Readers fall behind", "why", "the slowest reader", "over 60 s")
    return Catalog(
        version=version,
        sources={SOURCE.id: SOURCE},
        technologies={card.id: card for card in technologies},
        steps={"requirement": Step("requirement", 1, "Requirement", "Which need?", "So that.", "10 a second", "fast")},
        decisions={},
        trees={card.id: card for card in trees},
        prices={},
        antipatterns={"fashion": AntiPattern("fashion", "Fashion first", "it is new", "name the need")},
        metrics={lag.id: lag},
        symptoms={},
        cases={},
        assignments={},
        questions={card.id: card for card in questions},
    )
