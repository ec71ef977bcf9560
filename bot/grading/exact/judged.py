"""What a short answer or a number is worth, and what to say about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """Right or wrong, with one plain sentence or two for the person."""

    right: bool
    reason: str
