"""A short answer as words, with what was asked for and what else is named marked in it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.grading.exact.opposites import OPPOSITES
from bot.grading.exact.rephrased import rephrased
from bot.grading.exact.spelling import respelled, singular, stem
from bot.grading.exact.wordlists import ARTICLES, BARE_HEADS, KINDS, LOOSE_HEADS, NUMBERS, SHORT_FOR, VENDORS
from bot.text import folded

Joint = Literal[" ", "-", ",", ".", "and", "or"]

_WORD = re.compile(r"[^\W\d_]*\d+(?:\.\d+)+[^\W_]*|[^\W_]+")
_JOINTS: tuple[tuple[re.Pattern[str], Joint], ...] = (
    (re.compile(r"[;!?\n:]|\.\s|\.{2,}|…"), "."),
    (re.compile(r"[/|]"), "or"),
    (re.compile(r"[&+]"), "and"),
    (re.compile(r"[,()\[\]–—•]|\s-\s|->|=>"), ","),
    (re.compile(r"^[-._*#]$"), "-"),
)
_LONGEST_NAME = 5  # words
_INVERTED = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, as it is meant, and how it is joined to the one before."""

    typed: str
    meant: str
    joint: Joint


@dataclass(frozen=True, slots=True)
class Span:
    """Words (from, to) that are an accepted answer (`right`), or another product with its id."""

    start: int
    end: int
    right: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The accepted answers: every form as stems, every form in one word, their products, words and stems."""

    forms: frozenset[tuple[str, ...]]
    joined: frozenset[str]
    products: frozenset[str]
    words: frozenset[str]
    stems: frozenset[str]
    longest: int

    def opposes(self, word: str) -> bool:
        """Whether the word excludes one of the accepted, and is none of them."""
        return stem(word) not in {stem(w) for w in self.words} and any(
            word_of in self.words for word_of in against(word)
        )


def against(word: str) -> frozenset[str]:
    """The stems of the words that `word` excludes, whatever its ending."""
    return _AGAINST.get(stem(word), frozenset())


def _all_against() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in OPPOSITES:
        for word in group:
            others = frozenset(stem(w) for w in group if stem(w) != stem(word))
            found[stem(word)] = found.get(stem(word), frozenset()) | others
    return found


_AGAINST = _all_against()


def words(text: str) -> list[Word]:
    """The words of `text` in small letters, abbreviations spelled out."""
    made: list[Word] = []
    end = 0
    for found in _WORD.finditer(text):
        joint = _joint(text[end : found.start()]) if made else " "
        small = found[0].casefold()
        for at, meant in enumerate(SHORT_FOR.get(small, NUMBERS.get(small, small)).split()):
            made.append(Word(found[0], meant, joint if at == 0 else " "))
        end = found.end()
    return made


def _joint(between: str) -> Joint:
    for pattern, joint in _JOINTS:
        if pattern.search(between):
            return joint
    return " "


def bare(said: Sequence[Word]) -> list[Word]:
    """The words without articles; the a- of a-synchronous is none."""
    return [
        word
        for at, word in enumerate(said)
        if word.meant not in ARTICLES or (at + 1 < len(said) and said[at + 1].joint == "-")
    ]


def wanted(accepted: Sequence[str], names: Mapping[str, str]) -> Wanted:
    """What counts as right. Product names bring their ids; "at-least-once delivery" also counts without "delivery"."""
    ids = set(names.values())
    products = frozenset(names.get(folded(a)) or _id(a, ids) for a in accepted) - {""}
    plain = [tuple(w.meant for w in bare(words(rephrased(a)))) for a in accepted]
    every = {form for p in plain if p for form in _forms(p, names)}
    single = frozenset(word for form in every for word in form)
    return Wanted(
        frozenset(tuple(map(stem, form)) for form in every),
        frozenset(singular("".join(form)) for form in every),
        products,
        single,
        frozenset(map(stem, single)),
        max((len(form) for form in every), default=0),
    )


def _id(accepted: str, ids: Collection[str]) -> str:
    """The id that an accepted answer is, however its words are joined."""
    spellings = (gap.join(folded(accepted).split()) for gap in ("_", "-", ""))
    return next((spelling for spelling in spellings if spelling in ids), "")


def _forms(form: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    yield tuple(form)
    if form[0] == "non":
        yield ("not", *form[1:])
    if len(form) == _INVERTED:  # "lag of the consumer"
        yield from ((form[1], "of", form[0]), (form[1], "of", "the", form[0]))
    if len(form) > 1 and form[0] in VENDORS and " ".join(form[1:]) in names:
        yield tuple(form[1:])
    rest = tuple(form[:-1])
    if rest and ((form[-1] in LOOSE_HEADS and len("".join(rest)) > 3) or (form[-1] in BARE_HEADS and against(rest[0]))):
        yield rest


def spelled(typed: Sequence[Word], asked: Wanted, names: Mapping[str, str]) -> list[Word]:
    """The words with slips set right."""
    compounds = {joined for joined in asked.joined if len(joined) > 7}
    meant = {word: respelled(word, asked.words | compounds, names.keys()) for word in {w.meant for w in typed}}
    return [replace(w, meant=meant[w.meant]) for w in typed]


def spans(said: Sequence[Word], asked: Wanted, names: Mapping[str, str]) -> list[Span]:
    """Accepted answers and other products, from left to right, the longer one where both begin."""
    found: list[Span] = []
    at = 0
    while at < len(said):
        right, named = _accepted(said, at, asked), _product(said, at, asked.products, names)
        best = named if named and (not right or named.end > right.end) else right
        if best:
            found.append(best)
        at = best.end if best else at + 1
    return found


def _accepted(said: Sequence[Word], at: int, asked: Wanted) -> Span | None:
    best: Span | None = None
    for end in _ends(said, at, asked.longest + 2, {" ", "-", "or", "and"}):
        window = said[at:end]
        apart = any(w.joint in ("or", "and") for w in window[1:])
        exact = tuple(stem(w.meant) for w in window) in asked.forms
        joined = {"".join(w.meant for w in window), "".join(w.typed.casefold() for w in window)}
        if exact or (not apart and not asked.joined.isdisjoint(map(singular, joined))):
            best = Span(at, end, True)
    return best


def _product(said: Sequence[Word], at: int, products: Collection[str], names: Mapping[str, str]) -> Span | None:
    best: Span | None = None
    for end in _ends(said, at, _LONGEST_NAME, {" ", "-", "or", "and"}):
        meant, typed = [w.meant for w in said[at:end]], list(dict.fromkeys(w.typed.casefold() for w in said[at:end]))
        spellings = (gap.join(window) for window in (meant, typed) for gap in (" ", ""))
        known = next((names[s] for s in spellings if len(s) > 1 and s in names), "")
        if known and (known not in KINDS or known in products or any(names.get(w) in products for w in meant)):
            best = Span(at, end, known in products, known)
    return best


def _ends(said: Sequence[Word], at: int, longest: int, joints: Collection[str]) -> Iterator[int]:
    """Where windows from `at` on may end: not across a comma or stop."""
    for end in range(at + 1, min(at + longest, len(said)) + 1):
        if end - at > 1 and said[end - 1].joint not in joints:
            return
        yield end
