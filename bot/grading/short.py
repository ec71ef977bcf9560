"""Typed short answers: a word, a phrase or a product, whatever its case, spelling and the words around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.grading.corrected import corrected
from bot.grading.judged import Judged
from bot.grading.phrases import Span, Wanted, Word, spans, spelled, wanted, words
from bot.grading.rephrased import rephrased
from bot.grading.wordlists import (
    ARTICLES,
    AUXILIARIES,
    CONTRASTS,
    EXPLAINS,
    FILLER,
    HEADS,
    NEGATORS,
    NO,
    TURNS,
    VENDORS,
    WRONG,
    YES,
)
from bot.text import MAX_CHARS, clean

Names = Mapping[str, str]  # folded alias -> id of the technology

_MAX_WORDS = 80
_MAX_ASIDE = 4  # words of a second thought that would be another item of a list
_NOTHING = "I found no answer in that; a word or two are enough."
_LIST = "That lists several answers; name one."


def short(accepted: Sequence[str], answer: str, names: Names) -> Judged:
    """Whether `answer` says one of `accepted`. Slips and words around it are forgiven; opposites, "not" and lists are not."""
    if len(answer) > MAX_CHARS:
        return Judged(False, "That is too long for a short answer; a few words are enough.")
    asked = wanted(accepted, names)
    text = rephrased(clean(answer))
    whole = spelled(words(text)[: _MAX_WORDS + 1], asked, names)
    if len(whole) > _MAX_WORDS:
        return Judged(False, "That is too long for a short answer; a few words are enough.")
    if _only(whole, asked):
        return _recognised(whole)
    last = spelled(words(corrected(text)), asked, names)
    if asked.words & {"yes", "no", "true", "false"} and asked.longest == 1:
        return _yes_or_no(asked, last)
    return _weighed(last, asked, names)


def _recognised(said: Sequence[Word]) -> Judged:
    return Judged(True, f"Right: I read “{_quoted(said)}”.")


def _quoted(said: Sequence[Word]) -> str:
    shown = dict.fromkeys(w.typed for w in said)
    return " ".join(shown)[:60]


def _only(said: Sequence[Word], asked: Wanted) -> bool:
    """Whether the answer is an accepted one and nothing else, be it "no cache" or "read and write quorum"."""
    bare = [w for w in said if w.meant not in ARTICLES or w.joint == "-"]
    found = spans(bare, asked, {})
    return len(found) == 1 and found[0].right and found[0].end - found[0].start == len(bare)


def _yes_or_no(asked: Wanted, said: Sequence[Word]) -> Judged:
    meant = [w.meant for w in said]
    cut = next(
        (at for at, word in enumerate(meant) if at and word in EXPLAINS - {"that", "in", "on", "to", "of"}), len(meant)
    )
    heard: set[bool] = set()
    for at, word in enumerate(meant[:cut]):
        turned = any(before in NO for before in meant[max(0, at - 2) : at]) and not heard - {False}
        if word in YES and not turned:
            heard.add(True)
        if word in NO or (turned and word in YES):
            denies = word in ("not", "dont", "doesnt", "isnt", "cant", "cannot", "wont", "arent")
            heard |= {False} if not (denies and True in heard) or _denied_next(meant, at) else set()
    if len(heard) != 1:
        return Judged(False, _NOTHING if not heard else "That says both yes and no; say one.")
    yes = heard.pop()
    right = bool(asked.words & ({"yes", "true"} if yes else {"no", "false"}))
    return Judged(right, f"I read that as {'yes' if yes else 'no'}.")


def _denied_next(meant: Sequence[str], at: int) -> bool:
    return any(word in YES for word in meant[at + 1 : at + 3])


@dataclass(slots=True)
class _Segment:
    """A stretch between commas, stops, "or", "and", "but": what it names, and what it leaves unexplained."""

    joint: str
    rights: list[Span] = field(default_factory=list)
    others: list[Span] = field(default_factory=list)
    denied: list[Span] = field(default_factory=list)
    loose: list[Word] = field(default_factory=list)
    spoiled: str = ""
    first: str = ""
    explained: bool = False

    def deny(self) -> None:
        """All that was named so far is not meant."""
        self.denied += self.rights + self.others
        self.rights, self.others, self.loose = [], [], []


def _weighed(said: Sequence[Word], asked: Wanted, names: Names) -> Judged:
    found = spans(said, asked, names)
    segments = _told(_segments(said, found, asked))
    rights = [span for segment in segments for span in segment.rights]
    others = [span for segment in segments for span in segment.others]
    if not rights:
        return _missed(said, segments, others, asked)
    if (asked.products and others) or _lists(segments, bool(asked.products)):
        return Judged(False, _LIST)
    if spoiled := next((s.spoiled for s in segments if s.spoiled), ""):
        return Judged(False, f"I read “{spoiled}”; that is something else.")
    unlike = [w for s in segments if s.rights for w in s.loose if any(c.isdigit() for c in w.meant)]
    if unlike:
        return Judged(False, f"The “{unlike[0].typed[:30]}” in it does not belong to the answer.")
    if any(asked.opposes(w.meant) for s in segments for w in s.loose if len(w.meant) > 3):
        return Judged(False, _LIST)
    return _recognised(said[rights[0].start : rights[0].end])


def _missed(said: Sequence[Word], segments: Sequence[_Segment], others: Sequence[Span], asked: Wanted) -> Judged:
    """Why an answer without an accepted word is wrong."""
    if any(segment.denied for segment in segments):
        return Judged(False, "That says what it is not; name what it is.")
    if others:
        named = _quoted(said[others[0].start : others[0].end])
        kind = (
            "a neighbour, not the same product" if asked.products else "a product, where something else was asked for"
        )
        return Judged(False, f"That names {named}; {kind}.")
    loose = [w for segment in segments for w in segment.loose]
    if opposite := next((w for w in loose if asked.opposes(w.meant)), None):
        return Judged(False, f"I read “{opposite.typed[:40]}”; that is not the same.")
    return Judged(False, f"I read “{_quoted(loose)}”; that is not it." if loose else _NOTHING)


def _segments(said: Sequence[Word], found: Sequence[Span], asked: Wanted) -> list[_Segment]:
    made = [_Segment(".")]
    starts = {span.start: span for span in found}
    at = 0
    while at < len(said):
        word = said[at]
        turn = TURNS.get(word.meant, "") if at not in starts else ""
        if turn or (at and word.joint not in (" ", "-")):
            made.append(_Segment(turn or word.joint))
        if turn:
            at += 1
            if at < len(said) and said[at].joint in (" ", "-"):
                made[-1].joint = turn
            continue
        at = _take(made[-1], said, at, starts, asked)
    return made


def _take(segment: _Segment, said: Sequence[Word], at: int, starts: Mapping[int, Span], asked: Wanted) -> int:
    """Adds the word or the span at `at` to the segment; the place after it."""
    segment.first = segment.first or ("span" if at in starts else said[at].meant)
    named = bool(segment.rights or segment.others or segment.denied)
    if span := starts.get(at):
        if segment.explained and not segment.denied and not segment.rights and not segment.others:
            segment.denied.append(span)
        elif not segment.explained:
            (segment.rights if span.right else segment.others).append(span)
            segment.spoiled = segment.spoiled or (_spoiled(said, span, starts) if span.right else "")
        return span.end
    _heed(segment, said, at, named, starts, asked)
    return at + 1


def _heed(
    segment: _Segment, said: Sequence[Word], at: int, named: bool, starts: Mapping[int, Span], asked: Wanted
) -> None:
    """What a word outside all spans does: turns the segment round, ends what is meant, or stays loose."""
    word = said[at].meant
    if segment.explained:
        if (word in NEGATORS or word in WRONG) and _refers(said, at):
            segment.deny()
    elif word in WRONG and (named or word == "avoid"):
        segment.deny()
        segment.explained = True
    elif word in NEGATORS:
        follows = any(later in starts for later in range(at + 1, _end(said, at)))
        if not (named and follows and said[at - 1].meant not in AUXILIARIES and not word.endswith("nt")):
            segment.deny()
        segment.explained = True
    elif word in CONTRASTS or (named and word in EXPLAINS):
        segment.explained = True
    elif (word not in FILLER and word not in HEADS and word not in VENDORS) or (
        asked.opposes(word) and segment.joint in ("or", "and", ",")
    ):
        segment.loose.append(said[at])


def _end(said: Sequence[Word], at: int) -> int:
    """Where the stretch of words joined by nothing but spaces ends."""
    return next((n for n in range(at + 1, len(said)) if said[n].joint not in (" ", "-")), len(said))


def _refers(said: Sequence[Word], at: int) -> bool:
    """Whether a "not" or "wrong" speaks of the answer itself: "which is not right", "is wrong"."""
    return any(w.meant in ("which", "that") for w in said[max(0, at - 3) : at])


def _spoiled(said: Sequence[Word], span: Span, starts: Mapping[int, Span]) -> str:
    """The phrase around an accepted one, if its neighbours make it something else: "dead letter" before "queue"."""
    ends = {other.end for other in starts.values()}
    before, after = span.start - 1, span.end
    odd_before = before >= 0 and said[span.start].joint in (" ", "-") and _odd(said[before], said[span.start].joint)
    odd_after = after < len(said) and said[after].joint in (" ", "-") and _odd(said[after], said[after].joint)
    if odd_after and after in starts:
        odd_after = not starts[after].right
    first = before if odd_before and span.start not in ends else span.start
    last = after + 1 if odd_after else span.end
    return _quoted(said[first:last]) if (first, last) != (span.start, span.end) else ""


def _odd(word: Word, joint: str) -> bool:
    """Whether a neighbour changes the meaning: anything but filler, and glued with a hyphen anything but a general head."""
    if word.meant in HEADS or word.meant in VENDORS:
        return False
    return joint == "-" or word.meant not in FILLER | NEGATORS | CONTRASTS | EXPLAINS | set(TURNS) | AUXILIARIES


def _told(segments: list[_Segment]) -> list[_Segment]:
    """The segments without the reasons that follow an answer, unless they begin with another candidate."""
    kept: list[_Segment] = []
    explained = False
    for segment in segments:
        if not (explained and segment.first != "span"):
            kept.append(segment)
        explained = explained or (segment.explained and bool(segment.rights))
    return kept


def _lists(segments: Sequence[_Segment], products: bool) -> bool:
    """Whether another candidate stands beside the right one."""
    asides = 0
    for before, segment in pairwise([_Segment("."), *segments]):
        content = bool(segment.loose or segment.others) and not segment.rights and not segment.denied
        unsaid = bool(before.loose or before.others) and not before.rights and not before.denied
        if segment.joint == "or" and (content or (unsaid and segment.rights)):
            return True
        if segment.joint == "and" and segment.rights and unsaid and before.first not in FILLER:
            return True
        if content and segment.joint in ("and", ",") and (segment.first not in FILLER or segment.first in ARTICLES):
            asides += 2 if segment.joint == "and" or segment.first not in ARTICLES else 1
        if content and segment.joint in (",", ".") and not segment.first and products:
            asides += 1
    return asides > 1
