"""A second opinion by a language model beside the default grader, for practice; boards use the default grader alone.

The model only says of each part whether it is there, and quotes it; gates go before, the rule table gives the mark.
`grade` waits for the server up to `timeout_s`: call it where nobody else is held up, never inside a storage turn.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

from adapters.graders.language_model import Breaker, Clock, Endpoint, LanguageModel, NoReply
from adapters.graders.second_verdicts import Held, schema, standing, system_words, user_words
from bot.grading import rules, words
from bot.grading.gates import EMPTY, LANGUAGE, STUFFED, gated
from bot.grading.report import Finding, Grader, Report, Task, TaskKind
from bot.grading.rubric import readable

__all__ = ["NOT_HAD", "NO_SECOND_OPINION", "Endpoint", "SecondOpinion"]

VERSION = 1
NO_SECOND_OPINION = "no_second_opinion"
NOT_HAD = "The second opinion could not be had this time, and nothing was lost by that."
_FAR = 2  # marks apart, from which on neither grader is believed
_RULES: Mapping[TaskKind, Callable[[rules.Parts], int]] = {
    "decision": rules.decision,
    "why": rules.why,
    "metric": rules.metric,
}


class SecondOpinion:
    """Grades with `default`, and lets the endpoint's model look again; without its reply the default's report stands.

    `clock` counts seconds; `on_failure` is told in fixed words why there was no reply.
    """

    def __init__(
        self,
        default: Grader,
        endpoint: Endpoint,
        clock: Clock = time.monotonic,
        on_failure: Callable[[str], None] | None = None,
    ) -> None:
        self._default = default
        self._name = f"llm:{endpoint.model}/{VERSION}"
        self._model = LanguageModel(endpoint, clock)
        self._breaker = Breaker(clock)
        self._on_failure = on_failure

    def close(self) -> None:
        """Closes the connections; grading goes on with the default alone."""
        self._model.close()

    def grade(self, task: Task, answer: str) -> Report:
        """The verdict of both. Never raises on any text nor on any reply."""
        report = self._default.grade(task, answer)
        left = gated(readable(answer), (task.facts, task.ask), pile=task.kind != "metric").text
        if report.mark is None or {EMPTY, STUFFED, LANGUAGE} & set(report.flags) or not any(map(str.isalnum, left)):
            return report
        if self._breaker.open:
            return _alone(report)
        try:
            held = self._asked(task, report.choice, left, answer)
        except NoReply as reason:
            self._breaker.failed()
            if self._on_failure:
                self._on_failure(str(reason))
            return _alone(report)
        self._breaker.worked()
        second = _together(report, report.mark, held)
        return replace(second, grader=f"{self._name} beside {report.grader}")

    def _asked(self, task: Task, technology: str, left: str, answer: str) -> Mapping[str, Held]:
        said = self._model.ask(system_words(task), user_words(task, technology, left), schema(task))
        try:
            return standing(task, said, left, answer)
        except ValueError:
            raise NoReply("no verdicts") from None


def _alone(report: Report) -> Report:
    return replace(report, flags=(*report.flags, NO_SECOND_OPINION), message=f"{report.message} {NOT_HAD}")


def _together(first: Report, mark: int, held: Mapping[str, Held]) -> Report:
    """The default's report (of that mark) with the verdicts that stand; where these lead far away, unsure."""
    second = _judged(first, held)
    weak, says = _hidden(first, mark)
    weak, says = (held[name].met if name in held else known for name, known in (("plain", weak), ("says", says)))
    found = _mark(second, plain=weak, says=says)
    if abs(found - mark) >= _FAR:
        pairs = zip(first.findings, second.findings, strict=True)
        findings = tuple(one if one.state == two.state else _unsure(one, two) for one, two in pairs)
        second = replace(first, findings=findings, opinion=first.opinion and second.opinion)
        found = mark
    metrics = max(1, first.metrics) if _has_metric(second) else 0
    return replace(second, mark=found, metrics=metrics, message=_message(second, found))


def _judged(first: Report, held: Mapping[str, Held]) -> Report:
    """The parts as the verdicts have them, and two ties: a need ends an opinion, a number needs a need."""
    states = {found.criterion: _finding(found, held) for found in first.findings}
    need = "requirement" in states and states["requirement"].state == "met"
    opinion = not need and (held["opinion"].met if "opinion" in held else first.opinion)
    if opinion:
        states["requirement"] = Finding("requirement", "missing")
    if "number" in states and not need:
        states["number"] = Finding("number", "missing")
    return replace(first, findings=tuple(states.values()), opinion=opinion)


def _finding(first: Finding, held: Mapping[str, Held]) -> Finding:
    verdict = held.get(first.criterion)
    if verdict is None:
        return first
    return Finding(first.criterion, "met", verdict.quote) if verdict.met else Finding(first.criterion, "missing")


def _unsure(one: Finding, two: Finding) -> Finding:
    return Finding(one.criterion, "unsure", one.quote or two.quote)


def _hidden(first: Report, mark: int) -> tuple[bool, bool]:
    """`plain` and `says` of the default: a report does not name them, but its mark tells where they mattered."""
    for plain, says in product((False, True), repeat=2):
        if _mark(first, plain=plain, says=says) == mark:
            return plain, says
    return False, False


def _mark(report: Report, *, plain: bool, says: bool) -> int:
    """The mark of the rule table. Choice, fitness and false claims are the default's."""
    parts = rules.Parts(
        requirement=report.met("requirement"),
        choice=bool(report.choice),
        acceptable=report.fits,
        gain=report.met("gain"),
        cost=report.met("cost"),
        plain=plain,
        error=bool(report.corrections),
        metric=_has_metric(report),
        health=report.met("health"),
        says=says,
    )
    return _RULES[report.kind](parts)


def _has_metric(report: Report) -> bool:
    """Whether there is a metric: one was found, or the question named it and there is no finding about it."""
    sought = any(found.criterion == "metric" for found in report.findings)
    return report.kind == "metric" and (report.met("metric") or not sought)


def _message(report: Report, mark: int) -> str:
    return words.message(
        report.kind,
        mark,
        [(found.criterion, found.state) for found in report.findings],
        opinion=report.opinion,
        undecided=report.message.startswith(words.UNDECIDED),
        corrections=report.corrections,
        flags=report.flags,
    )
