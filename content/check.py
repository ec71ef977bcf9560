"""What must hold between the cards of a bank, and the rules items are written by."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from statistics import mean
from typing import Any

from bot.catalog import JUDGEMENT, Assignment, Case, Decision, Price, Question, Symptom, Technology, Tree
from content.arithmetic import work_out
from content.faults import Fault

Cards = Mapping[str, Mapping[str, Any]]
Key = tuple[str | int, ...]
Found = tuple[Key, str, str]  # where in the card, what is wrong, what to do

MAX_STEM_WORDS = 60
MAX_OPTION_CHARS = 70  # buttons show about 75 on the stricter platform
MAX_LENGTH_RATIO = 1.3  # the right option against the mean of the others: length must not tell
FREE_CHARS = 12  # among bare product names a few letters more tell nothing
MIN_MYTHS = 2
EVERYTHING = "none"  # a leaf or pick may be "no such part at all"


def check(cards: Cards, fault: Callable[[str, str, Key, str, str], Fault]) -> Iterator[Fault]:
    """Every broken reference and rule in `cards`; `fault` makes one out of kind, card, key, problem, advice."""
    for kind, rule in _RULES.items():
        for card_id, card in cards[kind].items():
            for key, problem, advice in rule(card, cards):
                yield fault(kind, card_id, key, problem, advice)
    yield from _shared_aliases(cards["technologies"], fault)


def _known(ids: Iterable[str], kind: str, cards: Cards, key: Key, extra: str = "") -> Iterator[Found]:
    for position, wanted in enumerate(ids):
        if wanted not in cards[kind] and wanted != extra:
            yield (*key, position), f"{wanted!r} is no card in {kind}/", "write the card or mend the id"


def _technology(card: Technology, cards: Cards) -> Iterator[Found]:
    if len(card.myths) < MIN_MYTHS:
        yield (
            ("myths",),
            f"{len(card.myths)} myths",
            f"at least {MIN_MYTHS}, wrong options are made from them",
        )
    for position, limit in enumerate(card.limits):
        yield from _known([limit.source], "sources", cards, ("limits", position, "source"), JUDGEMENT)
        if limit.stale_after <= limit.checked_on:
            yield ("limits", position, "stale_after"), "not after checked_on", "give the day to check again"


def _decision(card: Decision, cards: Cards) -> Iterator[Found]:
    for position, option in enumerate(card.options):
        yield from _known(option.technologies, "technologies", cards, ("options", position, "technologies"))


def _tree(card: Tree, cards: Cards) -> Iterator[Found]:
    yield from _known(card.sources, "sources", cards, ("sources",), JUDGEMENT)
    if card.root not in card.nodes:
        yield ("root",), f"{card.root!r} is no node", "name one of the nodes"
        return
    reached = {card.root}
    waiting = [card.root]
    while waiting:
        node_id = waiting.pop()
        node = card.nodes[node_id]
        if bool(node.edges) == bool(node.leaf) or len(node.edges) == 1 or bool(node.edges) != bool(node.ask):
            yield ("nodes", node_id), "neither a question nor a leaf", "ask with two edges or more, or a leaf"
        yield from _known(node.leaf, "technologies", cards, ("nodes", node_id, "leaf"), EVERYTHING)
        for position, edge in enumerate(node.edges):
            if edge.to not in card.nodes:
                yield ("nodes", node_id, "edges", position), f"{edge.to!r} is no node", "mend `to`"
            elif edge.to not in reached:
                reached.add(edge.to)
                waiting.append(edge.to)
            if not edge.facts:
                yield (
                    ("nodes", node_id, "edges", position),
                    "no facts",
                    "give a sentence that states the edge",
                )
    for lost in card.nodes.keys() - reached:
        yield ("nodes", lost), "cannot be reached from the root", "lead an edge to it or remove it"


def _price(card: Price, cards: Cards) -> Iterator[Found]:
    yield from _known(card.technologies, "technologies", cards, ("technologies",))
    yield from _known(card.near, "prices", cards, ("near",))


def _symptom(card: Symptom, cards: Cards) -> Iterator[Found]:
    yield from _known([card.first], "metrics", cards, ("first",))
    yield from _known(card.near, "metrics", cards, ("near",))
    if card.first in card.near:
        yield ("near",), f"{card.first!r} is the answer", "take it out of near"


def _case(card: Case, cards: Cards) -> Iterator[Found]:
    yield from _known(card.metrics, "metrics", cards, ("metrics",))
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
            yield from _known(getattr(decision, name), "technologies", cards, (*key, name), EVERYTHING)
        if not set(decision.options) & set(decision.best):
            yield (*key, "best"), "no best option is on offer", "offer one"
        if both := set(decision.best) & set(decision.accepted):
            yield (*key, "accepted"), f"{sorted(both)} are best already", "list them once"
        if not decision.flips:
            yield key, "no flip", "say which change of requirement leads to another pick"
        if len(decision.model_answer) != len(("requirement", "choice", "tradeoff")):
            yield (*key, "model_answer"), "not three sentences", "requirement, choice, tradeoff"


def _assignment(card: Assignment, cards: Cards) -> Iterator[Found]:
    if card.case not in cards["cases"]:
        yield ("case",), f"{card.case!r} is no card in cases/", "mend the id"


def _question(card: Question, cards: Cards) -> Iterator[Found]:
    yield from _known(card.sources, "sources", cards, ("sources",), JUDGEMENT)
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


def _shared_aliases(
    technologies: Mapping[str, Technology], fault: Callable[[str, str, Key, str, str], Fault]
) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for card in technologies.values():
        for alias in {word.casefold() for word in (card.id, card.name, *card.aliases)}:
            if (other := taken.setdefault(alias, card.id)) != card.id:
                yield fault("technologies", card.id, ("aliases",), f"{alias!r} also means {other}", "keep one")


_RULES: Mapping[str, Callable[[Any, Cards], Iterator[Found]]] = {
    "technologies": _technology,
    "decisions": _decision,
    "trees": _tree,
    "prices": _price,
    "symptoms": _symptom,
    "cases": _case,
    "assignments": _assignment,
    "questions": _question,
}
