"""Which technology an answer argues for: every one named is described, a linear model ranks them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.grading.features import Features
from bot.grading.names import Lexicon
from bot.grading.reading import Reading, Token

_NEAR = 7  # tokens on either side that are looked at
_CORRECTIONS = frozenset({"no", "wait", "actual", "rather", "scratch", "correct", "sorry", "strike"})
_UNDECIDED = frozenset(
    {"either", "both", "whichev", "depend", "torn", "idk", "sure", "possib", "flip", "mayb", "might", "whatev"}
)
# Choices without a product's name: named in passing far more often than chosen.
_GENERIC = frozenset({"none", "in_process", "pg_table", "containers", "vms", "bare_metal"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A technology that an answer names, with what tells whether it is the choice."""

    id: str
    features: Features


def candidates(reading: Reading, lexicon: Lexicon, acceptable: Collection[str]) -> tuple[Candidate, ...]:
    """All technologies of the answer, in order of first mention."""
    ids = list(dict.fromkeys(mention.id for mention in reading.mentions))
    return tuple(Candidate(tech, _features(tech, ids, reading, lexicon, acceptable)) for tech in ids)


def _features(
    tech: str, ids: Sequence[str], reading: Reading, lexicon: Lexicon, acceptable: Collection[str]
) -> Features:
    tokens = reading.tokens
    own = [at for at, token in enumerate(tokens) if token.id == tech]
    made: Features = {}
    for at in own:
        made.update(dict.fromkeys(_around(tokens, at, tech), 1.0))
    rank, count = ids.index(tech), len(ids)
    flags = {
        f"rank{min(rank, 4)}": True,
        f"count{min(count, 4)}": True,
        f"rank{min(rank, 3)}of{min(count, 4)}": True,
        "repeated": len(own) > 1,
        "latest": rank == count - 1,
        "special": any(lexicon.kind_of(tech, other) for other in ids),
        "general": any(lexicon.kind_of(other, tech) for other in ids),
        "corrected": bool(own) and _corrected(tokens, own[-1]),
        f"generic:{tech}": tech in _GENERIC,
        "generic": tech in _GENERIC,
        "accepted": any(lexicon.matches(tech, wanted) for wanted in acceptable),
    }
    made.update((name, 1.0) for name, holds in flags.items() if holds)
    made.update((f"undecided:{token.stem}", 1.0) for token in tokens if token.stem in _UNDECIDED)
    return made


def _around(tokens: Sequence[Token], at: int, tech: str) -> list[str]:
    """The words before and after one mention, in its sentence, and those of its clause."""
    here = tokens[at]
    before = [_word(t, tech) for t in tokens[max(0, at - _NEAR) : at] if t.sentence == here.sentence][::-1]
    after = [_word(t, tech) for t in tokens[at + 1 : at + 1 + _NEAR] if t.sentence == here.sentence]
    made = [f"b:{word}" for word in before] + [f"a:{word}" for word in after]
    made += [f"b{gap}:{word}" for gap, word in enumerate(before[:3])] + [
        f"a{gap}:{word}" for gap, word in enumerate(after[:3])
    ]
    made += [f"b:{'_'.join(before[:size])}" for size in (2, 3) if len(before) >= size]
    made += [f"a:{'_'.join(after[:2])}"] * (len(after) > 1)
    made += ["opens"] * (not before) + ["closes"] * (not after) + ["alone"] * (not before and not after)
    made += ["opens the answer"] * (not before and here.sentence == 0)
    clause = [t for t in tokens if t.clause == here.clause]
    made += [f"c:{t.stem}" for t in clause if not t.id]
    made += ["shared"] * (len({t.id for t in clause if t.id}) > 1)
    last = next(t for t in reversed(tokens) if t.sentence == here.sentence)
    return made + ["asked"] * (last.stem == "?")


def _word(token: Token, tech: str) -> str:
    return token.stem if not token.id else "SELF" if token.id == tech else "OTHER"


def _corrected(tokens: Sequence[Token], at: int) -> bool:
    """Whether words of correction stand between the first technology and this one."""
    first = next(position for position, token in enumerate(tokens) if token.id)
    return any(token.stem in _CORRECTIONS for token in tokens[first:at])
