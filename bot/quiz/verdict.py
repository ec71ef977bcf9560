"""What a person reads about an answer in their own words: every part, its quote, what was missing."""

from bot.grading.exact.judged import Judged
from bot.grading.report import MARKS, Criterion, Finding, Report
from bot.items.item import Item
from bot.quiz.session import Graded, Run
from bot.quiz.view import MAX_TYPED_CHARS, Reply, asked
from bot.text import listed
from bot.tokens import Contest, Keep, Write, pack
from bot.widgets import (
    Actions,
    Ask,
    Block,
    Button,
    Fact,
    Facts,
    Message,
    Note,
    Para,
    code,
    emph,
    spans,
    strong,
)

TOO_LATE = "That verdict is closed; only the latest one can be appealed against."
NOTHING_TO_APPEAL = "There is no verdict of yours to appeal against right now."
APPEALED_ALREADY = "Your appeal against this verdict is kept already."
MAX_MORE_CHARS = 1_000
THREE = 3  # sentences that a decision is asked for
PARTS: dict[Criterion, str] = {
    "requirement": "Requirement",
    "number": "Number",
    "choice": "Choice",
    "acceptable": "Fits the facts",
    "gain": "Gain",
    "cost": "Cost",
    "facts": "Facts",
    "metric": "Metric",
    "health": "Meaning",
}
SIGNS = {"met": "✓", "missing": "✗", "unsure": "?"}
STATES = {"met": "", "missing": "missing", "unsure": "not certain"}


def typed(item: Item, text: str, judged: Judged) -> Reply:
    """A short answer: the answer as it is spelled first, and what was read where that is another."""
    if judged.right:
        return Reply(True, line=f"{item.accepted[0]} it is.")
    said = f"You typed “{text[:MAX_TYPED_CHARS]}”; the answer is {item.accepted[0]}. {judged.reason}"
    return Reply(False, line=said)


def found(judged: Judged) -> Reply:
    """An estimate: how it was read. The sum is in the explanation."""
    return Reply(judged.right, line=judged.reason)


def graded(run: Run, answer: Graded) -> Reply:
    """The final verdict on free text."""
    report = answer.report
    return Reply(
        right=report.mark == MARKS,
        head=_mark(report),
        line=report.message,
        parts=(*_parts(report), *_model_answer(report)),
        foot=(_by(report), *_appeal(run, answer)),
    )


def unsure(run: Run, answer: Graded) -> Message:
    """The verdict so far, before anything is scored: say it in other words, leave it, or appeal."""
    parts = listed(
        PARTS[part.criterion].casefold()
        for part in answer.report.findings
        if part.state == "unsure" and _told(part, answer.report)
    )
    lead = f"I am not certain about this part: {parts}. "
    return Message(
        (
            *asked(run),
            Para(spans(strong("? Not scored yet. "), lead, "Say it in other words, and both count together.")),
            *_parts(answer.report),
            Ask("Add to your answer", pack(Write(run.id, run.turn)), MAX_MORE_CHARS),
            Actions(
                (
                    Button("Leave it as it is", pack(Keep(run.id, run.turn)), "keep"),
                    *_buttons(run, answer),
                )
            ),
            _by(answer.report),
        )
    )


def appealed(*, with_text: bool) -> Message:
    """The appeal is kept."""
    read = "with your text, so that a person can read it" if with_text else "without your text"
    return Message((Note(spans(f"Your appeal is kept {read}. The mark stays until somebody has looked at it.")),))


def _mark(report: Report) -> str:
    sign = "✓" if report.mark == MARKS else "✗" if not report.mark else "◐"
    return f"{sign} {report.mark or 0} of {MARKS}."


def _parts(report: Report) -> tuple[Block, ...]:
    rows = [_row(part) for part in report.findings if _told(part, report)]
    if report.kind == "decision" and report.sentences != THREE:
        count = f"{report.sentences} sentence{'' if report.sentences == 1 else 's'}"
        rows.append(Fact("Format", spans(f"{count}, three were asked. It does not change the mark.")))
    rows += [
        Fact("✗ Not so", spans(emph(f"“{wrong.quote}”"), f" {wrong.truth} ({wrong.source})"))
        for wrong in report.corrections
    ]
    return (Facts(tuple(rows)),)


def _told(part: Finding, report: Report) -> bool:
    """A number matters with a requirement only, and whether a choice fits with a choice only."""
    if part.criterion == "number":
        return report.met("requirement")
    if part.criterion == "cost" and report.kind == "why":  # a bonus there
        return part.state == "met"
    return part.criterion != "acceptable" or report.met("choice")


def _row(part: Finding) -> Fact:
    label, state = f"{SIGNS[part.state]} {PARTS[part.criterion]}", STATES[part.state]
    if part.criterion == "acceptable":
        return Fact(label, spans("yes" if part.state == "met" else "no"))
    said = emph(f"“{part.quote}”") if part.quote else ""
    return Fact(label, spans(said, " " if said and state else "", state))


def _model_answer(report: Report) -> tuple[Block, ...]:
    return (Para(spans(strong("One way to say it: "), report.model_answer)),) if report.model_answer else ()


def _by(report: Report) -> Note:
    return Note(spans(f"Graded by {report.grader}, offline, from your words alone."))


def _appeal(run: Run, answer: Graded) -> tuple[Block, ...]:
    if answer.appealed or answer.report.mark == MARKS:
        return ()
    note = Note(spans("Did you state a part that is missing? ", code("appeal"), " keeps your case."))
    return (note, Actions(_buttons(run, answer)))


def _buttons(run: Run, answer: Graded) -> tuple[Button, ...]:
    return (
        Button("I did state it", pack(Contest(run.id, answer.turn, with_text=False)), "appeal"),
        Button("I did state it; keep my text", pack(Contest(run.id, answer.turn, with_text=True)), "appeal with text"),
    )


def second(first: Report, report: Report) -> Message:
    """What another reader makes of the same answer. It changes nothing: points come from the first."""
    if report.grader == first.grader:
        return Message((Note(spans(report.message)),))
    lead = Para(spans(strong(f"A second opinion: {report.mark or 0} of {MARKS}. "), report.message))
    note = Note(spans(f"By {report.grader}. Points and boards are by {first.grader} alone."))
    return Message((lead, *_parts(report), note))
