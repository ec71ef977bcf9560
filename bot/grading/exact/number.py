"""Numbers as answers: right within a factor, whatever unit, spelling or sum they come in."""

import math
import re
from collections.abc import Sequence

from bot.grading.exact import figures, units
from bot.grading.exact.corrected import corrected
from bot.grading.exact.figures import Figure, Item
from bot.grading.exact.judged import Judged
from bot.grading.exact.numerals import plain
from bot.grading.exact.sums import span, together, work_out
from bot.grading.exact.units import COUNT, SHARE, Dims, Unit

_RESULT = re.compile(r"=>?|->|\b(?:equals|gives|makes|is)\b|(?<=[\w)%])\s*~")
_NOT = re.compile(
    r"\b(?:not|isn'?t|never|except|anything but|neither|nor)\b"
    r"(?!\s+(?:more|less|over|under|above|below|sure|certain|exactly|a lot))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_FACT = re.compile(r"\d")
_MAX_CHARS = 600  # more is no number
_MAX_ITEMS = 60  # figures and signs; more is no answer
_SLIPS = (  # how far off, what was probably mixed up, and for which kinds of amount (any of these powers)
    (8.0, "bits and bytes?", ("size",)),
    (60.0, "minutes and seconds?", ("time",)),
    (3_600.0, "hours and seconds?", ("time",)),
    (86_400.0, "days and seconds?", ("time",)),
    (1e3, "units slipped?", ()),
    (1e6, "units slipped?", ()),
    (1e9, "units slipped?", ()),
)


def number(value: float, unit: str, factor: float, answer: str) -> Judged:
    """Whether `answer` is `value` (in `unit`, such as writes/s, GB, ms, %) within `factor` (2 is half to double)."""
    if len(answer) > _MAX_CHARS:
        return Judged(False, "That is too long to read; please give one number.")
    text = plain(corrected(answer))
    asked = _asked(unit)
    if _NOT.search(text) and _FACT.search(text):
        return Judged(False, "That says what it is not; please give the number itself.")
    question = _Question(value, unit, asked, max(factor, 1.0))
    read, between = _read(text, asked.dims), bool(_BETWEEN.search(text))
    judged = question.judge(read, between)
    if not judged.right and asked.dims.size and not span(read, between):  # in a sum "20B" may be billions after all
        sums = work_out(_read(text, COUNT)) or ()
        again = question.worked_out(sums) if sums else judged
        judged = again if again.right else judged
    return judged


def _read(text: str, asked: Dims) -> list[Item]:
    return together(figures.items(_stated(text), asked)[: _MAX_ITEMS + 1])


def _asked(unit: str) -> Unit:
    for item in figures.items(plain(f"1 {unit}"), COUNT):
        if isinstance(item, Figure):
            return Unit(item.unit.scale * item.value, item.unit.dims)
    return units.ONE


def _stated(text: str) -> str:
    """What stands after the last = that has a number after it."""
    parts = [part for part in _RESULT.split(text) if _FACT.search(part)]
    return parts[-1] if parts else text


class _Question:
    """One number asked for: its value, its unit and how far off an answer may be."""

    def __init__(self, value: float, unit: str, asked: Unit, factor: float) -> None:
        self._value, self._unit, self._asked, self._factor = value, unit, asked, factor

    def judge(self, items: list[Item], between: bool) -> Judged:
        figures_in = [item for item in items if isinstance(item, Figure)]
        if not figures_in:
            return Judged(False, "I found no number in that.")
        if len(items) > _MAX_ITEMS:
            return Judged(False, "That holds many numbers; please give one number.")
        if any(math.isnan(figure.value) for figure in figures_in):
            return Judged(False, "I cannot read that number; please write it like 12,000 or 12K.")
        if len(figures_in) == 1 or self._same(figures_in):
            return self._one(figures_in[0])
        if ends := span(items, between):
            return self._between(*ends)
        if (sum_of := work_out(items)) is not None:
            return self.worked_out(sum_of)
        return Judged(False, "I read several numbers; please give one number.")

    def _same(self, all_of_them: list[Figure]) -> bool:
        """Whether all figures say the same amount: 231K (231,000), 15 min or 900 s."""
        amounts = [self._amount(figure) for figure in all_of_them]
        first = amounts[0]
        return first is not None and all(a is not None and math.isclose(a, first, rel_tol=0.01) for a in amounts)

    def _amount(self, figure: Figure) -> float | None:
        """The figure in the asked unit; None if it is another kind of amount. Without a unit it is in the asked one."""
        if not figure.named:
            return self._unnamed(figure)
        if self._asked.dims.size and figure.letter and not figure.unit.dims.size:  # "139M/s" where MB/s was asked
            figure = Figure(figure.value, figure.unit.times(Unit(1.0, Dims(size=1))), True)
        fits = figure.unit.dims == self._asked.dims or (not self._unit.strip() and figure.unit.dims == SHARE)
        return figure.value * figure.unit.scale / self._asked.scale if fits else None

    def _unnamed(self, figure: Figure) -> float:
        if self._asked.dims == SHARE:
            whole = 1 / self._asked.scale  # 100 for %
            fraction = figure.value <= 1 < whole and not self._near(figure.value)
            return (
                figure.value * whole if fraction else figure.value / 100 if figure.value > whole == 1 else figure.value
            )
        first = units.unit(self._unit.split("/")[0].strip())
        if figure.letter and first and first.dims.size == 1:  # 139M is 139 MB, 300K is no 300 kB where TB was asked
            return min(figure.value / first.scale, figure.value, key=self._apart)
        return figure.value

    def _apart(self, got: float) -> float:
        """How many times too high or too low."""
        return abs(math.log(got / self._value)) if got > 0 and self._value > 0 else math.inf

    def _near(self, got: float) -> bool:
        if not math.isfinite(got) or got == 0 or self._value == 0 or (got > 0) != (self._value > 0):
            return got == self._value
        slack = 1 + 1e-9
        if self._asked.dims == SHARE and got * self._asked.scale > slack >= self._value * self._asked.scale:
            return False
        return 1 / (self._factor * slack) <= got / self._value <= self._factor * slack

    def _one(self, figure: Figure) -> Judged:
        got = self._amount(figure)
        if got is None:
            return Judged(False, f"That is {units.called(figure.unit.dims)}; {self._wanted()} was asked for.")
        notes = [figure.note] if figure.note else []
        if not figure.named and self._unit.strip() and self._asked.dims != COUNT:
            taken = "read it as a share" if self._asked.dims == SHARE else f"took {self._unit}"
            notes.append(f"You gave no unit, so I {taken}.")
        said = f"That is {_shown(got)} {self._unit}".strip()
        verdict = f"{said}, close enough." if self._near(got) else self._off(got)
        return Judged(self._near(got), " ".join([verdict, *notes]))

    def _wanted(self) -> str:
        kind = units.called(self._asked.dims)
        return f"{kind} in {self._unit.strip()}" if self._unit.strip() else kind

    def _off(self, got: float) -> str:
        """How far off, in round figures, so that the value itself is not given away."""
        if not math.isfinite(got):
            return "That is beyond every number I can read."
        if got == 0 or self._value == 0 or (got > 0) != (self._value > 0):
            return "Zero or less cannot be right here." if self._value > 0 else "That is not the number."
        if self._asked.dims == SHARE and got * self._asked.scale > 1 >= self._value * self._asked.scale:
            return "A share cannot be above the whole."
        ratio = abs(got / self._value)
        side, times = ("high", ratio) if ratio > 1 else ("low", 1 / ratio if ratio else math.inf)
        if times < 2:
            return f"A little too {side}: outside the factor of {self._factor:g} that is allowed."
        return f"About {_rounded(times)} times too {side}{self._slip(times)}"

    def _slip(self, times: float) -> str:
        for far, hint, kinds in _SLIPS:
            fits = not kinds or any(getattr(self._asked.dims, kind) for kind in kinds)
            if fits and far / 1.2 <= times <= far * 1.2:
                return f": {hint}"
        return ": units slipped?" if times >= 500 else "."

    def _between(self, low: Figure, high: Figure) -> Judged:
        ends = [self._amount(end) for end in (low, high)]
        if ends[0] is None or ends[1] is None:
            return self._one(high)
        bottom, top = sorted((ends[0], ends[1]))
        if bottom <= 0 or not math.isfinite(top):
            return Judged(False, "I cannot take the middle of that range; please give one number.")
        if top / bottom > self._factor * self._factor * (1 + 1e-9):
            return Judged(False, f"That range is too wide: its ends are {top / bottom:,.2g} times apart.")
        middle = self._one(Figure(math.sqrt(bottom) * math.sqrt(top) * self._asked.scale, self._asked, True))
        return Judged(middle.right, f"I took the middle of the range. {middle.reason}")

    def worked_out(self, candidates: Sequence[Figure]) -> Judged:
        """Of a sum worked out with its units and without, the one that is right."""
        judged = [self._one(candidate) for candidate in candidates]
        best = next((one for one in judged if one.right), judged[0])
        return Judged(best.right, f"I worked out your sum. {best.reason}")


def _shown(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 1e4 or abs(value) >= 1e15 else f"{float(f'{value:.4g}'):,.0f}"


def _rounded(times: float) -> str:
    """One leading digit: 1,160 is "1,000"."""
    return f"{float(f'{times:.1g}'):,.0f}" if times < 1e15 else "a billion or more"
