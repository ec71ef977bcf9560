"""Second readers of free text, where the operator has set one up; their packages are extras."""

import typer

from adapters.graders.examiner import LazyExaminer
from adapters.settings import Settings
from adapters.shell import fail
from bot.grading.report import Grader

DEFAULT, LLM, SEMANTIC = "default", "llm", "semantic"
READERS = (DEFAULT, LLM, SEMANTIC)


def second_opinion(settings: Settings, examiner: LazyExaminer) -> Grader | None:
    """The language model of the settings beside the default grader; None where none is set."""
    if not settings.llm_url:
        return None
    try:
        from adapters.graders.language_model import Endpoint
        from adapters.graders.second_opinion import SecondOpinion
    except ImportError as error:
        raise fail("TRADEOFF_LLM_URL is set, but httpx is missing: pip install 'tradeoff[llm]'.") from error
    key = settings.llm_key.get_secret_value()
    return SecondOpinion(examiner, Endpoint(settings.llm_url, key, settings.llm_model))


def reader(name: str, settings: Settings, examiner: LazyExaminer) -> Grader:
    """The grader of that name. Ends the program with a sentence where it is not set up."""
    if name == DEFAULT:
        return examiner
    if name == LLM:
        found = second_opinion(settings, examiner)
        if found is None:
            raise fail("Set TRADEOFF_LLM_URL, TRADEOFF_LLM_MODEL and TRADEOFF_LLM_KEY for a second opinion.")
        return found
    if name == SEMANTIC and settings.embedder is not None:
        from adapters.graders.semantic import SemanticGrader

        return SemanticGrader(examiner.grader, settings.embedder, examiner.catalog.technologies, warn)
    if name == SEMANTIC:
        raise fail("Set TRADEOFF_EMBEDDER to the folder of a sentence-transformers model in ONNX form.")
    raise fail(f"There is no grader called {name}; it is one of {', '.join(READERS)}.")


def warn(sentence: str) -> None:
    """A sentence for the operator, beside the output."""
    typer.echo(sentence, err=True)
