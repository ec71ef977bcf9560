"""Numbers as people write them, made plain: other digits, thin spaces, powers, fractions and words."""

import math
import re
import unicodedata

from bot.text import MAX_CHARS, clean

_SUPERSCRIPT = re.compile(r"(?<=[\d)])[⁰¹²³⁴-⁹⁺⁻]+")
_FRACTION = re.compile(r"[¼½¾⅐-⅞]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("×✕✖·⋅∙∗", "*"),
        **dict.fromkeys("−–—‒", "-"),
        **dict.fromkeys("≈≅≃≒→⇒", "="),
        "÷": "/",
        "⁄": "/",
        "€": "$",
    }
    | {"’": "'", "٫": ".", "٬": ",", "µ": "μ"}
)
_POWER = re.compile(r"(?<![\w.])(\d{1,9}(?:\.\d{1,9})?)\s?(?:\^|\*\*)\s?\(?([+-]?\d{1,9})\)?")
_CHANGES = (
    (re.compile(r"\bper[ -]?cent\b", re.IGNORECASE), "%"),
    (re.compile(r"\b(?:divided by|over)(?= [\d.])", re.IGNORECASE), "/"),
    (re.compile(r"\b(?:multiplied by|times)(?= [\d.])", re.IGNORECASE), "*"),
    (re.compile(r"\bplus(?= [\d.])", re.IGNORECASE), "+"),
    (re.compile(r"\bminus(?= ?[\d.])", re.IGNORECASE), "-"),
    (re.compile(r"\b9s\b"), "nines"),
    (re.compile(r"\.{2,}|…"), " to "),
    (re.compile(r"(?<=\d)(h|hr|min|m|s|d)(?=\d)", re.IGNORECASE), r"\1 "),  # 1h30m
    (re.compile(r"(?<=\d) ?[x*] ?(?=\d)", re.IGNORECASE), " * "),
)
_A_HALF = re.compile(r"\b(?:an?|one) (\w+) and a half\b", re.IGNORECASE)
_ONE_TIME = re.compile(
    r"\b(?:an?|one)\s+(?=(?:nano|micro|milli)?(?:second|minute|hour|day|week|month|year)\b)", re.IGNORECASE
)
_ANY_DIGIT = re.compile(r"\d")
_UNITS_AND_TEENS = (
    "zero one two three four five six seven eight nine ten"
    " eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {
    **{word: float(n) for n, word in enumerate(_UNITS_AND_TEENS.split())},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)},
}
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "third": 1 / 3, "thirds": 2 / 3}
_BIG = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_ATOM = "|".join(sorted((*_SMALL, *_BIG, "half", "quarters?", "point"), key=len, reverse=True))
_JOINT = r"(?:\s+|-)(?:and\s+)?(?:of\s+)?(?:an?\s+)?"
_WORDS = re.compile(
    rf"\b(?:an?\s+)?(?<![\w.-])(?P<words>(?:{_ATOM})\b(?:{_JOINT}(?:{_ATOM})\b)*)(?P<tail>\s+(?:of\s+)?an?\b|\s+of\b)?",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(r"[\d.]\s?$")


def plain(answer: str) -> str:
    """`answer` with every number in ASCII digits and every sign one of + - * / =. Reads MAX_CHARS at most."""
    text = _SUPERSCRIPT.sub(lambda m: "^" + unicodedata.normalize("NFKC", m[0]), answer[:MAX_CHARS])
    text = _FRACTION.sub(lambda m: f"{unicodedata.numeric(m[0]):.6f}"[1:], text)
    text = clean(unicodedata.normalize("NFKC", text.translate(_SIGNS))[:MAX_CHARS]).translate(_SIGNS)
    text = "".join(_digit(letter) for letter in text)
    text = _POWER.sub(_raised, _WORDS.sub(_in_digits, _A_HALF.sub(r"1.5 \1", text)))
    for pattern, sign in _CHANGES:
        text = pattern.sub(sign, text)
    return text if _ANY_DIGIT.search(text) else _ONE_TIME.sub("1 ", text, count=1)


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def _raised(power: re.Match[str]) -> str:
    base, exponent = float(power[1]), int(power[2])
    try:
        value = math.pow(base, exponent)
    except (OverflowError, ValueError):
        value = math.inf
    return repr(value) if math.isfinite(value) else "1e999"


def _in_digits(said: re.Match[str]) -> str:
    """ "two hundred and thirty thousand" as "230 thousand", "half an hour" as "0.5 hour"."""
    words = re.findall(r"[a-z]+", said["words"].lower())
    if all(word in _BIG for word in words) and _SAID_BEFORE.search(said.string, 0, said.start()):
        return said[0]  # the thousand of "230 thousand"
    if words == ["one"] and _ANY_DIGIT.search(said.string):
        return said[0]  # "this one is"
    if words[0] == "point":
        return said[0]
    fraction = words[-1] in _PARTS
    tail = "" if fraction else said["tail"] or ""
    return _value(words) + tail


def _value(words: list[str]) -> str:
    """The number in words; a thousand or million at its end stays a word, so that a range can share it."""
    scale = words.pop() if len(words) > 1 and _BIG.get(words[-1], 0) >= 1e3 and not _has_big(words[:-1]) else ""
    total = current = 0.0
    decimals = ""
    after = ""
    for word in words:
        if after == "point" and word in _SMALL:
            decimals += f"{_SMALL[word]:.0f}"
            continue
        total, current = _add(total, current, word, after)
        after = word
    number = total + current + (float(f"0.{decimals}") if decimals else 0.0)
    return f"{number!r} {scale}".strip()


def _has_big(words: list[str]) -> bool:
    return any(_BIG.get(word, 0) >= 1e3 for word in words)


def _add(total: float, current: float, word: str, after: str) -> tuple[float, float]:
    if word in _PARTS:
        counted = after in _SMALL and word.endswith("s")  # "three quarters"; "two and a quarter" adds
        return total, current * _PARTS[word] if counted else current + _PARTS[word]
    if word == "hundred":
        return total, (current or 1) * 100
    if word in _BIG:
        return total + (current or 1) * _BIG[word], 0.0
    return total, current + _SMALL.get(word, 0.0)
