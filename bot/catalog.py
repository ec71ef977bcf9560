"""What can be asked about: the cards of the bank as frozen values.

Ids are stable slugs, unique within their kind. Cards point at each other by id; `content/load.py` has
resolved every reference before a `Catalog` exists. Figures carry the id of a source and the day it was checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.cases import Assignment, Case
from bot.topics import Topic

Kind = Literal[
    "best_fit",
    "simplest",
    "flip",
    "tradeoff",
    "antipattern",
    "metric",
    "symptom",
    "short",
    "tree_walk",
    "decision",
    "why",
    "meaning",
    "number",
]

Signal = Literal["latency", "traffic", "errors", "saturation"]
Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
JUDGEMENT = "judgement"  # a legal source id: no document says it, we do, and it is printed so


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read: an address or `owner/repository:path`, and the day it was seen."""

    id: str
    url: str
    title: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure of a technology, with its unit in `value` ("400 KB"); past `stale_after` it is checked anew."""

    what: str
    value: str
    source: str
    checked_on: date
    stale_after: date


@dataclass(frozen=True, slots=True)
class Myth:
    """What people wrongly believe, and what is true."""

    myth: str
    truth: str


@dataclass(frozen=True, slots=True)
class Technology:
    """A product or kind of product that can be picked; `same_class` members are never rival answers."""

    id: str
    name: str
    decision: str  # topic or wider area: database, cache, queue, compute, monitoring, storage, ...
    model: str
    strong: tuple[str, ...]
    give_up: tuple[str, ...]
    myths: tuple[Myth, ...]
    limits: tuple[Limit, ...] = ()
    aliases: tuple[str, ...] = ()
    same_class: str = ""
    in_course: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three parts of a stated decision: what it asks, and how strong and weak answers sound."""

    id: str
    order: int
    name: str
    ask: str
    why: str
    strong: str
    weak: str


@dataclass(frozen=True, slots=True)
class MapOption:
    """One option on the decision map: technologies that count as one choice, and what choosing them trades."""

    technologies: tuple[str, ...]
    gain: str
    price: str
    joint: Literal["or", "with"] = "or"  # rivals for one place, or parts that work together


@dataclass(frozen=True, slots=True)
class Decision:
    """One of the five decisions of the map, with its key tradeoff as an axis."""

    id: str
    topic: Topic
    order: int
    ask: str
    axis: str
    options: tuple[MapOption, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way on from a node; `facts` are sentences, any one of which states in a scenario that `when` holds."""

    when: str
    to: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """Either a question with edges, or a leaf of equally acceptable technologies."""

    ask: str = ""
    edges: tuple[Edge, ...] = ()
    leaf: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree; `nodes` by node id, walked from `root`."""

    id: str
    topic: Topic
    title: str
    root: str
    nodes: Mapping[str, Node]
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """A tradeoff by itself: what is gained, what is paid, and where it applies."""

    id: str
    gain: str
    price: str
    technologies: tuple[str, ...]
    near: tuple[str, ...] = ()  # prices too alike to stand beside it as a wrong option


@dataclass(frozen=True, slots=True)
class AntiPattern:
    """A habit that looks like engineering: how it smells and what to do instead."""

    id: str
    name: str
    smell: str
    fix: str
    in_course: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A measurable quantity: what it tells, what people wrongly infer, what to open first, where an alert starts."""

    id: str
    name: str
    signal: Signal
    tells: str
    not_tells: str
    first_check: str
    alert: str


@dataclass(frozen=True, slots=True)
class Symptom:
    """What is seen from outside, the metric to open first, and metrics that are second at best."""

    id: str
    seen: str
    first: str
    why: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer on offer, and why it is right or wrong."""

    text: str
    explain: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A curated item: a choice question has `options`, a typed one has `accepted` spellings, best one first."""

    id: str
    kind: Kind
    topic: Topic
    stem: str
    flip: str  # which change of requirement would make another answer right
    sources: tuple[str, ...]
    difficulty: int  # 1 recall .. 5 expert
    bloom: Bloom
    author: str
    options: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    explain: str = ""
    tags: tuple[str, ...] = ()
    reviewed_by: str = ""  # a reader who did not write it; a draft has none and is never asked
    reviewed_on: date | None = None
    status: Literal["published", "draft"] = "published"


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole bank, each kind by id; `version` is a hash of its files."""

    version: str
    sources: Mapping[str, Source]
    technologies: Mapping[str, Technology]
    steps: Mapping[str, Step]
    decisions: Mapping[str, Decision]
    trees: Mapping[str, Tree]
    prices: Mapping[str, Price]
    antipatterns: Mapping[str, AntiPattern]
    metrics: Mapping[str, Metric]
    symptoms: Mapping[str, Symptom]
    cases: Mapping[str, Case]
    assignments: Mapping[str, Assignment]
    questions: Mapping[str, Question]
