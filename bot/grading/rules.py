"""The guide's rule table: which parts make which mark, 0 to 4."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parts:
    """What an answer states. `plain`: a stated part is vague or boilerplate; `says`: a metric came with words;
    `given`: the question named the metric.
    """

    requirement: bool = False
    choice: bool = False
    acceptable: bool = False
    gain: bool = False
    cost: bool = False
    plain: bool = False
    error: bool = False
    metric: bool = False
    health: bool = False
    says: bool = False
    given: bool = False


def decision(parts: Parts) -> int:
    """4: requirement, acceptable choice, gain, cost; 3: one of them weak; 2: no cost, no requirement, or unfit."""
    if not parts.choice:
        return int(parts.requirement)
    if parts.requirement and parts.cost:
        mark = _whole(parts) if parts.acceptable else 1 + parts.gain
    else:
        mark = 1 + (parts.acceptable and (parts.requirement or parts.cost))
    if parts.error:
        return min(mark, 2 if parts.acceptable else 1)
    return mark


def _whole(parts: Parts) -> int:
    return 4 if parts.gain and not parts.plain else 3


def why(parts: Parts) -> int:
    """4: requirement linked to a property; 3: one of them vague; 2: one alone; 1: a vague property; 0: opinion."""
    mark = 2 * (parts.requirement + parts.gain)
    mark -= mark > 0 and parts.plain
    return min(mark, 2) if parts.error else mark


def metric(parts: Parts) -> int:
    """4: metric and its meaning; 3: one of them generic; 2: definition, threshold or action only; 1: bare; 0: none."""
    if not parts.metric:
        return 0
    if parts.given:  # naming it was no work: only what it tells counts
        return _meaning(parts)
    if parts.error:
        return 1 + parts.health
    if parts.health:
        return 3 if parts.plain else 4
    return 1 + parts.says


def _meaning(parts: Parts) -> int:
    if parts.error:
        return int(parts.health)
    return (3 if parts.plain else 4) if parts.health else 0
