"""Items answered in one's own words: decisions in three sentences, whys, what a metric means, numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cases import Case, CaseDecision, Figure
from bot.catalog import Catalog, Kind, Metric
from bot.grading.report import Task
from bot.items.item import OUR_JUDGEMENT, Item, Sought
from bot.text import listed
from bot.topics import Topic

PREFIX = "write/"  # no question's id holds a slash
DECISION, WHY, MEANING, NUMBER = "decision", "why", "meaning", "number"
THREE_SENTENCES = "State the requirement, name your choice, state the tradeoff, in exactly three sentences."
WITHIN = 2  # an estimate is right within this factor
_DIFFICULTY = 3


def is_written(family: str) -> bool:
    """Whether the family's items are answered in one's own words."""
    return family.startswith(PREFIX)


def families(catalog: Catalog, topic: Topic | None) -> Iterator[str]:
    """Every written item on `topic`, or on all topics."""
    for case in catalog.cases.values():
        for decision in case.decisions:
            if topic in (None, decision.topic):
                yield f"{PREFIX}{DECISION}/{case.id}/{decision.id}"
                yield f"{PREFIX}{WHY}/{case.id}/{decision.id}"
        if topic in (None, "framework"):
            yield from (f"{PREFIX}{NUMBER}/{case.id}/{at}" for at in range(len(case.numbers)))
    if topic in (None, "monitoring"):
        named = (metric for case in catalog.cases.values() for metric in case.metrics)
        yield from (f"{PREFIX}{MEANING}/{metric}" for metric in dict.fromkeys(named))


def make(family: str, catalog: Catalog, seed: int) -> Item | None:
    """The item of that family, or None where its card is no more."""
    kind, _, rest = family.removeprefix(PREFIX).partition("/")
    if kind == MEANING:
        metric = catalog.metrics.get(rest)
        return _meaning(family, metric, catalog, seed) if metric else None
    name, _, part = rest.partition("/")
    case = catalog.cases.get(name)
    if case is None:
        return None
    if kind == NUMBER:
        known = part.isdecimal() and int(part) < len(case.numbers)
        return _number(family, case, case.numbers[int(part)], catalog, seed) if known else None
    decision = next((decision for decision in case.decisions if decision.id == part), None)
    made = {DECISION: _decision, WHY: _why}.get(kind)
    return made(family, case, decision, catalog, seed) if made and decision else None


def _decision(family: str, case: Case, decision: CaseDecision, catalog: Catalog, seed: int) -> Item:
    task = Task(
        kind="decision",
        ask=THREE_SENTENCES,
        facts=_facts(case),
        acceptable=_ids((*decision.best, *decision.accepted)),
        model_answer=" ".join(decision.model_answer),
    )
    stem = f"{decision.title} {task.ask}"
    return _on_case(_Asked(family, "decision", stem, task), case, decision, catalog, seed)


def _why(family: str, case: Case, decision: CaseDecision, catalog: Catalog, seed: int) -> Item:
    best = decision.best[0]
    name = catalog.technologies[best].name
    task = Task(
        kind="why",
        ask=f"Why {name}?",
        facts=_facts(case),
        acceptable=_ids((*decision.best, *decision.accepted)),
        model_answer=decision.why,
        technology=_ids((best,))[0],
    )
    stem = f"{decision.title} The team chose {name}. Why? Link a need of this system to a property of {name}."
    return _on_case(_Asked(family, "why", stem, task), case, decision, catalog, seed)


def _meaning(family: str, metric: Metric, catalog: Catalog, seed: int) -> Item:
    task = Task(
        kind="metric",
        ask="What does it tell about the health of the system?",
        model_answer=f"{metric.name}: {metric.tells} {metric.first_check}",
        metric=metric.name,
    )
    stem = f"{metric.name}: what does a change of it tell about the health of the system? Say it in your own words."
    explain = f"It does not tell: {metric.not_tells} To open first: {metric.first_check} {metric.alert}"
    return Item(
        family=family,
        kind="meaning",
        topic="monitoring",
        version=catalog.version,
        seed=seed,
        stem=stem,
        options=(),
        accepted=(),
        explain=explain,
        flip="",
        cites=(OUR_JUDGEMENT,),
        difficulty=_DIFFICULTY,
        task=task,
    )


def _number(family: str, case: Case, figure: Figure, catalog: Catalog, seed: int) -> Item:
    return Item(
        family=family,
        kind="number",
        topic="framework",
        version=catalog.version,
        seed=seed,
        scene=_scene(case),
        stem=f"Estimate: {_inside(figure.what)}, in {figure.unit}. Within a factor of {WITHIN} is right.",
        options=(),
        accepted=(),
        explain=f"{figure.what}: {figure.expr} = {_readable(figure.value)} {figure.unit}.",
        flip="",
        cites=(OUR_JUDGEMENT,),
        difficulty=_DIFFICULTY,
        sought=Sought(figure.value, figure.unit, WITHIN),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about a decision of a case."""

    family: str
    kind: Kind
    stem: str
    task: Task


def _on_case(asked: _Asked, case: Case, decision: CaseDecision, catalog: Catalog, seed: int) -> Item:
    names = listed(catalog.technologies[tech].name for tech in (*decision.best, *decision.accepted))
    flip = decision.flips[0] if decision.flips else None
    return Item(
        family=asked.family,
        kind=asked.kind,
        topic=decision.topic,
        version=catalog.version,
        seed=seed,
        scene=_scene(case),
        stem=asked.stem,
        options=(),
        accepted=(),
        explain=f"Fits here: {names}. {decision.why} What is given up: {decision.lose}",
        flip=f"{flip.when} {flip.then}" if flip else "",
        cites=(OUR_JUDGEMENT,),
        difficulty=_DIFFICULTY,
        task=asked.task,
    )


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[0].lower() + name[1:]


def _readable(value: float) -> str:
    """Three digits where there are few, all of them where there are many."""
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"


def _scene(case: Case) -> str:
    return f"{case.about} Given: {'; '.join(case.given)}."


def _facts(case: Case) -> str:
    return "; ".join((case.about, *case.needs, *case.given))


def _ids(technologies: tuple[str, ...]) -> tuple[str, ...]:
    """Ids as tasks write them."""
    return tuple(tech.replace("-", "_") for tech in technologies)
