"""The one message of a verdict: what is missing most, and what to do about it."""

from collections.abc import Sequence

from bot.grading.gates import ADDRESSED, COPIED, CUT, EMPTY, LANGUAGE, STUFFED
from bot.grading.report import Correction, Criterion, State, TaskKind

NOTHING = {
    EMPTY: "There is nothing to read yet. Write the need of the system, your choice and what it costs.",
    COPIED: "These are the question's own words. Say in yours what the system needs, and what you choose.",
    STUFFED: "These are keywords without a sentence. Say what the system needs, what you choose, and what that costs.",
    ADDRESSED: "That speaks to the grader, not to the question. Say what the system needs and what you choose.",
    LANGUAGE: "I read English only so far, so this is not scored. Nothing is counted against you; try it in English.",
}
NOTED = {
    ADDRESSED: "What was addressed to the grader is ignored; the rest is read.",
    CUT: "Only the first 4,000 characters are read; a good answer needs three sentences.",
}
OPINION = (
    "That is an opinion: how known or liked a technology is says nothing about this system. "
    "What did the system need? Start with a load, a latency, a shape of data or a limit of the team."
)
UNDECIDED = "Several technologies, no pick. Commit to one: a choice can be defended, a list cannot."
MISSING: dict[TaskKind, dict[Criterion, str]] = {
    "decision": {
        "requirement": "What did the system need? Name the load, latency, shape of data or team limit that decides.",
        "choice": "Name one technology, and commit to it.",
        "acceptable": "This choice does not hold against the facts of the case: look at the need once more.",
        "cost": "What do you give up? A choice without its price is half a tradeoff.",
        "gain": "What does this choice give you that the others do not? Name the mechanism or the effect.",
        "number": "Which number drives this? A need with a number can be checked.",
    },
    "why": {
        "requirement": "Which need of the system makes this property matter here?",
        "gain": "Which property of the technology meets that need? Name the mechanism, not that it is good.",
        "number": "Which number drives this? A need with a number can be checked.",
    },
    "metric": {
        "metric": "Name something that can be measured: a rate, an age, a ratio, a percentile.",
        "health": "What does it tell when it changes? Say what users feel or what state the system is in then.",
    },
}
UNSURE = " I was not certain here: if you did state it, say it in other words, or appeal."
FULL: dict[TaskKind, str] = {
    "decision": "Requirement, choice, gain and price are all there: that is engineering.",
    "why": "A need and the property that meets it: that is a reason.",
    "metric": "A precise metric and what it means: whoever is on call can use that.",
}
SHARPER: dict[TaskKind, str] = {
    "decision": "All parts are there; one of them is boilerplate. Make need and price specific to this system.",
    "why": "Right so far, but general. Name the number or the mechanism that decides.",
    "metric": "Good; make it sharper: which quantity exactly, and what exactly happens then?",
}


def message(
    kind: TaskKind,
    mark: int,
    states: Sequence[tuple[Criterion, State]],
    *,
    opinion: bool,
    undecided: bool,
    corrections: Sequence[Correction],
    flags: Sequence[str],
) -> str:
    """The most useful sentence or two for this answer."""
    said = _said(kind, mark, dict(states), opinion=opinion, undecided=undecided, corrections=corrections)
    return noted(said, flags)


def noted(said: str, flags: Sequence[str]) -> str:
    """A message with what has to be said about the text itself."""
    return " ".join((said, *(NOTED[flag] for flag in flags if flag in NOTED)))


def _said(
    kind: TaskKind,
    mark: int,
    states: dict[Criterion, State],
    *,
    opinion: bool,
    undecided: bool,
    corrections: Sequence[Correction],
) -> str:
    if corrections:
        return f"One thing is not so: {corrections[0].truth}"
    if opinion:
        return OPINION
    if undecided:
        return UNDECIDED
    for criterion, words in MISSING[kind].items():
        state = states.get(criterion, "met")
        if state != "met" and not (criterion == "number" and mark == 4):
            return words + (UNSURE if state == "unsure" else "")
    return FULL[kind] if mark == 4 else SHARPER[kind]
