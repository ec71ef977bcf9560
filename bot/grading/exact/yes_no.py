"""Yes or no, in many words: "it does not", "not true", "yep"."""

from collections.abc import Sequence

from bot.grading.exact.judged import Judged
from bot.grading.exact.phrases import Wanted, Word
from bot.grading.exact.wordlists import DENIES, NO, SURELY, YES

_NOTHING = "I found neither yes nor no in that."
_REASONS = frozenset({"because", "since", "as", "which", "when", "if", "unless", "due", "where", "while"})
_NEAR = 2  # words between "not" and what it turns round


def yes_or_no(asked: Wanted, said: Sequence[Word]) -> Judged:
    """Whether `said` is the asked one of yes (true) and no (false). Reasons are not read; both together are wrong."""
    heard = _heard(_before_reasons([word.meant for word in said]))
    if len(heard) != 1:
        return Judged(False, "That says both yes and no; say one." if heard else _NOTHING)
    yes = heard == {True}
    right = bool(asked.words & ({"yes", "true"} if yes else {"no", "false"}))
    return Judged(right, f"I read that as {'yes' if yes else 'no'}.")


def asks_yes_or_no(asked: Wanted) -> bool:
    """Whether nothing but yes, no, true or false is accepted."""
    return bool(asked.forms) and all(len(form) == 1 for form in asked.forms) and asked.words <= YES | NO


def _before_reasons(meant: list[str]) -> list[str]:
    return meant[: next((at for at, word in enumerate(meant) if at and word in _REASONS), len(meant))]


def _heard(meant: Sequence[str]) -> set[bool]:
    """What is said outright; a bare "does not" counts only after nothing was said: "yes, it does not block" is yes."""
    heard: set[bool] = set()
    for at, word in enumerate(meant):
        near = meant[at + 1 : at + 2] if word in SURELY else meant[max(0, at - _NEAR) : at]
        denied = any(other in DENIES for other in near)
        if word in YES:
            heard.add(not denied)
        elif word in NO - DENIES:
            heard.add(denied)
    return heard or {False for word in meant if word in DENIES}
