"""Numbers with their units, and the signs between them, read out of plain text."""

import math
import re
from dataclasses import dataclass, replace

from bot.grading.exact import units
from bot.grading.exact.units import ONE, Dims, Unit

_TOKEN = re.compile(
    r"(?P<skip>\b\dxx\b)"
    r"|(?P<num>(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[,.'_]\d+)*(?:e[+-]?\d{1,5}(?!\w))?|\.\d+)"
    r"|(?P<word>[^\W\d_][^\W_]*|[%‰])|(?P<sign>[-+*/()$,;:!?.])",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ ,.'_])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}")
_MARKS = re.compile(r"[ ,.'_]")
_PER = frozenset({"per", "a", "an", "each", "every"})
_ENDS = frozenset(
    {"to", "and", "or", "plus", "minus", "between", "versus", "vs", "not", "than", "but", "x", "till", "until"}
)
_RANGE_WORDS = {"to": "to", "till": "to", "until": "to", "and": "and", "x": "*"}
_MAX_NOUNS = 5  # words between a number and its "per second"
_BARE_LETTER = "a letter such as M, no unit"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: its value with K or million counted in, its unit, and a note if it could be read in two ways."""

    value: float
    unit: Unit = ONE
    named: bool = False  # whether any unit was given
    scale: float = 1.0  # the K or million in `value`
    letter: bool = False  # the scale is a letter that could be a prefix of bytes
    note: str = ""


Item = Figure | str  # a sign: + - * / ( ) "to" "and" ","


@dataclass(slots=True)
class _Reader:
    """Walks over the tokens once; `asked` decides what a lone B or m means."""

    tokens: list[re.Match[str]]
    asked: Dims
    at: int = 0

    def kind(self, ahead: int = 0) -> str:
        return (self.tokens[self.at + ahead].lastgroup or "") if self.at + ahead < len(self.tokens) else ""

    def text(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead][0] if self.at + ahead < len(self.tokens) else ""

    def touches(self) -> bool:
        """Whether the token stands right before the next one."""
        return self.at + 1 < len(self.tokens) and self.tokens[self.at].end() == self.tokens[self.at + 1].start()


def items(text: str, asked: Dims) -> list[Item]:
    """The figures in `text` and the signs between them; other words are left out."""
    reader = _Reader(list(_TOKEN.finditer(text)), asked)
    found: list[Item] = []
    while reader.kind():
        kind, word = reader.kind(), reader.text()
        if kind == "num" or (word == "$" and reader.kind(1) == "num"):
            found.append(_figure(reader))
            continue
        if word == "-" and reader.touches() and reader.kind(1) == "num" and not _follows_figure(found):
            reader.at += 1
            figure = _figure(reader)
            found.append(replace(figure, value=-figure.value))
            continue
        if kind == "sign":
            found.append(word if word in "+-*/()" else ",")
        elif word.lower() in _RANGE_WORDS:
            found.append(_RANGE_WORDS[word.lower()])
        elif word.lower() in _ENDS:
            found.append(",")
        reader.at += 1
    return found


def _follows_figure(found: list[Item]) -> bool:
    return bool(found) and (isinstance(found[-1], Figure) or found[-1] == ")")


def _figure(reader: _Reader) -> Figure:
    dollars = reader.text() == "$"
    reader.at += dollars
    value, note = number_in(reader.text())
    reader.at += 1
    figure = Figure(value, note=note)
    if dollars:
        figure = replace(figure, unit=Unit(1.0, Dims(money=1)), named=True)
    return _nines(reader, figure) or _with_unit(reader, _scaled(reader, figure))


def _nines(reader: _Reader, figure: Figure) -> Figure | None:
    """ "three nines" is the share 0.999."""
    if reader.text().lower() != "nines" or not 0 < figure.value < 16:
        return None
    reader.at += 1
    return replace(figure, value=1 - math.pow(10, -figure.value), unit=Unit(1.0, units.SHARE), named=True)


def _scaled(reader: _Reader, figure: Figure) -> Figure:
    while reader.kind() == "word":
        word = reader.text()
        scale = units.times(word, reader.asked)
        if scale is None and len(word) > 3 and units.unit(word) is None and units.unit(word[1:]):  # "231krps"
            scale = units.times(word[0], reader.asked)
            if scale is not None:
                unit = units.unit(word[1:]) or ONE
                figure = replace(figure, unit=unit, named=True)
        if scale is None:
            break
        letter = word.lower() in units.PREFIX_LETTERS
        figure = replace(figure, value=figure.value * scale, scale=figure.scale * scale, letter=letter)
        reader.at += 1
    return figure


def _with_unit(reader: _Reader, figure: Figure) -> Figure:
    """The figure with the units after it: "GB", "writes per second", "TB of data a day"."""
    per, nouns = False, 0
    while nouns <= _MAX_NOUNS and reader.kind():
        kind, word = reader.kind(), reader.text()
        small = word.lower()
        if kind == "sign" and word in "-/" and reader.kind(1) == "word" and _closes(reader, word):
            per = per or word == "/"
        elif small in _PER:
            per = True
        elif per and kind == "num" and reader.tokens[reader.at - 1][0].lower() in _PER:
            figure = replace(figure, value=figure.value / (number_in(word)[0] or math.nan))
        elif kind != "word" or small in _ENDS:
            break
        elif beat := units.rhythm(word):
            figure = _joined(figure, beat, -1)
        elif (unit := units.unit(word)) and (per or nouns == 0):
            figure = _joined(figure, unit, -1 if per else 1)
            per, nouns = False, nouns + 1
        else:
            per, nouns = False, nouns + 1
            figure = replace(figure, letter=False)
        reader.at += 1
    return figure


def _closes(reader: _Reader, sign: str) -> bool:
    """Whether - or / leads to a unit: "15-minute" and "/s", not the dash of "5 GB - enough" """
    return sign == "/" or reader.touches()


def _joined(figure: Figure, unit: Unit, sign: int) -> Figure:
    return replace(figure, unit=figure.unit.times(unit, sign), named=True, letter=figure.letter and not unit.dims.size)


def number_in(text: str) -> tuple[float, str]:
    """The value of digits with separators, NaN if they make no number; and a note where two readings are possible."""
    mantissa, _, exponent = text.lower().partition("e")
    whole, decimals = mantissa, ""
    if not _GROUPED.fullmatch(mantissa) or (mantissa.count(".") == 1 and "," not in mantissa):
        at = max(mantissa.rfind("."), mantissa.rfind(","))
        whole, decimals = (mantissa[:at], mantissa[at + 1 :]) if at >= 0 else (mantissa, "")
        if _MARKS.search(whole) and not (_GROUPED.fullmatch(whole) and mantissa[at] not in whole):
            return math.nan, ""
    value = float(f"{_MARKS.sub('', whole) or '0'}.{decimals or '0'}e{exponent or '0'}")
    return value, _note(text, value, decimals)


def _note(text: str, value: float, decimals: str) -> str:
    if "." in text and len(decimals) == 3 and "e" not in text.lower() and value >= 1:
        return f"I read {text[:40]} as {value:,.10g}, with a decimal point; thousands are written 12,000 or 12K."
    return f"I read {text[:40]} as {value:,.10g}." if "," in text and decimals and "." not in text else ""
