"""The semantic extra: a sentence model on this machine finds gain, cost or health that is said in other words.

It only compares clauses with known meanings. Gates, choice, polarity, facts and the rule table stay the default's.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from itertools import islice
from operator import mul
from pathlib import Path
from threading import Lock

from bot.catalog import Technology
from bot.grading.report import Criterion, Report, Task, TaskKind
from bot.grading.rubric import Chances, Observed, RubricGrader
from bot.grading.text import Part

# Cosine: paraphrases mostly lie above, others on the same subject below. Chosen, not measured: judge it on the corpus.
NEAR = 0.62
MAX_CLAUSES = 32  # each takes a small model about 10 ms, and a good answer has three sentences
MODELS = ("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")
_OUTPUTS = ("sentence_embedding", "last_hidden_state", "token_embeddings")
_DENIAL = re.compile(
    r"(?i)\b(?:no|not|nor|none|never|nothing|nobody|neither|without|cannot|hardly|barely|zero|free of)\b|n['’]t\b"
    r"|\b(?:do|does|did|is|are|was|were|wo|ca|would|should|could|has|have|need)nt\b"
)
_GIVING = r"giv(?:es?|ing) up|gave up|los(?:es?|ing|t)\b|sacrific|forgo|surrender|abandon|accept|pay(?:s|ing)?\b"
_ELSE: Mapping[Criterion, re.Pattern[str]] = {  # with these words a clause says something else, however near it is
    "gain": re.compile(rf"(?i)\b(?:need|must|requir|ha(?:ve|s) to\b|lack|miss|{_GIVING})"),
    "cost": re.compile(r"(?i)\b(?:gain|win|offer|support|provid|enjoy|benefit|avoid|sav(?:es?|ing)\b|solv)"),
    "health": re.compile(r"(?i)\b(?:alert|alarm|paged?\b|pages\b|notif|restart)"),
}
_COMPARED = re.compile(r"(?i)^\W*(?:instead of|rather than|unlike|compared|over|than|versus|vs)\b")
_TURN = re.compile(  # in a sentence of a model answer: before it the gain, after it the price
    r"(?i);|^(?=the (?:price|cost|bill))|\b(?:but|though|although|while|whereas|yet|in (?:return|exchange)"
    rf"|at the (?:price|cost|expense) of)\b|(?:,|\band\b)(?=[^,.;]{{0,14}}\b(?:price|cost|bill|must|depend|{_GIVING}))"
)
_TELLS = re.compile(r"(?i)\b(?:shows?|means?|tells?|says?|signals?|indicates?|(?:if|when)\b[^,]+,)")
_Said = Sequence[tuple[Part, bool]]  # clauses about the choice; whether the sentence of each denies up to its end
Meanings = Mapping[str, Sequence[str]]  # by part; under "" what is none of the parts that are looked for


class Unusable(Exception):
    """Why a folder is of no use, in a few words."""


class SentenceModel:
    """An export of sentence-transformers: tokenizer.json and one of MODELS. Raises Unusable and nothing else."""

    def __init__(self, folder: Path) -> None:
        try:
            self._numpy, runtime, tokenizers = map(import_module, ("numpy", "onnxruntime", "tokenizers"))
            file = next((folder / name for name in MODELS if (folder / name).is_file()), folder / MODELS[0])
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(256)  # tokens
            options = runtime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 4  # whoever runs this is told in a sentence instead
            self._session = runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
            self._inputs = [one.name for one in self._session.get_inputs()]
            outputs = {one.name for one in self._session.get_outputs()}
            self._output = next((name for name in _OUTPUTS if name in outputs), "no embeddings")
        except Exception as error:
            raise Unusable(f"cannot be opened: {error}") from error
        self._known = lru_cache(maxsize=1024)(self._vector)
        if not self.nearness("we gain speed", ["we gain speed"]) > NEAR:
            raise Unusable("gives no vectors")

    def nearness(self, text: str, texts: Sequence[str]) -> float:
        """The cosine of `text` and the nearest of `texts`; -1 if there are none."""
        try:
            return max((sum(map(mul, self._known(text), self._known(other))) for other in texts), default=-1.0)
        except Exception as error:
            raise Unusable(f"gives no vectors: {error}") from error

    def _vector(self, text: str) -> tuple[float, ...]:
        """The meaning of `text`, of length 1 or 0."""
        words = self._tokenizer.encode(text)
        if not words.ids:
            return ()
        given = {"input_ids": words.ids, "attention_mask": words.attention_mask, "token_type_ids": words.type_ids}
        fed = {name: self._numpy.array([given[name]], dtype="int64") for name in self._inputs}
        row = self._session.run([self._output], fed)[0][0]
        if self._output != _OUTPUTS[0]:
            row = self._numpy.array(words.attention_mask) @ row  # the sum has the mean's direction
        length = math.hypot(*map(float, row)) or 1.0
        return tuple(float(value) / length for value in row)


class SemanticGrader:
    """Grades with `default`; looks in `folder`, opened when first needed, and `told` once if that is of no use."""

    def __init__(
        self, default: RubricGrader, folder: Path, technologies: Mapping[str, Technology], told: Callable[[str], None]
    ) -> None:
        self._default, self._folder, self._technologies, self._told = default, folder, technologies, told
        self._lock = Lock()
        self._model: SentenceModel | None = None
        self._off = False

    @property
    def names(self) -> Mapping[str, str]:
        """The id of a technology by every name it is called."""
        return self._default.names

    def grade(self, task: Task, answer: str) -> Report:
        """The verdict, no part below the default's. Never raises on any text nor on any folder."""
        seen = self._default.observe(task, answer)
        report = self._default.verdict(task, seen)
        parts: tuple[Criterion, ...] = ("health",) if task.kind == "metric" else ("gain", "cost")
        wanted: list[Criterion] = [part for part in parts if not report.met(part)]
        if seen.chances is None or seen.flags or seen.corrections or report.opinion or not wanted:
            return report
        said = [one for one in islice(_about_choice(task, seen), MAX_CLAUSES) if one[0].text in answer]
        known = self._meanings(task, seen)
        if not said or not any(known[part] for part in wanted):
            return report
        with self._lock:
            if self._off:
                return report
            try:
                self._model = self._model or SentenceModel(self._folder)
                lifted = _lifted(self._model, seen.chances, wanted, said, known)
            except Unusable as trouble:
                self._off = True
                why = " ".join(f"{self._folder} {trouble}".split())[:300]
                self._told(f"The default grader is used, for the sentence model in {why}.")
                return report
        name = f"semantic:{self._folder.absolute().name}/1 over {report.grader}"
        return replace(self._default.verdict(task, replace(seen, chances=lifted)), grader=name)

    def _meanings(self, task: Task, seen: Observed) -> Meanings:
        """What is known of the choice: its card, and the model answer where that has the same choice."""
        made: dict[str, list[str]] = {"gain": [], "cost": [], "health": [], "": []}
        if card := self._technologies.get((seen.pick or "").replace("_", "-")):
            made["gain"] += card.strong
            made["cost"] += card.give_up
        model = self._default.observe(replace(task, ask="", facts="", model_answer=""), task.model_answer)
        for part, text in islice(_pieces(task.kind, model), MAX_CLAUSES if model.pick == seen.pick else 0):
            if any(map(str.isalnum, text)):
                made[part].append(text)
        return made


def _about_choice(task: Task, seen: Observed) -> Iterator[tuple[Part, bool]]:
    """Clauses whose subject is no other technology; of a decision those from the choice on."""
    reading, pick = seen.reading, seen.pick
    since, other = _place(seen) if task.kind == "decision" else 0, False
    for clause in reading.clauses:
        named = [mention.id for mention in reading.mentions if clause.start <= mention.start < clause.end]
        if named and not _COMPARED.match(clause.text):
            other = named[0] != pick
        start = max(since, clause.start)
        if start < clause.end and (pick is None or not (other or set(named) - {pick})):
            begun = max(s.start for s in reading.sentences if s.start <= start)
            denied = bool(_DENIAL.search(reading.text, begun, clause.end))
            yield Part(reading.text[start : clause.end], start, clause.end), denied


def _place(seen: Observed) -> int:
    """Where the choice is first named; behind everything if nowhere."""
    return next((m.start for m in seen.reading.mentions if m.id == seen.pick), len(seen.reading.text))


def _pieces(kind: TaskKind, model: Observed) -> Iterator[tuple[str, str]]:
    """The sentences of a model answer, cut where they turn, with the part of each half."""
    place, metric = _place(model), kind == "metric"
    for sentence in model.reading.sentences:
        chosen = sentence.end > place if kind == "why" else sentence.start > place
        for piece in sentence.text.split(";") if metric else [sentence.text]:
            before, *after = (_TELLS if metric else _TURN).split(piece, 1)
            if after or not chosen or kind == "why":  # without a turn, gain and price of a decision are not told apart
                yield "gain" if chosen else "", before
            yield "health" if metric else "cost" if chosen else "", "".join(after)


def _lifted(model: SentenceModel, chances: Chances, wanted: list[Criterion], said: _Said, known: Meanings) -> Chances:
    """The chances, a step up for every part that a clause is near to: missing to unsure, unsure to met."""
    of, best = dict(chances.of), dict(chances.best)
    for label in wanted:
        near = [_nearness(model, label, part.text, denied, known) for part, denied in said]
        if max(near) >= NEAR:
            enough, best[label] = chances.thresholds[label], said[near.index(max(near))][0]
            of[label] = enough if chances.state(label) == "unsure" else math.nextafter(enough, 0)
    return replace(chances, of=of, best=best)


def _nearness(model: SentenceModel, label: Criterion, text: str, denied: bool, known: Meanings) -> float:
    """How near a clause is to the meanings of a part; -1 where it denies, or is nearer to something else."""
    if _ELSE[label].search(text) or (denied and label == "cost"):
        return -1
    own = model.nearness(text, [m for m in known[label] if label == "cost" or denied == bool(_DENIAL.search(m))])
    return own if own > model.nearness(text, [m for other in known if other != label for m in known[other]]) else -1
