"""One sheet a card: look up a technology or a metric by any of its names."""

from bot.catalog import Catalog, Limit, Metric, Technology
from bot.errors import Refusal
from bot.text import folded, nearest
from bot.widgets import Block, Bullets, Fact, Facts, Heading, Message, Note, Para, emph, spans, strong


def find(value: str, catalog: Catalog) -> Message:
    """The sheet that `value` names. Refuses what is not in the bank, naming the nearest."""
    word = folded(value)
    names: dict[str, Technology | Metric] = {}
    for metric in catalog.metrics.values():
        names |= {folded(name): metric for name in (metric.id, metric.name)}
    for technology in catalog.technologies.values():
        names |= {folded(name): technology for name in (technology.id, technology.name, *technology.aliases)}
    card = names.get(word)
    if card is None:
        guess = nearest(word, names) if word else None
        meant = f" Did you mean “{guess}”?" if guess else ""
        asked = f"There is no sheet on “{value[:40]}”.{meant}" if word else "Which sheet?"
        raise Refusal(f"{asked} Name a technology or a metric, for example /study sheet redis.")
    return _technology(card, catalog) if isinstance(card, Technology) else _metric(card)


def _technology(card: Technology, catalog: Catalog) -> Message:
    blocks: list[Block] = [Heading(card.name), Para(spans(card.model))]
    for title, lines in (("Strong at", card.strong), ("You give up", card.give_up)):
        blocks += [Para(spans(strong(title))), Bullets(tuple(spans(line) for line in lines))]
    if card.limits:
        limits = tuple(Fact(limit.what, spans(limit.value, emph(_checked(limit, catalog)))) for limit in card.limits)
        blocks += [Para(spans(strong("Figures"))), Facts(limits)]
    myths = tuple(Fact(f"“{myth.myth}”", spans(myth.truth)) for myth in card.myths)
    return Message((*blocks, Para(spans(strong("Often believed, and what is true"))), Facts(myths)))


def _checked(limit: Limit, catalog: Catalog) -> str:
    source = catalog.sources.get(limit.source)
    where = source.url if source else "our judgement"
    return f" ({where}, checked {limit.checked_on.isoformat()})"


def _metric(card: Metric) -> Message:
    rows = (
        Fact("Signal", spans(card.signal)),
        Fact("Tells", spans(card.tells)),
        Fact("Does not tell", spans(card.not_tells)),
        Fact("Open first", spans(card.first_check)),
        Fact("Alert", spans(card.alert)),
    )
    return Message((Heading(card.name), Facts(rows), Note(spans("Alert figures are starting points for your own."))))
