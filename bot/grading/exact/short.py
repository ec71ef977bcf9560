"""Typed short answers: a word, a phrase or a product, whatever its case, spelling and the words around it."""

from collections.abc import Mapping, Sequence

from bot.grading.exact.corrected import corrected
from bot.grading.exact.judged import Judged
from bot.grading.exact.phrases import Span, Wanted, Word, bare, spans, spelled, wanted, words
from bot.grading.exact.rephrased import rephrased
from bot.grading.exact.segments import Cutter, Segment, quoted, several
from bot.grading.exact.yes_no import asks_yes_or_no, yes_or_no
from bot.text import clean

Names = Mapping[str, str]  # folded alias -> id of the technology

_MAX_CHARS, _MAX_WORDS = 1_000, 80
_LONG = "That is too long for a short answer; a few words are enough."
_LIST = "That lists several answers; name one."
_NOTHING = "I found no answer in that; a word or two are enough."


def short(accepted: Sequence[str], answer: str, names: Names) -> Judged:
    """Whether `answer` says one of `accepted`: slips and words around it are forgiven; opposites and lists are not.

    A product is accepted by any of its `names`. What is denied does not count, and of a correction the last word does.
    """
    if len(answer) > _MAX_CHARS:
        return Judged(False, _LONG)
    asked = wanted(accepted, names)
    text = rephrased(clean(answer))
    typed = words(text)
    if len(typed) > _MAX_WORDS:
        return Judged(False, _LONG)
    whole = spelled(typed, asked, names)
    if asks_yes_or_no(asked):
        return yes_or_no(asked, words(corrected(text)))
    if _only(bare(whole), asked):
        return _recognised(whole)
    return _weighed(spelled(words(corrected(text)), asked, names), asked, names)


def _only(said: Sequence[Word], asked: Wanted) -> bool:
    """Whether the answer is an accepted one and nothing else, be it "no cache" or "read and write quorum"."""
    found = spans(said, asked, {})
    return len(found) == 1 and found[0].end - found[0].start == len(said)


def _recognised(said: Sequence[Word]) -> Judged:
    return Judged(True, f"Right: I read “{quoted(said)}”.")


def _weighed(said: Sequence[Word], asked: Wanted, names: Names) -> Judged:
    segments = Cutter(said, spans(said, asked, names), asked).segments()
    rights = [span for segment in segments for span in segment.rights]
    others = [span for segment in segments for span in segment.others]
    if not rights:
        return _missed(said, segments, others, asked)
    if (asked.products and others) or several(segments):
        return Judged(False, _LIST)
    if spoiled := next((s.spoiled for s in segments if s.spoiled), ""):
        return Judged(False, f"I read “{spoiled}”; that is something else.")
    return _clash(segments, asked) or _recognised(said[rights[0].start : rights[0].end])


def _clash(segments: Sequence[Segment], asked: Wanted) -> Judged | None:
    """A digit or an opposite beside the accepted words makes the answer wrong."""
    for word in (word for segment in segments if segment.rights for word in segment.loose):
        if any(letter.isdigit() for letter in word.meant):
            return Judged(False, f"The “{word.typed[:30]}” in it does not belong to the answer.")
        if len(word.meant) > 3 and asked.opposes(word.meant):
            return Judged(False, _LIST)
    return None


def _missed(said: Sequence[Word], segments: Sequence[Segment], others: Sequence[Span], asked: Wanted) -> Judged:
    """Why an answer without an accepted word is wrong."""
    if any(segment.denied for segment in segments):
        return Judged(False, "That says what it is not; name what it is.")
    if others:
        kind = "a neighbour, not the same product" if asked.products else "a product, not what was asked for"
        return Judged(False, f"That names {quoted(said[others[0].start : others[0].end])}; {kind}.")
    loose = [word for segment in segments for word in segment.loose]
    return Judged(False, f"I read “{quoted(loose)}”; that is not it." if loose else _NOTHING)
