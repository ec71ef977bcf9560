"""The pages of the course: framework, decision map, tree, case, assignment, anti-patterns."""

from collections.abc import Iterator

from bot.cases import Case, CaseDecision
from bot.catalog import Catalog, Decision, Tree
from bot.text import listed
from bot.widgets import (
    Block,
    Bullets,
    Code,
    Fact,
    Facts,
    Heading,
    Message,
    Note,
    Para,
    code,
    emph,
    spans,
    strong,
)

NOTHING: tuple[Block, ...] = (Para(spans("This bank holds none of these yet.")),)


def _names(ids: tuple[str, ...], catalog: Catalog, joint: str = "or") -> str:
    return listed([t.name if (t := catalog.technologies.get(i)) else i for i in ids], joint)


def framework(catalog: Catalog) -> Message:
    """The three parts of a decision, each with a strong and a weak example."""
    blocks: list[Block] = [
        Heading("The decision framework"),
        Para(spans("A decision without a stated tradeoff is an opinion; with one it is engineering.")),
    ]
    for step in sorted(catalog.steps.values(), key=lambda step: step.order):
        blocks.append(Para(spans(strong(f"{step.order}. {step.name}. "), step.ask, " ", step.why)))
        blocks.append(Facts((Fact("Strong", spans(step.strong)), Fact("Weak", spans(step.weak)))))
    return Message((*blocks, Note(spans("Then try it: ", code("/quiz framework")))))


def decision_map(catalog: Catalog) -> Message:
    """The five decisions, their options, and what each option trades."""
    blocks: list[Block] = [Heading("The decision map")]
    for decision in sorted(catalog.decisions.values(), key=lambda decision: decision.order):
        blocks.extend(_decision(decision, catalog))
    return Message(tuple(blocks))


def _decision(decision: Decision, catalog: Catalog) -> list[Block]:
    rows = tuple(
        Fact(
            _names(option.technologies, catalog, option.joint),
            spans(option.gain, "; ", emph("the price: "), option.price),
        )
        for option in decision.options
    )
    title = Para(spans(strong(f"{decision.order}. {decision.ask} "), f"({decision.axis})"))
    return [title, Facts(rows), *([Note(spans(decision.note))] if decision.note else [])]


def tree(catalog: Catalog) -> Message:
    """The decision trees of the bank, drawn with indents."""
    blocks: list[Block] = []
    for drawn in catalog.trees.values():
        blocks += [Heading(drawn.title), Code("\n".join(_branches(drawn, drawn.root, catalog)))]
        blocks += [Note(spans(drawn.note))] if drawn.note else []
    return Message((*blocks, Note(spans("Walk it from a scenario: ", code("/quiz database"), "."))))


def _branches(drawn: Tree, node_id: str, catalog: Catalog, indent: str = "") -> list[str]:
    node = drawn.nodes[node_id]
    if node.leaf:
        return [f"{indent}= {_names(node.leaf, catalog)}"]
    lines = [f"{indent}{node.ask}"]
    for edge in node.edges:
        lines.append(f"{indent}- {edge.when}")
        lines += _branches(drawn, edge.to, catalog, indent + "    ")
    return lines


def case(catalog: Catalog) -> Message:
    """The worked cases: what is given, the sums, every decision with its price and flips."""
    return Message(tuple(block for worked in catalog.cases.values() for block in _case(worked, catalog)) or NOTHING)


def _case(worked: Case, catalog: Catalog) -> Iterator[Block]:
    yield Heading(worked.name)
    yield Para(spans(worked.about))
    yield from _listed("What it must do", worked.needs)
    yield from _listed("What is given", worked.given)
    yield Para(spans(strong("The sums")))
    yield Facts(tuple(Fact(f.what, spans(f"{f.value:,.10g} {f.unit} ", emph(f"= {f.expr}"))) for f in worked.numbers))
    for decision in worked.decisions:
        yield from _decided(decision, catalog)
    watched = [metric for i in worked.metrics if (metric := catalog.metrics.get(i))]
    yield Para(spans(strong("What to watch")))
    yield Facts(tuple(Fact(metric.name, spans(metric.tells)) for metric in watched))
    if worked.note:
        yield Note(spans(worked.note))


def _decided(decision: CaseDecision, catalog: Catalog) -> Iterator[Block]:
    yield Para(spans(strong(f"{decision.title} {_names(decision.best, catalog)}.")))
    yield Para(spans(decision.why, " ", emph("You give up: "), decision.lose))
    yield Facts(tuple(Fact(f"Flips if: {_open(flip.when)}", spans(flip.then)) for flip in decision.flips))


def _open(sentence: str) -> str:
    """A sentence to go on from: no full stop, no capital but an acronym's."""
    first = sentence[:1] if sentence[1:2].isupper() else sentence[:1].lower()
    return first + sentence[1:].rstrip(".")


def _listed(title: str, lines: tuple[str, ...]) -> tuple[Block, Block]:
    return Para(spans(strong(title))), Bullets(tuple(spans(line) for line in lines))


def assignment(catalog: Catalog) -> Message:
    """The tasks of the course's assignment, with what earns marks."""
    blocks: list[Block] = []
    for given in catalog.assignments.values():
        blocks += [Heading(given.title), Para(spans(given.about))]
        for number, task in enumerate(given.tasks, start=1):
            blocks.append(Para(spans(strong(f"{number}. "), task.ask, " ", emph("What earns marks:"))))
            blocks.append(Bullets(tuple(spans(line) for line in task.look_for)))
    return Message(tuple(blocks) or NOTHING)


def antipatterns(catalog: Catalog) -> Message:
    """Technology-first design and its relatives: how each smells, what to do instead."""
    cards = sorted(catalog.antipatterns.values(), key=lambda card: not card.in_course)
    rows = tuple(Fact(card.name, spans(card.smell, ". ", emph("Instead: "), card.fix)) for card in cards)
    return Message((Heading("Anti-patterns"), Facts(rows), Note(spans("Spot them: ", code("/quiz framework")))))
