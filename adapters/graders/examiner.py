"""The grader as the program uses it: its knowledge is read when the first free text comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.catalog import Catalog
from bot.grading.report import Report, Task
from bot.grading.rubric import RubricGrader
from content.rubric import knowledge


@dataclass(frozen=True)
class LazyExaminer:
    """The default grader over the bank's names; costs nothing until it is asked."""

    catalog: Catalog

    @cached_property
    def grader(self) -> RubricGrader:
        """The grader itself."""
        return RubricGrader(knowledge(self.catalog.technologies))

    @property
    def names(self) -> Mapping[str, str]:
        """The id of a technology by every name it is called."""
        return self.grader.names

    def grade(self, task: Task, answer: str) -> Report:
        """The verdict."""
        return self.grader.grade(task, answer)
