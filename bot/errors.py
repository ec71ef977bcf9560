"""The two troubles: a refusal, which the person can act on, and a fault, which is ours."""

from typing import Literal

FAULT = "Something went wrong on our side and nothing was changed. Please try again; it has been logged."

_UNSAVED = {
    "busy": "The database is busy, so nothing was saved. Please try again in a moment.",
    "full": "The disk is full, so nothing was saved. Your earlier answers are safe; free some space and try again.",
    "broken": "The database cannot be written, so nothing was saved. Run `tradeoff db check` and see its advice.",
}


class Refusal(Exception):
    """Shown in private to the person who asked: one clear sentence that says what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Unsaved(Refusal):
    """The store could not keep the turn; none of it happened."""

    def __init__(self, why: Literal["busy", "full", "broken"]) -> None:
        super().__init__(_UNSAVED[why])
        self.why = why
