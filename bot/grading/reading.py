"""An answer as the grader reads it: sentences, clauses, technologies, and tokens with their places."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bot.grading.names import Lexicon, Mention
from bot.grading.text import Part, clauses, sentences

NUMBER = re.compile(
    r"(?<![A-Za-z\d])\d[\d,.\u2009\u202f]*(?<![,.])(?:\s?(?:k|m|g|t|b|bn|x|mio|million|billion|thousand)\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_SUFFIXES = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
TECH, NUM = "TECH", "NUM"
# Idioms and denials, read as the plain words they mean: word by word they mean something else.
_IDIOM = re.compile(
    r"""
    (?P<denied> \b(?:nothing|not\ (?:much|really\ anything))\ (?:\w+\ ){0,2}
        (?:give|giving|given|lose|lost|pay|sacrificed?)(?:\ up)?\b
      | \b(?:no|zero|without|without\ (?:a|any)|not\ a|not\ any|hardly\ any)\ (?:real|true|actual|visible)?\ ?
        (?:downsides?|drawbacks?|trade-?offs?|disadvantages?|catch|sacrifices?)\b
      | \b(?:giv(?:e|es|ing)\ up|los(?:e|es|ing))\ nothing\b | \bnone\ worth\ mentioning\b )
    | (?P<lose> \bout\ (?:of\ )?the\ window\b | \bdown\ the\ drain\b | \boff\ the\ (?:table|menu)\b
      | \b(?:say|says|said|saying|wave|waving|kiss|kissing)\ (?:\w+\ ){0,3}(?:good-?bye|farewell)\b
      | \bbid(?:s|ding)?\ farewell\b | \bpart(?:s|ing)?\ (?:ways\ )?with\b | \ba\ thing\ of\ the\ past\b
      | \b(?:do|does|doing|live|lives|living)\ without\b | \bship\ has\ sailed\b | \b(?:can|may)\ forget\ about\b )
    | (?P<downside> \bflip[ ]?side\b | \bother\ side\ of\ the\ (?:coin|medal)\b | \bfly\ in\ the\ ointment\b )
    | (?P<pay> \bfoot(?:s|ing)?\ the\ bill\b | \bprice\ tag\b | \bcomes?\ at\ a\ (?:price|cost)\b )
    | (?P<popular> \bnobody\ (?:ever\ )?(?:got|gets|was)\ fired\b | \bbandwagon\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MEANT = {
    "denied": ("denied",),
    "lose": ("we", "give", "up"),
    "downside": ("the", "downside"),
    "pay": ("we", "pay"),
    "popular": ("popular",),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A stem, a mark, NUM, or TECH with the `id` of the technology; its place, clause and sentence (indices)."""

    stem: str
    start: int
    clause: int
    sentence: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer, taken apart."""

    text: str
    sentences: tuple[Part, ...]
    clauses: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    tokens: tuple[Token, ...]


def read(text: str, lexicon: Lexicon, expected: Collection[str] = ()) -> Reading:
    """`text` taken apart; `expected` are the ids that the task speaks of."""
    parts = sentences(text)
    cut = [clauses(part) for part in parts]
    mentions = lexicon.mentions(text, expected)
    tokens: list[Token] = []
    number = 0
    for at, inside in enumerate(cut):
        for clause in inside:
            tokens += _tokens(text, clause, mentions, number, at)
            number += 1
    return Reading(text, parts, tuple(c for inside in cut for c in inside), mentions, tuple(tokens))


def _tokens(text: str, clause: Part, mentions: tuple[Mention, ...], number: int, sentence: int) -> list[Token]:
    made: list[Token] = []
    at = clause.start
    inside = [m for m in mentions if clause.start <= m.start < clause.end]
    for mention in inside:
        made += _plain(text, at, mention.start, number, sentence)
        made.append(Token(TECH, mention.start, number, sentence, mention.id))
        at = max(at, mention.end)
    return made + _plain(text, at, clause.end, number, sentence)


def _plain(text: str, start: int, end: int, clause: int, sentence: int) -> list[Token]:
    made: list[Token] = []
    at = start
    for found in NUMBER.finditer(text, start, end) if start < end else ():
        made += _words(text, at, found.start(), clause, sentence)
        made.append(Token(NUM, found.start(), clause, sentence))
        at = found.end()
    return made + _words(text, at, end, clause, sentence)


def _words(text: str, start: int, end: int, clause: int, sentence: int) -> list[Token]:
    made: list[Token] = []
    for idiom in _IDIOM.finditer(text, start, max(start, end)):
        made += _single(text, start, idiom.start(), clause, sentence)
        made += [Token(word, idiom.start(), clause, sentence) for word in _MEANT[str(idiom.lastgroup)]]
        start = idiom.end()
    return made + _single(text, start, end, clause, sentence)


def _single(text: str, start: int, end: int, clause: int, sentence: int) -> list[Token]:
    return [
        Token(stem(word[0].casefold()), word.start(), clause, sentence)
        for word in _WORD.finditer(text, start, max(start, end))
    ]


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """`word` without its ending, crudely: enough to bring "drives" and "driving" together."""
    word = word.replace("’", "'")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
