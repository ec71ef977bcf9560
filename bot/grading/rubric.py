"""The default grader: gates, a reading, linear models for the parts, the guide's rule table for the mark."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.grading import rules, words
from bot.grading.choice import candidates
from bot.grading.facts import METRIC, contradictions
from bot.grading.features import Given, given, masked, of_answer, of_clauses
from bot.grading.gates import CUT, EMPTY, LANGUAGE, gated
from bot.grading.knowledge import Knowledge
from bot.grading.model import sigmoid
from bot.grading.reading import Reading, read
from bot.grading.report import Correction, Criterion, Finding, Report, State, Task
from bot.grading.text import Part

GRADER = "rubric"
MAX_CHARS = 4_000  # what stands behind is not read
_NO_SIGN = -1.4  # log-odds: where the question names the metric, some clause must speak for a meaning of its own
_UNSURE = 0.2  # a part this little below its threshold is unsure instead of missing
_REASON, _METRIC = "reason", "metric"
_MARKUP = re.compile(
    r"<[@#!][^<>\n]{1,60}>|<?https?://[^\s<>]+>?|&(?:amp|lt|gt|quot|#\d+);|</?[a-z]+/?>", re.IGNORECASE
)
_ALIKE = str.maketrans("İıſ\u212a", "IisK")  # letters whose case leads to another letter
_JOINT = re.compile(
    r"^[\s,;:.–—*_-]*(?:(?:and|but|because|since|so|though|although|while|however|yet)\b[\s,]*)?", re.IGNORECASE
)
CRITERIA: Mapping[str, Mapping[Criterion, str]] = {  # part of the verdict -> label of the models
    "decision": {"requirement": "req", "number": "num", "gain": "gain", "cost": "cost"},
    "why": {"requirement": "req", "number": "num", "gain": "gain", "cost": "cost"},
    "metric": {"metric": "named", "health": "health"},
}


@dataclass(frozen=True, slots=True)
class Chances:
    """The probability of every label, its threshold, and the clause that speaks most for it."""

    of: Mapping[str, float]
    thresholds: Mapping[str, float]
    best: Mapping[str, Part]
    clauses: Mapping[str, Sequence[float]]

    def holds(self, label: str) -> bool:
        """Whether the label is given."""
        return self.of[label] >= self.thresholds[label]

    def state(self, label: str) -> State:
        """Met, missing, or so near that it is unsure."""
        if self.holds(label):
            return "met"
        return "unsure" if self.of[label] >= self.thresholds[label] - _UNSURE else "missing"


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen in an answer, before any of it is judged. `answer` is letter for letter what was typed."""

    answer: str
    reading: Reading
    flags: tuple[str, ...]
    chances: Chances | None = None  # None where nothing was left to grade
    pick: str | None = None
    fits: bool = False
    corrections: tuple[Correction, ...] = ()


class RubricGrader:
    """Grades offline and always alike. Built from data; holds no state of any answer."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lexicon = knowledge.lexicon
        self.name = f"{GRADER}/{knowledge.weights.version}"

    @property
    def names(self) -> Mapping[str, str]:
        """The id of a technology by every name it is called."""
        return self._lexicon.ids

    def grade(self, task: Task, answer: str) -> Report:
        """The verdict on `answer`; reads its first MAX_CHARS characters."""
        return self.verdict(task, self.observe(task, answer))

    def observe(self, task: Task, answer: str) -> Observed:
        """What is in `answer`: who is picked, how likely each part is there, which claims are false."""
        kept = gated(readable(answer), (task.facts, task.ask), task.kind != "metric", knows=self._knowledge.knows)
        flags = (*kept.flags, CUT) if len(answer) > MAX_CHARS else kept.flags
        lead = f"{task.metric}: " if task.metric else ""  # as if the person had named it: so the models know it
        expected = (*task.acceptable, *filter(None, [task.technology]))
        if kept.nothing or not any(letter.isalnum() for letter in kept.text):
            return Observed(answer, read(kept.text, self._lexicon, expected), flags)
        reading = read(lead + kept.text, self._lexicon, expected)
        answer = lead + answer
        family = _METRIC if task.kind == "metric" else _REASON
        pick = None if family == _METRIC else task.technology or self.choice(reading, task.acceptable)
        return Observed(
            answer=answer,
            reading=reading,
            flags=flags,
            chances=self._chances(family, reading, pick, given(task.kind, task.facts, task.model_answer)),
            pick=pick,
            fits=pick is not None and any(self._lexicon.matches(pick, wanted) for wanted in task.acceptable),
            corrections=self._corrections(answer, reading, pick, task),
        )

    def verdict(self, task: Task, seen: Observed) -> Report:
        """What is made of it: every part met, missing or unsure, the mark, the message."""
        if seen.chances is None:
            return self._nothing(task, seen)
        report = (
            self._metric(task, seen, seen.chances) if task.kind == "metric" else self._reason(task, seen, seen.chances)
        )
        return replace(report, flags=seen.flags, sentences=len(seen.reading.sentences))

    def choice(self, reading: Reading, acceptable: Sequence[str]) -> str | None:
        """The technology argued for, or None."""
        model = self._knowledge.weights.choice
        ranked = [(model.scores(c.features)[0], c.id) for c in candidates(reading, self._lexicon, acceptable)]
        score, tech = max(ranked, default=(0.0, None))
        return tech if tech and sigmoid(score) >= self._knowledge.weights.choice_threshold else None

    def _chances(self, family: str, reading: Reading, pick: str | None, task: Given) -> Chances:
        weights, cues = self._knowledge.weights, self._knowledge.cues
        seen = [masked(token, pick, self._lexicon) for token in reading.tokens]
        whole = dict(
            zip(
                weights.answers[family].labels,
                weights.answers[family].scores(of_answer(reading, seen, task, cues)),
                strict=True,
            )
        )
        rows = [weights.clauses[family].scores(made) for made in of_clauses(reading, seen, task, cues)]
        parts = {label: [row[at] for row in rows] for at, label in enumerate(weights.clauses[family].labels)}
        blends = weights.blends[family]
        return Chances(
            of={label: blend.chance(whole[label], parts.get(label, ())) for label, blend in blends.items()},
            thresholds={label: blend.threshold for label, blend in blends.items()},
            best={label: reading.clauses[scores.index(max(scores))] for label, scores in parts.items() if scores},
            clauses=parts,
        )

    def _reason(self, task: Task, seen: Observed, chances: Chances) -> Report:
        # An opinion stands where a requirement is missing: the likelier of the two holds. What is said in its favour
        # reads like a gain or a price, so those too must be likelier than the opinion.
        opinion = chances.holds("tf") and chances.of["tf"] > chances.of["req"]
        findings = _findings(task, seen.answer, chances, opinion=opinion)
        if task.kind == "decision":
            findings[2:2] = [
                Finding("choice", "met" if seen.pick else "missing", _named(seen)),
                Finding("acceptable", "met" if seen.fits else "missing"),
            ]

        def mark(*states: State) -> int:
            there = {found.criterion for found in findings if found.state in states}
            parts = rules.Parts(
                requirement="requirement" in there,
                choice=seen.pick is not None,
                acceptable=seen.fits,
                gain="gain" in there,
                cost="cost" in there,
                plain=chances.holds("plain"),
                error=bool(seen.corrections),
            )
            return rules.why(parts) if task.kind == "why" else rules.decision(parts)

        return self._report(task, mark("met"), mark("met", "unsure"), findings, seen, opinion=opinion)

    def _metric(self, task: Task, seen: Observed, chances: Chances) -> Report:
        findings = _findings(task, seen.answer, chances, opinion=False)
        if task.metric:
            said = max(chances.clauses["health"], default=_NO_SIGN)
            findings = [found for found in findings if found.criterion != "metric" and said > _NO_SIGN]
            findings = findings or [Finding("health", "missing")]

        def parts(*states: State) -> rules.Parts:
            there = {found.criterion for found in findings if found.state in states}
            return rules.Parts(
                metric="metric" in there or bool(task.metric),
                given=bool(task.metric),
                health="health" in there,
                says=chances.holds("says"),
                plain=chances.holds("plain"),
                error=bool(seen.corrections),
            )

        sure = parts("met")
        report = self._report(task, rules.metric(sure), rules.metric(parts("met", "unsure")), findings, seen)
        named = sum(score > 0 for score in chances.clauses["named"])
        return replace(report, metrics=max(1, named) if sure.metric else 0)

    def _corrections(self, answer: str, reading: Reading, pick: str | None, task: Task) -> tuple[Correction, ...]:
        named = {METRIC} if task.kind == "metric" else {pick or "", *(mention.id for mention in reading.mentions)}
        claims = self._knowledge.claims(named)
        found = contradictions(reading, pick, claims)
        return tuple(Correction(answer[c.start : c.end], c.claim.truth, c.claim.source) for c in found)

    def _report(
        self, task: Task, mark: int, could: int, findings: Sequence[Finding], seen: Observed, *, opinion: bool = False
    ) -> Report:
        said = words.message(
            task.kind,
            mark,
            [(found.criterion, found.state) for found in findings],
            opinion=opinion,
            undecided=task.kind == "decision" and seen.pick is None and len({m.id for m in seen.reading.mentions}) > 1,
            corrections=seen.corrections,
            flags=seen.flags,
        )
        return Report(
            kind=task.kind,
            mark=mark,
            could=could,
            findings=tuple(findings),
            message=said,
            model_answer=task.model_answer,
            grader=self.name,
            choice=seen.pick or "",
            fits=seen.fits,
            opinion=opinion,
            corrections=seen.corrections,
        )

    def _nothing(self, task: Task, seen: Observed) -> Report:
        reason = next((flag for flag in seen.flags if flag in words.NOTHING), EMPTY)
        return Report(
            kind=task.kind,
            mark=None if reason == LANGUAGE else 0,
            findings=tuple(Finding(criterion, "missing") for criterion in CRITERIA[task.kind]),
            message=words.noted(words.NOTHING[reason], [flag for flag in seen.flags if flag != reason]),
            model_answer=task.model_answer,
            grader=self.name,
            sentences=len(seen.reading.sentences),
            flags=seen.flags,
        )


def _findings(task: Task, answer: str, chances: Chances, *, opinion: bool) -> list[Finding]:
    found: list[Finding] = []
    for criterion, label in CRITERIA[task.kind].items():
        state = chances.state(label)
        needless = criterion == "number" and found[0].state != "met"
        if needless or (opinion and chances.of[label] <= chances.of["tf"]):
            state = "missing"
        found.append(Finding(criterion, state, _quote(answer, chances.best.get(label)) if state != "missing" else ""))
    return found


def _quote(answer: str, part: Part | None) -> str:
    """The words of a clause as they were typed, without the joint that leads into them."""
    return _JOINT.sub("", answer[part.start : part.end]).rstrip(" ,;:-–—") if part else ""


def readable(answer: str) -> str:
    """The first MAX_CHARS characters; markup, mentions and what cannot be written down are blanked in place."""
    text = "".join(" " if letter == "\0" or "\ud800" <= letter <= "\udfff" else letter for letter in answer[:MAX_CHARS])
    return _MARKUP.sub(lambda found: " " * len(found[0]), text.translate(_ALIKE))


def _named(seen: Observed) -> str:
    """The words in which the choice is named."""
    return next((seen.answer[m.start : m.end] for m in seen.reading.mentions if m.id == seen.pick), "")
