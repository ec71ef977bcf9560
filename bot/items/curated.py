"""Items from question cards: the options in the order the seed gives."""

from bot.catalog import Catalog, Question
from bot.chance import shuffled
from bot.items.item import Item, cite


def make(question: Question, catalog: Catalog, seed: int) -> Item:
    """The card as an item."""
    return Item(
        family=question.id,
        kind=question.kind,
        topic=question.topic,
        version=catalog.version,
        seed=seed,
        stem=question.stem,
        options=shuffled(question.options, seed),
        accepted=question.accepted,
        explain=question.explain,
        flip=question.flip,
        cites=cite(question.sources, catalog),
        difficulty=question.difficulty,
    )
