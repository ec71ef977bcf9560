"""What the linear models see of an answer: words with products and numbers masked, their classes, their places."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.grading.names import Lexicon
from bot.grading.reading import NUM, NUMBER, Reading, Token, stem

Features = dict[str, float]
Cues = Mapping[str, Sequence[str]]  # stem -> classes of words it belongs to
PICK, OTHER = "TPICK", "TOTHER"
_LONG = 4  # shorter words are too common to count as taken from the task
_CONTENT = re.compile(r"[a-z]{4,}")
_NUMBER_WORDS = frozenset(
    stem(word)
    for word in [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "half",
        "quarter",
        "double",
        "twice",
        "couple",
    ]
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the task says, as stems and figures: its facts, and what only its model answer has."""

    kind: str
    facts: frozenset[str]
    figures: frozenset[str]
    model: frozenset[str]


def given(kind: str, facts: str, model_answer: str) -> Given:
    """The task's words for comparing."""
    said = stems(facts)
    return Given(kind, said, figures(facts), stems(model_answer) - said)


def stems(text: str) -> frozenset[str]:
    """The stems of the longer words of `text`."""
    return frozenset(stem(word) for word in _CONTENT.findall(text.casefold()))


def figures(text: str) -> frozenset[str]:
    """The numbers of `text` as digits."""
    return frozenset(re.sub(r"[^\d.]", "", found[0]).strip(".") for found in NUMBER.finditer(text))


def masked(token: Token, pick: str | None, lexicon: Lexicon) -> str:
    """The token's stem, with technologies told apart only by whether they are the choice."""
    if not token.id:
        return token.stem
    return PICK if pick and (token.id == pick or lexicon.matches(token.id, pick)) else OTHER


def of_answer(reading: Reading, words: Sequence[str], task: Given, cues: Cues) -> Features:
    """The whole answer; `words` are its masked tokens."""
    made: Features = {f"k:{task.kind}": 1.0}
    pick_at = words.index(PICK) if PICK in words else None
    for name in _ngrams(words, cues):
        made[name] = 1.0
    if pick_at is not None:
        for at, word in enumerate(words):
            side = "pre" if at < pick_at else "post"
            made[f"{side}:{word}"] = 1.0
            for cue in cues.get(word, ()):
                made[f"{side}C:{cue}"] = 1.0
    made.update(_overlap(words, reading.text, task))
    made["n:mentions"] = min(len({m.id for m in reading.mentions}), 4) / 4
    made["n:sentences"] = min(len(reading.sentences), 6) / 6
    made["n:clauses"] = min(len(reading.clauses), 10) / 10
    if pick_at is not None:
        made["n:picked"] = 1.0
        made["n:before"] = math.log1p(pick_at) / 5
        made["n:after"] = math.log1p(len(words) - pick_at) / 5
        made["n:factsbefore"] = min(sum(word in task.facts for word in words[:pick_at]), 4) / 4
        made["n:factsafter"] = min(sum(word in task.facts for word in words[pick_at:]), 4) / 4
        made["n:modelafter"] = min(len(task.model.intersection(words[pick_at:])), 4) / 4
    return made


def of_clauses(reading: Reading, words: Sequence[str], task: Given, cues: Cues) -> list[Features]:
    """Each clause: its words and classes, its place, its subject, and what its sentence says beside it."""
    clauses = [_Clause(part.text) for part in reading.clauses]
    said: Counter[tuple[int, str]] = Counter()  # how many clauses of a sentence have a class
    for token, word in zip(reading.tokens, words, strict=True):
        clause = clauses[token.clause]
        clause.words.append(word)
        clause.sentence = token.sentence
        for cue in cues.get(word, ()):
            said[token.sentence, cue] += cue not in clause.cues
            clause.cues.add(cue)
    first = next((at for at, clause in enumerate(clauses) if PICK in clause.words), None)
    near: dict[int, list[str]] = {}
    for sentence, cue in said:
        near.setdefault(sentence, []).append(cue)
    subject = "none"
    made: list[Features] = []
    for at, clause in enumerate(clauses):
        subject = next((word for word in clause.words if word in (PICK, OTHER)), subject)
        beside = [cue for cue in near.get(clause.sentence, ()) if said[clause.sentence, cue] > (cue in clause.cues)]
        made.append(
            dict.fromkeys(_ngrams(["<", *clause.words, ">"], cues), 1.0)
            | dict.fromkeys(_place(at, len(clauses), first, subject, task.kind), 1.0)
            | dict.fromkeys((f"p:{word}" for word in (clauses[at - 1].words[-3:] if at else ())), 1.0)
            | dict.fromkeys((f"near:{cue}" for cue in beside), 1.0)
            | dict.fromkeys((f"{kind}:{cue}" for cue in clause.cues for kind in (subject, task.kind[0])), 1.0)
            | ({"other:would": 1.0} if subject == OTHER and "would" in clause.words else {})
            | _overlap(clause.words, clause.text, task)
        )
    return made


@dataclass(slots=True)
class _Clause:
    text: str
    words: list[str] = field(default_factory=list[str])
    cues: set[str] = field(default_factory=set[str])
    sentence: int = 0


def _place(at: int, count: int, first: int | None, subject: str, kind: str) -> Iterator[str]:
    place = "none" if first is None else "before" if at < first else "at" if at == first else "after"
    yield from (f"k:{kind}", f"subject:{subject}", f"place:{place}", f"{kind[0]}place:{place}")
    yield from (f"at{min(at, 4)}", f"of{min(count, 6)}")
    if at + 1 == count:
        yield "last"


def _ngrams(words: Sequence[str], cues: Cues) -> Iterator[str]:
    """Words, pairs, their classes, and classes beside words."""
    before = ""
    for word in words:
        yield f"u:{word}"
        if before:
            yield f"b:{before}_{word}"
        for cue in cues.get(word, ()):
            yield f"C:{cue}"
            if before:
                yield f"c:{before}_{cue}"
                for earlier in cues.get(before, ()):
                    yield f"CC:{earlier}_{cue}"
        for cue in cues.get(before, ()):
            yield f"d:{cue}_{word}"
        before = word


def _overlap(words: Sequence[str], text: str, task: Given) -> Features:
    """How much was taken from the task, and which numbers."""
    long = {word for word in words if len(word) >= _LONG and word.isalpha() and word not in (PICK, OTHER)}
    used = len(long & task.facts)
    own = figures(text)
    return {
        "n:facts": min(used, 6) / 6,
        "n:factshare": used / (len(task.facts) or 1),
        "n:copy": used / (len(long) or 1),
        "n:model": min(len(long & task.model), 5) / 5,
        "n:length": math.log1p(len(long)) / 5,
        "n:figure": float(NUM in words),
        "n:given": float(bool(own & task.figures)),
        "n:own": float(bool(own - task.figures)),
        "n:numberword": float(any(word in _NUMBER_WORDS for word in words)),
    }
