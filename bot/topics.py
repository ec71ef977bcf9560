"""The six topics that are drilled."""

from typing import Literal

Topic = Literal["framework", "database", "cache", "queue", "compute", "monitoring"]
TOPICS: tuple[Topic, ...] = ("framework", "database", "cache", "queue", "compute", "monitoring")
