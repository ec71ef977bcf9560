"""What must hold between the cards of a bank, and the rules items are written by."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from statistics import mean
from typing import Any

from bot.cases import Assignment, Case
from bot.catalog import JUDGEMENT, Decision, Metric, Node, Price, Question, Symptom, Technology, Tree
from bot.text import folded
from content.arithmetic import work_out
from content.faults import Fault

Cards = Mapping[str, Mapping[str, Any]]
Ids = Mapping[str, frozenset[str]]
Key = tuple[str | int, ...]
Locate = Callable[[str, str, Key, str, str], Fault]  # kind, card, key, problem, advice
Found = tuple[Key, str, str]  # where in the card, what is wrong, what to do

MAX_STEM_WORDS = 60
MAX_OPTION_CHARS = 70  # buttons show about 75 on the stricter platform
MAX_LENGTH_RATIO = 1.3  # the right option against the mean of the others: length must not tell
FREE_CHARS = 12  # among bare product names a few letters more tell nothing
MIN_MYTHS = 2
EVERYTHING = "none"  # a leaf or pick may be "no such part at all"


def check(cards: Cards, ids: Ids, fault: Locate) -> Iterator[Fault]:
    """Every broken reference and rule in `cards`; `ids` are all that may be pointed at, of each kind."""
    for kind, rule in _RULES.items():
        for card_id, card in cards[kind].items():
            for key, problem, advice in rule(card, ids):
                yield fault(kind, card_id, key, problem, advice)
    yield from _shared_names(cards["technologies"], cards["metrics"], fault)


def _known(wanted: Iterable[str], kind: str, ids: Ids, key: Key, extra: str = "") -> Iterator[Found]:
    """A fault for each name in a list that is no card of that kind."""
    for position, card_id in enumerate(wanted):
        yield from _one(card_id, kind, ids, (*key, position), extra)


def _one(card_id: str, kind: str, ids: Ids, key: Key, extra: str = "") -> Iterator[Found]:
    if card_id not in ids[kind] and card_id != extra:
        yield key, f"{card_id!r} is no card in {kind}/", "write the card or mend the id"


def _technology(card: Technology, ids: Ids) -> Iterator[Found]:
    if len(card.myths) < MIN_MYTHS:
        yield (
            ("myths",),
            f"{len(card.myths)} myths",
            f"at least {MIN_MYTHS}, wrong options are made from them",
        )
    for position, limit in enumerate(card.limits):
        yield from _one(limit.source, "sources", ids, ("limits", position, "source"), JUDGEMENT)
        if limit.stale_after <= limit.checked_on:
            yield ("limits", position, "stale_after"), "not after checked_on", "give the day to check again"


def _decision(card: Decision, ids: Ids) -> Iterator[Found]:
    for position, option in enumerate(card.options):
        if not option.technologies:
            yield ("options", position, "technologies"), "names no technology", "name at least one"
        yield from _known(option.technologies, "technologies", ids, ("options", position, "technologies"))


def _tree(card: Tree, ids: Ids) -> Iterator[Found]:
    yield from _known(card.sources, "sources", ids, ("sources",), JUDGEMENT)
    if card.root not in card.nodes:
        yield ("root",), f"{card.root!r} is no node", "name one of the nodes"
        return
    for node_id, node in card.nodes.items():
        yield from _node(card, node_id, node, ids)
    reached = _reached(card)
    for lost in card.nodes.keys() - reached:
        yield ("nodes", lost), "cannot be reached from the root", "lead an edge to it or remove it"
    for node_id in sorted(reached):
        if _leads_back(card, node_id):
            yield ("nodes", node_id), "leads back into itself", "a tree ends in leaves"


def _node(card: Tree, node_id: str, node: Node, ids: Ids) -> Iterator[Found]:
    key: Key = ("nodes", node_id)
    if bool(node.edges) == bool(node.leaf) or len(node.edges) == 1 or bool(node.edges) != bool(node.ask):
        yield key, "neither a question nor a leaf", "ask with two edges or more, or a leaf"
    yield from _known(node.leaf, "technologies", ids, (*key, "leaf"), EVERYTHING)
    for position, edge in enumerate(node.edges):
        earlier = node.edges[:position]
        if edge.to not in card.nodes:
            yield (*key, "edges", position), f"{edge.to!r} is no node", "mend `to`"
        if any(folded(edge.when) == folded(other.when) for other in earlier):
            yield (*key, "edges", position), "reads like a branch before it", "make them differ"
        if any(edge.to == other.to for other in earlier):
            yield (*key, "edges", position), "leads where a branch before it leads", "make one branch of the two"
        if not edge.facts:
            yield (*key, "edges", position), "no facts", "give a sentence that states the edge"


def _reached(card: Tree, start: str | None = None) -> set[str]:
    """The nodes that can be reached from a node's edges, or from the root and it too."""
    waiting = [card.root] if start is None else [edge.to for edge in card.nodes[start].edges]
    reached: set[str] = set()
    while waiting:
        if (node_id := waiting.pop()) in card.nodes and node_id not in reached:
            reached.add(node_id)
            waiting += [edge.to for edge in card.nodes[node_id].edges]
    return reached


def _leads_back(card: Tree, node_id: str) -> bool:
    return node_id in _reached(card, node_id)


def _price(card: Price, ids: Ids) -> Iterator[Found]:
    yield from _known(card.technologies, "technologies", ids, ("technologies",))
    yield from _known(card.near, "prices", ids, ("near",))


def _symptom(card: Symptom, ids: Ids) -> Iterator[Found]:
    yield from _one(card.first, "metrics", ids, ("first",))
    yield from _known(card.near, "metrics", ids, ("near",))
    if card.first in card.near:
        yield ("near",), f"{card.first!r} is the answer", "take it out of near"


def _case(card: Case, ids: Ids) -> Iterator[Found]:
    yield from _known(card.metrics, "metrics", ids, ("metrics",))
    for position, figure in enumerate(card.numbers):
        try:
            result = work_out(figure.expr)
        except ValueError as error:
            yield ("numbers", position, "expr"), str(error), "write numbers with + - * / **"
            continue
        if abs(result - figure.value) > 0.01 * abs(result):
            yield (
                ("numbers", position),
                f"{figure.expr} is {result:g}, not {figure.value:g}",
                "mend the value",
            )
    for position, decision in enumerate(card.decisions):
        key: Key = ("decisions", position)
        for name in ("options", "best", "accepted"):
            yield from _known(getattr(decision, name), "technologies", ids, (*key, name), EVERYTHING)
        if not set(decision.options) & set(decision.best):
            yield (*key, "best"), "no best option is on offer", "offer one"
        if both := set(decision.best) & set(decision.accepted):
            yield (*key, "accepted"), f"{sorted(both)} are best already", "list them once"
        if not decision.flips:
            yield key, "no flip", "say which change of requirement leads to another pick"
        if len(decision.model_answer) != len(("requirement", "choice", "tradeoff")):
            yield (*key, "model_answer"), "not three sentences", "requirement, choice, tradeoff"


def _assignment(card: Assignment, ids: Ids) -> Iterator[Found]:
    yield from _one(card.case, "cases", ids, ("case",))


def _question(card: Question, ids: Ids) -> Iterator[Found]:
    yield from _known(card.sources, "sources", ids, ("sources",), JUDGEMENT)
    if not card.sources:
        yield ("sources",), "no source", f"name one, or {JUDGEMENT!r} where it is ours"
    if not 1 <= card.difficulty <= 5:
        yield ("difficulty",), f"{card.difficulty} is out of range", "1 (recall) to 5 (expert)"
    if card.status == "published" and (card.reviewed_on is None or card.reviewed_by in ("", card.author)):
        problem = "published without a reader who did not write it"
        yield ("reviewed_by",), problem, 'give reviewed_by and reviewed_on, or status = "draft"'
    if len(card.stem.split()) > MAX_STEM_WORDS:
        yield ("stem",), f"{len(card.stem.split())} words", f"at most {MAX_STEM_WORDS}"
    if card.kind == "tree_walk":
        yield ("kind",), "tree walks are drawn from trees", "write a card in trees/ instead"
    elif card.kind == "short":
        yield from _typed(card)
    else:
        yield from _choices(card)


def _typed(card: Question) -> Iterator[Found]:
    if not card.accepted or card.options:
        yield ("accepted",), "a typed item has accepted spellings and no options", "list them, best one first"
    for position, spelling in enumerate(card.accepted):
        if not folded(spelling):
            yield ("accepted", position), "nothing is left of it once it is compared", "spell it in letters or digits"
    if not card.explain:
        yield (), "no explanation", "add `explain`"


def _choices(card: Question) -> Iterator[Found]:
    if card.accepted or not 2 <= len(card.options) <= 5:
        yield ("options",), f"{len(card.options)} options", "a choice item has two to five, best four"
        return
    right = [option for option in card.options if option.right]
    if len(right) != 1:
        yield ("options",), f"{len(right)} options are right", "exactly one is"
        return
    texts = [option.text for option in card.options]
    if len({text.casefold() for text in texts}) != len(texts):
        yield ("options",), "two options read the same", "make them differ"
    for position, option in enumerate(card.options):
        if len(option.text) > MAX_OPTION_CHARS:
            key = ("options", position, "text")
            yield key, f"{len(option.text)} characters", f"at most {MAX_OPTION_CHARS}"
        if not option.explain:
            yield ("options", position), "no explanation", "say why it is right or wrong"
        if re.search(r"\b(?:all|none|both) of (?:the|these|them)\b", option.text, re.IGNORECASE):
            yield ("options", position, "text"), "all or none of the above", "offer a real alternative"
    others = mean(len(option.text) for option in card.options if not option.right)
    if len(right[0].text) > max(MAX_LENGTH_RATIO * others, others + FREE_CHARS):
        problem = f"the right option has {len(right[0].text)} characters, the others {others:.0f} on average"
        yield ("options",), problem, f"keep it under {MAX_LENGTH_RATIO} times, length must not tell"


def _shared_names(
    technologies: Mapping[str, Technology], metrics: Mapping[str, Metric], fault: Locate
) -> Iterator[Fault]:
    """What people type must mean one card: sheets are found by any of a card's names."""
    taken: dict[str, str] = {}
    for technology in technologies.values():
        for alias in {folded(word) for word in (technology.id, technology.name, *technology.aliases)}:
            if (other := taken.setdefault(alias, technology.id)) != technology.id:
                yield fault("technologies", technology.id, ("aliases",), f"{alias!r} also means {other}", "keep one")
    for metric in metrics.values():
        for name in {folded(word) for word in (metric.id, metric.name)}:
            if (other := taken.setdefault(name, metric.id)) != metric.id:
                yield fault("metrics", metric.id, ("name",), f"{name!r} also means {other}", "keep one")


_RULES: Mapping[str, Callable[[Any, Ids], Iterator[Found]]] = {
    "technologies": _technology,
    "decisions": _decision,
    "trees": _tree,
    "prices": _price,
    "symptoms": _symptom,
    "cases": _case,
    "assignments": _assignment,
    "questions": _question,
}
