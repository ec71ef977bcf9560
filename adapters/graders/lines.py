"""One graded task a line: JSON in, JSON out, for `tradeoff grade`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, FiniteFloat, StrictInt, StrictStr, TypeAdapter, ValidationError

from bot.grading.exact.number import number
from bot.grading.exact.short import short
from bot.grading.report import Grader, Report, Task, TaskKind

EXACT = "exact/1"  # how short answers and numbers are compared
MAX_LINE = 1_000_000  # characters


class _Free(BaseModel):
    case: str = ""
    decision: str = ""
    technology: str = ""
    facts: str = ""
    acceptable: list[str] = []
    model_answer: str = ""
    ask: str


class _Short(BaseModel):
    ask: str = ""
    accepted: list[str] = Field(min_length=1)


class _Number(BaseModel):
    ask: str = ""
    value: Annotated[float, Field(strict=True, allow_inf_nan=False)]
    unit: str = ""
    factor: Annotated[FiniteFloat, Field(ge=1)] = 2


class _Line(BaseModel):
    id: StrictStr | StrictInt
    answer: str


class _Named(BaseModel):
    id: StrictStr | StrictInt


class FreeLine(_Line):
    """A decision, a why or a metric."""

    kind: TaskKind
    prompt: _Free


class ShortLine(_Line):
    """A typed short answer."""

    kind: Literal["short"]
    prompt: _Short


class NumberLine(_Line):
    """A number with a unit."""

    kind: Literal["number"]
    prompt: _Number


_LINE: TypeAdapter[FreeLine | ShortLine | NumberLine] = TypeAdapter(
    Annotated[FreeLine | ShortLine | NumberLine, Field(discriminator="kind")]
)


def graded(lines: Iterable[str], grader: Grader, names: Mapping[str, str]) -> Iterator[tuple[dict[str, Any], bool]]:
    """For every line that is not blank its verdict and True, or what is wrong with the line and False."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield _verdict(_read(line), grader, names), True
        except ValueError as error:
            yield {"id": _id(line), "error": _explained(error)}, False


def _read(line: str) -> FreeLine | ShortLine | NumberLine:
    if len(line) > MAX_LINE:
        raise ValueError(f"the line is longer than {MAX_LINE:,} characters")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("this line is no JSON") from error
    return _LINE.validate_python(found)


def _verdict(line: FreeLine | ShortLine | NumberLine, grader: Grader, names: Mapping[str, str]) -> dict[str, Any]:
    match line:
        case FreeLine():
            prompt = line.prompt
            if line.kind == "why" and not prompt.technology:
                raise ValueError("prompt.technology: a why names the technology it asks about")
            task = Task(
                kind=line.kind,
                ask=prompt.ask,
                facts=prompt.facts,
                acceptable=tuple(prompt.acceptable),
                model_answer=prompt.model_answer,
                technology=prompt.technology if line.kind == "why" else "",
            )
            return _free(line, grader.grade(task, line.answer))
        case ShortLine():
            judged = short(line.prompt.accepted, line.answer, names)
        case NumberLine():
            judged = number(line.prompt.value, line.prompt.unit, line.prompt.factor, line.answer)
    return {"id": line.id, "kind": line.kind, "right": judged.right, "reason": judged.reason, "grader": EXACT}


def _free(line: FreeLine, report: Report) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind,
        "labels": labels(report),
        "evidence": [{"criterion": f.criterion, "quote": f.quote} for f in report.findings if f.quote],
        "missing": [f.criterion for f in report.findings if f.state == "missing"],
        "unsure": [f.criterion for f in report.findings if f.state == "unsure"],
        "corrections": [{"quote": c.quote, "truth": c.truth, "source": c.source} for c in report.corrections],
        "flags": list(report.flags),
        "message": report.message,
        "model_answer": report.model_answer,
        "grader": report.grader,
    }


def labels(report: Report) -> dict[str, Any]:
    """The labels of the guide that fit the kind. What was not scored at all has the mark 0 and says why in `flags`."""
    common = {"sentences": report.sentences, "factual_error": bool(report.corrections), "overall": report.mark or 0}
    if report.kind == "metric":
        named, health = report.met("metric"), report.met("health")
        return {"metric_named": named, "metrics_count": report.metrics, "explains_health": health, **common}
    gain, cost = report.met("gain"), report.met("cost")
    return {
        "has_requirement": report.met("requirement"),
        "requirement_quantified": report.met("number"),
        "choice": report.choice or None,
        "choice_acceptable": report.fits,
        "has_gain": gain,
        "has_cost": cost,
        "is_tradeoff": gain and cost,
        "technology_first": report.opinion,
        **common,
    }


def _id(line: str) -> str | int | None:
    """The id of a line that is no task, where it can be read."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    try:
        return _Named.model_validate(found).id
    except ValidationError:
        return None


def _explained(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        f"{'.'.join(str(step) for step in fault['loc'] if step != fault.get('input')) or 'line'}: {fault['msg']}"
        for fault in error.errors(include_url=False)[:5]
    )
