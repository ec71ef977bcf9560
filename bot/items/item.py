"""An item: a question ready to ask, as it was asked, whatever happens to its card afterwards."""

from dataclasses import dataclass

from bot.catalog import Catalog, Kind, Option
from bot.grading.report import Task
from bot.topics import Topic

OUR_JUDGEMENT = "our own judgement, which no document states"


@dataclass(frozen=True, slots=True)
class Sought:
    """A number to find: right within `factor` of `value`, in `unit`."""

    value: float
    unit: str
    factor: float


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its options in the order shown; one answered in words has `accepted`, `task` or `sought` instead.

    `family` names what is remembered about it (one memory per person and family) and, with `seed`, `step` and
    the catalog's `version`, makes the same item again. A tree walk is `steps` items in a row over
    one `scene`.
    """

    family: str
    kind: Kind
    topic: Topic
    version: str
    seed: int
    stem: str
    options: tuple[Option, ...]
    accepted: tuple[str, ...]
    explain: str
    flip: str
    cites: tuple[str, ...]
    difficulty: int
    scene: str = ""
    step: int = 0
    steps: int = 1
    task: Task | None = None  # free text, graded by parts
    sought: Sought | None = None

    @property
    def right(self) -> int:
        """The position of the right option."""
        return next(i for i, option in enumerate(self.options) if option.right)


def cite(source_ids: tuple[str, ...], catalog: Catalog) -> tuple[str, ...]:
    """Source lines to print: title, day seen, address; our own judgement is called that."""
    return tuple(
        f"{source.title} (seen {source.seen_on.isoformat()}): {source.url}"
        if (source := catalog.sources.get(source_id))
        else OUR_JUDGEMENT
        for source_id in source_ids
    )
