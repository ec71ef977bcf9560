"""A short answer cut where it turns, and what each stretch says: named, denied, explained, or something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.grading.exact.phrases import Span, Wanted, Word
from bot.grading.exact.spelling import singular
from bot.grading.exact.wordlists import (
    ARTICLES,
    AUXILIARIES,
    CONTRASTS,
    EXPLAINS,
    FILLER,
    HEADS,
    NEGATORS,
    TURNS,
    VENDORS,
    WRONG,
)

_TOGETHER = (" ", "-")  # joints inside one stretch
_HARMLESS = FILLER | NEGATORS | CONTRASTS | EXPLAINS | AUXILIARIES | TURNS.keys()


def _spans() -> list[Span]:
    return []


def _words() -> list[Word]:
    return []


@dataclass(slots=True)
class Segment:
    """A stretch between commas, stops, "or", "and", "but"."""

    joint: str
    rights: list[Span] = field(default_factory=_spans)
    others: list[Span] = field(default_factory=_spans)  # other products
    denied: list[Span] = field(default_factory=_spans)  # named after "not"
    loose: list[Word] = field(default_factory=_words)  # words of content that nothing explains
    spoiled: str = ""  # the phrase that makes an accepted word something else
    first: str = ""  # its first word, "span" for a name
    tail: bool = False  # whether anything of content follows a "not"
    closed: str = ""  # the word after which it gives reasons, or what is not meant

    @property
    def foreign(self) -> bool:
        """Whether it names something, but nothing accepted."""
        return bool(self.loose or self.others) and not self.rights and not self.denied

    @property
    def refuses(self) -> bool:
        """Whether it only says no to what stands before it: "Redis? No."."""
        named = self.rights or self.others or self.denied or self.loose
        return not named and not self.tail and self.closed in NEGATORS and (self.joint == "." or self.closed == "not")

    def deny(self, word: str) -> None:
        """All that was named so far is not meant, nor what follows."""
        self.denied += self.rights + self.others
        self.tail = self.tail or bool(self.loose)
        self.rights, self.others, self.loose, self.closed = [], [], [], word


class Cutter:
    """Cuts one answer into segments, word by word."""

    def __init__(self, said: Sequence[Word], found: Sequence[Span], asked: Wanted) -> None:
        self._said, self._asked = said, asked
        self._starts: Mapping[int, Span] = {span.start: span for span in found}
        self._ends = {span.end for span in found}

    def segments(self) -> list[Segment]:
        """The segments in order, without the reasons that follow an answer."""
        made = [Segment(".")]
        at = 0
        while at < len(self._said):
            word = self._said[at]
            turn = TURNS.get(word.meant) if at not in self._starts else None
            if turn:
                made.append(Segment(turn))
                at += 1
                continue
            if at and word.joint not in _TOGETHER and not (made[-1].joint in TURNS.values() and not made[-1].first):
                made.append(Segment(word.joint))
            at = self._take(made[-1], at)
        return _told(made)

    def _take(self, segment: Segment, at: int) -> int:
        """Adds the word or the span at `at`; the place after it."""
        span = self._starts.get(at)
        segment.first = segment.first or ("span" if span else self._said[at].meant)
        if span is None:
            self._heed(segment, at)
            return at + 1
        if segment.closed and not (segment.closed == "with" and not span.right):
            segment.denied += [span] * (not segment.rights and not segment.others)
        elif span.right:
            segment.rights.append(span)
            segment.spoiled = segment.spoiled or self._spoiled(span)
        else:
            segment.others.append(span)
        return span.end

    def _heed(self, segment: Segment, at: int) -> None:
        """What a word outside all spans does: denies, closes the segment, or stays loose."""
        word = self._said[at].meant
        named = bool(segment.rights or segment.others or segment.denied)
        if segment.closed:
            segment.tail = segment.tail or self._content(word, segment.joint)
            if (word in NEGATORS or word in WRONG) and self._refers(at):
                segment.deny(word)
        elif word in NEGATORS:
            segment.closed = word
            if not (named and self._spares(at)):
                segment.deny(word)
        elif word in WRONG and named:
            segment.deny(word)
        elif word in CONTRASTS or (named and word in EXPLAINS):
            segment.closed = word
        elif self._content(word, segment.joint):
            segment.loose.append(self._said[at])

    def _content(self, word: str, joint: str) -> bool:
        another = joint in ("or", "and", ",")
        head = singular(word) in HEADS and not another
        general = head or word in FILLER or word in VENDORS
        return not general or (another and self._asked.opposes(word))

    def _spares(self, at: int) -> bool:
        """Whether a "not" leaves what stands before it: "Redis, not Kafka", but never "Redis is not Kafka"."""
        end = next((n for n in range(at + 1, len(self._said)) if self._said[n].joint not in _TOGETHER), len(self._said))
        follows = any(later in self._starts for later in range(at + 1, end))
        return follows and self._said[at - 1].meant not in AUXILIARIES and not self._said[at].meant.endswith("nt")

    def _refers(self, at: int) -> bool:
        """Whether a "not" or "wrong" speaks of the answer itself: "which is wrong"."""
        return any(w.meant in ("which", "that") for w in self._said[max(0, at - 3) : at])

    def _spoiled(self, span: Span) -> str:
        """The phrase around an accepted one, if a neighbour makes it something else: "letter" before "queue"."""
        first, last = span.start, span.end
        if first and first not in self._ends and self._odd(first - 1, self._said[first].joint):
            first -= 1
        if last < len(self._said) and self._odd(last, self._said[last].joint):
            following = self._starts.get(last)
            last += not (following and following.right)
        return quoted(self._said[first:last]) if (first, last) != (span.start, span.end) else ""

    def _odd(self, at: int, joint: str) -> bool:
        """Whether a neighbour changes what is meant: no filler, or anything glued on but a general head."""
        word = self._said[at].meant
        if joint not in _TOGETHER or singular(word) in HEADS or word in VENDORS:
            return False
        return joint == "-" or word not in _HARMLESS


def quoted(said: Sequence[Word]) -> str:
    """The words as typed, for a reason; at most 60 characters."""
    return " ".join(dict.fromkeys(word.typed for word in said))[:60]


def _told(segments: list[Segment]) -> list[Segment]:
    """The segments without the reasons that follow an answer, unless they begin with another candidate."""
    kept: list[Segment] = []
    reasons = False
    for before, segment in pairwise([Segment("."), *segments]):
        if segment.refuses:
            before.deny(segment.closed)
        if not reasons or segment.first == "span":
            kept.append(segment)
        reasons = reasons or bool(segment.closed and segment.rights)
    return kept


def several(segments: Sequence[Segment]) -> bool:
    """Whether another candidate stands beside the right one."""
    asides = 0
    for before, segment in pairwise([Segment("."), *segments]):
        if segment.joint == "or" and (segment.foreign or (before.foreign and segment.rights)):
            return True
        if segment.joint == "and" and segment.rights and before.foreign and before.first not in FILLER:
            return True
        if segment.foreign and segment.joint in ("and", ","):
            asides += _weight(segment)
    return asides > 1


def _weight(segment: Segment) -> int:
    """2 for another item, 1 for what may be an apposition ("RabbitMQ, a message broker"), 0 for a remark."""
    if any(word.meant in FILLER for word in segment.loose):  # a small word is loose only as an opposite: "on and off"
        return 2
    if segment.first in ARTICLES and segment.joint == ",":
        return 1
    return 0 if segment.first in FILLER - ARTICLES else 2
