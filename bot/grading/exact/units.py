"""Units of amounts: bytes, seconds, dollars, shares, and how many of each a word stands for."""

from typing import NamedTuple

_PREFIXES = ("k", "m", "g", "t", "p", "e")
_DECIMAL_NAMES = ("kilo", "mega", "giga", "tera", "peta", "exa")
_BINARY_NAMES = ("kibi", "mebi", "gibi", "tebi", "pebi", "exbi")
_BIT = 1 / 8  # bytes


class Dims(NamedTuple):
    """The powers of byte, second, dollar and share in a unit; all zero is a plain count."""

    size: int = 0
    time: int = 0
    money: int = 0
    share: int = 0


class Unit(NamedTuple):
    """How many base units (bytes, seconds, dollars, the whole of a share) one of it is."""

    scale: float
    dims: Dims

    def times(self, other: "Unit", sign: int = 1) -> "Unit":
        """The product of two units, or with sign -1 the first per the second."""
        scale = self.scale * other.scale if sign > 0 else self.scale / other.scale
        return Unit(scale, Dims(*(a + sign * b for a, b in zip(self.dims, other.dims, strict=True))))


COUNT, TIME, SHARE = Dims(), Dims(time=1), Dims(share=1)
ONE = Unit(1.0, COUNT)

_DAY = 86_400.0
_SECONDS = {
    **dict.fromkeys(("ns", "nsec", "nanosecond", "nano"), 1e-9),
    **dict.fromkeys(("us", "μs", "usec", "microsecond", "micro"), 1e-6),
    **dict.fromkeys(("ms", "msec", "millisecond", "milli", "millis"), 1e-3),
    **dict.fromkeys(("s", "sec", "second"), 1.0),
    **dict.fromkeys(("m", "min", "minute"), 60.0),
    **dict.fromkeys(("h", "hr", "hour"), 3_600.0),
    **dict.fromkeys(("d", "day"), _DAY),
    **dict.fromkeys(("wk", "week"), 7 * _DAY),
    **dict.fromkeys(("mo", "month"), 365 / 12 * _DAY),
    **dict.fromkeys(("y", "yr", "year", "annum"), 365 * _DAY),
}
_RATES = {
    **dict.fromkeys(("rps", "qps", "tps", "wps", "iops", "ops", "hz", "eps", "mps"), 1.0),
    **dict.fromkeys(("rpm", "qpm", "tpm"), 1 / 60),
}
_SHARES = {
    **dict.fromkeys(("%", "percent", "pct", "percentage"), 0.01),
    **dict.fromkeys(("‰", "permille"), 0.001),
    **dict.fromkeys(("share", "ratio", "fraction", "probability"), 1.0),
}
_DOLLARS = {**dict.fromkeys(("$", "usd", "dollar", "buck", "eur", "euro"), 1.0), "cent": 0.01}


def _sizes() -> dict[str, float]:
    """Bytes by the spelling in small letters: kb, kib, kbit, kilobyte, kibibyte, kilobit and so on."""
    sizes = {"byte": 1.0, "octet": 1.0, "bit": _BIT, "gig": 1e9, "meg": 1e6}
    for power, letter in enumerate(_PREFIXES, 1):
        sizes |= {letter + "b": 1e3**power, letter + "ib": 1024.0**power}
        sizes |= {letter + "byte": 1e3**power, letter + "bit": _BIT * 1e3**power, letter + "ibit": _BIT * 1024.0**power}
    for power, (decimal, binary) in enumerate(zip(_DECIMAL_NAMES, _BINARY_NAMES, strict=True), 1):
        sizes |= {decimal + "byte": 1e3**power, decimal + "bit": _BIT * 1e3**power}
        sizes |= {binary + "byte": 1024.0**power, binary + "bit": _BIT * 1024.0**power}
    return sizes


def _flows() -> dict[str, float]:
    """Bytes a second by the spelling in small letters: bps, kbps, mbps."""
    return {"bps": _BIT} | {letter + "bps": _BIT * 1e3**power for power, letter in enumerate(_PREFIXES, 1)}


def _cased() -> dict[str, Unit]:
    """Spellings where a capital decides: B is a byte and b a bit, Mb is megabits, MBps is megabytes a second."""
    cased = {"B": Unit(1.0, Dims(size=1)), "b": Unit(_BIT, Dims(size=1)), "Bps": Unit(1.0, Dims(1, -1))}
    for power, letter in enumerate(_PREFIXES, 1):
        big = letter.upper()
        cased |= {
            big + "b": Unit(_BIT * 1e3**power, Dims(size=1)),
            big + "ib": Unit(_BIT * 1024.0**power, Dims(size=1)),
        }
        cased |= {p + "Bps": Unit(1e3**power, Dims(1, -1)) for p in (letter, big)}
    return cased


_CASED = _cased()
_UNITS: dict[str, Unit] = {
    word: Unit(scale, dims)
    for table, dims in (
        (_SECONDS, TIME),
        (_RATES, Dims(time=-1)),
        (_SHARES, SHARE),
        (_DOLLARS, Dims(money=1)),
        (_sizes(), Dims(size=1)),
        (_flows(), Dims(1, -1)),
    )
    for word, scale in table.items()
}
_RHYTHMS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}
_TIMES = {
    **dict.fromkeys(("k", "thousand", "grand"), 1e3),
    **dict.fromkeys(("m", "mn", "mil", "mio", "million"), 1e6),
    **dict.fromkeys(("b", "bn", "g", "mrd", "billion"), 1e9),
    **dict.fromkeys(("t", "tn", "trillion"), 1e12),
    "p": 1e15,
    "hundred": 1e2,
    "dozen": 12.0,
    "lakh": 1e5,
    "crore": 1e7,
}
PREFIX_LETTERS = frozenset("kmgtp")  # alone after a number they are thousands, or kilobytes where a size was asked
_NAMES = {
    COUNT: "a count",
    SHARE: "a share",
    TIME: "a time",
    Dims(time=-1): "a rate",
    Dims(size=1): "a size",
    Dims(1, -1): "an amount of data over time",
    Dims(money=1): "a sum of money",
    Dims(money=1, time=-1): "a cost over time",
}


def unit(word: str) -> Unit | None:
    """The unit that `word` names, singular or plural; None if it names none."""
    if word in _CASED:
        return _CASED[word]
    small = word.lower()
    return _UNITS.get(small) or (_UNITS.get(small[:-1]) if len(small) > 2 and small.endswith("s") else None)


def rhythm(word: str) -> Unit | None:
    """The time in hourly, daily, weekly, monthly, yearly; None for other words."""
    return _UNITS.get(_RHYTHMS.get(word.lower(), ""))


def times(word: str, asked: Dims) -> float | None:
    """What K, M, thousand or billion multiply by. B is a byte where a size was asked, m a minute where a time was."""
    small = word.lower()
    if (small == "b" and asked.size) or (word == "m" and asked == TIME):
        return None
    return _TIMES.get(small) or (_TIMES.get(small[:-1]) if len(small) > 3 and small.endswith("s") else None)


def called(dims: Dims) -> str:
    """ "a rate", "a size": what kind of amount it is."""
    return _NAMES.get(dims, "another kind of amount")
