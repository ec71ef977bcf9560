"""Several figures as one: times in parts, ranges, and sums with + - * / and brackets, worked out without `eval`."""

import math
from collections.abc import Sequence

from bot.grading.exact.figures import Figure, Item
from bot.grading.exact.units import ONE, TIME

_WEIGHTS = {"+": 1, "-": 1, "*": 2, "/": 2}
_MAX_DEPTH = 10  # brackets in brackets


def together(items: Sequence[Item]) -> list[Item]:
    """Times said in parts, such as 1 h 30 min, as one figure; no signs but a bracket at either end."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Figure) and isinstance(before, Figure) and _continues(before, item):
            seconds = before.value * before.unit.scale + item.value * item.unit.scale
            joined[-1] = Figure(seconds / before.unit.scale, before.unit, True)
        else:
            joined.append(item)
    while joined and isinstance(joined[-1], str) and joined[-1] != ")":
        joined.pop()
    while joined and isinstance(joined[0], str) and joined[0] != "(":
        joined.pop(0)
    return joined


def _continues(before: Figure, after: Figure) -> bool:
    return before.unit.dims == after.unit.dims == TIME and before.unit.scale > after.unit.scale


def span(items: list[Item], between: bool) -> tuple[Figure, Figure] | None:
    """The ends of "200-250K": the lower takes over the thousands and the unit that only the upper has."""
    joints = {"-", "to", "and"} if between else {"-", "to"}
    match items:
        case [Figure() as low, str(joint), Figure() as high] if joint in joints:
            grows = low.scale == 1 and not low.named and low.value * high.scale <= high.value
            value, scale = (low.value * high.scale, high.scale) if grows else (low.value, low.scale)
            unit, named = (low.unit, True) if low.named else (high.unit, high.named)
            return Figure(value, unit, named, scale, high.letter), high
        case _:
            return None


def work_out(items: Sequence[Item]) -> tuple[Figure, ...] | None:
    """The value with its units and, as people state units loosely, without them. None if it is no sum."""
    if not any(item in _WEIGHTS for item in items if isinstance(item, str)):
        return None
    try:
        with_units = _Sum(items, True).value()
        without = _Sum(items, False).value()
    except (ValueError, ZeroDivisionError):  # no sum; units that shrank to nothing
        return None
    return with_units, without


class _Sum:
    """One reading of a sum, by precedence climbing."""

    def __init__(self, items: Sequence[Item], units: bool) -> None:
        self._items, self._units, self._at = items, units, 0

    def value(self) -> Figure:
        """The whole sum. Raises ValueError if it is none, or adds a time to a size."""
        made = self._climb(1, 0)
        if self._at < len(self._items):
            raise ValueError("something is left over")
        return made

    def _climb(self, weight: int, depth: int) -> Figure:
        left = self._atom(depth)
        while self._at < len(self._items):
            sign = self._items[self._at]
            if not isinstance(sign, str) or _WEIGHTS.get(sign, 0) < weight:
                break
            self._at += 1
            left = self._applied(sign, left, self._climb(_WEIGHTS[sign] + 1, depth))
        return left

    def _atom(self, depth: int) -> Figure:
        item = self._items[self._at] if self._at < len(self._items) else ""
        self._at += 1
        if isinstance(item, Figure):
            return item if self._units else Figure(item.value)
        if item != "(" or depth >= _MAX_DEPTH:
            raise ValueError("no number here")
        made = self._climb(1, depth + 1)
        if self._at >= len(self._items) or self._items[self._at] != ")":
            raise ValueError("a bracket is open")
        self._at += 1
        return made

    def _applied(self, sign: str, left: Figure, right: Figure) -> Figure:
        named = left.named or right.named
        if sign in "+-":
            if left.named and right.named and left.unit.dims != right.unit.dims:
                raise ValueError("apples and pears")
            unit = left.unit if left.named else right.unit
            ratio = right.unit.scale / left.unit.scale if left.named and right.named else 1.0
            return Figure(left.value + (right.value if sign == "+" else -right.value) * ratio, unit, named)
        if sign == "*":
            return Figure(left.value * right.value, left.unit.times(right.unit), named)
        quotient = left.value / right.value if right.value else math.nan
        return Figure(quotient, left.unit.times(right.unit, -1) if named else ONE, named)
